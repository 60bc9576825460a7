#include "build/former.h"

#include "base/record.h"
#include "build/pieces.h"
#include "render/setting.h"
#include "source/yaml.h"
#include "store/store.h"

/* A book on its way into a record. */
struct gathering {
    struct arena *arena;
    const struct book *book;
    const struct publication *publication;
    struct former *former;
};

static struct former_entry *entry_of(struct gathering *g, str file, size_t *index)
{
    const struct publication *p = g->publication;
    const struct entry *e =
        publication_find(p, str_concat(g->arena, (str[]){STR("EPUB/"), file}, 2));
    *index = e != NULL ? (size_t)(e - p->entries) : 0;
    return e != NULL ? &g->former->entries[*index] : NULL;
}

static void take_entries(struct gathering *g, str undated)
{
    const struct publication *p = g->publication;
    struct former *f = g->former;
    f->nentries = p->count;
    f->entries = ARENA_ARRAY(g->arena, struct former_entry, p->count);
    for (size_t i = 0; i < p->count; i++) {
        const struct entry *e = &p->entries[i];
        bool package = str_eq(e->path, STR("EPUB/package.opf"));
        f->entries[i] = (struct former_entry){.path = e->path,
                                              .media_type = e->media_type,
                                              .kind = FORMER_BYTES,
                                              .bytes = package ? undated : e->bytes,
                                              .holds = e->holds};
    }
}

static void take_files(struct gathering *g)
{
    const struct book *b = g->book;
    size_t index;
    for (size_t i = 0; i < b->nresources; i++) {
        const struct resource *r = b->resources[i];
        struct former_entry *e = r->mapped ? entry_of(g, r->file, &index) : NULL;
        if (e != NULL) {
            e->kind = FORMER_FILE;
            e->file = source_shown(g->arena, &b->root, r->path);
            e->bytes = STR_NONE;
        }
    }
}

bool former_holds(const struct book *b)
{
    return b->store != NULL && b->ledger == NULL && !b->manifest.changes_made && !b->mdbook;
}

/* Is its document written from this text alone, and nothing else? */
static bool is_alone(const struct chapter *ch)
{
    return !ch->shows_tips && ch->ndocuments == 1 && setting_can_be_given(ch->documents[0]) &&
           ch->source.file->npieces == 0;
}

/* One that was not even read had no front matter. */
static struct digest front_of(const struct chapter_source *s)
{
    str yaml = STR_NONE, body;
    uint32_t line;
    if (!s->unread) {
        front_matter_split(s->text, &yaml, &body, &line);
    }
    return digest_of(yaml);
}

static void take_chapter(struct gathering *g, const struct chapter *ch, size_t entry)
{
    const struct chapter_source *s = &ch->source;
    struct former *f = g->former;
    *ARENA_PUSH(g->arena, struct former_chapter, &f->chapters, &f->nchapters) =
        (struct former_chapter){.path = s->file->path,
                                .name = ch->name,
                                .alone = is_alone(ch),
                                .entry = entry,
                                .order = s->file->order,
                                .front = front_of(s),
                                .body_line = s->body_line,
                                .features = s->options.features,
                                .lang = s->options.lang,
                                .cites = s->options.bibliography != NULL};
}

static void take_documents(struct gathering *g, const struct documents *documents)
{
    const struct book *b = g->book;
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        const struct written *w = &documents->all[WRITTEN_DOCUMENTS + i];
        size_t index;
        struct former_entry *e = w->known ? entry_of(g, doc->file, &index) : NULL;
        if (e != NULL) {
            e->kind = FORMER_DOCUMENT;
            e->key = w->fingerprint;
            e->bytes = STR_NONE;
            take_chapter(g, doc->chapter, index);
        }
    }
}

static void take_citable(struct gathering *g)
{
    const struct bibliography *from = &g->book->bibliography;
    struct former *f = g->former;
    f->ncitable = from->count;
    f->citable = ARENA_ARRAY(g->arena, str, from->count);
    for (size_t i = 0; i < from->count; i++) {
        f->citable[i] = from->items[i].id;
    }
}

void former_of(struct arena *a, const struct book *b, const struct publishing *p,
               const struct documents *documents, struct former *out)
{
    struct gathering g = {a, b, &p->publication, out};
    *out = (struct former){.dating = p->dating,
                           .encoding = b->manifest.encoding,
                           .sound = p->pieces->sound,
                           .shown = p->pieces->shown};
    take_entries(&g, p->undated);
    take_files(&g);
    take_documents(&g, documents);
    take_citable(&g);
    for (size_t i = 0; i < out->nentries; i++) {
        struct former_entry *e = &out->entries[i];
        if (e->kind == FORMER_BYTES) {
            e->key = digest_of(e->bytes);
        }
    }
}

static void record_entry(struct buf *out, const struct former_entry *e)
{
    record_str(out, e->path);
    record_str(out, e->media_type);
    record_number(out, e->kind);
    record_digest(out, &e->key);
    record_str(out, e->file);
    record_number(out, e->holds);
}

static void record_chapter(struct buf *out, const struct former_chapter *ch)
{
    record_str(out, ch->path);
    record_digest(out, &ch->name);
    record_bool(out, ch->alone);
    record_number(out, ch->entry);
    record_number(out, ch->order);
    record_digest(out, &ch->front);
    record_number(out, ch->body_line);
    record_number(out, ch->features);
    record_str(out, ch->lang);
    record_bool(out, ch->cites);
}

static void record_former(struct buf *out, const struct former *f)
{
    record_number(out, f->nentries);
    for (size_t i = 0; i < f->nentries; i++) {
        record_entry(out, &f->entries[i]);
    }
    record_number(out, f->nchapters);
    for (size_t i = 0; i < f->nchapters; i++) {
        record_chapter(out, &f->chapters[i]);
    }
    record_str(out, f->dating.modified);
    record_signed(out, f->dating.day);
    record_bool(out, f->dating.dated);
    record_signed(out, f->dating.epoch);
    record_number(out, f->encoding);
    record_bool(out, f->sound);
    record_digest(out, &f->shown);
    record_number(out, f->ncitable);
    for (size_t i = 0; i < f->ncitable; i++) {
        record_str(out, f->citable[i]);
    }
}

void former_keep(struct store *store, const struct digest *key, const struct former *f)
{
    struct buf all = {0};
    for (size_t i = 0; i < f->nentries; i++) {
        const struct former_entry *e = &f->entries[i];
        if (e->kind == FORMER_BYTES && e->bytes.ptr != NULL) {
            store_put(store, STORE_ENTRY, &e->key, e->bytes);
        }
    }
    record_former(&all, f);
    store_replace(store, STORE_FORMER, key, buf_str(&all));
    buf_release(&all);
}

static struct former_entry take_entry(struct record *r)
{
    struct former_entry e = {.path = record_take_str(r), .media_type = record_take_str(r)};
    e.kind = (enum former_kind)record_take_number(r, FORMER_FILE);
    e.key = record_take_digest(r);
    e.file = record_take_str(r);
    e.holds = (unsigned)record_take_number(r, UINT32_MAX);
    return e;
}

static struct former_chapter take_chapter_back(struct record *r, size_t nentries)
{
    struct former_chapter ch = {.path = record_take_str(r), .name = record_take_digest(r)};
    ch.alone = record_take_bool(r);
    ch.entry = (size_t)record_take_number(r, nentries > 0 ? nentries - 1 : 0);
    ch.order = (uint32_t)record_take_number(r, UINT32_MAX);
    ch.front = record_take_digest(r);
    ch.body_line = (uint32_t)record_take_number(r, UINT32_MAX);
    ch.features = (unsigned)record_take_number(r, UINT32_MAX);
    ch.lang = record_take_str(r);
    ch.cites = record_take_bool(r);
    return ch;
}

static struct dating take_dating(struct record *r)
{
    struct dating d = {.modified = record_take_str(r)};
    d.day = record_take_signed(r);
    d.dated = record_take_bool(r);
    d.epoch = record_take_signed(r);
    return d;
}

static bool take_former(struct record *r, struct arena *a, struct former *out)
{
    out->nentries = record_take_count(r, 36);
    out->entries = ARENA_ARRAY(a, struct former_entry, out->nentries);
    for (size_t i = 0; i < out->nentries; i++) {
        out->entries[i] = take_entry(r);
    }
    out->nchapters = record_take_count(r, 72);
    out->chapters = ARENA_ARRAY(a, struct former_chapter, out->nchapters);
    for (size_t i = 0; i < out->nchapters; i++) {
        out->chapters[i] = take_chapter_back(r, out->nentries);
    }
    out->dating = take_dating(r);
    out->encoding = (enum text_encoding)record_take_number(r, ENCODING_WINDOWS1252);
    out->sound = record_take_bool(r);
    out->shown = record_take_digest(r);
    out->ncitable = record_take_count(r, 1);
    out->citable = ARENA_ARRAY(a, str, out->ncitable);
    for (size_t i = 0; i < out->ncitable; i++) {
        out->citable[i] = record_take_str(r);
    }
    return record_done(r);
}

bool former_recall(struct store *store, const struct digest *key, struct arena *a,
                   struct former *out)
{
    str bytes;
    *out = (struct former){.nentries = 0};
    if (!store_view(store, STORE_FORMER, key, a, &bytes)) {
        return false;
    }
    struct record r = record_open(bytes);
    return take_former(&r, a, out);
}
