/* Packing. libzip writes the container; what it would do slowly or differently from one day to the
 * next is done for it: compressing, the file, times, attributes. */
#include "ocf/write.h"

#include "base/fs.h"
#include "base/memory.h"
#include "base/parts.h"
#include "base/replacement.h"
#include "messages.h"
#include "ocf/amend.h"
#include "ocf/packed.h"
#include "ocf/sink.h"
#include "vocab/media.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

/* A regular file of mode 0644, as Unix writes it into the upper half. */
#define ATTRIBUTES (UINT32_C(0100644) << 16)

/* Source format, part 7. */
#define MAX_ENTRIES 65000
#define MAX_SIZE    UINT64_C(0xFFFFFFFF)

struct packing {
    struct arena arena;
    const struct publication *publication;
    struct packed *entries;
    size_t count;
};

/* Returns an errno: what went wrong, by the sink, which knows best, or by libzip, which may fail
 * for want of memory without saying so. */
static int fault_of(const struct sink *s, zip_error_t *error)
{
    int code = zip_error_code_zip(error), system = zip_error_code_system(error);
    if (s->fault != 0) {
        return s->fault;
    }
    if (code == ZIP_ER_OK || code == ZIP_ER_MEMORY) {
        return ENOMEM;
    }
    return zip_error_system_type(error) == ZIP_ET_SYS && system != 0 ? system : EINVAL;
}

/* The archive owns the source once it is added. */
static bool add_entry(zip_t *archive, struct packed *p)
{
    zip_source_t *source = packed_source(p);
    if (source == NULL) {
        return false;
    }
    zip_int64_t index = zip_file_add(archive, p->path, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t i = (zip_uint64_t)index;
    zip_int32_t method = p->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    return zip_set_file_compression(archive, i, method, 0) == 0 &&
           zip_file_set_external_attributes(archive, i, 0, ZIP_OPSYS_UNIX, ATTRIBUTES) == 0;
}

/* The archive owns the source of the sink once it is open, and is gone when it is closed. */
static zip_t *open_archive(struct sink *s, int *fault)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_t *archive = NULL;
    zip_source_t *source = sink_source(s);
    if (source != NULL) {
        archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
        if (archive == NULL) {
            zip_source_free(source);
        }
    }
    *fault = archive == NULL ? fault_of(s, &error) : 0;
    zip_error_fini(&error);
    return archive;
}

/* libzip writes times as local ones (and looks at /etc/localtime for each entry). Nothing in this
 * program knows a local time, so it may as well be UTC for good. */
static void forget_time_zone(void)
{
    if (setenv("TZ", "UTC0", 1) != 0) {
        out_of_memory();
    }
}

void ocf_write_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, forget_time_zone);
}

/* Writes the container into the sink. Returns 0 or an errno. */
static int write_archive(struct packing *p, struct sink *s)
{
    int fault = 0;
    ocf_write_prepare();
    zip_t *archive = open_archive(s, &fault);
    if (archive == NULL) {
        return fault;
    }
    bool ok = true;
    for (size_t i = 0; ok && i < p->count; i++) {
        ok = add_entry(archive, &p->entries[i]);
    }
    if (ok && zip_close(archive) == 0) {
        return 0;
    }
    fault = fault_of(s, zip_get_error(archive));
    zip_discard(archive);
    return fault;
}

/* A reader that goes away is to be told of, like a full disk, not died of. */
static int write_all_to_stdout(str bytes)
{
    struct sigaction before, ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &before);
    int fault = fs_write_fd(STDOUT_FILENO, bytes) ? 0 : errno;
    sigaction(SIGPIPE, &before, NULL);
    return fault;
}

/* A pipe cannot be gone back in, so the container is made in memory first. */
static int write_stdout(struct packing *p)
{
    struct sink s;
    sink_init(&s, -1);
    int fault = write_archive(p, &s);
    if (fault == 0) {
        fault = write_all_to_stdout(buf_str(&s.window));
    }
    sink_release(&s);
    return fault;
}

static void report_fault(int fault, str shown, struct diag *d)
{
    static const struct {
        int fault;
        enum message kind;
    } rows[] = {
        {ENOMEM, MSG_MEMORY},        {ENOSPC, MSG_DISK_FULL},    {EDQUOT, MSG_DISK_FULL},
        {EACCES, MSG_NO_PERMISSION}, {EPERM, MSG_NO_PERMISSION}, {EROFS, MSG_NO_PERMISSION},
    };
    struct report r = {.kind = MSG_WRITE, .args = {shown, str_from(strerror(fault))}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].fault == fault) {
            r.kind = rows[i].kind;
        }
    }
    diag_report(d, &r);
}

static size_t entry_weight(void *context, size_t index)
{
    const struct packing *packing = context;
    const struct entry *e = &packing->publication->entries[index];
    return e->packed != NULL || media_is_compressed(e->media_type) ? 0 : e->bytes.len;
}

static void pack_entry(void *context, const struct part *part, size_t index)
{
    struct packing *packing = context;
    packing->entries[index] = pack(part->tool, part->arena, &packing->publication->entries[index]);
}

static void pack_all(struct packing *packing, const struct publication *p, unsigned threads)
{
    *packing = (struct packing){.publication = p, .count = p->count};
    packing->entries = ARENA_ARRAY(&packing->arena, struct packed, p->count);
    const struct parts parts = {.count = p->count,
                                .weight = entry_weight,
                                .run = pack_entry,
                                .context = packing,
                                .threads = threads,
                                .arena = &packing->arena,
                                .tool_new = deflater_new,
                                .tool_free = deflater_free};
    parts_run(&parts);
}

void ocf_pack(struct arena *a, struct publication *p, unsigned threads)
{
    struct packing packing;
    pack_all(&packing, p, threads);
    for (size_t i = 0; i < p->count; i++) {
        const struct packed *packed = &packing.entries[i];
        if (p->entries[i].packed == NULL) {
            struct packed_form *form = ARENA_NEW(a, struct packed_form);
            *form = (struct packed_form){packed->bytes, packed->deflated, packed->crc};
            p->entries[i].packed = form;
        }
    }
    arena_join(a, &packing.arena);
}

/* Is it within what every reader takes? The headers' share of the size is guessed from above. */
static bool is_within_limits(const struct packing *p)
{
    uint64_t size = 0;
    for (size_t i = 0; i < p->count; i++) {
        size += p->entries[i].bytes.len + 128 + 2 * strlen(p->entries[i].path);
    }
    return p->count <= MAX_ENTRIES && size <= MAX_SIZE;
}

static void report_limit(const struct packing *p, str shown, struct diag *d)
{
    str limit = p->count > MAX_ENTRIES ? STR("65,000 entries") : STR("4 GiB");
    diag_report(d, &(struct report){.kind = MSG_OCF_LIMIT, .args = {shown, limit}});
}

struct ocf_draft {
    struct packing packing;
    struct replacement file;
    struct sink sink;
    str target;
    bool begun; /* the file is */
    int fault;  /* an errno */
};

/* The disk begins while others are at work on the book; else there is nothing to be done before it
 * is waited for. */
static void write_beside(struct ocf_draft *draft, unsigned threads)
{
    draft->begun = replacement_begin(&draft->file, draft->target);
    if (!draft->begun) {
        draft->fault = errno;
        return;
    }
    sink_init(&draft->sink, draft->file.fd);
    draft->fault = write_archive(&draft->packing, &draft->sink);
    if (threads > 1) {
        sink_send(&draft->sink);
    }
}

struct ocf_draft *ocf_begin(const struct publication *p, str target, unsigned threads)
{
    struct ocf_draft *draft = mem_calloc(1, sizeof *draft);
    draft->target = target;
    pack_all(&draft->packing, p, threads);
    if (!str_eq(target, STR("-")) && is_within_limits(&draft->packing)) {
        write_beside(draft, threads);
    }
    return draft;
}

/* Entries are exchanged, or else all is written once more over what stands there. */
static void write_over(struct ocf_draft *draft, const struct packing *before)
{
    struct sink *s = &draft->sink;
    struct packing *now = &draft->packing;
    if (draft->fault == 0 && before->count == now->count &&
        amend(s, before->entries, now->entries, now->count)) {
        return;
    }
    sink_restart(s);
    draft->fault = write_archive(now, s);
    if (draft->fault == 0 && ftruncate(s->fd, (off_t)s->start) != 0) {
        draft->fault = errno;
    }
    sink_send(s);
}

void ocf_revise(struct ocf_draft *draft, const struct publication *p, unsigned threads)
{
    struct packing before = draft->packing;
    pack_all(&draft->packing, p, threads);
    if (is_within_limits(&draft->packing)) {
        if (draft->begun) {
            write_over(draft, &before);
        } else {
            draft->fault = 0;
            write_beside(draft, threads);
        }
    }
    arena_release(&before.arena);
}

static int commit(struct ocf_draft *draft, const struct ocf_last *last)
{
    struct file_sum written;
    if (str_eq(draft->target, STR("-"))) {
        return write_stdout(&draft->packing);
    }
    if (draft->fault != 0) {
        return draft->fault;
    }
    if (last != NULL && sink_sum(&draft->sink, &written)) {
        last->act(last->user, &written);
    }
    draft->begun = false;
    return replacement_commit(&draft->file) ? 0 : errno;
}

bool ocf_commit(struct ocf_draft *draft, str shown, const struct ocf_last *last, struct diag *d)
{
    int fault = 0;
    bool within = is_within_limits(&draft->packing);
    if (within) {
        fault = commit(draft, last);
    } else {
        report_limit(&draft->packing, shown, d);
    }
    if (fault != 0) {
        report_fault(fault, shown, d);
    }
    ocf_abandon(draft);
    return within && fault == 0;
}

void ocf_abandon(struct ocf_draft *draft)
{
    if (draft->begun) {
        replacement_abandon(&draft->file);
    }
    sink_release(&draft->sink);
    arena_release(&draft->packing.arena);
    mem_free(draft);
}

bool ocf_write(const struct publication *p, str target, unsigned threads, struct diag *d)
{
    return ocf_commit(ocf_begin(p, target, threads), target, NULL, d);
}
