#include "build/depfile.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/replacement.h"
#include "messages.h"
#include "source/source.h"

#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

/* At the end of a path these are signs of a rule: "a:", "a\", "lib(member)", "a b&:". */
static bool ends_with_sign(str path)
{
    return path.len > 0 && strchr(":\\)&", path.ptr[path.len - 1]) != NULL;
}

/* Make takes "[1]" for a pattern, as the shell does, and the files that match for the name. */
static bool is_name_of_others(str path)
{
    glob_t found;
    if (!str_has(path, '[')) {
        return false;
    }
    struct arena a = {0};
    const char *name = str_copy(&a, path).ptr;
    bool others = fnmatch(name, name, FNM_PATHNAME) != 0 && glob(name, 0, NULL, &found) == 0;
    if (others) {
        globfree(&found);
    }
    arena_release(&a);
    return others;
}

/* Make and Ninja differ on these, or cannot say them at all. */
static bool has_name(str path)
{
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c < ' ' || c == 0x7F || c == ';' || c == '|') {
            return false;
        }
    }
    return !ends_with_sign(path) && !is_name_of_others(path);
}

/* A backslash is itself, but before a sign that it would protect. */
static void add_path(struct buf *out, str path)
{
    size_t backslashes = 0;
    if (str_starts(path, STR("~"))) {
        buf_add(out, STR("./")); /* a home, to Make */
    }
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (c == ' ' || c == '#' || c == ':') {
            for (size_t j = 0; j < backslashes + 1; j++) {
                buf_addch(out, '\\');
            }
        } else if (c == '$') {
            buf_addch(out, '$');
        }
        backslashes = c == '\\' ? backslashes + 1 : 0;
        buf_addch(out, c);
    }
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

/* A folder has a slash at its end only where its name cannot be the end. */
static str name_of(struct arena *a, const struct input *input)
{
    str path = input->path;
    while (path.len > 1 && str_ends(path, STR("/"))) {
        path.len--;
    }
    return input->listed && ends_with_sign(path) ? str_concat(a, (str[]){path, STR("/")}, 2) : path;
}

/* Is it the folder that the file stands in? */
static bool is_folder_of(struct arena *a, str folder, str file)
{
    str one, other;
    return fs_kind_of(folder) == FS_FOLDER && fs_real(a, folder, &one) &&
           fs_real(a, path_folder(file), &other) && str_eq(one, other);
}

/* "a%b:" is a rule by pattern, which counts only with a recipe, be it an empty one. */
static void add_empty_rule(struct buf *out, str path)
{
    buf_add(out, STR("\n\n"));
    add_path(out, path);
    buf_add(out, str_has(path, '%') ? STR(": ;") : STR(":"));
}

static void add_rules(struct buf *out, str output, const str *paths, size_t count)
{
    add_path(out, output);
    buf_addch(out, ':');
    for (size_t i = 0; i < count; i++) {
        buf_add(out, STR(" \\\n "));
        add_path(out, paths[i]);
    }
    for (size_t i = 0; i < count; i++) {
        add_empty_rule(out, paths[i]);
    }
    buf_addch(out, '\n');
}

/* "A: B=C" would set a variable; only the first path could be taken for that. */
static bool begin_with_plain(str *paths, size_t count)
{
    size_t plain = 0;
    while (plain < count && str_has(paths[plain], '=')) {
        plain++;
    }
    if (plain == count) {
        return count == 0;
    }
    str first = paths[plain];
    memmove(paths + 1, paths, plain * sizeof *paths);
    paths[0] = first;
    return true;
}

bool depfile_text(struct arena *a, str path, str output, const struct inputs *inputs, str *text,
                  struct diag *d)
{
    str *paths = ARENA_ARRAY(a, str, inputs->count);
    size_t count = 0;
    bool fine = has_name(output);
    struct buf out = {0};
    for (size_t i = 0; fine && i < inputs->count; i++) {
        str input = name_of(a, &inputs->items[i]);
        if (!is_folder_of(a, input, output) && !is_folder_of(a, input, path)) {
            fine = has_name(input);
            paths[count++] = input;
        }
    }
    str last = count > 0 ? paths[count - 1] : output;
    if (count > 1) {
        qsort(paths, count, sizeof *paths, by_bytes);
    }
    if (!fine || !begin_with_plain(paths, count)) {
        diag_report(d, &(struct report){.kind = MSG_DEPFILE_NAME, .args = {last}});
        return false;
    }
    add_rules(&out, output, paths, count);
    *text = buf_finish(&out, a);
    return true;
}

bool depfile_write(struct arena *a, str path, str output, const struct inputs *inputs,
                   struct diag *d)
{
    struct replacement r;
    str text;
    if (!depfile_text(a, path, output, inputs, &text, d)) {
        return false;
    }
    bool ok = replacement_begin(&r, path) && replacement_write(&r, text) &&
              replacement_commit_lightly(&r);
    if (!ok) {
        diag_report(d,
                    &(struct report){.kind = MSG_WRITE, .args = {path, str_from(strerror(errno))}});
    }
    return ok;
}
