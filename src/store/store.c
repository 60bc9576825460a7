/* A file: a head, pieces one behind the other, each with a NUL behind it, an index of them. Whoever
 * writes adds pieces and a new index behind the old ones, and then points the head at them: so a
 * writer that dies on the way leaves the store as it was, and readers that began before go on
 * undisturbed. When more than half of the file is what nothing points at any more, it is written
 * anew. */
#include "store/store.h"
#include "base/fs.h"
#include "base/mapping.h"
#include "base/memory.h"
#include "base/replacement.h"
#include "store/checksum.h"
#include "store/folder.h"
#include "store/index.h"
#include "store/stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define MAGIC "octavo store 1\n"

/* No store's pieces grow above this, and none is written where the disk has less room left: the
 * book is to have it. */
#define FILE_MAX  ((uint64_t)512 << 20)
#define ROOM_LEFT ((uint64_t)128 << 20)

/* So many commits does a piece outlive that nobody asks for: an edit may be undone. */
#define KEPT_UNUSED 8

/* Pieces gather here before they are written. */
#define WINDOW ((size_t)64 << 10)

/* A store is not written anew for less. */
#define WORTHWHILE ((uint64_t)1 << 20)

/* Of smaller pieces a copy costs less than memory of their own. */
#define WORTH_ADOPTING 4096

/* As it stands in the file, in the machine's own order of bytes. */
struct head {
    char magic[16];
    struct digest stamp;
    uint64_t index, count, index_sum; /* the array of pieces, which ends the store */
    uint64_t commit;                  /* number of the last one, from 1 */
    uint64_t sum;                     /* of the fields above */
};

_Static_assert(sizeof(struct head) == 88, "no padding");

struct store {
    struct arena arena;
    struct digest stamp;
    char name[65];
    str folder, path;
    int folder_fd, fd;     /* -1: none */
    struct head head;      /* the bytes that were there when it was opened */
    uint64_t begin;        /* behind what was committed; 0: nothing was */
    str map;               /* the file up to there, when it was opened: no writer changes it, nor
                              cuts it off; or nothing */
    unsigned cuts;         /* of mapped files, before */
    pthread_mutex_t mutex; /* of what follows */
    struct index index;
    uint32_t commit; /* the number of the next one */
    bool writing;    /* it is locked for this process */
    bool closed;     /* nothing can be put, or not any more */
    bool full;
    uint64_t end; /* where the window is written to */
    struct buf window;
};

static bool read_at(int fd, void *out, uint64_t size, uint64_t offset)
{
    char *at = out;
    while (size > 0) {
        ssize_t n = pread(fd, at, size, (off_t)offset);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        at += n;
        size -= (uint64_t)n;
        offset += (uint64_t)n;
    }
    return true;
}

static str bytes_of(const void *object, size_t size)
{
    return (str){object, size};
}

static str bytes_of_pieces(const struct index *x)
{
    return bytes_of(x->pieces, x->count * sizeof *x->pieces);
}

static uint64_t sum_of_head(const struct head *h)
{
    return checksum(bytes_of(h, offsetof(struct head, sum)));
}

static bool is_sound(const struct piece *p, const struct head *h)
{
    return p->offset >= sizeof *h && p->offset < h->index && p->size < h->index - p->offset &&
           p->used != 0 && p->used <= h->commit;
}

/* Does the head speak of a store of this program that fits into the file? */
static bool is_head(const struct store *s, uint64_t size)
{
    const struct head *h = &s->head;
    return memcmp(h->magic, MAGIC, sizeof h->magic) == 0 && h->sum == sum_of_head(h) &&
           memcmp(&h->stamp, &s->stamp, sizeof s->stamp) == 0 && h->index >= sizeof *h &&
           h->index <= FILE_MAX && h->index <= size && h->commit < UINT32_MAX &&
           h->count < UINT32_MAX / 2 && h->count <= (size - h->index) / sizeof(struct piece);
}

/* What was committed; without a sound head or index, nothing. */
static void read_index(struct store *s, uint64_t size)
{
    const struct head *h = &s->head;
    read_at(s->fd, &s->head, size < sizeof s->head ? size : sizeof s->head, 0);
    if (!is_head(s, size)) {
        return;
    }
    struct piece *pieces = index_reserve(&s->index, (size_t)h->count);
    bool fine = read_at(s->fd, pieces, h->count * sizeof *pieces, h->index) &&
                checksum(bytes_of_pieces(&s->index)) == h->index_sum;
    for (size_t i = 0; fine && i < h->count; i++) {
        fine = is_sound(&pieces[i], h);
    }
    if (!fine) {
        index_release(&s->index);
        return;
    }
    index_search(&s->index);
    s->commit = (uint32_t)h->commit + 1;
    s->begin = s->end = h->index + h->count * sizeof *pieces;
    mapping_open(s->fd, (size_t)h->index, &s->map);
}

/* Opens the file, if it is there and ours; it may be one that can only be read. */
static void open_file(struct store *s)
{
    const int flags = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    struct stat st;
    s->fd = openat(s->folder_fd, s->name, O_RDWR | flags);
    if (s->fd < 0 && errno != ENOENT) {
        s->closed = true;
        s->fd = openat(s->folder_fd, s->name, O_RDONLY | flags);
    }
    if (s->fd < 0) {
        return;
    }
    if (fstat(s->fd, &st) != 0 || !S_ISREG(st.st_mode) || !store_is_ours(&st)) {
        s->closed = true;
        close(s->fd);
        s->fd = -1;
        return;
    }
    read_index(s, (uint64_t)st.st_size);
}

static void name_file(struct store *s, const struct digest *book)
{
    struct sha256 h;
    s->stamp = stamp_of_program();
    sha256_begin(&h);
    sha256_add(&h, bytes_of(&s->stamp, sizeof s->stamp));
    sha256_add(&h, bytes_of(book, sizeof *book));
    sha256_end(&h, s->name);
}

struct store *store_open(const struct digest *book)
{
    struct store *s = mem_calloc(1, sizeof *s);
    s->cuts = mapping_cuts();
    s->fd = -1;
    s->commit = 1;
    s->end = sizeof s->head;
    s->folder_fd = store_folder_open(&s->arena, false, &s->folder);
    if (s->folder_fd < 0 && (s->folder.len == 0 || errno != ENOENT)) {
        arena_release(&s->arena);
        mem_free(s);
        return NULL;
    }
    name_file(s, book);
    s->path = path_join(&s->arena, s->folder, str_from(s->name));
    pthread_mutex_init(&s->mutex, NULL);
    if (s->folder_fd >= 0) {
        open_file(s);
    }
    return s;
}

/* Nothing is put any more, and what was put is not kept. */
static void give_up(struct store *s)
{
    s->closed = true;
    if (s->writing) {
        s->writing = false;
        if (s->begin == 0) {
            unlinkat(s->folder_fd, s->name, 0);
        } else if (ftruncate(s->fd, (off_t)s->begin) != 0) {
            s->full = true; /* the next writer does it */
        }
        flock(s->fd, LOCK_UN);
    }
}

static bool flush(struct store *s)
{
    bool fine = fs_write_at(s->fd, buf_str(&s->window), s->end);
    s->end += s->window.len;
    buf_clear(&s->window);
    return fine;
}

/* The piece as it was found, in the file, and marked as used. */
static bool use(struct store *s, enum store_kind kind, const struct digest *key, struct piece *out)
{
    pthread_mutex_lock(&s->mutex);
    struct piece *p = index_find(&s->index, kind, key);
    bool found = p != NULL;
    if (found) {
        p->used = s->commit;
        *out = *p;
        if (p->offset >= s->end && !flush(s)) {
            give_up(s);
            found = false;
        }
    }
    pthread_mutex_unlock(&s->mutex);
    return found;
}

bool store_has(struct store *s, enum store_kind kind, const struct digest *key)
{
    struct piece p;
    return s != NULL && use(s, kind, key, &p);
}

/* Where it is not what was put: it is gone, so that it can be put again. */
static void drop(struct store *s, enum store_kind kind, const struct digest *key)
{
    pthread_mutex_lock(&s->mutex);
    struct piece *p = index_find(&s->index, kind, key);
    if (p != NULL) {
        p->used = 0;
    }
    pthread_mutex_unlock(&s->mutex);
}

/* What was put since the store was opened. */
static bool read_piece(const struct store *s, const struct piece *p, struct arena *a, str *bytes)
{
    size_t size = (size_t)p->size;
    bool own = size >= WORTH_ADOPTING;
    char *room = own ? mem_alloc(size + 1) : arena_array(a, size + 1, 1, 1);
    room[size] = '\0';
    if (own) {
        arena_adopt(a, room);
    }
    *bytes = (str){room, size};
    return read_at(s->fd, room, p->size, p->offset);
}

bool store_view(struct store *s, enum store_kind kind, const struct digest *key, struct arena *a,
                str *bytes)
{
    struct piece p;
    *bytes = STR_NONE;
    if (s == NULL || !use(s, kind, key, &p)) {
        return false;
    }
    bool mapped = p.offset < s->map.len && p.size < s->map.len - p.offset, fine = true;
    if (mapped) {
        *bytes = str_sub(s->map, (size_t)p.offset, (size_t)(p.offset + p.size));
        fine = bytes->ptr[bytes->len] == '\0';
    } else {
        fine = read_piece(s, &p, a, bytes);
    }
    if (fine && checksum(*bytes) == p.sum) {
        return true;
    }
    *bytes = STR_NONE;
    drop(s, kind, key);
    return false;
}

bool store_get(struct store *s, enum store_kind kind, const struct digest *key, struct arena *a,
               str *bytes)
{
    bool found = store_view(s, kind, key, a, bytes);
    if (found) {
        *bytes = str_copy(a, *bytes);
    }
    return found;
}

/* Does the path still name the file that is open? */
static bool is_named(const struct store *s)
{
    struct stat named, opened;
    return fstatat(s->folder_fd, s->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           fstat(s->fd, &opened) == 0 && named.st_dev == opened.st_dev &&
           named.st_ino == opened.st_ino;
}

/* Is the file as it was when it was opened, and will be as long as this is its only writer? */
static bool lock(struct store *s)
{
    struct head h = {.count = 0};
    struct stat st;
    if (flock(s->fd, LOCK_EX | LOCK_NB) != 0 || !is_named(s) || fstat(s->fd, &st) != 0) {
        return false;
    }
    uint64_t size = (uint64_t)st.st_size;
    return read_at(s->fd, &h, size < sizeof h ? size : sizeof h, 0) &&
           memcmp(&h, &s->head, sizeof h) == 0;
}

/* A file with nothing sound in it is replaced, for others may still be reading it. */
static bool lock_new(struct store *s)
{
    if (s->fd >= 0) {
        if (!lock(s) || unlinkat(s->folder_fd, s->name, 0) != 0) {
            return false;
        }
        close(s->fd);
    } else {
        store_folder_clean(s->folder_fd, s->folder);
    }
    s->fd = openat(s->folder_fd, s->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    s->head = (struct head){.count = 0};
    return s->fd >= 0 && lock(s);
}

/* May the file grow as large as it ever does? What the system would kill for is not tried. */
static bool is_free_to_grow(int folder)
{
    struct rlimit limit;
    struct statvfs vfs;
    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur >= 2 * FILE_MAX &&
           fstatvfs(folder, &vfs) == 0 && (uint64_t)vfs.f_bavail * vfs.f_frsize >= ROOM_LEFT;
}

static bool begin_writing(struct store *s)
{
    if (s->folder_fd < 0) {
        s->folder_fd = store_folder_open(&s->arena, true, &s->folder);
    }
    if (s->folder_fd < 0 || !is_free_to_grow(s->folder_fd)) {
        return false;
    }
    s->writing = s->begin > 0 ? lock(s) : lock_new(s);
    return s->writing;
}

/* Behind what is there. False: it could not be written. */
static bool append(struct store *s, str bytes)
{
    bool large = bytes.len >= WINDOW;
    if (s->window.len + bytes.len >= WINDOW && !flush(s)) {
        return false;
    }
    if (large && !fs_write_at(s->fd, bytes, s->end)) {
        return false;
    }
    s->end += large ? bytes.len : 0;
    buf_add(&s->window, large ? STR_NONE : bytes);
    buf_addch(&s->window, '\0');
    return true;
}

static void put(struct store *s, struct piece *p, str bytes)
{
    if (!s->writing && !begin_writing(s)) {
        s->closed = true;
        return;
    }
    p->offset = s->end + s->window.len;
    p->used = s->commit;
    if (p->offset + bytes.len > FILE_MAX) {
        s->full = true;
    } else if (append(s, bytes)) {
        index_add(&s->index, p);
    } else {
        give_up(s);
    }
}

void store_put(struct store *s, enum store_kind kind, const struct digest *key, str bytes)
{
    if (s == NULL) {
        return;
    }
    struct piece p = {.key = *key, .size = bytes.len, .sum = checksum(bytes), .kind = kind};
    pthread_mutex_lock(&s->mutex);
    struct piece *old = index_find(&s->index, kind, key);
    if (old != NULL) {
        old->used = s->commit;
    } else if (!s->closed) {
        put(s, &p, bytes);
    }
    pthread_mutex_unlock(&s->mutex);
}

void store_replace(struct store *s, enum store_kind kind, const struct digest *key, str bytes)
{
    if (s != NULL) {
        drop(s, kind, key);
        store_put(s, kind, key, bytes);
    }
}

/* Drops what is gone or was not used for long. Returns how many bytes the rest has. */
static uint64_t sift(struct store *s)
{
    struct index *x = &s->index;
    size_t kept = 0;
    uint64_t live = 0;
    for (size_t i = 0; i < x->count; i++) {
        const struct piece *p = &x->pieces[i];
        if (p->used != 0 && p->used + KEPT_UNUSED >= s->commit) {
            live += p->size + 1;
            x->pieces[kept++] = *p;
        }
    }
    x->count = kept;
    return live;
}

/* The index, behind the pieces, and then the head. */
static bool write_index(const struct store *s, int fd, uint64_t end)
{
    str pieces = bytes_of_pieces(&s->index);
    struct head h = {.magic = MAGIC,
                     .stamp = s->stamp,
                     .index = end,
                     .count = s->index.count,
                     .index_sum = checksum(pieces),
                     .commit = s->commit};
    h.sum = sum_of_head(&h);
    return fs_write_at(fd, pieces, end) && fs_write_at(fd, bytes_of(&h, sizeof h), 0);
}

/* All pieces into another file, one by one. */
static bool copy_pieces(struct store *s, int fd, uint64_t *end)
{
    struct buf room = {0};
    bool fine = true;
    *end = sizeof(struct head);
    for (size_t i = 0; fine && i < s->index.count; i++) {
        struct piece *p = &s->index.pieces[i];
        size_t size = (size_t)p->size + 1;
        buf_reserve(&room, size);
        fine = read_at(s->fd, room.data, size, p->offset) &&
               fs_write_at(fd, bytes_of(room.data, size), *end);
        p->offset = *end;
        *end += size;
    }
    buf_release(&room);
    return fine;
}

static void write_anew(struct store *s)
{
    struct replacement r;
    uint64_t end;
    if (!replacement_begin(&r, s->path)) {
        give_up(s);
    } else if (copy_pieces(s, r.fd, &end) && write_index(s, r.fd, end)) {
        replacement_commit_lightly(&r);
    } else {
        replacement_abandon(&r);
        give_up(s);
    }
}

static void commit(struct store *s)
{
    uint64_t live = sift(s);
    if (!flush(s)) {
        give_up(s);
        return;
    }
    uint64_t dead = s->end - live;
    if (dead > WORTHWHILE && dead > (s->full ? live / 8 : live)) {
        write_anew(s);
        return;
    }
    uint64_t end = s->end + s->index.count * sizeof(struct piece);
    if (!write_index(s, s->fd, s->end) || ftruncate(s->fd, (off_t)end) != 0) {
        give_up(s);
    }
}

/* So that it is not taken for one that nobody uses. */
static void touch(const struct store *s)
{
    const time_t day = 24 * 60 * 60;
    struct stat st;
    if (s->fd >= 0 && fstat(s->fd, &st) == 0 && time(NULL) - st.st_mtime > day) {
        futimens(s->fd, NULL);
    }
}

void store_commit(struct store *s)
{
    if (s == NULL) {
        return;
    }
    if (mapping_cuts() != s->cuts) {
        give_up(s);
    } else if (s->writing) {
        commit(s);
    } else {
        touch(s);
    }
    s->closed = true;
    s->writing = false;
}

void store_close(struct store *s)
{
    if (s == NULL) {
        return;
    }
    give_up(s);
    mapping_close(s->map);
    if (s->fd >= 0) {
        close(s->fd);
    }
    if (s->folder_fd >= 0) {
        close(s->folder_fd);
    }
    index_release(&s->index);
    buf_release(&s->window);
    pthread_mutex_destroy(&s->mutex);
    arena_release(&s->arena);
    mem_free(s);
}
