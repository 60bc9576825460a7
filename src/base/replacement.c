/* A file is whole or absent. The one place that handles signals: a handler and the last act are
 * given no argument, so what they are to remove stands in a static list. */
#include "base/replacement.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX    ".octavo-tmp"
#define MAX_NAME  ((size_t)NAME_MAX) /* of a file in its folder */
#define MAX_LINKS 40                 /* symbolic links in a row, as the kernel counts them */

/* SIGXFSZ tells of a limit on the size of files, as the error of the write does: it is ignored. */
static const int fatal_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGXFSZ};
#define FATAL_SIGNALS (sizeof fatal_signals / sizeof *fatal_signals)

/* As many files may be under way; more wait. Each of 64 threads may have two: a book, and its
 * ledger. */
#define MOST_UNDER_WAY 128

/* The replacements under way. Entries are atomic for the handler, which can take no lock. */
static struct {
    _Atomic(const char *) path; /* NULL: none */
    atomic_int fd;
    atomic_bool opening; /* the file may be there, and fd not be set */
} under_way[MOST_UNDER_WAY];

/* The process is about to end: no file is begun any more. */
static atomic_bool dying;

/* Guarded by the mutex: which entries are taken, and what the signals did before the first was. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t freed;
    bool taken[MOST_UNDER_WAY];
    size_t count;  /* of those */
    size_t guests; /* those that want the handlers: replacements, and who is to make many */
    struct sigaction before[FATAL_SIGNALS];
} guard = {.mutex = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER};

/* Does path still name the file that fd has open? Safe in a signal handler. */
static bool names_open_file(const char *path, int fd)
{
    struct stat named, opened;
    return lstat(path, &named) == 0 && fstat(fd, &opened) == 0 && named.st_dev == opened.st_dev &&
           named.st_ino == opened.st_ino;
}

/* Removes a temporary file, unless the name has gone to another writer. Safe in a handler. */
static void remove_temporary(size_t slot)
{
    const char *path = under_way[slot].path;
    if (path != NULL && names_open_file(path, under_way[slot].fd)) {
        unlink(path);
    }
}

/* Other threads go on until the process ends: what they are opening is waited for, and they begin
 * nothing else. */
static void remove_all(void)
{
    dying = true;
    for (size_t i = 0; i < MOST_UNDER_WAY; i++) {
        for (int patience = 1000; under_way[i].opening && patience > 0; patience--) {
            poll(NULL, 0, 1);
        }
        remove_temporary(i);
    }
}

/* Does not return once the process is about to end. */
static void begin_opening(size_t slot)
{
    under_way[slot].opening = true;
    while (dying) {
        under_way[slot].opening = false;
        poll(NULL, 0, 1000);
    }
}

/* Removes the files, then lets the signal do what it would have done without us. */
static void on_fatal_signal(int signal_number)
{
    int saved = errno;
    remove_all();
    for (size_t i = 0; i < FATAL_SIGNALS; i++) {
        if (fatal_signals[i] == signal_number) {
            dying = guard.before[i].sa_handler == SIG_DFL;
            sigaction(signal_number, &guard.before[i], NULL);
        }
    }
    raise(signal_number); /* delivered when this handler returns */
    errno = saved;
}

static void set_handlers(void)
{
    memory_set_last_act(remove_all);
    for (size_t i = 0; i < FATAL_SIGNALS; i++) {
        sigaction(fatal_signals[i], NULL, &guard.before[i]);
        if (guard.before[i].sa_handler != SIG_IGN) { /* nohup stays nohup */
            struct sigaction act = {.sa_handler = on_fatal_signal};
            if (fatal_signals[i] == SIGXFSZ) {
                act.sa_handler = SIG_IGN;
            }
            sigemptyset(&act.sa_mask);
            sigaction(fatal_signals[i], &act, NULL);
        }
    }
}

/* The mutex is held. */
static size_t take_slot(void)
{
    while (guard.count == MOST_UNDER_WAY) {
        pthread_cond_wait(&guard.freed, &guard.mutex);
    }
    size_t slot = 0;
    while (guard.taken[slot]) {
        slot++;
    }
    guard.taken[slot] = true;
    guard.count++;
    return slot;
}

/* The mutex is held, here and below. */
static void add_guest(void)
{
    if (guard.guests++ == 0) {
        set_handlers();
    }
}

static void remove_guest(void)
{
    if (--guard.guests == 0) {
        for (size_t i = 0; i < FATAL_SIGNALS; i++) {
            sigaction(fatal_signals[i], &guard.before[i], NULL);
        }
        memory_set_last_act(NULL);
    }
}

/* Begins before the file is made: the handler finds none that is ours as long as there is none. */
static void guard_begin(struct replacement *r)
{
    pthread_mutex_lock(&guard.mutex);
    r->slot = take_slot();
    under_way[r->slot].fd = -1;
    under_way[r->slot].path = r->temporary;
    add_guest();
    pthread_mutex_unlock(&guard.mutex);
}

static void guard_end(const struct replacement *r)
{
    pthread_mutex_lock(&guard.mutex);
    remove_guest();
    under_way[r->slot].path = NULL;
    under_way[r->slot].fd = -1;
    guard.taken[r->slot] = false;
    guard.count--;
    pthread_cond_signal(&guard.freed);
    pthread_mutex_unlock(&guard.mutex);
}

/* What a symbolic link at path leads to, one step; path itself is replaced. */
static bool follow_link(char path[PATH_MAX])
{
    char to[PATH_MAX];
    ssize_t n = readlink(path, to, sizeof to);
    if (n < 0) {
        return false;
    }
    size_t at = to[0] == '/' ? 0 : (size_t)(path_name(str_from(path)).ptr - path);
    if (n == 0 || at + (size_t)n >= PATH_MAX) {
        errno = n == 0 ? ENOENT : ENAMETOOLONG;
        return false;
    }
    memcpy(path + at, to, (size_t)n);
    path[at + (size_t)n] = '\0';
    return true;
}

/* The file to be replaced: behind symbolic links, which so stay links, even dangling ones. */
static bool resolve(str target, char path[PATH_MAX])
{
    if (target.len == 0 || str_has(target, '\0')) {
        errno = target.len == 0 ? ENOENT : EINVAL;
        return false;
    }
    if (target.len >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(path, target.ptr, target.len);
    path[target.len] = '\0';
    for (unsigned links = 0; links < MAX_LINKS; links++) {
        struct stat st;
        if (lstat(path, &st) != 0) {
            if (errno == ENOENT && str_ends(str_from(path), STR("/"))) {
                errno = EISDIR;
            }
            return errno == ENOENT;
        }
        if (!S_ISLNK(st.st_mode)) {
            errno = S_ISDIR(st.st_mode) ? EISDIR : ENOTSUP;
            return S_ISREG(st.st_mode);
        }
        if (!follow_link(path)) {
            return false;
        }
    }
    errno = ELOOP;
    return false;
}

/* ".NAME.octavo-tmp" beside target, owned by the caller. A NAME too long for that loses its end:
 * two such targets then merely wait for each other. */
static char *temporary_name(const char *target)
{
    str name = path_name(str_from(target));
    size_t folder = (size_t)(name.ptr - target);
    size_t kept = MAX_NAME - strlen(SUFFIX) - 1;
    if (name.len < kept) {
        kept = name.len;
    }
    char *made = mem_alloc(folder + 1 + kept + sizeof SUFFIX);
    memcpy(made, target, folder);
    made[folder] = '.';
    memcpy(made + folder + 1, name.ptr, kept);
    memcpy(made + folder + 1 + kept, SUFFIX, sizeof SUFFIX);
    return made;
}

static bool lock(int fd)
{
    int result;
    do {
        result = flock(fd, LOCK_EX);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

/* close that keeps the errno of what went wrong before. */
static void close_quietly(int fd)
{
    int saved = errno;
    close(fd);
    errno = saved;
}

/* Waits until the writer of the file at path is done, and removes what it left if it died.
 * False: errno says why the name cannot be had. */
static bool outlive_other(const char *path)
{
    /* Without O_NONBLOCK a FIFO of that name would be waited for. */
    int fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return errno == ENOENT;
    }
    bool ok = lock(fd) && (!names_open_file(path, fd) || unlink(path) == 0);
    close_quietly(fd);
    return ok;
}

/* Makes a new file and tells the guard of it, as one act: no signal comes in between. */
static int open_guarded(const char *path, size_t slot)
{
    sigset_t fatal, before;
    sigemptyset(&fatal);
    for (size_t i = 0; i < FATAL_SIGNALS; i++) {
        sigaddset(&fatal, fatal_signals[i]);
    }
    pthread_sigmask(SIG_BLOCK, &fatal, &before);
    begin_opening(slot);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    int fault = errno;
    under_way[slot].fd = fd;
    under_way[slot].opening = false;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = fault;
    return fd;
}

/* A new file at path, locked. Whoever locks it has still to look whether it has its name: between
 * making and locking it another writer may have taken it for one that was left behind. */
static int open_locked(const char *path, size_t slot)
{
    for (;;) {
        int fd = open_guarded(path, slot);
        if (fd >= 0) {
            if (!lock(fd)) { /* a file system without locks */
                int fault = errno;
                unlink(path);
                close(fd);
                errno = fault;
                return -1;
            }
            if (names_open_file(path, fd)) {
                return fd;
            }
            under_way[slot].fd = -1;
            close(fd);
        } else if (errno != EEXIST || !outlive_other(path)) {
            return -1;
        }
    }
}

/* Frees, and undoes the guard. Keeps errno. */
static void release(struct replacement *r)
{
    int saved = errno;
    guard_end(r);
    close(r->fd); /* and so unlocks */
    mem_free(r->target);
    mem_free(r->temporary);
    *r = (struct replacement){.fd = -1};
    errno = saved;
}

bool replacement_begin(struct replacement *r, str target)
{
    char path[PATH_MAX];
    *r = (struct replacement){.fd = -1};
    if (!resolve(target, path)) {
        return false;
    }
    r->target = mem_strdup(path);
    r->temporary = temporary_name(path);
    guard_begin(r);
    r->fd = open_locked(r->temporary, r->slot);
    if (r->fd < 0) {
        int fault = errno;
        guard_end(r);
        mem_free(r->target);
        mem_free(r->temporary);
        *r = (struct replacement){.fd = -1};
        errno = fault;
        return false;
    }
    return true;
}

bool replacement_is_left(str target)
{
    char path[PATH_MAX];
    struct stat st;
    if (!resolve(target, path)) {
        return false;
    }
    char *temporary = temporary_name(path);
    bool left = lstat(temporary, &st) == 0;
    mem_free(temporary);
    return left;
}

/* The permissions of the file to be replaced. A new one keeps those it was made with, which the
 * umask has had its part in. */
static bool take_mode(const struct replacement *r)
{
    struct stat st;
    if (stat(r->target, &st) != 0) {
        return errno == ENOENT;
    }
    return fchmod(r->fd, st.st_mode & 0777) == 0;
}

/* Makes new names last. They stand already, and a crash now leaves the whole old file or the whole
 * new one; so a file system that cannot sync a folder is no failure. */
static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

/* The folders that are to be synced when many files are done. */
static struct {
    pthread_mutex_t mutex;
    bool waiting;
    struct arena arena;
    struct map seen;
    str *folders;
    size_t count;
} many = {.mutex = PTHREAD_MUTEX_INITIALIZER};

void replacement_begin_many(void)
{
    many.waiting = true;
    pthread_mutex_lock(&guard.mutex);
    add_guest();
    pthread_mutex_unlock(&guard.mutex);
}

void replacement_end_many(void)
{
    for (size_t i = 0; i < many.count; i++) {
        sync_folder(many.folders[i].ptr);
    }
    pthread_mutex_lock(&guard.mutex);
    remove_guest();
    pthread_mutex_unlock(&guard.mutex);
    arena_release(&many.arena);
    many.waiting = false;
    many.seen = (struct map){0};
    many.folders = NULL;
    many.count = 0;
}

static void sync_later(str folder)
{
    pthread_mutex_lock(&many.mutex);
    if (map_get(&many.seen, folder) == MAP_NONE) {
        str copy = str_copy(&many.arena, folder);
        map_put(&many.arena, &many.seen, copy, many.count);
        *ARENA_PUSH(&many.arena, str, &many.folders, &many.count) = copy;
    }
    pthread_mutex_unlock(&many.mutex);
}

/* The folder of a path, for the system. */
static void folder_of(const char *path, char folder[PATH_MAX])
{
    str name = path_folder(str_from(path));
    name = name.len > 0 ? name : STR(".");
    memcpy(folder, name.ptr, name.len);
    folder[name.len] = '\0';
}

/* When the file has its name nothing may fail any more, not for want of memory either. */
static bool commit(struct replacement *r, bool synced)
{
    char folder[PATH_MAX];
    folder_of(r->target, folder);
    if (synced && many.waiting) {
        sync_later(str_from(folder));
    }
    if (!take_mode(r) || (synced && fsync(r->fd) != 0) || rename(r->temporary, r->target) != 0) {
        replacement_abandon(r);
        return false;
    }
    if (synced && !many.waiting) {
        sync_folder(folder);
    }
    release(r);
    return true;
}

bool replacement_write(struct replacement *r, str bytes)
{
    if (fs_write_fd(r->fd, bytes)) {
        return true;
    }
    int fault = errno;
    replacement_abandon(r);
    errno = fault;
    return false;
}

bool replacement_commit(struct replacement *r)
{
    return commit(r, true);
}

bool replacement_commit_lightly(struct replacement *r)
{
    return commit(r, false);
}

void replacement_abandon(struct replacement *r)
{
    int saved = errno;
    remove_temporary(r->slot);
    errno = saved;
    release(r);
}
