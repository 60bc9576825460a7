#include "model/discover.h"
#include "base/fs.h"
#include "base/map.h"
#include "model/names.h"

#include <errno.h>
#include <stdlib.h>

#define DEEPEST_FOLDER 200

static bool is_markdown(str name)
{
    str extension = path_extension(name);
    return str_eq_nocase(extension, STR("md")) || str_eq_nocase(extension, STR("markdown"));
}

static bool is_yaml(str name)
{
    str extension = path_extension(name);
    return str_eq_nocase(extension, STR("yaml")) || str_eq_nocase(extension, STR("yml"));
}

bool discover_has(struct arena *a, str folder, str name, struct inputs *inputs)
{
    str path = path_join(a, folder, name);
    bool found = fs_kind_of(path) == FS_FILE;
    if (!found) {
        inputs_note_absent(inputs, path);
    }
    return found;
}

/* Files whose name says what the folder that they stand in is; the first one wins. */
static const struct {
    const char *name;
    enum discovery_kind kind;
} known_files[] = {
    {"book.yaml", DISCOVERY_MANIFEST}, {"book.toml", DISCOVERY_MDBOOK},
    {"SUMMARY.md", DISCOVERY_SUMMARY}, {"src/SUMMARY.md", DISCOVERY_SUMMARY},
    {"_quarto.yml", DISCOVERY_QUARTO}, {"_quarto.yaml", DISCOVERY_QUARTO},
};

static enum discovery_kind kind_of_file(str name)
{
    for (size_t i = 0; i < sizeof known_files / sizeof *known_files; i++) {
        if (known_files[i].kind != DISCOVERY_SUMMARY &&
            str_eq(name, str_from(known_files[i].name))) {
            return known_files[i].kind;
        }
    }
    return is_markdown(name) ? DISCOVERY_SINGLE
           : is_yaml(name)   ? DISCOVERY_MANIFEST
                             : DISCOVERY_NONE;
}

static bool discover_file(str argument, struct discovery *out)
{
    out->folder = path_folder(argument);
    out->file = path_name(argument);
    out->kind = kind_of_file(out->file);
    return out->kind != DISCOVERY_NONE;
}

static bool discover_folder(struct arena *a, str argument, struct inputs *inputs,
                            struct discovery *out)
{
    out->folder = argument;
    for (size_t i = 0; i < sizeof known_files / sizeof *known_files; i++) {
        str path = str_from(known_files[i].name);
        if (discover_has(a, argument, path, inputs)) {
            if (i > 0) { /* a name before it in the table would change what the folder is */
                inputs_note(inputs, argument.len > 0 ? argument : STR("."));
            }
            str folder = path_folder(path);
            out->kind = known_files[i].kind;
            out->folder = folder.len > 0 ? path_join(a, argument, folder) : argument;
            out->file = path_name(path);
            return true;
        }
    }
    discover_chapters(a, &(struct hunt){.folder = argument, .inputs = inputs}, &out->files,
                      &out->unlisted);
    bool found = out->files.count > 0 || out->unlisted.error != 0;
    out->kind = found ? DISCOVERY_FOLDER : DISCOVERY_NONE;
    return found;
}

void discover(struct arena *a, str argument, struct inputs *inputs, struct discovery *out)
{
    str shown = argument.len > 0 ? argument : STR(".");
    *out = (struct discovery){.kind = DISCOVERY_NONE};
    if (str_eq(argument, STR("-"))) {
        out->kind = DISCOVERY_STREAM;
        out->file = STR("<stdin>");
        return;
    }
    switch (fs_kind_of(shown)) {
    case FS_FILE:
        if (!discover_file(argument, out)) {
            out->why = str_printf(a, "\"%.*s\" is no .md, no .yaml, no book.toml and no folder",
                                  STR_ARG(shown));
        }
        break;
    case FS_FOLDER:
        if (!discover_folder(a, argument, inputs, out)) {
            out->why = str_printf(a, "no book.yaml, no book.toml and no .md file in \"%.*s\"",
                                  STR_ARG(shown));
        }
        break;
    default:
        out->why = str_printf(a, "no file or folder \"%.*s\"", STR_ARG(shown));
        break;
    }
}

/* index before README before the rest. */
static int index_rank(str name)
{
    if (!is_markdown(name) || !is_index(name)) {
        return 2;
    }
    return str_eq_nocase(path_stem(name), STR("index")) ? 0 : 1;
}

/* Takes the run of digits at *at, without leading zeros. */
static str digit_run(str s, size_t *at)
{
    while (*at < s.len && s.ptr[*at] == '0') {
        ++*at;
    }
    size_t start = *at;
    while (*at < s.len && ascii_digit(s.ptr[*at])) {
        ++*at;
    }
    return str_sub(s, start, *at);
}

static int sign(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int number_order(str a, size_t *i, str b, size_t *j)
{
    str x = digit_run(a, i), y = digit_run(b, j);
    return x.len != y.len ? sign(x.len, y.len) : str_cmp(x, y);
}

/* UTF-8 sorts by code point when it sorts by bytes. */
static int byte_order(char a, char b)
{
    return sign((unsigned char)ascii_lower(a), (unsigned char)ascii_lower(b));
}

static int natural_order(str a, str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        bool digits = ascii_digit(a.ptr[i]) && ascii_digit(b.ptr[j]);
        int order = digits ? number_order(a, &i, b, &j) : byte_order(a.ptr[i++], b.ptr[j++]);
        if (order != 0) {
            return order;
        }
    }
    return sign(a.len - i, b.len - j);
}

int file_order(str a, str b)
{
    int order = index_rank(a) - index_rank(b);
    if (order == 0) {
        order = natural_order(a, b);
    }
    return order != 0 ? order : str_cmp(a, b);
}

static int compare_names(const void *x, const void *y)
{
    return file_order(((const struct fs_name *)x)->name, ((const struct fs_name *)y)->name);
}

/* A walk through the folders of a root. */
struct walk {
    struct arena *arena;
    const struct hunt *hunt;
    str real;           /* the root, links resolved */
    struct map entered; /* real paths of folders, so that links in a circle end */
    struct unlisted unlisted;
};

/* Where the walk is: a folder, and the list that its files go to. */
struct step {
    str folder;
    struct chapter_list *into;
    unsigned depth; /* of that list, 1 at the top */
    unsigned level; /* of the folder, 0 for the root */
};

/* SUMMARY.md is a list of chapters, not a chapter. */
static bool is_chapter(const struct walk *w, str path, str name)
{
    bool in_root = path.len == name.len;
    if (str_eq(path, w->hunt->passed_over) || str_eq(path, STR("SUMMARY.md")) ||
        str_eq(path, STR("src/SUMMARY.md"))) {
        return false;
    }
    return !(in_root && w->hunt->has_manifest && str_eq_nocase(path_stem(name), STR("README")));
}

bool discover_heeds(const struct fs_name *name)
{
    bool hidden = name->name.ptr[0] == '.' || name->name.ptr[0] == '_';
    return !hidden &&
           (name->kind == FS_FOLDER || (name->kind == FS_FILE && is_markdown(name->name)));
}

static void walk_folder(struct walk *w, struct step s);

static void walk_name(struct walk *w, const struct step *s, str name, bool folder)
{
    str path = path_join(w->arena, s->folder, name);
    if (folder) {
        walk_folder(w, (struct step){path, s->into, s->depth, s->level + 1});
    } else if (is_chapter(w, path, name)) {
        struct chapter_list *into = s->into;
        *ARENA_PUSH(w->arena, struct chapter_entry, &into->items, &into->count) =
            (struct chapter_entry){.file = {.text = path}};
    }
}

static void note_unlisted(struct walk *w, str shown)
{
    if (w->unlisted.error == 0) {
        w->unlisted = (struct unlisted){shown, errno};
    }
}

/* False if a link leads out of the root, or if the folder was entered before, by another path. */
static bool enter(struct walk *w, str shown, str *real)
{
    size_t number = w->entered.count;
    if (!fs_real(w->arena, shown, real)) {
        note_unlisted(w, shown);
        return false;
    }
    if (number == 0) {
        w->real = str_eq(*real, STR("/")) ? STR_NONE : *real;
    }
    bool inside =
        str_starts(*real, w->real) && (real->len == w->real.len || real->ptr[w->real.len] == '/');
    return inside && map_put(w->arena, &w->entered, *real, number) == number;
}

/* Before they are put into another order. */
static void note_names(struct inputs *in, str shown, str real, const struct fs_name *names,
                       size_t count)
{
    struct input *input = inputs_note(in, shown);
    if (input == NULL || input->listed) {
        return;
    }
    input->listed = true;
    input->real = real;
    input->names = ARENA_ARRAY(in->arena, struct fs_name, count);
    input->nnames = count;
    if (count > 0) {
        memcpy(input->names, names, count * sizeof *names);
    }
}

/* The files of a folder other than the root nest below its index or README, which comes first. */
static void walk_folder(struct walk *w, struct step s)
{
    str shown = s.folder.len > 0 ? path_join(w->arena, w->hunt->folder, s.folder) : w->hunt->folder;
    struct fs_name *names = NULL;
    size_t count = 0;
    str real;
    shown = shown.len > 0 ? shown : STR(".");
    if (s.level > DEEPEST_FOLDER || !enter(w, shown, &real)) {
        if (w->hunt->inputs != NULL) {
            w->hunt->inputs->unsure = true; /* where it lies had a say */
        }
        return;
    }
    if (!fs_list_kinds(w->arena, shown, &names, &count)) {
        note_unlisted(w, shown);
        return;
    }
    note_names(w->hunt->inputs, shown, real, names, count);
    if (count > 1) {
        qsort(names, count, sizeof *names, compare_names);
    }
    for (size_t i = 0; i < count; i++) {
        size_t before = s.into->count;
        if (discover_heeds(&names[i])) {
            walk_name(w, &s, names[i].name, names[i].kind == FS_FOLDER);
        }
        bool first = i == 0 && s.folder.len > 0 && s.into->count > before;
        if (first && index_rank(names[i].name) < 2 && s.depth < CHAPTERS_MAX_DEPTH) {
            s.into = &s.into->items[before].below;
            s.depth++;
        }
    }
}

void discover_chapters(struct arena *a, const struct hunt *hunt, struct chapter_list *files,
                       struct unlisted *unlisted)
{
    struct walk w = {.arena = a, .hunt = hunt};
    *files = (struct chapter_list){0};
    walk_folder(&w, (struct step){.into = files, .depth = 1});
    *unlisted = w.unlisted;
}
