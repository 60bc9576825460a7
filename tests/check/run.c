/* Runs the cases of a folder: a standard book in which some files are replaced, and the messages
 * that its judgement must give, line by line.
 *
 *     run FOLDER [NAME...]      judges cases (all by default)
 *     run --write FOLDER ...    writes the messages that came as those that are wanted
 *
 * FOLDER/standard is the book. FOLDER/cases/NAME/want holds the messages; "remove" in it lists
 * files to leave out, one a line; every other file replaces the one of its path or is added. A case
 * whose name begins with "house-" is judged with the house rules. */
#include "check/check.h"
#include "messages.h"

#include "base/fs.h"

#include <stdio.h>
#include <string.h>

struct runner {
    struct arena arena;
    str folder;
    bool write;
    unsigned failures, cases;
};

static void add_file(struct arena *a, struct publication *p, str path, str bytes)
{
    struct entry *e = publication_add(a, p, path, STR(""), bytes);
    if (e == NULL) {
        publication_find(p, path)->bytes = bytes;
    }
}

/* Adds all files below root/below; want and remove of a case are not the book's. */
static void add_folder(struct arena *a, struct publication *p, str root, str below)
{
    str *names, bytes;
    size_t count;
    str folder = path_join(a, root, below);
    if (!fs_list(a, folder, &names, &count)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        str path = path_join(a, below, names[i]), full = path_join(a, root, path);
        if (fs_kind_of(full) == FS_FOLDER) {
            add_folder(a, p, root, path);
        } else if (below.len == 0 && (str_eq(path, STR("want")) || str_eq(path, STR("remove")))) {
            continue;
        } else if (fs_read(a, full, FS_MAX_FILE, &bytes)) {
            add_file(a, p, path, bytes);
        }
    }
}

static str read_or_empty(struct arena *a, str folder, str name)
{
    str bytes;
    return fs_read(a, path_join(a, folder, name), FS_MAX_FILE, &bytes) ? bytes : STR_NONE;
}

/* The publication without the paths listed in removed. */
static struct publication without(struct arena *a, const struct publication *p, str removed)
{
    struct publication out = {.name = p->name};
    for (size_t i = 0; i < p->count; i++) {
        str rest = removed, path;
        bool gone = false;
        while (str_word(&rest, &path)) {
            gone = gone || str_eq(path, p->entries[i].path);
        }
        if (!gone) {
            publication_add(a, &out, p->entries[i].path, STR(""), p->entries[i].bytes);
        }
    }
    return out;
}

static void compare(struct runner *r, str name, str folder, str got)
{
    str want = read_or_empty(&r->arena, folder, STR("want"));
    r->cases++;
    if (r->write) {
        str path = path_join(&r->arena, folder, STR("want"));
        remove(path.ptr);
        fs_write_new(path, got);
    } else if (!str_eq(got, want)) {
        r->failures++;
        printf("%.*s: got\n%.*swanted\n%.*s", STR_ARG(name), STR_ARG(got), STR_ARG(want));
    }
}

static void run_case(struct runner *r, str name)
{
    struct arena a = {0};
    struct diag d;
    struct buf out = {0};
    struct publication p = {.name = STR("book.epub")};
    str root = path_join(&a, r->folder, STR("cases"));
    str folder = path_join(&a, root, name);
    add_folder(&a, &p, path_join(&a, r->folder, STR("standard")), STR(""));
    add_folder(&a, &p, folder, STR(""));
    p = without(&a, &p, read_or_empty(&a, folder, STR("remove")));
    diag_init(&d, messages, MESSAGES);
    check_publication(&a, &p, str_starts(name, STR("house-")) ? CHECK_HOUSE : 0, &d);
    diag_tell_text(&d, &(struct diag_style){.verbose = true}, &out);
    compare(r, name, folder, buf_str(&out));
    buf_release(&out);
    diag_release(&d);
    arena_release(&a);
}

int main(int argc, char **argv)
{
    struct runner r = {0};
    int at = 1;
    str *names;
    size_t count;
    r.write = argc > 1 && strcmp(argv[1], "--write") == 0;
    at += r.write;
    if (at >= argc) {
        fputs("usage: run [--write] FOLDER [NAME...]\n", stderr);
        return 2;
    }
    r.folder = str_from(argv[at++]);
    for (int i = at; i < argc; i++) {
        run_case(&r, str_from(argv[i]));
    }
    if (at == argc &&
        fs_list(&r.arena, path_join(&r.arena, r.folder, STR("cases")), &names, &count)) {
        for (size_t i = 0; i < count; i++) {
            run_case(&r, names[i]);
        }
    }
    printf("%u cases, %u failures\n", r.cases, r.failures);
    arena_release(&r.arena);
    return r.failures != 0 || r.cases == 0;
}
