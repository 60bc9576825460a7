/* A document is taken from the store if it was written with the same fingerprint before. A chapter
 * of which there is a sheet only (model/trees.h) is parsed now if one of its documents is to be
 * written: these are written one after the other then, and its tree goes. */
#include "build/documents.h"

#include "base/diag_record.h"
#include "base/memory.h"
#include "base/parts.h"
#include "build/document_piece.h"
#include "model/trees.h"
#include "render/content.h"
#include "render/fingerprint.h"
#include "render/pages.h"
#include "render/setting.h"
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

/* What the store is to keep of a document. */
static void write_piece(struct buf *out, const struct book *b, const struct document *doc,
                        const struct written *w)
{
    struct document_piece piece = {
        .messages = w->messages, .holds = w->holds, .digest = w->digest, .bytes = w->bytes};
    struct buf passages = {0}, of_chapter = {0}, of_document = {0};
    document_piece_record_passages(&passages, doc->passages);
    piece.passages = buf_str(&passages);
    if (setting_can_be_given(doc)) {
        setting_of_chapter(&of_chapter, doc->chapter);
        setting_of_document(&of_document, b, doc);
    }
    piece.of_chapter = buf_str(&of_chapter);
    piece.of_document = buf_str(&of_document);
    document_piece_write(out, &piece);
    buf_release(&passages);
    buf_release(&of_chapter);
    buf_release(&of_document);
}

static bool read_piece(struct arena *a, const struct document *doc, str bytes, struct written *out,
                       struct diag *d)
{
    struct document_piece piece;
    struct passages passages;
    bool fine = document_piece_read(bytes, &piece) &&
                document_piece_take_passages(a, piece.passages, &passages);
    struct record messages = record_open(piece.messages);
    if (!fine ||
        !diag_say_again(d, &(struct diag_known){&doc->chapter->source.file, 1}, &messages)) {
        return false;
    }
    *doc->passages = passages;
    out->bytes = piece.bytes;
    out->holds = piece.holds;
    out->digest = piece.digest;
    out->done = out->stored = out->digested = true;
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
        store_view(d->book->store, STORE_DOCUMENT, &w->fingerprint, part->arena, &bytes)) {
        read_piece(part->arena, doc, bytes, w, part->diag);
    }
}

static void recall_chapter(struct documents *d, const struct part *part, const struct chapter *ch)
{
    struct digest digest = fingerprint_of_chapter(ch);
    for (size_t i = 0; ch->named && i < ch->ndocuments; i++) {
        const struct document *doc = ch->documents[i];
        if (fingerprint_holds(doc)) {
            recall_document(d, part, WRITTEN_DOCUMENTS + doc->index, &digest);
        }
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
    if (ch != NULL && ch->leader == NULL && atomic_fetch_sub(&ch->unwritten, 1) == 1) {
        markdown_release(&ch->markdown);
    }
}

/* By the same book, seen with other memory. */
static void write_document(struct documents *d, const struct part *part, size_t index)
{
    struct written *out = &d->all[index];
    struct book book = *d->book;
    book.arena = part->arena;
    book.draft = part->tool;
    if (index == WRITTEN_NAV) {
        out->bytes = nav_render(&book, &out->origin);
    } else if (index == WRITTEN_NCX) {
        out->bytes = ncx_render(&book);
    } else {
        const struct document *doc = document_at(&book, index);
        out->bytes = render(&book, doc, part->diag, &out->origin);
        leave_chapter(doc->chapter);
    }
    out->holds = out->origin != NULL ? out->origin->holds : 0;
    out->digested = book.store != NULL;
    if (out->digested) {
        out->digest = digest_of(out->bytes);
    }
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
    return b->chapters[index - count]->source.size / 4;
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
    const struct chapter *ch = doc != NULL ? doc->chapter : NULL;
    if (ch != NULL && ch->leader != NULL) {
        return ch->leader == doc ? 2 * ch->source.size : 0;
    }
    if (d->all[index].done) {
        return 0;
    }
    if (doc == NULL) {
        return 100 * d->book->ndocuments;
    }
    size_t size = ch != NULL ? ch->source.size : 0;
    return 1000 + (size > 0 && ch->ndocuments > 0 ? size / ch->ndocuments : size);
}

/* Is its tree wanted by others than its documents, or by one that waits? */
static bool is_wanted_whole(const struct documents *d, const struct chapter *ch)
{
    const struct book *b = d->book;
    bool waits = b->manifest.changes_made && b->about_page != NULL && b->about_page->chapter == ch;
    return (waits || ch->shows_tips) && chapter_lacks_tree(ch);
}

static size_t whole_weight(void *context, size_t index)
{
    const struct documents *d = context;
    const struct chapter *ch = d->book->chapters[index];
    return is_wanted_whole(d, ch) ? ch->source.size : 0;
}

static void make_whole(void *context, const struct part *part, size_t index)
{
    struct documents *d = context;
    struct chapter *ch = d->book->chapters[index];
    if (is_wanted_whole(d, ch) && !chapter_make_tree(part->arena, ch, part->diag)) {
        atomic_store(&d->broken, true);
    }
}

static void make_all_whole(struct documents *d)
{
    const struct parts parts = {.count = d->book->nchapters,
                                .weight = whole_weight,
                                .run = make_whole,
                                .context = d,
                                .threads = d->threads,
                                .arena = d->book->arena,
                                .diag = d->diag};
    parts_run(&parts);
}

static void verify(const struct documents *d, struct arena *a, size_t index)
{
    const struct document *doc = document_at(d->book, index);
    struct buf piece = {0};
    str bytes;
    write_piece(&piece, d->book, doc, &d->all[index]);
    if (store_view(d->book->store, STORE_DOCUMENT, &d->all[index].fingerprint, a, &bytes)) {
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
        write_piece(&piece, d->book, document_at(d->book, index), w);
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

static bool is_to_be_written(const struct documents *d, size_t index)
{
    return !d->all[index].done && !is_about_others(d->book, index);
}

static void write_one(struct documents *d, const struct part *part, size_t index)
{
    if (d->all[index].known) {
        write_known(d, part, index);
    } else {
        write_document(d, part, index);
    }
}

/* Saves what was written from the memory that it was written with. */
static void save(struct arena *a, const struct document *doc, struct written *w)
{
    struct origin *origin = ARENA_NEW(a, struct origin);
    struct passages *p = doc->passages;
    w->bytes = str_copy(a, w->bytes);
    w->messages = str_copy(a, w->messages);
    *origin = *w->origin;
    origin->marks =
        (struct origin_mark *)arena_copy(a, origin->marks, origin->count * sizeof *origin->marks);
    w->origin = origin;
    p->items = (struct passage *)arena_copy(a, p->items, p->count * sizeof *p->items);
}

/* What is left of the documents of a chapter that has no tree yet. */
static void write_late(struct documents *d, const struct part *part, struct chapter *ch)
{
    struct arena scratch = {0};
    const struct part brief = {&scratch, part->diag, part->tool};
    if (chapter_make_tree(&scratch, ch, part->diag)) {
        for (size_t i = 0; i < ch->ndocuments; i++) {
            const struct document *doc = ch->documents[i];
            size_t index = WRITTEN_DOCUMENTS + doc->index;
            if (document_at(d->book, index) == doc && is_to_be_written(d, index)) {
                write_one(d, &brief, index);
                save(part->arena, doc, &d->all[index]);
            }
        }
        chapter_drop_tree(ch);
    } else {
        atomic_store(&d->broken, true);
    }
    arena_release(&scratch);
}

/* Each thread's draft. One that is used again is at hand in its processor's cache, and no memory
 * is asked for, which all share. */
static void *draft_new(void)
{
    return mem_calloc(1, sizeof(struct buf));
}

static void draft_free(void *draft)
{
    buf_release(draft);
    mem_free(draft);
}

static void write_most(void *context, const struct part *part, size_t index)
{
    struct documents *d = context;
    const struct document *doc = document_at(d->book, index);
    struct chapter *ch = doc != NULL ? doc->chapter : NULL;
    if (ch != NULL && ch->leader == doc) {
        write_late(d, part, ch);
    } else if ((ch == NULL || ch->leader == NULL) && is_to_be_written(d, index)) {
        write_one(d, part, index);
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
        const struct document *doc = d->book->documents[i];
        struct chapter *ch = doc->chapter;
        if (ch == NULL || d->all[WRITTEN_DOCUMENTS + i].stored) {
            continue;
        }
        ch->unwritten += ch->shows_tips ? 2 : 1;
        if (ch->leader == NULL && chapter_lacks_tree(ch)) {
            ch->leader = doc;
        }
    }
}

void documents_write(struct documents *d)
{
    struct book *b = d->book;
    size_t count = WRITTEN_DOCUMENTS + b->ndocuments;
    d->all = ARENA_ARRAY(b->arena, struct written, count);
    for (size_t i = 0; i < b->nchapters; i++) {
        if (b->chapters[i]->lost) {
            atomic_store(&d->broken, true);
            return;
        }
    }
    if (b->store != NULL) {
        recall_all(d);
    }
    make_all_whole(d);
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
                                .diag = d->diag,
                                .tool_new = draft_new,
                                .tool_free = draft_free};
    parts_run(&parts);
    if (b->manifest.changes_made && !atomic_load(&d->broken)) {
        write_changes(d);
    }
}
