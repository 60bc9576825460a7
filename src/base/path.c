/* Lexical work on paths: nothing here asks the system. */
#include "base/fs.h"

#include <string.h>

/* Without the slashes at its end, which name the same thing; "/" stays. */
static str without_end_slashes(str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    return path;
}

/* Offset behind the last slash; 0 if there is none. */
static size_t name_start(str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/') {
        at--;
    }
    return at;
}

/* Offset of the dot before the extension; path.len if there is none. A dot in front names a
 * hidden file. */
static size_t extension_dot(str name)
{
    for (size_t at = name.len; at > 1; at--) {
        if (name.ptr[at - 1] == '.') {
            return at - 1;
        }
    }
    return name.len;
}

str path_join(struct arena *a, str folder, str rel)
{
    if (folder.len == 0 || str_eq(folder, STR(".")) || str_starts(rel, STR("/"))) {
        return str_copy(a, rel);
    }
    str slash = str_ends(folder, STR("/")) ? STR_NONE : STR("/");
    return str_concat(a, (str[]){folder, slash, rel}, 3);
}

str path_folder(str path)
{
    path = without_end_slashes(path);
    size_t start = name_start(path);
    return without_end_slashes(str_sub(path, 0, start));
}

str path_name(str path)
{
    path = without_end_slashes(path);
    return str_sub(path, name_start(path), path.len);
}

str path_stem(str path)
{
    str name = path_name(path);
    return str_sub(name, 0, extension_dot(name));
}

str path_extension(str path)
{
    str name = path_name(path);
    return str_sub(name, extension_dot(name) + 1, name.len);
}

/* Takes the last segment off what is built so far. */
static size_t without_last(const char *out, size_t len)
{
    while (len > 0 && out[len - 1] != '/') {
        len--;
    }
    return len > 0 ? len - 1 : 0;
}

bool path_normal(struct arena *a, str path, str *out)
{
    if (str_starts(path, STR("/")) || str_has(path, '\0')) {
        return false;
    }
    char *made = arena_text(a, path.len);
    size_t len = 0;
    str rest = path, segment;
    while (rest.len > 0) {
        str_cut(rest, '/', &segment, &rest);
        if (segment.len == 0 || str_eq(segment, STR("."))) {
            continue;
        }
        if (str_eq(segment, STR(".."))) {
            if (len == 0) {
                return false;
            }
            len = without_last(made, len);
            continue;
        }
        if (len > 0) {
            made[len++] = '/';
        }
        memcpy(made + len, segment.ptr, segment.len);
        len += segment.len;
    }
    made[len] = '\0';
    *out = (str){made, len};
    return true;
}
