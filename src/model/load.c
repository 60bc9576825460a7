#include "model/load.h"
#include "base/fs.h"
#include "messages.h"
#include "model/chapters.h"
#include "model/citations.h"
#include "model/discover.h"
#include "model/documents.h"
#include "model/files.h"
#include "model/identity.h"
#include "source/mdbook.h"
#include "source/quarto.h"
#include "source/summary.h"
#include "source/yaml.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SUMMARY STR("SUMMARY.md")
#define MDBOOK  STR("book.toml")

static bool stream_text(struct book *b, str name, const struct diag_file *file, str *text,
                        struct diag *d)
{
    const struct naming n = {name, name, {.file = file}, MSG_FILE_MISSING};
    str bytes;
    if (!fs_read_fd(b->arena, STDIN_FILENO, MARKDOWN_MAX_FILE, &bytes)) {
        enum source_fault fault = errno == EFBIG ? SOURCE_TOO_LARGE : SOURCE_UNREADABLE;
        file_report(b, &n, fault, MARKDOWN_MAX_FILE, d);
        return false;
    }
    bytes = encoding_decode(b->arena, bytes, encoding_of(bytes, ENCODING_UTF8));
    *text = markdown_clean(b->arena, file, bytes, d);
    return true;
}

/* One .md: its front matter, if it has any, is the manifest. */
static bool load_single(struct book *b, str path, bool stream, struct diag *d)
{
    struct diag_file *file = file_shown(b, path, 0, d);
    str text, yaml, body;
    uint32_t body_line;
    if (stream ? !stream_text(b, path, file, &text, d)
               : !chapter_text(b, (struct placed){path, {.file = file}}, file, &text, d)) {
        return false;
    }
    front_matter_split(text, &yaml, &body, &body_line);
    const struct manifest_form form = {.single = true, .untitled = true};
    if (!manifest_read(b->arena, file, 2, yaml, &form, &b->manifest, d)) {
        return false;
    }
    citations_load(b, d);
    chapters_take_single(b, path, file, text, body_line, d);
    return true;
}

static bool all_listed(const struct unlisted *u, struct diag *d)
{
    if (u->error != 0) {
        diag_report(d, &(struct report){.kind = MSG_READ,
                                        .args = {u->folder, str_from(strerror(u->error))}});
    }
    return u->error == 0;
}

/* The order that a SUMMARY.md says; at: what promises that there is one. */
static void read_summary(struct book *b, str path, struct place at, struct diag *d)
{
    struct diag_file *file = file_shown(b, path, 0, d);
    struct naming n = named_by_manifest((struct placed){path, at});
    struct chapter_list list;
    str bytes;
    b->order_file = file;
    if (file_read(b, &n, MARKDOWN_MAX_FILE, &bytes, d)) {
        bytes = encoding_decode(b->arena, bytes, b->manifest.encoding);
        summary_read(b->arena, file, path_folder(path), bytes, &list, d);
        chapters_read(b, &list, d);
    } else {
        map_put(b->arena, &b->chapters_by_path, path, CHAPTER_FAILED);
    }
}

/* The order of the files' names. */
static void read_found(struct book *b, struct diag *d)
{
    struct chapter_list files;
    struct unlisted unlisted;
    str tips = STR_NONE;
    path_normal(b->arena, b->manifest.tips.text, &tips);
    const struct hunt hunt = {b->root.path, !b->foreign, tips, &b->inputs};
    discover_chapters(b->arena, &hunt, &files, &unlisted);
    all_listed(&unlisted, d);
    chapters_read(b, &files, d);
}

/* Source format, part 2: the list of the manifest, else that of a SUMMARY.md, else the names. */
static void read_chapters(struct book *b, struct place src_at, struct diag *d)
{
    citations_load(b, d); /* the text may cite what it holds */
    if (b->manifest.chapters_given) {
        chapters_read(b, &b->manifest.chapters, d);
    } else if (b->mdbook) {
        read_summary(b, path_join(b->arena, b->text_folder, SUMMARY), src_at, d);
    } else if (discover_has(b->arena, b->root.path, SUMMARY, &b->inputs)) {
        read_summary(b, SUMMARY, (struct place){.file = b->manifest.file}, d);
    } else {
        read_found(b, d);
    }
}

/* A book.toml, in the words of a manifest. False: it could not be read, which was reported. */
static bool read_mdbook(struct book *b, str path, struct diag_file *file, struct mdbook *out,
                        struct diag *d)
{
    struct naming n = named_by_manifest((struct placed){path, {.file = file}});
    str bytes;
    *out = (struct mdbook){0};
    b->mdbook =
        file_read(b, &n, MANIFEST_MAX, &bytes, d) && mdbook_read(b->arena, file, bytes, out, d);
    b->text_folder = out->src.text;
    return b->mdbook;
}

static bool load_manifest(struct book *b, str path, struct diag *d)
{
    struct diag_file *file = file_shown(b, path, 0, d);
    struct naming n = named_by_manifest((struct placed){path, {.file = file}});
    struct mdbook mdbook = {0};
    struct manifest_form form = {0};
    str bytes;
    if (str_eq(path, STR("book.yaml")) &&
        discover_has(b->arena, b->root.path, MDBOOK, &b->inputs)) {
        bool fine = read_mdbook(b, MDBOOK, file_shown(b, MDBOOK, 0, d), &mdbook, d);
        form.others = fine ? &mdbook.keys : NULL;
    }
    if (!file_read(b, &n, MANIFEST_MAX, &bytes, d) ||
        !manifest_read(b->arena, file, 1, bytes, &form, &b->manifest, d)) {
        return false;
    }
    read_chapters(b, mdbook.src.at, d);
    return true;
}

static bool load_mdbook(struct book *b, str path, struct diag *d)
{
    struct diag_file *file = file_shown(b, path, 0, d);
    struct mdbook mdbook;
    if (!read_mdbook(b, path, file, &mdbook, d)) {
        return false;
    }
    const struct manifest_form form = {
        .home = MANIFEST_TOML, .untitled = true, .foreign = true, .others = &mdbook.keys};
    manifest_read(b->arena, file, 1, STR_NONE, &form, &b->manifest, d);
    read_chapters(b, mdbook.src.at, d);
    return true;
}

static bool load_quarto(struct book *b, str path, struct diag *d)
{
    struct diag_file *file = file_shown(b, path, 0, d);
    struct naming n = named_by_manifest((struct placed){path, {.file = file}});
    struct yaml keys;
    str bytes;
    if (!file_read(b, &n, MANIFEST_MAX, &bytes, d) ||
        !quarto_read(b->arena, file, bytes, &keys, d)) {
        return false;
    }
    const struct manifest_form form = {.untitled = true, .foreign = true, .others = &keys};
    manifest_read(b->arena, file, 1, STR_NONE, &form, &b->manifest, d);
    read_chapters(b, (struct place){0}, d);
    return true;
}

/* A folder without manifest is as good as one with an empty one, but that it needs no title. */
static bool load_folder(struct book *b, const struct discovery *found, struct diag *d)
{
    str shown = b->root.path.len > 0 ? b->root.path : STR(".");
    struct diag_file *file = diag_file(d, shown, 0);
    const struct manifest_form form = {.home = MANIFEST_NONE, .untitled = true};
    manifest_read(b->arena, file, 1, STR_NONE, &form, &b->manifest, d);
    if (found->kind == DISCOVERY_SUMMARY) {
        read_chapters(b, (struct place){0}, d);
    } else {
        chapters_read(b, &found->files, d);
    }
    return true;
}

static bool load_sources(struct book *b, const struct discovery *found, struct diag *d)
{
    switch (found->kind) {
    case DISCOVERY_SINGLE:
    case DISCOVERY_STREAM:
        return load_single(b, found->file, found->kind == DISCOVERY_STREAM, d);
    case DISCOVERY_MANIFEST:
        return load_manifest(b, found->file, d);
    case DISCOVERY_MDBOOK:
        return load_mdbook(b, found->file, d);
    case DISCOVERY_QUARTO:
        return load_quarto(b, found->file, d);
    default:
        return load_folder(b, found, d);
    }
}

/* The first level-1 heading of the book; empty if there is none. */
static str first_heading(const struct book *b)
{
    for (size_t i = 0; i < b->nchapters; i++) {
        for (const struct construct *c = b->chapters[i]->markdown.first; c != NULL; c = c->next) {
            if (c->kind == CONSTRUCT_HEADING && c->heading.level == 1 && c->heading.label.len > 0) {
                return c->heading.label;
            }
        }
    }
    return STR_NONE;
}

/* What the book is called where nobody says it. */
static str name_on_disk(const struct book *b, const struct discovery *found)
{
    str name = found->kind == DISCOVERY_SINGLE   ? path_stem(found->file)
               : found->kind == DISCOVERY_STREAM ? STR_NONE
                                                 : path_name(b->root.real);
    if (found->kind == DISCOVERY_SUMMARY && str_eq(name, STR("src"))) {
        name = path_name(path_folder(b->root.real));
    }
    return name.len > 0 && !str_eq(name, STR("/")) ? name : STR("book");
}

/* Source format, part 2, "Without book.yaml". A book.yaml without title was reported. */
static void find_title(struct book *b, const struct discovery *found, struct diag *d)
{
    bool excused = found->kind != DISCOVERY_MANIFEST;
    if (b->manifest.ntitles > 0) {
        b->title = b->manifest.titles[0].text;
    } else if (excused) {
        b->title = first_heading(b);
    }
    if (b->title.len > 0) {
        return;
    }
    b->title = name_on_disk(b, found);
    if (excused) {
        diag_report(
            d, &(struct report){.kind = MSG_TITLE_MISSING,
                                .at = {.file = b->manifest.file},
                                .args = {b->title, manifest_remedy(b->arena, &b->manifest,
                                                                   STR("title"), STR("..."))}});
    }
}

/* Not if all that are listed failed: that was reported. */
static void require_chapter(const struct book *b, struct diag *d)
{
    bool listed = b->manifest.chapters_given;
    if (b->nchapters == 0 && b->chapters_by_path.count == 0) {
        struct place at = {.file = b->order_file != NULL ? b->order_file : b->manifest.file};
        str remedy = b->order_file != NULL ? STR("list one: \"- [Title](file.md)\"")
                     : listed              ? STR("list one in \"chapters\"")
                                           : STR("add a .md file");
        diag_report(d, &(struct report){.kind = MSG_NO_CHAPTERS, .at = at, .args = {remedy}});
    }
}

static enum load_result no_root(const struct discovery *found, struct diag *d)
{
    const struct report r = {.kind = MSG_READ, .args = {found->folder, str_from(strerror(errno))}};
    diag_report(d, &r);
    return LOAD_STOP;
}

/* The ledger, if there is one. */
static bool load_ledger(struct book *b, const struct discovery *found, struct diag *d)
{
    bool single = found->kind == DISCOVERY_SINGLE;
    str parts[] = {single ? path_stem(found->file) : STR("book"), STR(".lock")}, normal, bytes;
    str name = str_concat(b->arena, parts, 2);
    b->ledger_name = name;
    if (found->kind == DISCOVERY_STREAM ||
        source_find(b->arena, &b->root, name, &normal) == SOURCE_ABSENT) {
        return true;
    }
    struct naming n = named_by_manifest((struct placed){.text = name});
    struct ledger *ledger = ARENA_NEW(b->arena, struct ledger);
    const struct diag_file *file = file_shown(b, name, 0, d);
    n.at.file = file;
    if (!file_read(b, &n, LEDGER_MAX, &bytes, d) ||
        !ledger_read(b->arena, file, bytes, ledger, d)) {
        return false;
    }
    b->ledger = ledger;
    return true;
}

enum load_result book_load(struct arena *a, const struct load_request *request, struct book *out,
                           str *why, struct diag *d)
{
    struct discovery found;
    *out = (struct book){.arena = a,
                         .inputs.arena = a,
                         .threads = request->threads,
                         .store = request->store,
                         .trees_stay = request->trees_stay};
    discover(a, request->argument, &out->inputs, &found);
    if (found.kind == DISCOVERY_NONE) {
        *why = found.why;
        return LOAD_NO_BOOK;
    }
    if (!all_listed(&found.unlisted, d)) {
        return LOAD_STOP;
    }
    if (!root_open(a, found.folder, &out->root)) {
        return no_root(&found, d);
    }
    out->root.inputs = &out->inputs;
    out->foreign = found.kind == DISCOVERY_MDBOOK || found.kind == DISCOVERY_SUMMARY ||
                   found.kind == DISCOVERY_QUARTO;
    if (out->foreign) {
        diag_set_level(d, STR("image-alt"), DIAG_WARNING, DIAG_BY_LENIENCY);
    }
    if (!load_sources(out, &found, d)) {
        return LOAD_STOP;
    }
    if (!load_ledger(out, &found, d)) {
        return LOAD_STOP;
    }
    require_chapter(out, d);
    chapters_read_tips(out, d);
    find_title(out, &found, d);
    documents_make(out, d);
    out->identifier = identity_of(a, &out->manifest, out->title, out->ledger);
    return LOAD_FINE;
}
