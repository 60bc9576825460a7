#include "build/story.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/mapping.h"
#include "base/replacement.h"
#include "base/xml_library.h"
#include "build/again.h"
#include "build/depfile.h"
#include "build/documents.h"
#include "build/edited.h"
#include "build/fault.h"
#include "build/former.h"
#include "build/publishing.h"
#include "build/targets.h"
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Messages about the container itself come after those about the author's files. */
#define CONTAINER_ORDER (UINT32_MAX / 2)

/* One build under way. */
struct story {
    struct arena *arena;
    struct book book;
    struct publishing publishing; /* of what becomes of it */
    struct diag *diag;
    unsigned threads;
    struct store *store; /* what was made before; or NULL */
    bool clean;          /* nothing of that is to be taken, and nothing made twice */
    struct again again;  /* the last build, if nothing has changed */
    bool safe;           /* no file that is written is one of the author's */
    struct documents documents;
    bool begins; /* a ledger is being made */
    struct edition_changes changes;
    const struct build_request *request;
};

static struct entry *add(struct story *s, str path, str media_type, str bytes)
{
    return publication_add(s->arena, &s->publishing.publication, path, media_type,
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
    entry->digest = w->digested && entry->bytes.ptr == w->bytes.ptr ? &w->digest : NULL;
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

static void require_date(struct story *s)
{
    const struct manifest *m = &s->book.manifest;
    if (dating_is_missing(&s->publishing.dating, s->publishing.digest) && !m->date_given) {
        str remedy = manifest_remedy(s->arena, m, STR("date"), STR("YYYY-MM-DD"));
        diag_report(
            s->diag,
            &(struct report){.kind = MSG_DATE_MISSING, .at = {.file = m->file}, .args = {remedy}});
    }
}

/* The package document stands third in the container but is made last: its manifest lists the
 * others, and its time hangs on the bytes of all. */
static void fill_package(struct story *s)
{
    struct publishing *p = &s->publishing;
    publication_find(&p->publication, STR("EPUB/package.opf"))->bytes =
        package_render(&s->book, &p->publication);
    p->store = s->book.store;
    p->dating = dating_of(&s->book.manifest, s->book.ledger, s->request->epoch);
    publishing_date(p);
    require_date(s);
}

/* In the order of the container (source format, part 7). False: the store was wrong. */
static bool make_publication(struct story *s)
{
    add(s, STR("mimetype"), STR_NONE, STR("application/epub+zip"));
    add(s, STR("META-INF/container.xml"), STR_NONE, container_text());
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
    bool changes; /* it is another one than that which is there */
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

/* Has a file been written since it was read? What an author's editor has emptied only to write it
 * again is not lost to readers: the ledger waits for the next build. */
static bool is_moving(const struct inputs *in)
{
    for (size_t i = 0; i < in->count; i++) {
        const struct input *input = &in->items[i];
        const struct fs_facts now = fs_facts_of(input->path);
        if (input->facts.kind == FS_FILE && !fs_same_facts(&now, &input->facts)) {
            return true;
        }
    }
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
    str text = ledger_text(s->arena, b, s->publishing.modified, s->publishing.digest);
    if (b->ledger != NULL && str_eq(b->ledger->text, text)) {
        return true;
    }
    if (request->frozen) {
        diag_report(s->diag,
                    &(struct report){.kind = MSG_LEDGER_FROZEN, .at = {.file = b->ledger->file}});
        return false;
    }
    p->changes = true;
    if (!request->lock && is_moving(&b->inputs)) {
        return true;
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

static void keep_former(struct story *s)
{
    struct former former;
    if (former_holds(&s->book) && s->again.store != NULL) {
        former_of(s->arena, &s->book, &s->publishing, &s->documents, &former);
        former_keep(s->store, &s->again.key, &former);
    }
}

static void keep_build(void *user, const struct file_sum *written)
{
    const struct finish *f = user;
    struct story *s = f->story;
    if (!f->changes) {
        const struct build_told told = {f->target, *written, s->book.ndocuments};
        again_keep(&s->again, &s->book.root, &s->book.inputs, &told, s->diag);
        keep_former(s);
    }
    texts_keep(&s->book);
    store_commit(s->store);
}

/* The depfile goes first: one that knows more than the old book only lets it be made again. */
static void write_files(struct story *s, str target, struct build_result *result)
{
    const struct build_request *request = s->request;
    if (request->depfile.len > 0 &&
        !depfile_write(s->arena, request->depfile, target, &s->book.inputs, s->diag)) {
        return;
    }
    if (!request->lock) {
        publishing_write(&s->publishing);
    }
    struct pending ledger;
    if (again_was_cut(&s->again) || !begin_ledger(s, &ledger)) {
        return;
    }
    struct finish finish = {s, target, ledger.changes};
    const struct ocf_last last = {keep_build, &finish};
    bool written =
        request->lock || publishing_commit(&s->publishing, s->store != NULL ? &last : NULL);
    end_ledger(s, &ledger, written, result);
    if (written && !request->lock) {
        result->output = target;
    }
}

static void deliver(struct story *s, struct build_result *result)
{
    const struct build_request *request = s->request;
    struct publishing *p = &s->publishing;
    if (request->take != NULL) {
        if (!again_was_cut(&s->again)) {
            request->take(request->user, &p->publication);
        }
    } else if (publishing_claim(p) && !diag_failed(s->diag)) {
        write_files(s, p->publication.name, result);
    } else if (request->keep_rejected.len > 0 && s->safe) {
        publishing_abandon(p);
        ocf_write(&p->publication, request->keep_rejected, s->threads, s->diag);
    }
}

void build_enter(const struct build_request *request, const char *stage)
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
    struct publication *p = &s->publishing.publication;
    p->name = target_of(s);
    p->order = CONTAINER_ORDER;
    s->safe = !s->publishing.written || targets_check(request, p->name, &s->book.inputs, s->diag);
    build_enter(request, "rendering");
    if (!make_publication(s)) {
        return false;
    }
    book_release_trees(&s->book);
    diag_expect_consequences(s->diag);
    build_enter(request, "checking");
    publishing_judge(&s->publishing);
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
    build_enter(request, "reading");
    switch (book_load(s->arena, &load, &s->book, &result->why, s->diag)) {
    case LOAD_NO_BOOK:
        result->no_book = true;
        return true;
    case LOAD_STOP:
        break;
    case LOAD_FINE:
        fine = make(s, result);
        if (fine) {
            build_enter(request, "writing");
            deliver(s, result);
        }
        break;
    }
    publishing_abandon(&s->publishing);
    book_release(&s->book);
    return fine;
}

/* The whole, with what the store has, or else without. */
static void tell_whole(struct story *s, struct build_result *result)
{
    struct story clean = *s;
    clean.clean = true;
    if (!tell_story(s, result)) {
        diag_clear(s->diag);
        tell_story(&clean, result);
    }
}

/* In test builds with OCTAVO_ONLY_EDITED in the environment no edited book is made as a whole. */
static void demand_whole(const struct story *s)
{
#ifdef OCTAVO_FAULTS
    if (s->again.found && getenv("OCTAVO_ONLY_EDITED") != NULL) {
        fprintf(stderr, "octavo: all of \"%.*s\" is made\n", STR_ARG(s->request->argument));
        abort();
    }
#else
    (void)s;
#endif
}

/* Something has changed. */
static void tell_news(struct story *s, struct build_result *result)
{
    struct edited edited;
    if (s->threads > 1) {
        build_prepare();
    }
    if (!edited_make(&edited, s->arena, &s->again, s->diag) ||
        !edited_publish(&edited, result, s->diag)) {
        demand_whole(s);
        tell_whole(s, result);
    }
    edited_release(&edited);
}

/* All that was said may come from that. */
static void report_cut(const struct story *s)
{
    const struct inputs *in = s->book.inputs.count > 0 ? &s->book.inputs : &s->again.inputs;
    str shown = s->request->argument, why = STR("a file or the cache " MAPPING_CUT);
    for (size_t i = 0; i < in->count; i++) {
        const struct input *input = &in->items[i];
        if (input->facts.kind == FS_FILE && fs_facts_of(input->path).size < input->facts.size) {
            shown = input->path;
            why = STR("it " MAPPING_CUT);
        }
    }
    diag_clear(s->diag);
    diag_report(s->diag, &(struct report){.kind = MSG_READ, .args = {shown, why}});
}

void build_book(struct arena *a, const struct build_request *request, struct build_result *result,
                struct diag *d)
{
    struct story s = {.request = request,
                      .arena = a,
                      .diag = d,
                      .threads = request->threads,
                      .begins = request->lock,
                      .publishing = {.request = request,
                                     .arena = a,
                                     .diag = d,
                                     .threads = request->threads,
                                     .sheets = request->sheets,
                                     .written = request->take == NULL && !request->lock}};
    s.store = request->no_cache ? NULL : open_store(a, request->argument);
    *result = (struct build_result){0};
    again_begin(&s.again, a, request, s.store, d);
    again_look(&s.again);
    if (!again_tell(&s.again, result, d)) {
        tell_news(&s, result);
    }
    if (again_was_cut(&s.again)) {
        report_cut(&s);
    }
    store_commit(s.store);
    store_close(s.store);
}
