/* A file is whole or absent. The one place that handles signals: a handler and the last act are
 * given no argument, so what they are to remove stands in the one static variable of this file. */
#include "base/replacement.h"

#include "base/fs.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
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

/* The replacement under way. path NULL: none. */
static struct {
    const char *volatile path;
    volatile int fd;
    struct sigaction before[FATAL_SIGNALS];
} under_way = {.path = NULL, .fd = -1};

/* Does path still name the file that fd has open? Safe in a signal handler. */
static bool names_open_file(const char *path, int fd)
{
    struct stat named, opened;
    return lstat(path, &named) == 0 && fstat(fd, &opened) == 0 && named.st_dev == opened.st_dev &&
           named.st_ino == opened.st_ino;
}

/* Removes the temporary file, unless the name has gone to another writer. Safe in a handler. */
static void remove_temporary(void)
{
    if (under_way.path != NULL && names_open_file(under_way.path, under_way.fd)) {
        unlink(under_way.path);
    }
}

/* Removes the file, then lets the signal do what it would have done without us. */
static void on_fatal_signal(int signal_number)
{
    int saved = errno;
    remove_temporary();
    for (size_t i = 0; i < FATAL_SIGNALS; i++) {
        if (fatal_signals[i] == signal_number) {
            sigaction(signal_number, &under_way.before[i], NULL);
        }
    }
    raise(signal_number); /* delivered when this handler returns */
    errno = saved;
}

/* Begins before the file is made: the handler finds none that is ours as long as there is none. */
static void guard_begin(const struct replacement *r)
{
    under_way.fd = -1;
    under_way.path = r->temporary;
    memory_set_last_act(remove_temporary);
    for (size_t i = 0; i < FATAL_SIGNALS; i++) {
        sigaction(fatal_signals[i], NULL, &under_way.before[i]);
        if (under_way.before[i].sa_handler != SIG_IGN) { /* nohup stays nohup */
            struct sigaction act = {.sa_handler = on_fatal_signal};
            if (fatal_signals[i] == SIGXFSZ) {
                act.sa_handler = SIG_IGN;
            }
            sigemptyset(&act.sa_mask);
            sigaction(fatal_signals[i], &act, NULL);
        }
    }
}

static void guard_end(void)
{
    for (size_t i = 0; i < FATAL_SIGNALS; i++) {
        sigaction(fatal_signals[i], &under_way.before[i], NULL);
    }
    memory_set_last_act(NULL);
    under_way.path = NULL;
    under_way.fd = -1;
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
static int open_guarded(const char *path)
{
    sigset_t fatal, before;
    sigemptyset(&fatal);
    for (size_t i = 0; i < FATAL_SIGNALS; i++) {
        sigaddset(&fatal, fatal_signals[i]);
    }
    sigprocmask(SIG_BLOCK, &fatal, &before);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    int fault = errno;
    under_way.fd = fd;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = fault;
    return fd;
}

/* A new file at path, locked. Whoever locks it has still to look whether it has its name: between
 * making and locking it another writer may have taken it for one that was left behind. */
static int open_locked(const char *path)
{
    for (;;) {
        int fd = open_guarded(path);
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
            under_way.fd = -1;
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
    guard_end();
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
    r->fd = open_locked(r->temporary);
    if (r->fd < 0) {
        int fault = errno;
        guard_end();
        mem_free(r->target);
        mem_free(r->temporary);
        *r = (struct replacement){.fd = -1};
        errno = fault;
        return false;
    }
    return true;
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

/* Makes the new name last. It stands already, and a crash now leaves the whole old file or the
 * whole new one; so a file system that cannot sync a folder is no failure. */
static void sync_folder(const char *path)
{
    char folder[PATH_MAX] = ".";
    str name = path_folder(str_from(path));
    if (name.len > 0) {
        memcpy(folder, name.ptr, name.len);
        folder[name.len] = '\0';
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

bool replacement_commit(struct replacement *r)
{
    if (!take_mode(r) || fsync(r->fd) != 0 || rename(r->temporary, r->target) != 0) {
        replacement_abandon(r);
        return false;
    }
    sync_folder(r->target);
    release(r);
    return true;
}

void replacement_abandon(struct replacement *r)
{
    int saved = errno;
    remove_temporary();
    errno = saved;
    release(r);
}
