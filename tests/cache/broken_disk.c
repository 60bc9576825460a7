/* Preloaded into a program: the writes and the calls that cut or make files in a cache fail from
 * some point on.
 *
 * OCTAVO_BROKEN=N  the N-th such call and all that follow fail, for want of room */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long made;

/* Is it a file of the cache, and is it time? */
static int is_broken(int fd)
{
    char link[64], path[4096];
    const char *wanted = getenv("OCTAVO_BROKEN");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    if (wanted == NULL || strstr(path, "/octavo/") == NULL ||
        atomic_fetch_add(&made, 1) + 1 < strtol(wanted, NULL, 10)) {
        return 0;
    }
    errno = ENOSPC;
    return 1;
}

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    union {
        void *object;
        ssize_t (*call)(int, const void *, size_t, off64_t);
    } next = {real("pwrite64")};
    return is_broken(fd) ? -1 : next.call(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    return pwrite64(fd, bytes, count, offset);
}

int ftruncate64(int fd, off64_t size)
{
    union {
        void *object;
        int (*call)(int, off64_t);
    } next = {real("ftruncate64")};
    return is_broken(fd) ? -1 : next.call(fd, size);
}

int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}
