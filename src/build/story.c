#include "build/story.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/parts.h"
#include "base/xml_library.h"
#include "build/again.h"
#include "build/ahead.h"
#include "build/claims.h"
#include "build/depfile.h"
#include "build/documents.h"
#include "build/fault.h"
#include "build/pieces.h"
#include "build/targets.h"
#include "base/replacement.h"
#include "check/check.h"
#include "edition/changes.h"
#include "edition/ledger.h"
#include "messages.h"
#include "model/book.h"
#include "model/citations.h"
#include "model/identity.h"
#include "model/links.h"
#include "model/load.h"
#include "model/names.h"
#include "model/page_list.h"
#include "model/pages.h"
#include "model/publication.h"
#include "model/texts.h"
#include "ocf/write.h"
#include "render/content.h"
#include "render/pages.h"
#include "render/style.h"
#include "source/bibliography.h"

#include <errno.h>
#include <string.h>

/* Messages about the container itself come after those about the author's files. */
#define CONTAINER_ORDER (UINT32_MAX / 2)

/* One build under way. */
struct story {
    struct arena *arena;
    struct book book;
    struct publication publication;
    struct diag *diag;
    unsigned threads;
    struct store *store;   /* what was made before; or NULL */
    struct sheets *sheets; /* what other books of this call have found; or NULL */
    bool clean;            /* nothing of that is to be taken, and nothing made twice */
    struct again again;    /* the last build, if nothing has changed */
    bool written;          /* it is to become a file */
    bool safe;             /* no file that is written is one of the author's */
    struct pieces *pieces; /* of the publication's entries */
    struct documents documents;
    char digest[65]; /* of the content */
    str modified;
    bool begins; /* a ledger is being made */
    struct edition_changes changes;
    const struct build_request *request;
    bool claimed, owned;     /* it was asked whose the file is: this book's */
    struct ocf_draft *ahead; /* written while it was digested, to be revised; or NULL */
    struct ocf_draft *draft; /* of the file; NULL: it is not begun */
};

static struct entry *add(struct story *s, str path, str media_type, str bytes)
{
    return publication_add(s->arena, &s->publication, path, media_type,
                           fault_apply(s->arena, path, bytes));
}

static str in_epub(struct story *s, str file)
{
    const str parts[] = {STR("EPUB/"), file};
    return str_concat(s->arena, parts, 2);
}

static void add_written(struct story *s, str path, str media_type, struct written *w)
{
    struct entry *entry = add(s, path, media_type, w->bytes);
    entry->origin = w->origin;
    entry->holds = w->holds;
    entry->wanted = w->known ? &w->wanted : NULL;
    entry->digest = w->known && entry->bytes.ptr == w->bytes.ptr ? &w->digest : NULL;
}

/* False: the store was wrong. */
static bool add_documents(struct story *s)
{
    s->documents = (struct documents){.book = &s->book,
                                      .threads = s->threads,
                                      .begins = s->begins,
                                      .changes = &s->changes,
                                      .diag = s->diag};
    documents_write(&s->documents);
    if (atomic_load(&s->documents.broken)) {
        return false;
    }
    struct written *written = s->documents.all;
    add_written(s, STR("EPUB/nav.xhtml"), STR("application/xhtml+xml"), &written[WRITTEN_NAV]);
    add_written(s, STR("EPUB/toc.ncx"), STR("application/x-dtbncx+xml"), &written[WRITTEN_NCX]);
    for (size_t i = 0; i < s->book.ndocuments; i++) {
        add_written(s, in_epub(s, s->book.documents[i]->file), STR("application/xhtml+xml"),
                    &written[WRITTEN_DOCUMENTS + i]);
    }
    return true;
}

static void add_resources(struct story *s)
{
    add(s, STR("EPUB/styles/octavo.css"), STR("text/css"),
        s->book.manifest.style_none ? style_generated() : style_octavo());
    for (size_t i = 0; i < s->book.nresources; i++) {
        const struct resource *r = s->book.resources[i];
        struct entry *entry = add(s, in_epub(s, r->file), r->media_type, r->bytes);
        entry->source = r->source;
    }
}

/* Has this book the file, and no other? */
static bool owns_file(struct story *s)
{
    const struct build_request *request = s->request;
    if (!s->claimed) {
        s->claimed = true;
        s->owned = request->claims == NULL ||
                   claims_take(request->claims, s->publication.name, request->number);
    }
    return s->owned;
}

/* Is its file to be begun before the book is known to be right? A depfile is to be there first, and
 * standard output takes nothing back. */
static bool may_begin(const struct story *s)
{
    const struct build_request *request = s->request;
    return s->threads > 1 && s->written && request->depfile.len == 0 &&
           !str_eq(request->output, STR("-")) && !diag_failed(s->diag);
}

static void write_ahead(void *user, const struct part *part)
{
    struct story *s = user;
    if (owns_file(s)) {
        s->ahead = ahead_write(&s->book, &s->publication, s->request->epoch, part);
    }
}

/* Of the content; and what the store has of the entries. */
static void take_digest(struct story *s)
{
    bool packing = s->written && !diag_failed(s->diag);
    const struct pieces_meanwhile meanwhile = {write_ahead, s};
    bool ahead = may_begin(s) && ahead_is_worthwhile(&s->publication);
    s->pieces = ARENA_NEW(s->arena, struct pieces);
    pieces_recall(s->pieces, s->book.store, s->sheets, packing, s->arena, &s->publication,
                  s->threads, ahead ? &meanwhile : NULL);
    memcpy(s->digest, s->pieces->digest, sizeof s->digest);
}

/* The package document stands third in the container but is made last: its manifest lists the
 * others, and its time hangs on the bytes of all. */
static void fill_package(struct story *s)
{
    struct entry *entry = publication_find(&s->publication, STR("EPUB/package.opf"));
    bool dated = true;
    entry->bytes = package_render(&s->book, &s->publication, STR_NONE);
    take_digest(s);
    s->modified = modified_of(s->arena, &s->book.manifest, s->book.ledger, s->request->epoch,
                              s->digest, &dated);
    if (!dated && !s->book.manifest.date_given) {
        const struct manifest *m = &s->book.manifest;
        str remedy = manifest_remedy(s->arena, m, STR("date"), STR("YYYY-MM-DD"));
        diag_report(
            s->diag,
            &(struct report){.kind = MSG_DATE_MISSING, .at = {.file = m->file}, .args = {remedy}});
    }
    entry->bytes =
        fault_apply(s->arena, entry->path, package_render(&s->book, &s->publication, s->modified));
}

/* In the order of the container (source format, part 7). False: the store was wrong. */
static bool make_publication(struct story *s)
{
    add(s, STR("mimetype"), STR_NONE, STR("application/epub+zip"));
    add(s, STR("META-INF/container.xml"), STR_NONE, container_render(s->arena));
    add(s, STR("EPUB/package.opf"), STR("application/oebps-package+xml"), STR_NONE);
    if (!add_documents(s)) {
        return false;
    }
    add_resources(s);
    fill_package(s);
    return true;
}

/* What a file is named after whose title has letters that no file name can carry. */
static bool is_cut(str name, str text)
{
    char hex[65];
    sha256_of(text, hex);
    return name.len == 0 || str_ends(name, (str){hex, 8});
}

static str output_name(struct story *s, str argument)
{
    str name = name_of(s->arena, s->book.title, true);
    if (is_cut(name, s->book.title)) {
        str place =
            str_ends(argument, STR(".md")) ? path_stem(argument) : path_name(s->book.root.real);
        name = name_of(s->arena, place, true);
        name = is_cut(name, place) ? STR("book") : name;
    }
    const str parts[] = {name, STR(".epub")};
    return str_concat(s->arena, parts, 2);
}

static void resolve(struct story *s)
{
    citations_number(&s->book, s->diag);
    links_resolve(&s->book, s->diag);
    pages_arrange(&s->book, s->diag);
    page_list_make(&s->book, s->diag);
}

static str target_of(struct story *s)
{
    const struct build_request *request = s->request;
    return request->output.len > 0
               ? request->output
               : path_join(s->arena, request->folder, output_name(s, request->argument));
}

void build_report_twice(str output, struct diag *d)
{
    diag_report(d, &(struct report){.kind = MSG_OUTPUT_TWICE, .args = {output}});
}

/* The ledger that goes with this edition. */
struct pending {
    bool begun;
    struct replacement file;
    str path; /* as the user would write it */
};

static bool no_ledger(struct story *s, str path)
{
    diag_report(s->diag,
                &(struct report){.kind = MSG_WRITE, .args = {path, str_from(strerror(errno))}});
    return false;
}

/* Writes the ledger beside the old one, if it changes; it takes its place when the book has. False:
 * reported. */
static bool begin_ledger(struct story *s, struct pending *p)
{
    const struct build_request *request = s->request;
    const struct book *b = &s->book;
    *p = (struct pending){.path = source_shown(s->arena, &b->root, b->ledger_name)};
    if (b->ledger == NULL && !request->lock) {
        return true;
    }
    str text = ledger_text(s->arena, b, s->modified, s->digest);
    if (b->ledger != NULL && str_eq(b->ledger->text, text)) {
        return true;
    }
    if (request->frozen) {
        diag_report(s->diag,
                    &(struct report){.kind = MSG_LEDGER_FROZEN, .at = {.file = b->ledger->file}});
        return false;
    }
    p->begun = replacement_begin(&p->file, p->path) && replacement_write(&p->file, text);
    return p->begun || no_ledger(s, p->path);
}

static void end_ledger(struct story *s, struct pending *p, bool keep, struct build_result *result)
{
    if (!p->begun) {
        return;
    }
    if (!keep) {
        replacement_abandon(&p->file);
    } else if (replacement_commit(&p->file)) {
        result->ledger = p->path;
    } else {
        no_ledger(s, p->path);
    }
}

/* What remains to be done before the book has its name. */
struct finish {
    struct story *story;
    str target;
    bool changes; /* its ledger does: the next build has another one to begin with */
};

static void keep_build(void *user, const struct file_sum *written)
{
    const struct finish *f = user;
    struct story *s = f->story;
    if (!f->changes) {
        const struct build_told told = {f->target, *written, s->book.ndocuments};
        again_keep(&s->again, &s->book.root, &s->book.inputs, &told, s->diag);
    }
    texts_keep(&s->book);
    store_commit(s->store);
}

static void begin_draft(struct story *s, struct arena *a)
{
    if (s->book.store != NULL) {
        ocf_pack(a, &s->publication, s->threads);
    }
    if (s->ahead == NULL) {
        s->draft = ocf_begin(&s->publication, s->publication.name, s->threads);
        return;
    }
    s->draft = s->ahead;
    s->ahead = NULL;
    ocf_revise(s->draft, &s->publication, s->threads);
}

static bool commit_draft(struct story *s, str target, const struct ocf_last *last)
{
    struct ocf_draft *draft = s->draft;
    s->draft = NULL;
    return ocf_commit(draft, target, last, s->diag);
}

static void abandon_drafts(struct story *s)
{
    if (s->ahead != NULL) {
        ocf_abandon(s->ahead);
    }
    if (s->draft != NULL) {
        ocf_abandon(s->draft);
    }
    s->ahead = s->draft = NULL;
}

/* The depfile goes first: one that knows more than the old book only lets it be made again. */
static void write_files(struct story *s, str target, struct build_result *result)
{
    const struct build_request *request = s->request;
    if (request->depfile.len > 0 &&
        !depfile_write(s->arena, request->depfile, target, &s->book.inputs, s->diag)) {
        return;
    }
    if (s->draft == NULL && !request->lock) {
        begin_draft(s, s->arena);
    }
    struct pending ledger;
    if (!begin_ledger(s, &ledger)) {
        return;
    }
    if (s->book.store != NULL && !request->lock) {
        pieces_keep(s->pieces);
    }
    struct finish finish = {s, target, ledger.begun};
    const struct ocf_last last = {keep_build, &finish};
    bool written = request->lock || commit_draft(s, target, s->store != NULL ? &last : NULL);
    end_ledger(s, &ledger, written, result);
    if (written && !request->lock) {
        result->output = target;
    }
}

/* False: another book has the file, which is told. */
static bool claim(struct story *s)
{
    if (!owns_file(s)) {
        build_report_twice(s->publication.name, s->diag);
    }
    return s->owned;
}

static void deliver(struct story *s, struct build_result *result)
{
    const struct build_request *request = s->request;
    if (request->take != NULL) {
        request->take(request->user, &s->publication);
    } else if (claim(s) && !diag_failed(s->diag)) {
        write_files(s, s->publication.name, result);
    } else if (request->keep_rejected.len > 0 && s->safe) {
        abandon_drafts(s);
        ocf_write(&s->publication, request->keep_rejected, s->threads, s->diag);
    }
}

/* Judges the publication; what was judged before, by what was seen then. */
static void judge_on(struct story *s, struct arena *a, struct diag *d)
{
    check_publication_on(s->threads, a, &s->publication, CHECK_HOUSE, &s->pieces->memory, d);
}

/* Of the whole, for either. */
static size_t publication_weight(void *context, size_t index)
{
    const struct story *s = context;
    size_t weight = 0;
    (void)index;
    for (size_t i = 0; i < s->publication.count; i++) {
        weight += s->publication.entries[i].bytes.len;
    }
    return weight;
}

static void judge_or_write(void *context, const struct part *part, size_t index)
{
    struct story *s = context;
    if (index == 0) {
        judge_on(s, part->arena, part->diag);
    } else if (!diag_failed(part->diag) && owns_file(s)) {
        begin_draft(s, part->arena);
    }
}

/* The book is judged and written side by side, in the hope that there will be nothing to say. */
static void judge(struct story *s)
{
    if (!may_begin(s)) {
        judge_on(s, s->arena, s->diag);
        return;
    }
    const struct parts parts = {.count = 2,
                                .weight = publication_weight,
                                .run = judge_or_write,
                                .context = s,
                                .threads = 2,
                                .arena = s->arena,
                                .diag = s->diag};
    parts_run(&parts);
}

static void enter(const struct build_request *request, const char *stage)
{
    if (request->stage != NULL) {
        request->stage->name = stage;
    }
}

void build_prepare(void)
{
    xml_library_prepare();
    bibliography_prepare();
    ocf_write_prepare();
}

/* The store of a book that is named so from here. */
static struct store *open_store(struct arena *a, str argument)
{
    str real;
    if (str_eq(argument, STR("-")) || !fs_real(a, argument.len > 0 ? argument : STR("."), &real)) {
        return NULL;
    }
    struct digest book = digest_of(real);
    return store_open(&book);
}

/* Loads, resolves, renders and judges. False: the store was wrong, or lacks what is to be told: all
 * is to be made without it. */
static bool make(struct story *s, struct build_result *result)
{
    const struct build_request *request = s->request;
    resolve(s);
    s->publication.name = target_of(s);
    s->publication.order = CONTAINER_ORDER;
    s->safe = !s->written || targets_check(request, s->publication.name, &s->book.inputs, s->diag);
    enter(request, "rendering");
    if (!make_publication(s)) {
        return false;
    }
    book_release_trees(&s->book);
    diag_expect_consequences(s->diag);
    enter(request, "checking");
    judge(s);
    result->documents = s->book.ndocuments;
    promises_tell(&s->book, s->diag);
    if (documents_lack_places(&s->documents)) {
        return false;
    }
    if (s->book.store != NULL) {
        documents_keep(&s->documents);
    }
    return true;
}

/* False: as above. */
static bool tell_story(struct story *s, struct build_result *result)
{
    const struct build_request *request = s->request;
    bool fine = true;
    const struct load_request load = {.argument = request->argument,
                                      .threads = s->threads,
                                      .store = s->clean ? NULL : s->store,
                                      .trees_stay = s->clean};
    enter(request, "reading");
    switch (book_load(s->arena, &load, &s->book, &result->why, s->diag)) {
    case LOAD_NO_BOOK:
        result->no_book = true;
        return true;
    case LOAD_STOP:
        break;
    case LOAD_FINE:
        fine = make(s, result);
        if (fine) {
            enter(request, "writing");
            deliver(s, result);
        }
        break;
    }
    abandon_drafts(s);
    book_release(&s->book);
    return fine;
}

void build_book(struct arena *a, const struct build_request *request, struct build_result *result,
                struct diag *d)
{
    struct story s = {.request = request,
                      .arena = a,
                      .diag = d,
                      .threads = request->threads,
                      .begins = request->lock,
                      .sheets = request->sheets};
    s.written = request->take == NULL && !request->lock;
    s.store = request->no_cache ? NULL : open_store(a, request->argument);
    *result = (struct build_result){0};
    again_begin(&s.again, a, request, s.store, d);
    if (!again_tell(&s.again, result, d)) {
        struct story clean = s;
        clean.clean = true;
        if (s.threads > 1) {
            build_prepare();
        }
        if (!tell_story(&s, result)) {
            diag_clear(d);
            tell_story(&clean, result);
        }
    }
    store_commit(s.store);
    store_close(s.store);
}
