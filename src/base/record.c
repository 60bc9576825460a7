#include "base/record.h"

/* Seven bits a byte, the lowest first; the highest bit says that more follow. */
void record_number(struct buf *out, uint64_t number)
{
    char bytes[10];
    size_t count = 0;
    while (number >= 0x80) {
        bytes[count++] = (char)(unsigned char)(number | 0x80);
        number >>= 7;
    }
    bytes[count++] = (char)number;
    buf_add(out, (str){bytes, count});
}

/* The sign goes last, so that small numbers are short: 0, -1, 1, -2 ... */
void record_signed(struct buf *out, int64_t number)
{
    uint64_t bits = (uint64_t)number << 1;
    record_number(out, number < 0 ? ~bits : bits);
}

void record_bool(struct buf *out, bool value)
{
    buf_addch(out, value ? 1 : 0);
}

/* One more than the length, 0 for NULL; the bytes; a NUL, for whoever wants a C string. */
void record_str(struct buf *out, str text)
{
    if (text.ptr == NULL) {
        record_number(out, 0);
        return;
    }
    record_number(out, (uint64_t)text.len + 1);
    buf_add(out, text);
    buf_addch(out, '\0');
}

void record_digest(struct buf *out, const struct digest *digest)
{
    buf_add(out, (str){(const char *)digest->bytes, sizeof digest->bytes});
}

struct record record_open(str bytes)
{
    return (struct record){.rest = bytes};
}

static void fail(struct record *r)
{
    *r = (struct record){.failed = true};
}

static str take_bytes(struct record *r, size_t count)
{
    if (count > r->rest.len) {
        fail(r);
        return STR_NONE;
    }
    str taken = {r->rest.ptr, count};
    r->rest.ptr += count;
    r->rest.len -= count;
    return taken;
}

static unsigned take_byte(struct record *r)
{
    if (r->rest.len == 0) {
        fail(r);
        return 0;
    }
    r->rest.len--;
    return (unsigned char)*r->rest.ptr++;
}

uint64_t record_take_number(struct record *r, uint64_t max)
{
    unsigned byte = take_byte(r);
    uint64_t number = byte & 0x7F;
    for (unsigned shift = 7; (byte & 0x80) != 0; shift += 7) {
        byte = take_byte(r);
        uint64_t bits = byte & 0x7F;
        if (shift > 63 || bits << shift >> shift != bits) {
            fail(r);
            return 0;
        }
        number |= bits << shift;
    }
    if (number > max) {
        fail(r);
    }
    return r->failed ? 0 : number;
}

int64_t record_take_signed(struct record *r)
{
    uint64_t bits = record_take_number(r, UINT64_MAX);
    int64_t half = (int64_t)(bits >> 1);
    return (bits & 1) != 0 ? -1 - half : half;
}

bool record_take_bool(struct record *r)
{
    return record_take_number(r, 1) == 1;
}

str record_take_str(struct record *r)
{
    uint64_t number = record_take_number(r, SIZE_MAX);
    if (number == 0 || r->failed) {
        return STR_NONE;
    }
    str text = take_bytes(r, (size_t)number - 1);
    if (take_byte(r) != 0) {
        fail(r);
    }
    return r->failed ? STR_NONE : text;
}

struct digest record_take_digest(struct record *r)
{
    struct digest digest = {{0}};
    str bytes = take_bytes(r, sizeof digest.bytes);
    if (bytes.len > 0) {
        memcpy(digest.bytes, bytes.ptr, bytes.len);
    }
    return digest;
}

size_t record_take_count(struct record *r, size_t least)
{
    uint64_t count = record_take_number(r, SIZE_MAX);
    if (count > r->rest.len / least) {
        fail(r);
        return 0;
    }
    return (size_t)count;
}

bool record_done(const struct record *r)
{
    return !r->failed && r->rest.len == 0;
}

void record_facts(struct buf *out, const struct fs_facts *facts)
{
    record_number(out, facts->kind);
    record_number(out, facts->device);
    record_number(out, facts->inode);
    record_number(out, facts->size);
    record_signed(out, facts->modified);
    record_signed(out, facts->changed);
}

struct fs_facts record_take_facts(struct record *r)
{
    struct fs_facts f = {.kind = (enum fs_kind)record_take_number(r, FS_OTHER)};
    f.device = record_take_number(r, UINT64_MAX);
    f.inode = record_take_number(r, UINT64_MAX);
    f.size = record_take_number(r, UINT64_MAX);
    f.modified = record_take_signed(r);
    f.changed = record_take_signed(r);
    return f;
}
