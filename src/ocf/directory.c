/* Reading the fixed-width records of ZIP. */
#include "ocf/directory.h"

#define LOCAL_SIGNATURE     UINT32_C(0x04034B50)
#define CENTRAL_SIGNATURE   UINT32_C(0x02014B50)
#define END_SIGNATURE       UINT32_C(0x06054B50)
#define END64_SIGNATURE     UINT32_C(0x06064B50)
#define LOCATOR64_SIGNATURE UINT32_C(0x07064B50)

/* Sizes of the records' fixed parts. */
#define LOCAL_SIZE     ((size_t)30)
#define CENTRAL_SIZE   ((size_t)46)
#define END_SIZE       ((size_t)22)
#define END64_SIZE     ((size_t)56)
#define LOCATOR64_SIZE ((size_t)20)

#define MAX_COMMENT ((size_t)0xFFFF)
#define EXTRA_ZIP64 1u

/* A number of width bytes, the least significant first. The caller knows that they are there. */
static uint64_t number(str s, size_t at, unsigned width)
{
    uint64_t n = 0;
    for (unsigned i = width; i-- > 0;) {
        n = n << 8 | (unsigned char)s.ptr[at + i];
    }
    return n;
}

static unsigned number16(str s, size_t at)
{
    return (unsigned)number(s, at, 2);
}

static uint32_t number32(str s, size_t at)
{
    return (uint32_t)number(s, at, 4);
}

/* Is a record of that signature and fixed size at at, with nothing of it beyond end? */
static bool has_record(str bytes, uint64_t at, size_t end, uint32_t signature, size_t size)
{
    return at <= end && size <= end - at && number32(bytes, (size_t)at) == signature;
}

bool is_zip(str bytes)
{
    return has_record(bytes, 0, bytes.len, LOCAL_SIGNATURE, 4);
}

/* APPNOTE 4.3.14, 4.3.15: the numbers that did not fit. True also if there is no ZIP64 record. */
static bool read_end64(str bytes, size_t end_at, uint64_t *count, uint64_t *size, uint64_t *start)
{
    if (end_at < LOCATOR64_SIZE ||
        !has_record(bytes, end_at - LOCATOR64_SIZE, end_at, LOCATOR64_SIGNATURE, LOCATOR64_SIZE)) {
        return true;
    }
    uint64_t at = number(bytes, end_at - LOCATOR64_SIZE + 8, 8);
    if (!has_record(bytes, at, end_at, END64_SIGNATURE, END64_SIZE)) {
        return false;
    }
    *count = number(bytes, (size_t)at + 32, 8);
    *size = number(bytes, (size_t)at + 40, 8);
    *start = number(bytes, (size_t)at + 48, 8);
    return true;
}

/* APPNOTE 4.3.16. Is the end record at at, and is the directory where it says? The comment may be
 * shorter than what follows: something was appended to the file. */
static bool read_end(struct directory *d, size_t at)
{
    if (number16(d->bytes, at + 20) > d->bytes.len - at - END_SIZE) {
        return false;
    }
    uint64_t count = number16(d->bytes, at + 10);
    uint64_t size = number32(d->bytes, at + 12);
    uint64_t start = number32(d->bytes, at + 16);
    if (!read_end64(d->bytes, at, &count, &size, &start) || start > at || size > at - start ||
        count > size / CENTRAL_SIZE) {
        return false;
    }
    d->count = count;
    d->start = d->at = (size_t)start;
    d->end = (size_t)(start + size);
    return count == 0 || has_record(d->bytes, start, d->end, CENTRAL_SIGNATURE, CENTRAL_SIZE);
}

const char *directory_open(struct directory *d, str bytes)
{
    *d = (struct directory){.bytes = bytes};
    const char *fault = "it has no central directory, as if it were cut off";
    size_t tail = END_SIZE + MAX_COMMENT;
    size_t first = bytes.len > tail ? bytes.len - tail : 0;
    for (size_t at = bytes.len; at-- > first;) {
        if (bytes.ptr[at] != 'P' || !has_record(bytes, at, bytes.len, END_SIGNATURE, END_SIZE)) {
            continue;
        }
        if (read_end(d, at)) {
            return NULL;
        }
        fault = "its central directory is not where its end record says";
    }
    return fault;
}

/* APPNOTE 4.5.3: the numbers that did not fit, in this order, each only if it did not. */
static bool read_extra64(str extra, struct member *m)
{
    uint64_t *const wanted[] = {&m->size, &m->packed_size, &m->header_at};
    for (size_t i = 0; i < 3; i++) {
        if (*wanted[i] != UINT32_MAX) {
            continue;
        }
        if (extra.len < 8) {
            return false;
        }
        *wanted[i] = number(extra, 0, 8);
        extra = str_sub(extra, 8, extra.len);
    }
    return true;
}

/* The ZIP64 field among the extra fields; without one the numbers are what they are. */
static bool read_extras(str extras, struct member *m)
{
    while (extras.len >= 4) {
        size_t len = number16(extras, 2);
        if (len > extras.len - 4) {
            return true; /* not laid out as fields: no one's business */
        }
        if (number16(extras, 0) == EXTRA_ZIP64) {
            return read_extra64(str_sub(extras, 4, 4 + len), m);
        }
        extras = str_sub(extras, 4 + len, extras.len);
    }
    return true;
}

/* APPNOTE 4.3.12. */
const char *directory_next(struct directory *d, struct member *out)
{
    if (!has_record(d->bytes, d->at, d->end, CENTRAL_SIGNATURE, CENTRAL_SIZE)) {
        return "its central directory is damaged";
    }
    size_t at = d->at, name = number16(d->bytes, at + 28), extra = number16(d->bytes, at + 30);
    size_t length = CENTRAL_SIZE + name + extra + number16(d->bytes, at + 32);
    if (length > d->end - at) {
        return "its central directory is damaged";
    }
    size_t name_at = at + CENTRAL_SIZE;
    *out = (struct member){
        .name = str_sub(d->bytes, name_at, name_at + name),
        .host = (unsigned char)d->bytes.ptr[at + 5],
        .flags = number16(d->bytes, at + 8),
        .method = number16(d->bytes, at + 10),
        .crc = number32(d->bytes, at + 16),
        .packed_size = number32(d->bytes, at + 20),
        .size = number32(d->bytes, at + 24),
        .attributes = number32(d->bytes, at + 38),
        .header_at = number32(d->bytes, at + 42),
    };
    d->at += length;
    return read_extras(str_sub(d->bytes, name_at + name, name_at + name + extra), out)
               ? NULL
               : "its central directory is damaged";
}

/* APPNOTE 4.3.7. */
bool local_header_at(str bytes, uint64_t at, struct local_header *out)
{
    if (!has_record(bytes, at, bytes.len, LOCAL_SIGNATURE, LOCAL_SIZE)) {
        return false;
    }
    size_t start = (size_t)at, name = number16(bytes, start + 26);
    size_t name_at = start + LOCAL_SIZE;
    *out = (struct local_header){
        .flags = number16(bytes, start + 6),
        .method = number16(bytes, start + 8),
        .extra = number16(bytes, start + 28),
        .name = str_sub(bytes, name_at, name_at + name),
    };
    out->data_at = name_at + name + out->extra;
    return out->data_at <= bytes.len;
}
