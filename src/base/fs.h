/* Files and folders: reading, listing, paths. Knows nothing of books.
 *
 * Functions return false and leave errno when the system failed; the caller, who knows what the
 * file was for, reports it. Paths given to these functions are NUL-terminated by them; the empty
 * path is the current folder. */
#ifndef BASE_FS_H
#define BASE_FS_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No file above this is read (but one may be mapped): so a size fits an int, as libxml2 and
 * libyaml want it. */
#define FS_MAX_FILE ((size_t)1 << 30)

enum fs_kind { FS_ABSENT, FS_FILE, FS_FOLDER, FS_OTHER };

/* What stands at path, symbolic links followed. */
enum fs_kind fs_kind_of(str path);

/* The same, but a symbolic link is not followed: it is FS_OTHER. */
enum fs_kind fs_kind_itself(str path);

/* What the system says of a file or folder without its being read. Times are nanoseconds since
 * 1970. */
struct fs_facts {
    enum fs_kind kind;
    uint64_t device, inode, size;
    int64_t modified, changed;
};

/* Of what stands at path, symbolic links followed; of a link itself. Nothing there: all zero. */
struct fs_facts fs_facts_of(str path);
struct fs_facts fs_facts_itself(str path);

bool fs_same_facts(const struct fs_facts *x, const struct fs_facts *y);

/* Reads a regular file of at most max bytes into the arena, NUL after the end.
 * errno is EFBIG if it is larger, EISDIR if it is a folder, ENOTSUP if it
 * is no file at all. */
bool fs_read(struct arena *a, str path, size_t max, str *out);

/* Reads standard input (or any descriptor) to its end; errno EFBIG beyond max. */
bool fs_read_fd(struct arena *a, int fd, size_t max, str *out);

/* Maps a regular file of at most max bytes for reading: see base/mapping.h. */
bool fs_map(str path, size_t max, str *out);

/* Is it a folder whose names can be read? */
bool fs_can_list(str folder);

/* The names in a folder ("." and ".." left out), sorted by bytes. */
bool fs_list(struct arena *a, str folder, str **names, size_t *count);

/* The same, with what stands there, symbolic links followed. */
struct fs_name {
    str name;
    enum fs_kind kind;
};
bool fs_list_kinds(struct arena *a, str folder, struct fs_name **names, size_t *count);

/* Makes a folder; existing is fine. */
bool fs_make_folder(str path);

/* Writes all of bytes to a descriptor, however many calls that takes. */
bool fs_write_fd(int fd, str bytes);

/* The same, at an offset from the file's begin; the place of the next fs_write_fd stays. */
bool fs_write_at(int fd, str bytes, uint64_t offset);

/* Reads count bytes at an offset, in place of what out holds; fewer if the file ends. False: errno
 * says why. */
bool fs_read_at(int fd, struct buf *out, size_t count, uint64_t offset);

/* Writes a new file; errno EEXIST if it is there. */
bool fs_write_new(str path, str bytes);

/* The absolute path with all symbolic links resolved; false if it does not exist. */
bool fs_real(struct arena *a, str path, str *out);

/* Lexical work on paths with "/"; slashes at the end do not count. */
str path_join(struct arena *a, str folder, str rel); /* rel absolute: rel; folder "" or ".": rel */
str path_folder(str path);                           /* "a/b" -> "a"; "b" -> "" */
str path_name(str path);                             /* "a/b.md" -> "b.md"; "a/" -> "a" */
str path_stem(str path);                             /* "a/b.md" -> "b" */
str path_extension(str path);                        /* "a/b.MD" -> "MD"; none: "" */
/* Resolves "." and ".." in a relative path; false if it leaves its root, is absolute, or holds a
 * NUL. "a/../b" -> "b"; the root itself is "". */
bool path_normal(struct arena *a, str path, str *out);

#endif
