#include "build/again.h"
#include "base/diag_record.h"
#include "base/fs.h"
#include "base/mapping.h"
#include "base/record.h"
#include "base/replacement.h"
#include "build/claims.h"
#include "build/depfile.h"
#include "build/fault.h"
#include "build/unchanged.h"
#include "store/checksum.h"
#include "store/use.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct diag_known no_files = {NULL, 0};

bool again_was_cut(const struct again *g)
{
    return mapping_cuts() != g->cuts;
}

void again_begin(struct again *g, struct arena *a, const struct build_request *request,
                 struct store *store, const struct diag *d)
{
    struct buf all = {0};
    str here;
    *g = (struct again){.arena = a, .request = request, .cuts = mapping_cuts()};
    if (store == NULL || request->lock || request->take != NULL || fault_is_wanted() ||
        str_eq(request->output, STR("-")) || !fs_real(a, STR("."), &here)) {
        return;
    }
    record_str(&all, here);
    record_str(&all, request->argument);
    record_str(&all, request->output);
    record_str(&all, request->folder);
    record_str(&all, request->depfile);
    record_bool(&all, request->frozen);
    record_signed(&all, request->epoch);
    record_bool(&all, d->judging);
    diag_record_levels(d, &all);
    g->key = digest_of(buf_str(&all));
    g->store = store;
    buf_release(&all);
}

/* The book that was written, if it stands there under its own name and not behind a link, in a
 * folder where it could be written once more. A descriptor, or -1. */
static int open_book(str path)
{
    struct arena a = {0};
    str folder = path_folder(path);
    str target = str_copy(&a, path), room = str_copy(&a, folder.len > 0 ? folder : STR("."));
    int fd = -1;
    if (str_starts(path, STR("/")) && folder.len == 0) {
        room = STR("/");
    }
    if (access(room.ptr, W_OK) == 0) {
        fd = open(target.ptr, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    }
    arena_release(&a);
    return fd;
}

/* What the build told: the book, and the messages. */
static void record_told(struct buf *out, const struct build_told *told, const struct diag *d)
{
    record_str(out, told->output);
    file_sum_record(out, told->written);
    record_number(out, told->documents);
    diag_record_levels(d, out);
    diag_record(d, &no_files, out);
}

static bool weighs_enough(const struct inputs *in)
{
    size_t weight = 0;
    for (size_t i = 0; i < in->count; i++) {
        weight += (size_t)in->items[i].facts.size;
    }
    return store_is_worthwhile(weight);
}

static void keep(const struct again *g, const struct root *root, const struct inputs *in, str told)
{
    struct buf all = {0};
    if (unchanged_record(g->arena, root, in, &all)) {
        buf_add(&all, told);
        store_replace(g->store, STORE_BUILD, &g->key, buf_str(&all));
    }
    buf_release(&all);
}

void again_keep(const struct again *g, const struct root *root, const struct inputs *in,
                const struct build_told *told, const struct diag *d)
{
    struct buf bytes = {0};
    if (g->store == NULL || diag_failed(d) || !weighs_enough(in)) {
        return;
    }
    record_told(&bytes, told, d);
    if (g->told.len > 0) {
        store_verify("the build", g->request->argument, g->told, buf_str(&bytes));
    }
    keep(g, root, in, buf_str(&bytes));
    buf_release(&bytes);
}

struct build_told again_told(const struct again *g, struct record *r)
{
    *r = record_open(g->rest);
    struct build_told told = {.output = record_take_str(r)};
    told.written = file_sum_take(r);
    told.documents = (size_t)record_take_number(r, SIZE_MAX);
    return told;
}

/* Is the book what was written, and nothing beside it that a build would clear away? It gets the
 * time of now. */
static bool is_there(const struct build_told *told)
{
    struct file_sum now;
    int fd = replacement_is_left(told->output) ? -1 : open_book(told->output);
    bool fine = fd >= 0 && file_sum_read(fd, &now) && file_sum_same(now, told->written) &&
                futimens(fd, NULL) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return fine;
}

bool again_say(const struct again *g, struct diag *d)
{
    struct record r;
    again_told(g, &r);
    return diag_restore_levels(d, &r) && diag_say_again(d, &no_files, &r) && record_done(&r);
}

/* Nothing is said yet. */
static bool can_be_said(const struct again *g, const struct diag *d)
{
    struct diag try;
    diag_init_as(&try, d);
    bool fine = again_say(g, &try);
    diag_release(&try);
    return fine;
}

/* As a build writes: if no other book has the file, and the depfile first. False: there is
 * something to be done. */
static bool deliver(const struct again *g, const struct inputs *in, const struct build_told *told,
                    struct build_result *result, struct diag *d)
{
    const struct build_request *request = g->request;
    if (request->claims != NULL && !claims_take(request->claims, told->output, request->number)) {
        build_report_twice(told->output, d);
        return true;
    }
    bool there = is_there(told);
    if (there && (request->depfile.len == 0 ||
                  depfile_write(g->arena, request->depfile, told->output, in, d))) {
        result->output = told->output;
    }
    return there;
}

void again_look(struct again *g)
{
    str bytes;
    if (store_get(g->store, STORE_BUILD, &g->key, g->arena, &bytes)) {
        struct record r = record_open(bytes);
        g->found = unchanged_holds(g->arena, &r, &g->root, &g->inputs, &g->edits, &g->renewed);
        g->rest = r.rest;
    }
}

bool again_tell(struct again *g, struct build_result *result, struct diag *d)
{
    struct record r;
    if (!g->found || g->edits.count > 0) {
        return false;
    }
    if (store_is_verified()) {
        g->told = g->rest;
        return false;
    }
    const struct build_told told = again_told(g, &r);
    if (!can_be_said(g, d) || !deliver(g, &g->inputs, &told, result, d)) {
        return false;
    }
    result->documents = told.documents;
    again_say(g, d);
    if (g->renewed) {
        keep(g, &g->root, &g->inputs, g->rest);
    }
    return true;
}
