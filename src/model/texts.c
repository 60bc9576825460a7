#include "model/texts.h"

#include "base/fs.h"
#include "base/record.h"
#include "store/store.h"

/* A text that is its file's bytes, as they are. */
struct known_text {
    struct fs_facts facts;
    struct digest digest;
};

struct texts {
    struct map by_path;
    struct known_text *items;
    size_t count;
    str bytes; /* as the store has them */
};

/* What they are read as is no part of a file's facts. */
struct digest texts_key(enum text_encoding encoding)
{
    struct buf about = {0};
    record_number(&about, encoding);
    struct digest key = digest_of(buf_str(&about));
    buf_release(&about);
    return key;
}

void texts_recall(struct book *b)
{
    struct digest key = texts_key(b->manifest.encoding);
    b->texts = NULL;
    struct texts *t = ARENA_NEW(b->arena, struct texts);
    if (b->store == NULL || !store_view(b->store, STORE_TEXTS, &key, b->arena, &t->bytes)) {
        return;
    }
    struct record r = record_open(t->bytes);
    t->count = record_take_count(&r, 39);
    t->items = ARENA_ARRAY(b->arena, struct known_text, t->count);
    for (size_t i = 0; i < t->count; i++) {
        map_set(b->arena, &t->by_path, record_take_str(&r), i);
        t->items[i].facts = record_take_facts(&r);
        t->items[i].digest = record_take_digest(&r);
    }
    b->texts = record_done(&r) ? t : NULL;
}

/* What the inputs say of a file that may be known by its facts; or NULL. */
static const struct input *input_of(const struct book *b, str normal)
{
    size_t index = map_get(&b->inputs.seen, source_shown(b->arena, &b->root, normal));
    const struct input *input = index != MAP_NONE ? &b->inputs.items[index] : NULL;
    bool plain = input != NULL && input->facts.kind == FS_FILE && input->real.len == 0;
    return plain && !input->recent ? input : NULL;
}

bool texts_know(struct book *b, str rel, struct chapter_source *source)
{
    str normal;
    if (b->texts == NULL || source_find(b->arena, &b->root, rel, &normal) != SOURCE_FINE) {
        return false;
    }
    const struct input *input = input_of(b, normal);
    size_t index = map_get(&b->texts->by_path, normal);
    if (input == NULL || index == MAP_NONE ||
        !fs_same_facts(&input->facts, &b->texts->items[index].facts)) {
        return false;
    }
    source->digest = b->texts->items[index].digest;
    source->size = (size_t)input->facts.size;
    source->real = path_join(b->arena, b->root.real, normal);
    return true;
}

bool texts_read(struct arena *a, const struct chapter_source *source, str *text)
{
    if (!fs_read(a, source->real, MARKDOWN_MAX_FILE, text)) {
        return false;
    }
    struct digest now = digest_of(*text);
    return memcmp(&now, &source->digest, sizeof now) == 0;
}

void texts_keep(const struct book *b)
{
    struct buf all = {0}, rows = {0};
    struct digest key = texts_key(b->manifest.encoding);
    size_t count = 0;
    for (size_t i = 0; b->store != NULL && i < b->nchapters; i++) {
        const struct chapter *ch = b->chapters[i];
        const struct input *input = ch->named && ch->source.plain ? input_of(b, ch->path) : NULL;
        if (input != NULL) {
            record_str(&rows, ch->path);
            record_facts(&rows, &input->facts);
            record_digest(&rows, &ch->source.digest);
            count++;
        }
    }
    record_number(&all, count);
    buf_add(&all, buf_str(&rows));
    if (count > 0 && (b->texts == NULL || !str_eq(b->texts->bytes, buf_str(&all)))) {
        store_replace(b->store, STORE_TEXTS, &key, buf_str(&all));
    }
    buf_release(&rows);
    buf_release(&all);
}
