/* Unpacking: first all headers, so that no byte is expanded of a container whose entries share
 * bytes or promise too much; then entry by entry. A broken entry spoils no other. */
#include "ocf/read.h"

#include "base/utf8.h"
#include "messages.h"
#include "ocf/deflate.h"
#include "ocf/directory.h"
#include "ocf/names.h"

#include <stdlib.h>

#define MIMETYPE STR("mimetype")

/* Unix file types in the upper half of the attributes. */
#define HOST_UNIX 3u
#define TYPE_MASK UINT32_C(0170000)
#define TYPE_LINK UINT32_C(0120000)

/* An entry on its way into the publication. */
struct found {
    struct member member;
    str packed;        /* its bytes in the container */
    const char *fault; /* why they cannot be had; NULL: they can */
};

struct reading {
    struct arena *arena;
    str bytes;
    struct place at; /* the container */
    struct diag *diag;
    struct found *found;
    size_t count;
    uint64_t total; /* bytes expanded so far */
    struct inflater inflater;
};

static void report(const struct reading *r, enum message kind, str first, const char *second)
{
    diag_report(r->diag,
                &(struct report){.kind = kind, .at = r->at, .args = {first, str_from(second)}});
}

/* APPNOTE 4.3.7: where the bytes are. A reader that goes from header to header has to see the same
 * entry as one that goes by the directory. */
static const char *locate(const struct reading *r, size_t limit, struct found *f)
{
    const struct member *m = &f->member;
    struct local_header local;
    if (!local_header_at(str_sub(r->bytes, 0, limit), m->header_at, &local)) {
        return "its header is not where the central directory says";
    }
    if (!str_eq(local.name, m->name) || local.method != m->method ||
        ((local.flags ^ m->flags) & ZIP_FLAG_ENCRYPTED) != 0) {
        return "its two headers disagree";
    }
    if (m->packed_size > limit - local.data_at) {
        return "it is cut off";
    }
    f->packed = str_sub(r->bytes, local.data_at, local.data_at + (size_t)m->packed_size);
    return NULL;
}

/* Reads the whole directory. False if there is none to go by. */
static bool collect(struct reading *r)
{
    struct directory d;
    const char *fault = directory_open(&d, r->bytes);
    if (fault == NULL && d.count > OCF_MAX_ENTRIES) {
        report(r, MSG_OCF_LIMIT, STR("the number of entries"), "65,535");
        return false;
    }
    r->count = fault == NULL ? (size_t)d.count : 0;
    r->found = ARENA_ARRAY(r->arena, struct found, r->count);
    for (size_t i = 0; fault == NULL && i < r->count; i++) {
        struct found *f = &r->found[i];
        fault = directory_next(&d, &f->member);
        if (fault == NULL) {
            f->fault = locate(r, d.start, f);
        }
    }
    if (fault != NULL) {
        report(r, MSG_OCF_BROKEN, str_from(fault), NULL);
    }
    return fault == NULL;
}

static int by_header(const void *a, const void *b)
{
    const struct found *x = *(struct found *const *)a, *y = *(struct found *const *)b;
    if (x->member.header_at != y->member.header_at) {
        return x->member.header_at < y->member.header_at ? -1 : 1;
    }
    return (x > y) - (x < y); /* as in the directory */
}

/* Entries that share bytes are how a small file becomes an endless one. */
static void find_overlaps(struct reading *r)
{
    struct found **sorted = ARENA_ARRAY(r->arena, struct found *, r->count);
    for (size_t i = 0; i < r->count; i++) {
        sorted[i] = &r->found[i];
    }
    if (r->count > 1) {
        qsort(sorted, r->count, sizeof *sorted, by_header);
    }
    uint64_t end = 0;
    for (size_t i = 0; i < r->count; i++) {
        struct found *f = sorted[i];
        if (f->fault != NULL) {
            continue;
        }
        if (f->member.header_at < end) {
            f->fault = "it shares bytes with another entry";
            continue;
        }
        end = (uint64_t)(f->packed.ptr - r->bytes.ptr) + f->packed.len;
    }
}

/* EPUB 3.3, 4.3.3: what identifies the container by its first bytes. */
static void check_mimetype_header(const struct reading *r)
{
    struct local_header first;
    if (!local_header_at(r->bytes, 0, &first) || !str_eq(first.name, MIMETYPE)) {
        report(r, MSG_OCF_MIMETYPE, STR_NONE, NULL);
        return;
    }
    if (first.extra > 0) {
        report(r, MSG_OCF_MIMETYPE_EXTRA, STR_NONE, NULL);
    }
    if (first.method != ZIP_STORED) {
        report(r, MSG_OCF_MIMETYPE_PACKED, STR_NONE, NULL);
    }
}

/* What the directory alone shows to be impossible, before memory is spent on it. */
static const char *implausible(const struct member *m)
{
    if (m->host == HOST_UNIX && (m->attributes >> 16 & TYPE_MASK) == TYPE_LINK) {
        return "it is a symbolic link";
    }
    if (m->method != ZIP_STORED && m->method != ZIP_DEFLATED) {
        return "it is compressed in another way than deflate";
    }
    if (m->method == ZIP_STORED && m->packed_size != m->size) {
        return "its two sizes differ, though it is stored";
    }
    if (m->size / OCF_MAX_RATIO > m->packed_size) {
        return "it claims to be larger than its compressed data can be";
    }
    return NULL;
}

/* The bytes of an entry. Returns NULL, or what is wrong; *out is then as it was. */
static const char *unpack(struct reading *r, const struct found *f, str *out)
{
    const struct member *m = &f->member;
    str bytes = f->packed;
    const char *fault = f->fault != NULL ? f->fault : implausible(m);
    if (fault == NULL && m->method == ZIP_DEFLATED) {
        fault = inflate_bytes(&r->inflater, r->arena, f->packed, (size_t)m->size, &bytes);
    }
    if (fault == NULL && crc_of(bytes) != m->crc) {
        fault = "its bytes do not fit its check value";
    }
    if (fault == NULL) {
        *out = bytes;
    }
    return fault;
}

/* Fills in the entry, or reports why that cannot be. */
static void read_entry(struct reading *r, const struct found *f, struct entry *e)
{
    const struct member *m = &f->member;
    e->unread = true;
    if ((m->flags & ZIP_FLAG_ENCRYPTED) != 0) {
        report(r, MSG_OCF_ENCRYPTED, e->path, NULL);
    } else if (m->size > OCF_MAX_ENTRY) {
        report(r, MSG_OCF_LIMIT, e->path, "512 MiB");
    } else if (m->size > OCF_MAX_TOTAL - r->total) {
        report(r, MSG_OCF_LIMIT, e->path, "2 GiB, with what is before it");
    } else {
        r->total += m->size; /* also if it turns out broken: the memory is spent */
        const char *fault = unpack(r, f, &e->bytes);
        e->unread = fault != NULL;
        if (fault != NULL) {
            report(r, MSG_OCF_ENTRY, e->path, fault);
        }
    }
}

/* EPUB 3.3, 4.3.2: whatever an entry is, it is stored or deflated. */
static void read_folder(struct reading *r, const struct found *f, str name)
{
    const char *fault = implausible(&f->member);
    if (fault != NULL && f->member.method != ZIP_STORED && f->member.method != ZIP_DEFLATED) {
        report(r, MSG_OCF_ENTRY, name, fault);
    }
}

/* So many folders above an entry are looked at: a name may hold thousands of slashes. */
#define MAX_ABOVE 32u

static str folder_of(str name)
{
    size_t at = name.len > 0 ? name.len - 1 : 0; /* a folder's own slash does not count */
    while (at > 0 && name.ptr[at - 1] != '/') {
        at--;
    }
    return str_sub(name, 0, at);
}

/* Folders need no entries of their own; an empty one is a remainder. */
static void find_empty_folders(const struct reading *r)
{
    struct map full = {0};
    for (size_t i = 0; i < r->count; i++) {
        str folder = folder_of(r->found[i].member.name);
        size_t before = SIZE_MAX;
        for (unsigned n = 0; n < MAX_ABOVE && folder.len > 0 && full.count != before; n++) {
            before = full.count;
            map_put(r->arena, &full, folder, 0);
            folder = folder_of(folder);
        }
    }
    for (size_t i = 0; i < r->count; i++) {
        str name = r->found[i].member.name;
        if (str_ends(name, STR("/")) && map_get(&full, name) == MAP_NONE) {
            report(r, MSG_OCF_EMPTY_FOLDER, name, NULL);
        }
    }
}

static bool is_utf8(str name)
{
    size_t at = 0;
    while (at < name.len) {
        if (utf8_next(name, &at) == UTF8_INVALID) {
            return false;
        }
    }
    return true;
}

/* APPNOTE, 4.3.16: in the last 64 KiB. Then it is a container behind something else. */
static bool has_end_record(str bytes)
{
    size_t from = bytes.len > 65557 ? bytes.len - 65557 : 0;
    return str_find_str(bytes, STR("PK\5\6"), from) < bytes.len;
}

/* EPUB 3.3, 4.2.6.2: what each container begins with: a header, "mimetype", and what that holds. */
#define SMALLEST (30 + 8 + 20)

bool ocf_read(struct arena *a, str bytes, const struct diag_file *file, struct publication *out,
              struct diag *d)
{
    struct reading r = {.arena = a, .bytes = bytes, .at = {.file = file}, .diag = d};
    if (!is_zip(bytes)) {
        report(&r, bytes.len < SMALLEST ? MSG_OCF_SHORT : MSG_OCF_NOT_ZIP, STR_NONE, NULL);
        if (!has_end_record(bytes)) {
            report(&r, MSG_OCF_BROKEN, STR("nothing of it was read"), NULL);
        }
        return false;
    }
    if (!collect(&r)) {
        return false;
    }
    check_mimetype_header(&r);
    find_overlaps(&r);
    find_empty_folders(&r);
    struct map seen = {0};
    bool named = true; /* else what names an entry may mean one that cannot be named */
    for (size_t i = 0; i < r.count; i++) {
        str name = str_copy(a, r.found[i].member.name);
        if (str_ends(name, STR("/"))) {
            read_folder(&r, &r.found[i], name);
            continue;
        }
        if (!names_admit(&seen, a, name, r.at, d)) {
            continue; /* nothing that could be asked for */
        }
        named = named && is_utf8(name);
        struct entry *e = publication_add(a, out, name, STR_NONE, STR_NONE);
        if (e != NULL) {
            read_entry(&r, &r.found[i], e);
        }
    }
    inflater_release(&r.inflater);
    return named;
}
