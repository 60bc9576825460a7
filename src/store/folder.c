#include "store/folder.h"
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define UNUSED_MAX ((time_t)90 * 24 * 60 * 60)

/* XDG Base Directory Specification: a path that is not absolute is to be ignored. */
static str absolute(const char *variable)
{
    str path = str_from(getenv(variable));
    return str_starts(path, STR("/")) && path.len < PATH_MAX / 2 ? path : STR_NONE;
}

/* Where the caches of all programs are; empty if that is not known. */
static str caches(struct arena *a)
{
    str folder = absolute("XDG_CACHE_HOME"), home = absolute("HOME");
    return folder.len > 0 ? folder : home.len > 0 ? path_join(a, home, STR(".cache")) : STR_NONE;
}

bool store_is_ours(const struct stat *st)
{
    return st->st_uid == geteuid() && (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static int open_ours(str path)
{
    struct stat st;
    int fd = open(path.ptr, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &st) != 0 || !store_is_ours(&st))) {
        close(fd);
        errno = EACCES;
        return -1;
    }
    return fd;
}

int store_folder_open(struct arena *a, bool make, str *path)
{
    str around = caches(a);
    if (around.len == 0) {
        return -1;
    }
    *path = path_join(a, around, STR("octavo"));
    int fd = open_ours(*path);
    if (fd < 0 && errno == ENOENT && make) {
        mkdir(around.ptr, 0700);
        mkdir(path->ptr, 0700);
        fd = open_ours(*path);
    }
    return fd;
}

/* A file in the folder. */
struct found {
    const char *name;
    time_t used;
    off_t size;
};

/* 64 hexadecimal digits, or the temporary file that is to replace such a one. */
static bool is_store(str name)
{
    if (str_starts(name, STR(".")) && str_ends(name, STR(".octavo-tmp"))) {
        name = str_sub(name, 1, name.len - strlen(".octavo-tmp"));
    }
    return name.len == 64 && strspn(name.ptr, "0123456789abcdef") == 64;
}

static int by_use(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    return (x->used > y->used) - (x->used < y->used);
}

static struct found *find(struct arena *a, int folder, str path, size_t *count)
{
    str *names;
    size_t nnames;
    struct stat st;
    *count = 0;
    if (!fs_list(a, path, &names, &nnames)) {
        return NULL;
    }
    struct found *all = ARENA_ARRAY(a, struct found, nnames);
    for (size_t i = 0; i < nnames; i++) {
        if (is_store(names[i]) && fstatat(folder, names[i].ptr, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(st.st_mode)) {
            all[(*count)++] = (struct found){names[i].ptr, st.st_mtime, st.st_size};
        }
    }
    return all;
}

/* The file whose time says when the folder was last looked through. */
#define CLEANED "cleaned"

/* Is it time to look through the folder? That it is done is noted. */
static bool is_due(int folder)
{
    const time_t day = 24 * 60 * 60;
    struct stat st;
    if (fstatat(folder, CLEANED, &st, AT_SYMLINK_NOFOLLOW) == 0 && time(NULL) - st.st_mtime < day) {
        return false;
    }
    int fd =
        openat(folder, CLEANED, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (fd >= 0) {
        futimens(fd, NULL);
        close(fd);
    }
    return fd >= 0;
}

void store_folder_clean(int folder, str path)
{
    if (!is_due(folder)) {
        return;
    }
    struct arena a = {0};
    size_t count;
    off_t total = 0;
    time_t now = time(NULL);
    struct found *all = find(&a, folder, path, &count);
    for (size_t i = 0; i < count; i++) {
        total += all[i].size;
    }
    if (count > 1) {
        qsort(all, count, sizeof *all, by_use);
    }
    for (size_t i = 0; i < count; i++) {
        if (now - all[i].used <= UNUSED_MAX && total <= STORE_FOLDER_MAX) {
            break;
        }
        if (unlinkat(folder, all[i].name, 0) == 0) {
            total -= all[i].size;
        }
    }
    arena_release(&a);
}
