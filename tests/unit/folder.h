/* A folder for one test: files from a table, removed afterwards with all that is in it. */
#ifndef FOLDER_H
#define FOLDER_H

#include "test.h"

#include "base/arena.h"
#include "base/fs.h"

#include <stdlib.h>
#include <unistd.h>

struct given {
    const char *path, *text;
};

static inline str folder_new(struct arena *a)
{
    char name[] = "/tmp/octavo-test-XXXXXX";
    CHECK(mkdtemp(name) != NULL);
    return str_copy(a, str_from(name));
}

/* Writes a file, and makes the folders that it stands in. */
static inline void folder_write(struct arena *a, str top, str path, str text)
{
    for (size_t at = str_find(path, '/', 0); at < path.len; at = str_find(path, '/', at + 1)) {
        CHECK(fs_make_folder(path_join(a, top, str_sub(path, 0, at))));
    }
    CHECK(fs_write_new(path_join(a, top, path), text));
}

static inline void folder_fill(struct arena *a, str top, const struct given *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        folder_write(a, top, str_from(files[i].path), str_from(files[i].text));
    }
}

static inline void folder_remove(struct arena *a, str top)
{
    str *names = NULL;
    size_t count = 0;
    fs_list(a, top, &names, &count);
    for (size_t i = 0; i < count; i++) {
        str path = path_join(a, top, names[i]);
        if (unlink(path.ptr) != 0) {
            folder_remove(a, path);
        }
    }
    CHECK(rmdir(top.ptr) == 0);
}

#endif
