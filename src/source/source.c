/* Confined access to the author's files. A path is judged twice: as written, so that ".." cannot
 * leave the root, and as the system resolves it, so that no symbolic link can. */
#include "source/source.h"
#include "base/fs.h"
#include "base/nearest.h"

#include <errno.h>

/* "book/" and "book" are shown alike, and "." is the current folder. */
static str shown_folder(str path)
{
    while (path.len > 1 && str_ends(path, STR("/"))) {
        path.len--;
    }
    return str_eq(path, STR(".")) ? STR_NONE : path;
}

void inputs_note(struct inputs *in, str shown)
{
    if (in == NULL || map_get(&in->seen, shown) != MAP_NONE) {
        return;
    }
    str path = str_copy(in->arena, shown);
    map_put(in->arena, &in->seen, path, in->count);
    *ARENA_PUSH(in->arena, str, &in->paths, &in->count) = path;
}

bool root_open(struct arena *a, str path, struct root *out)
{
    str *names;
    size_t count;
    *out = (struct root){0};
    if (!fs_list(a, path, &names, &count)) {
        return false;
    }
    out->path = str_copy(a, shown_folder(path));
    return fs_real(a, path.len > 0 ? path : STR("."), &out->real);
}

/* Does a resolved path stand below the resolved root? */
static bool is_inside(const struct root *root, str real)
{
    if (!str_starts(real, root->real)) {
        return false;
    }
    return str_ends(root->real, STR("/")) || real.len == root->real.len ||
           real.ptr[root->real.len] == '/';
}

static enum source_fault fault_of_errno(void)
{
    bool absent = errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG || errno == ELOOP;
    return absent ? SOURCE_ABSENT : SOURCE_UNREADABLE;
}

/* Is no part of path below the root a symbolic link, so that the system resolves it to itself?
 * Asking this costs a third of resolving the path. */
static bool is_plain(const struct root *root, str path)
{
    size_t at = root->real.len;
    while (at < path.len) {
        at = str_find(path, '/', at + 1);
        enum fs_kind kind = fs_kind_itself(str_sub(path, 0, at));
        if (kind != FS_FILE && kind != FS_FOLDER) {
            return false;
        }
    }
    return true;
}

/* The file or folder that rel names: normalised, and as the system resolves it. */
static enum source_fault resolve(struct arena *a, const struct root *root, str rel, str *normal,
                                 str *real)
{
    *normal = *real = STR_NONE;
    if (!path_normal(a, rel, normal)) {
        return SOURCE_OUTSIDE;
    }
    str path = path_join(a, root->real, *normal);
    if (is_plain(root, path)) {
        *real = path;
        return SOURCE_FINE;
    }
    if (!fs_real(a, path, real)) {
        return fault_of_errno();
    }
    return is_inside(root, *real) ? SOURCE_FINE : SOURCE_OUTSIDE;
}

static enum source_fault resolve_file(struct arena *a, const struct root *root, str rel,
                                      str *normal, str *real)
{
    enum source_fault fault = resolve(a, root, rel, normal, real);
    if (fault == SOURCE_FINE && fs_kind_of(*real) != FS_FILE) {
        return SOURCE_ABSENT;
    }
    if (fault == SOURCE_FINE && root->inputs != NULL) {
        inputs_note(root->inputs, source_shown(a, root, *normal));
    }
    return fault;
}

enum source_fault source_find(struct arena *a, const struct root *root, str rel, str *normal)
{
    str real;
    return resolve_file(a, root, rel, normal, &real);
}

enum source_fault source_read(struct arena *a, const struct root *root, str rel, size_t max,
                              str *bytes)
{
    str normal, real;
    *bytes = STR_NONE;
    enum source_fault fault = resolve_file(a, root, rel, &normal, &real);
    if (fault != SOURCE_FINE || fs_read(a, real, max, bytes)) {
        return fault;
    }
    return errno == EFBIG ? SOURCE_TOO_LARGE : fault_of_errno();
}

str source_shown(struct arena *a, const struct root *root, str rel)
{
    return path_join(a, root->path, rel);
}

void source_offer_siblings(struct arena *a, const struct root *root, str rel, struct nearest *n)
{
    str normal, folder, real;
    str *names;
    size_t count;
    if (!path_normal(a, rel, &normal) ||
        resolve(a, root, path_folder(normal), &folder, &real) != SOURCE_FINE ||
        !fs_list(a, real, &names, &count)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        nearest_offer(n, names[i]);
    }
}
