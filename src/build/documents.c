/* A document is taken from the store if it was written with the same fingerprint before. A chapter
 * that was not parsed in this build, for the store knew it, is parsed now if one of its documents
 * is to be written. */
#include "build/documents.h"

#include "base/diag_record.h"
#include "base/parts.h"
#include "model/trees.h"
#include "render/content.h"
#include "render/fingerprint.h"
#include "render/pages.h"
#include "store/store.h"
#include "store/use.h"

static str render(const struct book *b, const struct document *doc, struct diag *d,
                  const struct origin **origin)
{
    switch (doc->page) {
    case PAGE_COVER:
        return cover_render(b, doc, origin);
    case PAGE_TITLEPAGE:
        return titlepage_render(b, doc, origin);
    case PAGE_CONTENTS:
        return contents_render(b, doc, origin);
    case PAGE_TIPS:
        return tips_render(b, doc, d, origin);
    case PAGE_REFERENCES:
        return references_render(b, doc, d, origin);
    case PAGE_ABOUT:
        return about_render(b, doc, d, origin);
    default:
        return content_render(b, doc, d, origin);
    }
}

static const struct document *document_at(const struct book *b, size_t index)
{
    return index >= WRITTEN_DOCUMENTS ? b->documents[index - WRITTEN_DOCUMENTS] : NULL;
}

/* What the store keeps of a document: its bytes, its passages, and what there was to say. */
static void write_piece(struct buf *out, const struct document *doc, const struct written *w)
{
    record_str(out, w->messages);
    record_number(out, w->holds);
    record_number(out, doc->passages->count);
    for (size_t i = 0; i < doc->passages->count; i++) {
        record_str(out, str_from(doc->passages->items[i].id));
        record_number(out, doc->passages->items[i].hash);
    }
    record_digest(out, &w->digest);
    record_str(out, w->bytes);
}

static void take_passages(struct record *r, struct arena *a, struct passages *out)
{
    out->count = record_take_count(r, 3);
    out->items = ARENA_ARRAY(a, struct passage, out->count + 1);
    for (size_t i = 0; i < out->count; i++) {
        str id = record_take_str(r);
        id = str_sub(id, 0, sizeof out->items[i].id - 1);
        memcpy(out->items[i].id, id.len > 0 ? id.ptr : "", id.len);
        out->items[i].hash = (uint32_t)record_take_number(r, UINT32_MAX);
    }
}

static bool read_piece(struct arena *a, const struct document *doc, str bytes, struct written *out,
                       struct diag *d)
{
    struct record r = record_open(bytes);
    struct record messages = record_open(record_take_str(&r));
    struct passages passages;
    unsigned holds = (unsigned)record_take_number(&r, UINT32_MAX);
    take_passages(&r, a, &passages);
    struct digest digest = record_take_digest(&r);
    str text = record_take_str(&r);
    if (!record_done(&r) ||
        !diag_say_again(d, &(struct diag_known){&doc->chapter->source.file, 1}, &messages)) {
        return false;
    }
    *doc->passages = passages;
    out->bytes = text;
    out->holds = holds;
    out->digest = digest;
    out->done = out->stored = true;
    return true;
}

/* Takes a document from the store, if it is there. */
static void recall_document(struct documents *d, const struct part *part, size_t index,
                            const struct digest *chapter)
{
    const struct document *doc = document_at(d->book, index);
    struct written *w = &d->all[index];
    str bytes;
    w->known = true;
    w->fingerprint = fingerprint_of_document(d->book, doc, chapter);
    if (!store_is_verified() &&
        store_get(d->book->store, STORE_DOCUMENT, &w->fingerprint, part->arena, &bytes)) {
        read_piece(part->arena, doc, bytes, w, part->diag);
    }
}

/* The documents of a chapter; and its tree, if that does not do. */
static void recall_chapter(struct documents *d, const struct part *part, struct chapter *ch)
{
    struct digest digest = fingerprint_of_chapter(ch);
    bool all = true;
    for (size_t i = 0; ch->named && i < ch->ndocuments; i++) {
        const struct document *doc = ch->documents[i];
        if (fingerprint_holds(doc)) {
            recall_document(d, part, WRITTEN_DOCUMENTS + doc->index, &digest);
        }
        all = all && d->all[WRITTEN_DOCUMENTS + doc->index].stored;
    }
    bool wanted = !all || ch->shows_tips || store_is_verified();
    if (chapter_lacks_tree(ch) && wanted && !chapter_make_tree(part->arena, ch, part->diag)) {
        atomic_store(&d->broken, true);
    }
}

/* Does a document tell what changed in the others? */
static bool is_about_others(const struct book *b, size_t index)
{
    const struct document *doc = document_at(b, index);
    return b->manifest.changes_made && doc != NULL && doc == b->about_page;
}

/* Its tree is gone when all that is written from it is. */
static void leave_chapter(struct chapter *ch)
{
    if (ch != NULL && atomic_fetch_sub(&ch->unwritten, 1) == 1) {
        markdown_release(&ch->markdown);
    }
}

/* By the same book, seen with other memory. */
static void write_document(struct documents *d, const struct part *part, size_t index)
{
    struct written *out = &d->all[index];
    struct book book = *d->book;
    book.arena = part->arena;
    if (index == WRITTEN_NAV) {
        out->bytes = nav_render(&book, &out->origin);
    } else if (index == WRITTEN_NCX) {
        out->bytes = ncx_render(&book);
    } else {
        const struct document *doc = document_at(&book, index);
        out->bytes = render(&book, doc, part->diag, &out->origin);
        leave_chapter(doc->chapter);
    }
    out->holds = package_holding(out->bytes);
    out->done = true;
}

/* Is it written without a tree of any chapter? */
static bool needs_no_tree(const struct book *b, size_t index)
{
    const struct document *doc = document_at(b, index);
    return doc == NULL ||
           (doc->chapter == NULL && doc->page != PAGE_TIPS && !is_about_others(b, index));
}

/* What needs no tree, and the chapters behind it. */
static size_t recall_weight(void *context, size_t index)
{
    const struct documents *d = context;
    const struct book *b = d->book;
    size_t count = WRITTEN_DOCUMENTS + b->ndocuments;
    if (index < count) {
        return needs_no_tree(b, index) ? 40 * b->ndocuments : 0;
    }
    return b->chapters[index - count]->source.text.len / 4;
}

static void recall(void *context, const struct part *part, size_t index)
{
    struct documents *d = context;
    size_t count = WRITTEN_DOCUMENTS + d->book->ndocuments;
    if (index >= count) {
        recall_chapter(d, part, d->book->chapters[index - count]);
    } else if (needs_no_tree(d->book, index)) {
        write_document(d, part, index);
    }
}

static void recall_all(struct documents *d)
{
    struct book *b = d->book;
    const struct parts parts = {.count = WRITTEN_DOCUMENTS + b->ndocuments + b->nchapters,
                                .weight = recall_weight,
                                .run = recall,
                                .context = d,
                                .threads = d->threads,
                                .arena = b->arena,
                                .diag = d->diag};
    parts_run(&parts);
}

/* Something is written for every document, much or little. */
static size_t document_weight(void *context, size_t index)
{
    const struct documents *d = context;
    const struct document *doc = document_at(d->book, index);
    if (d->all[index].done) {
        return 0;
    }
    if (doc == NULL) {
        return 100 * d->book->ndocuments;
    }
    const struct chapter *ch = doc->chapter;
    size_t size = ch != NULL ? ch->markdown.source.text.len : 0;
    return 1000 + (size > 0 && ch->ndocuments > 0 ? size / ch->ndocuments : size);
}

static void verify(const struct documents *d, struct arena *a, size_t index)
{
    const struct document *doc = document_at(d->book, index);
    struct buf piece = {0};
    str bytes;
    write_piece(&piece, doc, &d->all[index]);
    if (store_get(d->book->store, STORE_DOCUMENT, &d->all[index].fingerprint, a, &bytes)) {
        store_verify("the document", doc->file, bytes, buf_str(&piece));
    }
    buf_release(&piece);
}

/* Writes a document that the store will know. */
static void write_known(struct documents *d, const struct part *part, size_t index)
{
    struct written *w = &d->all[index];
    const struct diag_file *file = document_at(d->book, index)->chapter->source.file;
    struct diag own;
    struct buf messages = {0};
    diag_begin_part(&own, part->diag);
    write_document(d, &(struct part){part->arena, &own, part->tool}, index);
    diag_record(&own, &(struct diag_known){&file, 1}, &messages);
    w->messages = buf_finish(&messages, part->arena);
    w->digest = digest_of(w->bytes);
    if (store_is_verified()) {
        verify(d, part->arena, index);
    }
    diag_join(part->diag, &own);
}

static size_t kept_weight(void *context, size_t index)
{
    const struct documents *d = context;
    const struct written *w = &d->all[index];
    return w->known && !w->stored ? w->bytes.len / 4 : 0;
}

static void keep(void *context, const struct part *part, size_t index)
{
    const struct documents *d = context;
    const struct written *w = &d->all[index];
    (void)part;
    if (w->known && !w->stored && !atomic_load(&w->wanted)) {
        struct buf piece = {0};
        write_piece(&piece, document_at(d->book, index), w);
        store_put(d->book->store, STORE_DOCUMENT, &w->fingerprint, buf_str(&piece));
        buf_release(&piece);
    }
}

void documents_keep(struct documents *d)
{
    const struct parts parts = {.count = WRITTEN_DOCUMENTS + d->book->ndocuments,
                                .weight = kept_weight,
                                .run = keep,
                                .context = d,
                                .threads = d->threads,
                                .arena = d->book->arena};
    parts_run(&parts);
}

bool documents_lack_places(const struct documents *d)
{
    bool lacking = false;
    for (size_t i = 0; i < WRITTEN_DOCUMENTS + d->book->ndocuments; i++) {
        lacking = lacking || (d->all[i].stored && atomic_load(&d->all[i].wanted));
    }
    return lacking;
}

static void write_most(void *context, const struct part *part, size_t index)
{
    struct documents *d = context;
    const struct written *w = &d->all[index];
    if (w->done || is_about_others(d->book, index)) {
        return;
    }
    if (w->known) {
        write_known(d, part, index);
    } else {
        write_document(d, part, index);
    }
}

/* The document that waited for the others. */
static void write_changes(struct documents *d)
{
    struct book *b = d->book;
    const struct part part = {.arena = b->arena, .diag = d->diag};
    str *bytes = ARENA_ARRAY(b->arena, str, b->ndocuments);
    for (size_t i = 0; i < b->ndocuments; i++) {
        bytes[i] = d->all[WRITTEN_DOCUMENTS + i].bytes;
    }
    if (changes_find(b->arena, b, bytes, d->begins, d->changes, d->diag)) {
        b->changes = d->changes;
    }
    for (size_t i = WRITTEN_DOCUMENTS; i < WRITTEN_DOCUMENTS + b->ndocuments; i++) {
        if (is_about_others(b, i)) {
            write_document(d, &part, i);
        }
    }
}

/* A tree whose tips are shown on the tips page is wanted to the end. */
static void count_unwritten(struct documents *d)
{
    for (size_t i = 0; i < d->book->ndocuments; i++) {
        struct chapter *ch = d->book->documents[i]->chapter;
        if (ch != NULL && !d->all[WRITTEN_DOCUMENTS + i].stored) {
            ch->unwritten += ch->shows_tips ? 2 : 1;
        }
    }
}

void documents_write(struct documents *d)
{
    struct book *b = d->book;
    size_t count = WRITTEN_DOCUMENTS + b->ndocuments;
    d->all = ARENA_ARRAY(b->arena, struct written, count);
    if (b->store != NULL) {
        recall_all(d);
    }
    if (atomic_load(&d->broken)) {
        return;
    }
    count_unwritten(d);
    const struct parts parts = {.count = count,
                                .weight = document_weight,
                                .run = write_most,
                                .context = d,
                                .threads = d->threads,
                                .arena = b->arena,
                                .diag = d->diag};
    parts_run(&parts);
    if (b->manifest.changes_made) {
        write_changes(d);
    }
}
