#include "model/files.h"
#include "base/fs.h"
#include "base/nearest.h"
#include "base/urls.h"
#include "messages.h"

#include <errno.h>
#include <string.h>

/* Comparisons with wrong words in one build, and what listing a folder counts for. */
#define MOST_SEARCHES  100000
#define COST_OF_FOLDER 1000

struct naming named_by_manifest(struct placed path)
{
    return (struct naming){path.text, path.text, path.at, MSG_FILE_MISSING};
}

bool file_target(const struct book *b, str folder, str written, str *path)
{
    if (b->text_folder.len > 0 && str_starts(written, STR("/"))) {
        folder = b->text_folder;
        written = str_sub(written, 1, written.len);
    }
    return url_path(b->arena, folder, written, path);
}

str file_published(const struct book *b, str path)
{
    size_t len = b->text_folder.len;
    bool below =
        len > 0 && path.len > len + 1 && str_starts(path, b->text_folder) && path.ptr[len] == '/';
    return below ? str_sub(path, len + 1, path.len) : path;
}

bool search_allowed(struct book *b, size_t candidates)
{
    if (candidates > MOST_SEARCHES - b->searches) {
        return false;
    }
    b->searches += candidates;
    return true;
}

/* The file in the same folder whose name is nearest, written as the author wrote the wrong one;
 * empty if there is none. */
static str file_nearest(struct book *b, str rel, str written)
{
    struct nearest n = {.wanted = path_name(rel)};
    if (!search_allowed(b, COST_OF_FOLDER)) {
        return STR_NONE;
    }
    source_offer_siblings(b->arena, &b->root, rel, &n);
    if (n.best.len == 0) {
        return STR_NONE;
    }
    str folder = str_sub(written, 0, written.len - path_name(written).len);
    str nearest = str_concat(b->arena, (str[]){folder, n.best}, 2);
    return str_eq(nearest, written) ? STR_NONE : nearest; /* a folder has that name */
}

void file_report(struct book *b, const struct naming *n, enum source_fault fault, size_t max,
                 struct diag *d)
{
    struct report r = {.at = n->at, .args = {n->written}};
    switch (fault) {
    case SOURCE_FINE:
        return;
    case SOURCE_OUTSIDE:
        r.kind = MSG_PATH_OUTSIDE;
        break;
    case SOURCE_ABSENT:
        r.kind = n->missing;
        r.nearest = file_nearest(b, n->rel, n->written);
        break;
    case SOURCE_UNREADABLE:
        r.kind = MSG_READ;
        r.args[1] = str_copy(b->arena, str_from(strerror(errno)));
        break;
    case SOURCE_TOO_LARGE:
        r.kind = MSG_TOO_LARGE;
        r.args[0] = str_printf(b->arena, "\"%.*s\"", STR_ARG(n->written));
        r.args[1] = str_printf(b->arena, "%zu MiB", max >> 20);
        break;
    }
    diag_report(d, &r);
}

bool file_read(struct book *b, const struct naming *n, size_t max, str *bytes, struct diag *d)
{
    enum source_fault fault = source_read(b->arena, &b->root, n->rel, max, bytes);
    file_report(b, n, fault, max, d);
    return fault == SOURCE_FINE;
}

bool file_map(struct book *b, const struct naming *n, str normal, str *bytes, struct diag *d)
{
    if (fs_map(path_join(b->arena, b->root.real, normal), FS_MAX_FILE, bytes)) {
        inputs_note_bytes(&b->inputs, source_shown(b->arena, &b->root, normal), *bytes);
        return true;
    }
    b->inputs.unsure = true;
    file_report(b, n, errno == EFBIG ? SOURCE_TOO_LARGE : SOURCE_UNREADABLE, FS_MAX_FILE, d);
    return false;
}

struct diag_file *file_shown(struct book *b, str rel, size_t order, struct diag *d)
{
    return diag_file(d, source_shown(b->arena, &b->root, rel), (uint32_t)order);
}
