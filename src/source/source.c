/* Confined access to the author's files. A path is judged twice: as written, so that ".." cannot
 * leave the root, and as the system resolves it, so that no symbolic link can. */
#include "source/source.h"
#include "base/nearest.h"

#include <errno.h>
#include <time.h>

/* "book/" and "book" are shown alike, and "." is the current folder. */
static str shown_folder(str path)
{
    while (path.len > 1 && str_ends(path, STR("/"))) {
        path.len--;
    }
    return str_eq(path, STR(".")) ? STR_NONE : path;
}

struct input *inputs_note(struct inputs *in, str shown)
{
    if (in == NULL) {
        return NULL;
    }
    size_t index = map_get(&in->seen, shown);
    if (index != MAP_NONE) {
        return &in->items[index];
    }
    str path = str_copy(in->arena, shown);
    map_put(in->arena, &in->seen, path, in->count);
    struct input *input = ARENA_PUSH(in->arena, struct input, &in->items, &in->count);
    input->path = path;
    return input;
}

void inputs_note_absent(struct inputs *in, str shown)
{
    if (in != NULL && map_get(&in->missed, shown) == MAP_NONE) {
        str path = str_copy(in->arena, shown);
        map_put(in->arena, &in->missed, path, in->nabsent);
        *ARENA_PUSH(in->arena, str, &in->absent, &in->nabsent) = path;
    }
}

void inputs_note_bytes(struct inputs *in, str shown, str bytes)
{
    struct input *input = inputs_note(in, shown);
    if (input != NULL && input->recent && !input->summed) {
        input->summed = true;
        input->sum = file_sum_of(bytes);
    }
}

bool facts_are_recent(const struct fs_facts *facts)
{
    const int64_t second = 1000000000;
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t margin = (int64_t)now.tv_sec * second + now.tv_nsec - 2 * second;
    return facts->modified >= margin || facts->changed >= margin;
}

static void unsure(const struct root *root)
{
    if (root->inputs != NULL) {
        root->inputs->unsure = true;
    }
}

bool root_open(struct arena *a, str path, struct root *out)
{
    *out = (struct root){0};
    if (!fs_can_list(path)) {
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

/* Is a folder below the root no symbolic link? Once it was none it is not asked again. */
static bool is_plain_folder(const struct root *root, str path)
{
    struct inputs *in = root->inputs;
    if (in != NULL && map_get(&in->plain, path) != MAP_NONE) {
        return true;
    }
    if (fs_kind_itself(path) != FS_FOLDER) {
        return false;
    }
    if (in != NULL) {
        map_put(in->arena, &in->plain, str_copy(in->arena, path), 0);
    }
    return true;
}

/* Is no part of path below the root a symbolic link, so that the system resolves it to itself?
 * Asking this costs a third of resolving the path. facts: those of the last part. */
static bool is_plain(const struct root *root, str path, struct fs_facts *facts)
{
    for (size_t at = root->real.len; at < path.len;) {
        at = str_find(path, '/', at + 1);
        if (at < path.len && !is_plain_folder(root, str_sub(path, 0, at))) {
            return false;
        }
    }
    *facts = fs_facts_itself(path);
    return facts->kind == FS_FILE || facts->kind == FS_FOLDER;
}

/* The file or folder that rel names: normalised, and as the system resolves it, and what it is. */
static enum source_fault resolve(struct arena *a, const struct root *root, str rel, str *normal,
                                 str *real, struct fs_facts *facts)
{
    *normal = *real = STR_NONE;
    if (!path_normal(a, rel, normal)) {
        return SOURCE_OUTSIDE;
    }
    str path = path_join(a, root->real, *normal);
    errno = 0;
    if (is_plain(root, path, facts)) {
        *real = path;
        return SOURCE_FINE;
    }
    if (errno == ENOENT) { /* what is not there leads nowhere */
        return SOURCE_ABSENT;
    }
    if (!fs_real(a, path, real)) {
        return fault_of_errno();
    }
    *facts = fs_facts_of(*real);
    return is_inside(root, *real) ? SOURCE_FINE : SOURCE_OUTSIDE;
}

/* A file that is there; path is what normal is below the root, unless there are links. */
static void note_file(struct arena *a, const struct root *root, str normal, str real,
                      const struct fs_facts *facts)
{
    struct input *input = inputs_note(root->inputs, source_shown(a, root, normal));
    if (input != NULL && input->facts.kind == FS_ABSENT) {
        input->facts = *facts;
        input->recent = facts_are_recent(facts);
        if (!str_eq(real, path_join(a, root->real, normal))) {
            input->real = str_copy(root->inputs->arena, real);
        }
    }
}

static enum source_fault resolve_file(struct arena *a, const struct root *root, str rel,
                                      str *normal, str *real)
{
    struct fs_facts facts = {.kind = FS_ABSENT};
    enum source_fault fault = resolve(a, root, rel, normal, real, &facts);
    if (fault == SOURCE_ABSENT || (fault == SOURCE_FINE && facts.kind != FS_FILE)) {
        inputs_note_absent(root->inputs, source_shown(a, root, *normal));
        return SOURCE_ABSENT;
    }
    if (fault == SOURCE_FINE) {
        note_file(a, root, *normal, *real, &facts);
    } else if (normal->len > 0) { /* not as it is written, but as the system resolves it */
        unsure(root);
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
    if (fault != SOURCE_FINE) {
        return fault;
    }
    if (fs_read(a, real, max, bytes)) {
        inputs_note_bytes(root->inputs, source_shown(a, root, normal), *bytes);
        return SOURCE_FINE;
    }
    unsure(root);
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
    struct fs_facts facts;
    unsure(root);
    if (!path_normal(a, rel, &normal) ||
        resolve(a, root, path_folder(normal), &folder, &real, &facts) != SOURCE_FINE ||
        !fs_list(a, real, &names, &count)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        nearest_offer(n, names[i]);
    }
}
