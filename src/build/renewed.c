#include "build/renewed.h"

#include "base/diag_record.h"
#include "build/document_piece.h"
#include "model/trees.h"
#include "render/content.h"
#include "render/fingerprint.h"
#include "render/pages.h"
#include "render/setting.h"
#include "source/encoding.h"
#include "source/sheet.h"
#include "source/yaml.h"
#include "store/store.h"

/* A chapter in a book of its own. */
struct renewal {
    struct arena *arena;
    struct store *store;
    const struct former *former;
    const struct former_chapter *row;
    const struct diag *before;
    struct book book;
    struct chapter chapter;
    struct document document, *documents[1];
    struct passages passages;
    struct diag diag; /* of what is read; nothing may be said there that was not */
    struct bibliography citable;
    struct renewed *out;
};

/* Only their keys say what a text may cite. */
static void take_citable(struct renewal *n)
{
    const struct former *f = n->former;
    struct bibliography *b = &n->citable;
    b->count = f->ncitable;
    b->items = ARENA_ARRAY(n->arena, struct item, b->count);
    for (size_t i = 0; i < b->count; i++) {
        b->items[i].id = f->citable[i];
        map_put(n->arena, &b->by_id, f->citable[i], i);
    }
}

static void begin(struct renewal *n, const struct diag_file *file)
{
    const struct former_chapter *row = n->row;
    n->book.arena = n->arena;
    n->documents[0] = &n->document;
    n->chapter.documents = n->documents;
    n->chapter.ndocuments = 1;
    n->chapter.named = true;
    n->document.chapter = &n->chapter;
    n->document.passages = &n->passages;
    n->chapter.source.file = file;
    n->chapter.source.options = (struct markdown_options){
        .features = row->features,
        .lang = row->lang,
        .bibliography = row->cites ? &n->citable : NULL,
    };
}

static bool is_same_front(const struct renewal *n, str text)
{
    str yaml, body;
    uint32_t line;
    front_matter_split(text, &yaml, &body, &line);
    struct digest front = digest_of(yaml);
    return line == n->row->body_line && memcmp(&front, &n->row->front, sizeof front) == 0;
}

/* False: there is something to say of the bytes, or the front matter is another one. */
static bool take_text(struct renewal *n, struct input *input)
{
    struct chapter_source *s = &n->chapter.source;
    str bytes;
    if (!fs_read(n->arena, input->path, MARKDOWN_MAX_FILE, &bytes)) {
        return false;
    }
    input->summed = true;
    input->sum = file_sum_of(bytes);
    str text = encoding_decode(n->arena, bytes, encoding_of(bytes, n->former->encoding));
    s->text = markdown_clean(n->arena, s->file, text, &n->diag);
    s->size = s->text.len;
    s->body_line = n->row->body_line;
    return !diag_failed(&n->diag) && is_same_front(n, s->text);
}

/* Does the chapter show the book what it showed before, and are all places that messages named
 * where they were? */
static bool is_same_chapter(struct renewal *n)
{
    struct sheet_places staying;
    str before;
    bool moved;
    return store_view(n->store, STORE_CHAPTER, &n->row->name, n->arena, &before) &&
           chapter_piece_same(n->arena, before, n->out->chapter, &moved, &staying) &&
           (!moved || diag_speaks_only_of(n->before, n->row->path, staying.items, staying.count));
}

static struct digest fingerprint_of(const struct renewal *n)
{
    struct digest chapter = fingerprint_of_chapter(&n->chapter);
    return fingerprint_of_document(&n->book, &n->document, &chapter);
}

/* Gives the chapter the setting it had. With its former name it has the former fingerprint then: so
 * nothing of that was lost. */
static bool take_setting(struct renewal *n, const struct document_piece *before)
{
    const struct digest *key = &n->former->entries[n->row->entry].key;
    struct digest name = n->chapter.name;
    if (!setting_give(before->of_chapter, before->of_document, &n->book, &n->document, &n->diag)) {
        return false;
    }
    n->chapter.name = n->row->name;
    struct digest fingerprint = fingerprint_of(n);
    n->chapter.name = name;
    return memcmp(&fingerprint, key, sizeof fingerprint) == 0;
}

/* Writes the document, and says of it what was said before. */
static bool write(struct renewal *n, const struct document_piece *before,
                  struct document_piece *now)
{
    struct diag said;
    struct buf messages = {0}, passages = {0};
    struct renewed *out = n->out;
    const struct origin *origin;
    diag_begin_part(&said, n->before);
    out->bytes = content_render(&n->book, &n->document, &said, &origin);
    diag_record(&said, &(struct diag_known){&n->chapter.source.file, 1}, &messages);
    diag_release(&said);
    out->entry = n->row->entry;
    out->before = before->digest;
    out->digest = digest_of(out->bytes);
    out->fingerprint = fingerprint_of(n);
    *now = *before;
    now->messages = buf_finish(&messages, n->arena);
    now->holds = origin->holds;
    document_piece_record_passages(&passages, &n->passages);
    now->passages = buf_finish(&passages, n->arena);
    now->digest = out->digest;
    now->bytes = out->bytes;
    return str_eq(now->messages, before->messages) && now->holds == before->holds;
}

static bool renew_document(struct renewal *n, struct markdown *parsed)
{
    struct document_piece before, now;
    struct buf piece = {0};
    str bytes;
    bool fine = store_view(n->store, STORE_DOCUMENT, &n->former->entries[n->row->entry].key,
                           n->arena, &bytes) &&
                document_piece_read(bytes, &before) && before.of_document.len > 0 &&
                take_setting(n, &before);
    if (!fine) {
        markdown_release(parsed);
        return false;
    }
    fine = chapter_plant(n->arena, &n->chapter, parsed) && write(n, &before, &now);
    if (fine) {
        document_piece_write(&piece, &now);
        n->out->document = buf_finish(&piece, n->arena);
    }
    markdown_release(&n->chapter.markdown);
    return fine;
}

static bool renew_chapter(struct renewal *n, struct input *input)
{
    struct markdown parsed;
    struct diag said;
    if (!take_text(n, input)) {
        return false;
    }
    struct digest citable = sheet_citable(&n->citable);
    chapter_name(&n->chapter, &citable);
    n->out->name = n->chapter.name;
    diag_begin_part(&said, n->before);
    bool fine = chapter_parse_apart(n->arena, &n->chapter, &parsed, &n->out->chapter, &said);
    diag_release(&said);
    if (!fine || !is_same_chapter(n)) {
        markdown_release(&parsed);
        return false;
    }
    return renew_document(n, &parsed);
}

bool renew(struct arena *a, struct store *store, const struct former *f,
           const struct former_chapter *row, struct input *input, const struct diag *before,
           struct renewed *out)
{
    struct renewal n = {
        .arena = a, .store = store, .former = f, .row = row, .before = before, .out = out};
    diag_begin_part(&n.diag, before);
    take_citable(&n);
    begin(&n, diag_file(&n.diag, row->path, row->order));
    bool fine = renew_chapter(&n, input);
    diag_release(&n.diag);
    return fine;
}

void renewed_keep(struct store *store, const struct renewed *r)
{
    store_put(store, STORE_CHAPTER, &r->name, r->chapter);
    store_put(store, STORE_DOCUMENT, &r->fingerprint, r->document);
}
