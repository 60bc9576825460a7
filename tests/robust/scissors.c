/* Preloaded into a program: another program cuts a file short as soon as it is mapped.
 *
 * OCTAVO_CUT=NAME:SIZE  a file whose path ends with NAME is left SIZE bytes */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void cut(int fd)
{
    char link[64], path[4096], name[256];
    long size = 0;
    const char *wanted = getenv("OCTAVO_CUT");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    if (wanted == NULL || sscanf(wanted, "%255[^:]:%ld", name, &size) != 2) {
        return;
    }
    size_t behind = strlen(path) - strlen(name);
    if (strlen(path) >= strlen(name) && strcmp(path + behind, name) == 0 &&
        truncate(path, size) != 0) {
        abort();
    }
}

void *mmap64(void *at, size_t size, int protection, int flags, int fd, off64_t offset)
{
    union {
        void *object;
        void *(*call)(void *, size_t, int, int, int, off64_t);
    } next = {dlsym(RTLD_NEXT, "mmap64")};
    void *mapped = next.call(at, size, protection, flags, fd, offset);
    if (fd >= 0 && mapped != MAP_FAILED) {
        cut(fd);
    }
    return mapped;
}

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    return mmap64(at, size, protection, flags, fd, offset);
}
