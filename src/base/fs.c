/* Files and folders. Every path is copied to the stack with a NUL at its end; one that does not
 * fit is one that the system would refuse as well.
 *
 * What a name in a folder is (d_type) is an extension that Unix systems share. */
#define _DEFAULT_SOURCE
#include "base/fs.h"
#include "base/mapping.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Growth of what is read from a pipe. */
#define FIRST_READ ((size_t)64 << 10)

struct c_path {
    char text[PATH_MAX];
};

/* The empty path is the current folder, as path_folder("b") and path_join understand it. */
static bool c_path_from(struct c_path *c, str path)
{
    if (path.len == 0) {
        path = STR(".");
    }
    if (str_has(path, '\0')) {
        errno = EINVAL;
        return false;
    }
    if (path.len >= sizeof c->text) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(c->text, path.ptr, path.len);
    c->text[path.len] = '\0';
    return true;
}

/* close that keeps the errno of what went wrong before. */
static void close_quietly(int fd)
{
    int saved = errno;
    close(fd);
    errno = saved;
}

static enum fs_kind kind_of_mode(mode_t mode)
{
    return S_ISREG(mode) ? FS_FILE : S_ISDIR(mode) ? FS_FOLDER : FS_OTHER;
}

#define NO_FACTS ((struct fs_facts){.kind = FS_ABSENT})

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static struct fs_facts facts_of(const struct stat *st)
{
    return (struct fs_facts){.kind = kind_of_mode(st->st_mode),
                             .device = (uint64_t)st->st_dev,
                             .inode = (uint64_t)st->st_ino,
                             .size = (uint64_t)st->st_size,
                             .modified = nanoseconds(st->st_mtim),
                             .changed = nanoseconds(st->st_ctim)};
}

enum fs_kind fs_kind_of(str path)
{
    struct c_path c;
    struct stat st;
    return c_path_from(&c, path) && stat(c.text, &st) == 0 ? kind_of_mode(st.st_mode) : FS_ABSENT;
}

enum fs_kind fs_kind_itself(str path)
{
    struct c_path c;
    struct stat st;
    return c_path_from(&c, path) && lstat(c.text, &st) == 0 ? kind_of_mode(st.st_mode) : FS_ABSENT;
}

bool fs_same_facts(const struct fs_facts *x, const struct fs_facts *y)
{
    return x->kind == y->kind && x->device == y->device && x->inode == y->inode &&
           x->size == y->size && x->modified == y->modified && x->changed == y->changed;
}

/* Opens a regular file of at most max bytes; O_NONBLOCK, so that a FIFO is refused and not waited
 * for. Returns the descriptor, or -1. */
static int open_regular(str path, size_t max, size_t *size)
{
    struct c_path c;
    if (!c_path_from(&c, path)) {
        return -1;
    }
    int fd = open(c.text, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return -1;
    }
    struct stat st;
    int fault = 0;
    if (fstat(fd, &st) != 0) {
        fault = errno;
    } else if (!S_ISREG(st.st_mode)) {
        fault = S_ISDIR(st.st_mode) ? EISDIR : ENOTSUP;
    } else if ((uintmax_t)st.st_size > max) {
        fault = EFBIG;
    }
    if (fault != 0) {
        close(fd);
        errno = fault;
        return -1;
    }
    *size = (size_t)st.st_size;
    return fd;
}

/* Reads to the end. expected is a guess of the size: right, it costs one allocation. */
static bool read_to_end(struct arena *a, int fd, size_t expected, size_t max, str *out)
{
    size_t room = expected + 1; /* one more than the bytes: to see the end, and for the NUL */
    size_t len = 0;
    char *bytes = arena_room(a, room, 1);
    for (;;) {
        ssize_t n = read(fd, bytes + len, room - len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return false;
        }
        if (n == 0) {
            break;
        }
        len += (size_t)n;
        if (len > max) {
            errno = EFBIG;
            return false;
        }
        if (len == room) {
            bytes = arena_grow(a, bytes, room, 2 * room, 1, 1);
            room = 2 * room;
        }
    }
    bytes[len] = '\0'; /* a file that shrank meanwhile */
    *out = (str){bytes, len};
    return true;
}

bool fs_read(struct arena *a, str path, size_t max, str *out)
{
    size_t size;
    max = max < FS_MAX_FILE ? max : FS_MAX_FILE;
    int fd = open_regular(path, max, &size);
    if (fd < 0) {
        return false;
    }
    bool ok = read_to_end(a, fd, size, max, out);
    close_quietly(fd);
    return ok;
}

bool fs_read_fd(struct arena *a, int fd, size_t max, str *out)
{
    return read_to_end(a, fd, FIRST_READ - 1, max < FS_MAX_FILE ? max : FS_MAX_FILE, out);
}

bool fs_map(str path, size_t max, str *out)
{
    size_t size;
    int fd = open_regular(path, max, &size);
    if (fd < 0) {
        return false;
    }
    bool fine = mapping_open(fd, size, out);
    close_quietly(fd);
    return fine;
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

struct fs_facts fs_facts_of(str path)
{
    struct c_path c;
    struct stat st;
    return c_path_from(&c, path) && stat(c.text, &st) == 0 ? facts_of(&st) : NO_FACTS;
}

struct fs_facts fs_facts_itself(str path)
{
    struct c_path c;
    struct stat st;
    return c_path_from(&c, path) && lstat(c.text, &st) == 0 ? facts_of(&st) : NO_FACTS;
}

/* What a name in a folder is; the system often says it along with the name. */
static enum fs_kind kind_of_name(struct arena *a, str folder, const struct dirent *e)
{
    switch (e->d_type) {
    case DT_REG:
        return FS_FILE;
    case DT_DIR:
        return FS_FOLDER;
    case DT_LNK:
    case DT_UNKNOWN:
        return fs_kind_of(path_join(a, folder, str_from(e->d_name)));
    default:
        return FS_OTHER;
    }
}

/* names NULL: without their kinds, into plain. */
static bool list(struct arena *a, str folder, struct fs_name **names, str **plain, size_t *count)
{
    struct c_path c;
    DIR *dir = c_path_from(&c, folder) ? opendir(c.text) : NULL;
    if (dir == NULL) {
        return false;
    }
    *count = 0;
    const struct dirent *e;
    while (errno = 0, (e = readdir(dir)) != NULL) {
        str name = str_from(e->d_name);
        if (str_eq(name, STR(".")) || str_eq(name, STR(".."))) {
            continue;
        }
        name = str_copy(a, name);
        if (names == NULL) {
            *ARENA_PUSH(a, str, plain, count) = name;
        } else {
            *ARENA_PUSH(a, struct fs_name, names, count) =
                (struct fs_name){name, kind_of_name(a, folder, e)};
        }
    }
    int fault = errno;
    closedir(dir);
    errno = fault;
    return fault == 0;
}

bool fs_list(struct arena *a, str folder, str **names, size_t *count)
{
    *names = NULL;
    if (!list(a, folder, NULL, names, count)) {
        return false;
    }
    if (*count > 1) {
        qsort(*names, *count, sizeof **names, by_bytes);
    }
    return true;
}

bool fs_can_list(str folder)
{
    struct c_path c;
    int fd = c_path_from(&c, folder) ? open(c.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        close(fd);
    }
    return fd >= 0;
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct fs_name *)a)->name, ((const struct fs_name *)b)->name);
}

bool fs_list_kinds(struct arena *a, str folder, struct fs_name **names, size_t *count)
{
    *names = NULL;
    if (!list(a, folder, names, NULL, count)) {
        return false;
    }
    if (*count > 1) {
        qsort(*names, *count, sizeof **names, by_name);
    }
    return true;
}

bool fs_make_folder(str path)
{
    struct c_path c;
    if (!c_path_from(&c, path)) {
        return false;
    }
    return mkdir(c.text, 0777) == 0 || (errno == EEXIST && fs_kind_of(path) == FS_FOLDER);
}

bool fs_write_fd(int fd, str bytes)
{
    size_t done = 0;
    while (done < bytes.len) {
        ssize_t n = write(fd, bytes.ptr + done, bytes.len - done);
        if (n >= 0) {
            done += (size_t)n;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool fs_write_at(int fd, str bytes, uint64_t offset)
{
    size_t done = 0;
    while (done < bytes.len) {
        ssize_t n = pwrite(fd, bytes.ptr + done, bytes.len - done, (off_t)(offset + done));
        if (n >= 0) {
            done += (size_t)n;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool fs_read_at(int fd, struct buf *out, size_t count, uint64_t offset)
{
    ssize_t n = 1;
    buf_clear(out);
    buf_reserve(out, count);
    while (n > 0 && out->len < count) {
        n = pread(fd, out->data + out->len, count - out->len, (off_t)(offset + out->len));
        if (n > 0) {
            out->len += (size_t)n;
        } else if (n < 0 && errno == EINTR) {
            n = 1;
        }
    }
    return n >= 0;
}

bool fs_write_new(str path, str bytes)
{
    struct c_path c;
    if (!c_path_from(&c, path)) {
        return false;
    }
    int fd = open(c.text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return false;
    }
    bool ok = fs_write_fd(fd, bytes);
    int fault = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        fault = errno;
    }
    if (!ok) {
        unlink(c.text);
        errno = fault;
    }
    return ok;
}

bool fs_real(struct arena *a, str path, str *out)
{
    struct c_path c, real;
    if (!c_path_from(&c, path) || realpath(c.text, real.text) == NULL) {
        return false;
    }
    *out = str_copy(a, str_from(real.text));
    return true;
}
