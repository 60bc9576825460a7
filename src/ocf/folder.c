/* Folder by folder, each sorted, so that the order does not depend on the file system. */
#include "ocf/folder.h"

#include "base/fs.h"
#include "messages.h"
#include "ocf/names.h"
#include "ocf/read.h"

#include <errno.h>
#include <string.h>

struct folder_reading {
    struct arena *arena;
    str root;
    struct place at; /* the folder */
    struct publication *out;
    struct diag *diag;
    struct map seen;
    size_t total; /* bytes read so far */
};

static bool failed(struct folder_reading *r, str path)
{
    diag_report(r->diag,
                &(struct report){.kind = MSG_READ, .args = {path, str_from(strerror(errno))}});
    return false;
}

static void report(struct folder_reading *r, enum message kind, str path, const char *what)
{
    diag_report(r->diag,
                &(struct report){.kind = kind, .at = r->at, .args = {path, str_from(what)}});
}

static bool read_file(struct folder_reading *r, str path, str full)
{
    if (!names_admit(&r->seen, r->arena, path, r->at, r->diag)) {
        return true;
    }
    struct entry *e = publication_add(r->arena, r->out, path, STR_NONE, STR_NONE);
    if (e == NULL) {
        return true;
    }
    e->unread = true;
    size_t left = OCF_MAX_TOTAL - r->total;
    if (fs_read(r->arena, full, left < OCF_MAX_ENTRY ? left : OCF_MAX_ENTRY, &e->bytes)) {
        e->unread = false;
        r->total += e->bytes.len;
        return true;
    }
    if (errno != EFBIG) {
        return failed(r, full);
    }
    report(r, MSG_OCF_LIMIT, path, "512 MiB, or 2 GiB with what is before it");
    return true;
}

static bool read_folder(struct folder_reading *r, str below, unsigned depth);

static bool read_name(struct folder_reading *r, str path, unsigned depth)
{
    str full = path_join(r->arena, r->root, path);
    switch (fs_kind_itself(full)) {
    case FS_FOLDER:
        if (depth < OCF_MAX_FOLDERS) {
            return read_folder(r, path, depth + 1);
        }
        report(r, MSG_OCF_LIMIT, STR("the depth of folders"), "100");
        return true;
    case FS_FILE:
        return read_file(r, path, full);
    default:
        report(r, MSG_OCF_ENTRY, path, "it is a symbolic link, or no file");
        return true;
    }
}

static bool read_folder(struct folder_reading *r, str below, unsigned depth)
{
    str *names, full = path_join(r->arena, r->root, below);
    size_t count;
    if (!fs_list(r->arena, full, &names, &count)) {
        return failed(r, full);
    }
    for (size_t i = 0; i < count; i++) {
        if (r->out->count >= OCF_MAX_ENTRIES) {
            report(r, MSG_OCF_LIMIT, STR("the number of entries"), "65,535");
            return true;
        }
        if (!read_name(r, path_join(r->arena, below, names[i]), depth)) {
            return false;
        }
    }
    return true;
}

bool ocf_read_folder(struct arena *a, str folder, const struct diag_file *file,
                     struct publication *out, struct diag *d)
{
    struct folder_reading r = {
        .arena = a, .root = folder, .at = {.file = file}, .out = out, .diag = d};
    if (!read_folder(&r, STR_NONE, 0)) {
        return false;
    }
    if (publication_find(out, STR("mimetype")) == NULL) {
        report(&r, MSG_OCF_MIMETYPE, STR_NONE, "");
    }
    return true;
}
