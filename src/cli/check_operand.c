#include "cli/check_operand.h"

#include "base/fs.h"
#include "base/mapping.h"
#include "check/check.h"
#include "messages.h"
#include "ocf/folder.h"
#include "ocf/read.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* So many bytes of a container can be read. */
#define LARGEST ((size_t)4 << 30)

/* EPUB 3.3, 4.2.4: ".epub", in lower case; anything else but that is the user's business. */
static void check_name(str path, const struct diag_file *file, struct diag *d)
{
    str extension = path_extension(path);
    if (str_eq_nocase(extension, STR("epub")) && !str_eq(extension, STR("epub"))) {
        diag_report(d, &(struct report){
                           .kind = MSG_OCF_EXTENSION, .at = {.file = file}, .args = {extension}});
    }
}

static void report_unread(str path, str why, struct diag *d)
{
    diag_report(d, &(struct report){.kind = MSG_READ, .args = {path, why}});
}

/* A file that is no container: it is alone in a publication that has the name of its folder, since
 * what it refers to is beside it, wherever that is. The root of the system has no such name. */
static void check_document(struct arena *a, str path, str bytes, unsigned flags, struct diag *d)
{
    struct publication alone = {.name = path_folder(path)};
    publication_add(a, &alone, alone.name.len > 0 ? path_name(path) : path, STR_NONE, bytes);
    check_single(a, &alone, single_of(path), flags, d);
}

static void check_container(struct arena *a, str name, str bytes, unsigned flags, unsigned threads,
                            struct diag *d)
{
    struct publication p = {.name = name};
    const struct diag_file *file = diag_file(d, name, 0);
    check_name(name, file, d);
    if (ocf_read(a, bytes, file, &p, d)) {
        check_publication_on(threads, a, &p, flags, NULL, d);
    }
}

/* Standard input cannot be mapped. */
static void check_stream(struct arena *a, unsigned flags, unsigned threads, struct diag *d)
{
    str name = STR("<stdin>"), bytes;
    if (fs_read_fd(a, STDIN_FILENO, LARGEST, &bytes)) {
        check_container(a, name, bytes, flags, threads, d);
    } else {
        report_unread(name, str_from(strerror(errno)), d);
    }
}

static void check_file(struct arena *a, str path, unsigned flags, unsigned threads, struct diag *d)
{
    str bytes;
    unsigned cuts = mapping_cuts();
    if (!fs_map(path, LARGEST, &bytes)) {
        report_unread(path, str_from(strerror(errno)), d);
        return;
    }
    if (single_of(path) != SINGLE_NONE) {
        check_document(a, path, bytes, flags, d);
    } else {
        check_container(a, path, bytes, flags, threads, d);
    }
    mapping_close(bytes);
    if (mapping_cuts() != cuts) {
        report_unread(path, STR("it " MAPPING_CUT), d);
    }
}

static void check_folder(struct arena *a, str path, unsigned flags, unsigned threads,
                         struct diag *d)
{
    while (path.len > 1 && str_ends(path, STR("/"))) {
        path = str_sub(path, 0, path.len - 1);
    }
    struct publication p = {.name = path};
    if (ocf_read_folder(a, path, diag_file(d, path, 0), &p, d)) {
        check_publication_on(threads, a, &p, flags, NULL, d);
    }
}

void check_operand(struct arena *a, str operand, unsigned flags, unsigned threads, struct diag *d)
{
    if (str_eq(operand, STR("-"))) {
        check_stream(a, flags, threads, d);
    } else if (fs_kind_of(operand) == FS_FOLDER) {
        check_folder(a, operand, flags, threads, d);
    } else {
        check_file(a, operand, flags, threads, d);
    }
}
