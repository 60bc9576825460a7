/* An entry that is deflated to as many bytes as the one before it differs in them, and in its check
 * value, which stands in its local header and in the central directory. Both are read back, so that
 * nothing is taken for granted of where they are. */
#include "ocf/amend.h"

#include "base/fs.h"
#include "ocf/directory.h"

#include <string.h>

#define LOCAL_SIZE   ((size_t)30)
#define LOCAL_CRC    ((size_t)14)
#define CENTRAL_SIZE ((size_t)46)
#define CENTRAL_CRC  ((size_t)16)

static bool is_same(const struct packed *x, const struct packed *y)
{
    return x->deflated == y->deflated && x->size == y->size && x->crc == y->crc &&
           (x->bytes.ptr == y->bytes.ptr ? x->bytes.len == y->bytes.len
                                         : str_eq(x->bytes, y->bytes));
}

/* The check value of what is stored is known to libzip alone. */
static bool takes_its_place(const struct packed *x, const struct packed *y)
{
    return x->deflated && y->deflated && x->size == y->size && x->bytes.len == y->bytes.len;
}

static bool is_header(const struct sink *s, const struct packed *p, size_t at)
{
    struct buf bytes = {0};
    struct local_header h;
    bool fine = fs_read_at(s->fd, &bytes, LOCAL_SIZE + strlen(p->path), at) &&
                local_header_at(buf_str(&bytes), 0, &h) && h.extra == 0 &&
                str_eq(h.name, str_from(p->path));
    buf_release(&bytes);
    return fine;
}

static bool is_member(const struct sink *s, const struct packed *p, size_t at, size_t header_at)
{
    struct buf bytes = {0};
    struct member m;
    bool fine = fs_read_at(s->fd, &bytes, CENTRAL_SIZE + strlen(p->path), at);
    struct directory d = {.bytes = buf_str(&bytes), .end = bytes.len};
    fine = fine && directory_next(&d, &m) == NULL && str_eq(m.name, str_from(p->path)) &&
           m.header_at == header_at && m.crc == p->crc && m.packed_size == p->bytes.len;
    buf_release(&bytes);
    return fine;
}

/* The least significant byte first. */
static bool write_crc(struct sink *s, size_t at, uint32_t crc)
{
    const char bytes[] = {(char)(crc & 0xFF), (char)(crc >> 8 & 0xFF), (char)(crc >> 16 & 0xFF),
                          (char)(crc >> 24)};
    return sink_write_over(s, at, (str){bytes, sizeof bytes});
}

static bool exchange(struct sink *s, const struct packed *before, const struct packed *after,
                     size_t header_at, size_t member_at)
{
    return is_header(s, before, header_at) && is_member(s, before, member_at, header_at) &&
           write_crc(s, header_at + LOCAL_CRC, after->crc) &&
           sink_write_over(s, header_at + LOCAL_SIZE + strlen(after->path), after->bytes) &&
           write_crc(s, member_at + CENTRAL_CRC, after->crc);
}

static size_t length_of_entries(const struct packed *entries, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        length += LOCAL_SIZE + strlen(entries[i].path) + entries[i].bytes.len;
    }
    return length;
}

bool amend(struct sink *s, const struct packed *before, const struct packed *after, size_t count)
{
    size_t header_at = 0, member_at = length_of_entries(before, count);
    for (size_t i = 0; i < count; i++) {
        size_t name = strlen(before[i].path);
        if (strcmp(before[i].path, after[i].path) != 0) {
            return false;
        }
        if (!is_same(&before[i], &after[i]) &&
            (!takes_its_place(&before[i], &after[i]) ||
             !exchange(s, &before[i], &after[i], header_at, member_at))) {
            return false;
        }
        header_at += LOCAL_SIZE + name + before[i].bytes.len;
        member_at += CENTRAL_SIZE + name;
    }
    return true;
}
