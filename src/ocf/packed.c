/* What is deflated, and how libzip is told that it need not do it: a source that says of itself
 * that it is deflated, and of which size and check value, is copied. */
#include "ocf/packed.h"

#include "vocab/media.h"

#include <string.h>
#include <zip.h>

/* EPUB 3.3, 4.3.3: mimetype is never compressed. An entry of a foreign container has no media type.
 */
static bool is_worth_deflating(const struct entry *e)
{
    str type = e->media_type.len > 0 ? e->media_type : media_sniff(e->bytes);
    return !media_is_compressed(type) && !str_eq(e->path, STR("mimetype"));
}

/* The package document is seldom known from before, and all that is behind it waits for it. */
static enum deflate_pace pace_of(const struct entry *e)
{
    return entry_is_package(e) ? DEFLATE_QUICK : DEFLATE_CLOSE;
}

struct packed pack(struct deflater *d, struct arena *a, const struct entry *e)
{
    struct packed p = {.path = str_copy(a, e->path).ptr, .bytes = e->bytes, .size = e->bytes.len};
    if (e->packed != NULL) {
        p.bytes = e->packed->bytes;
        p.deflated = e->packed->deflated;
        p.crc = e->packed->crc;
    } else if (is_worth_deflating(e) && deflate_bytes(d, a, e->bytes, e->head, pace_of(e), &p.bytes)) {
        p.deflated = true;
        p.crc = crc_of(e->bytes);
    }
    return p;
}

/* 1980-01-01 00:00:00, the first moment of MS-DOS. */
#define FIRST_MOMENT 315532800

/* The check value of what is stored is reckoned by libzip, told or not. */
static zip_int64_t tell_stat(const struct packed *p, zip_stat_t *st)
{
    zip_stat_init(st);
    st->size = p->size;
    st->comp_size = p->bytes.len;
    st->comp_method = p->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    st->crc = p->crc;
    st->mtime = FIRST_MOMENT;
    st->valid = ZIP_STAT_MTIME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    st->valid |= p->deflated ? ZIP_STAT_CRC : 0;
    return sizeof *st;
}

static zip_int64_t read_on(struct packed *p, char *to, zip_uint64_t len)
{
    str rest = str_sub(p->bytes, p->at, p->bytes.len);
    size_t n = rest.len < len ? rest.len : (size_t)len;
    if (n > 0) {
        memcpy(to, rest.ptr, n);
    }
    p->at += n;
    return (zip_int64_t)n;
}

static zip_int64_t on_command(void *state, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct packed *p = state;
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    case ZIP_SOURCE_STAT:
        return tell_stat(p, data);
    case ZIP_SOURCE_OPEN:
        p->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_on(p, data, len);
    case ZIP_SOURCE_ERROR:
        memset(data, 0, (size_t)len); /* there is none */
        return (zip_int64_t)len;
    default:
        return 0;
    }
}

zip_source_t *packed_source(struct packed *p)
{
    return zip_source_function_create(on_command, p, NULL);
}
