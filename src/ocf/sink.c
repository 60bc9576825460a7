/* The target side of libzip's zip_source_function. That the disk may be told to begin is an
 * extension of Linux. */
#define _GNU_SOURCE
#include "ocf/sink.h"
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define WINDOW ((size_t)64 << 10)

/* So much is worth sending on its way to the disk. */
#define BATCH ((size_t)4 << 20)

void sink_init(struct sink *s, int fd)
{
    *s = (struct sink){.fd = fd};
    buf_reserve(&s->window, WINDOW);
}

void sink_release(struct sink *s)
{
    buf_release(&s->window);
}

/* Lets the disk begin with so many bytes; 0: up to the end. */
static void send_bytes(const struct sink *s, size_t count)
{
#ifdef SYNC_FILE_RANGE_WRITE
    sync_file_range(s->fd, (off_t)s->sent, (off_t)count, SYNC_FILE_RANGE_WRITE);
#endif
}

/* Little is then left to be waited for when all of it is synced. */
static void send_on(struct sink *s, size_t end)
{
    if (end >= s->sent && end - s->sent >= BATCH) {
        send_bytes(s, end - s->sent);
        s->sent = end;
    }
}

void sink_send(struct sink *s)
{
    send_bytes(s, 0);
}

static bool write_at(struct sink *s, str bytes, size_t offset)
{
    if (!fs_write_at(s->fd, bytes, offset)) {
        s->fault = errno;
        return false;
    }
    send_on(s, offset + bytes.len);
    return true;
}

/* Writes the window out and opens a new one at the place of the next write. */
static bool flush(struct sink *s)
{
    if (!write_at(s, buf_str(&s->window), s->start)) {
        return false;
    }
    buf_clear(&s->window);
    s->start = s->at;
    return true;
}

/* Is there room for the next write, behind or over the bytes of the window? */
static bool fits(const struct sink *s, size_t len)
{
    return s->at >= s->start && s->at - s->start <= s->window.len &&
           (s->fd < 0 || s->at - s->start + len <= WINDOW);
}

static bool sink_write(struct sink *s, str bytes)
{
    if (!fits(s, bytes.len)) {
        if (!flush(s)) {
            return false;
        }
        if (bytes.len > WINDOW) {
            bool ok = write_at(s, bytes, s->at);
            s->at += bytes.len;
            s->start = s->at;
            return ok;
        }
    }
    size_t over = s->window.len - (s->at - s->start); /* bytes that are replaced */
    over = over < bytes.len ? over : bytes.len;
    if (over > 0) {
        memcpy(s->window.data + (s->at - s->start), bytes.ptr, over);
    }
    buf_add(&s->window, str_sub(bytes, over, bytes.len));
    s->at += bytes.len;
    return true;
}

/* libzip goes back to fill in a header, and then forth to where it was. */
static bool sink_seek(struct sink *s, const zip_source_args_seek_t *to)
{
    if (to->whence != SEEK_SET || to->offset < 0) {
        s->fault = EINVAL;
        return false;
    }
    s->at = (size_t)to->offset;
    return true;
}

static zip_int64_t tell_stat(void *data)
{
    zip_stat_t *st = data;
    zip_stat_init(st);
    st->size = 0;
    st->valid = ZIP_STAT_SIZE;
    return sizeof *st;
}

static zip_int64_t tell_fault(const struct sink *s, void *data, zip_uint64_t len)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_error_set(&error, s->fault != 0 ? ZIP_ER_WRITE : ZIP_ER_OK, s->fault);
    zip_int64_t size = zip_error_to_data(&error, data, len);
    zip_error_fini(&error);
    return size;
}

/* To libzip this is a file that exists and is empty. What it need not do succeeds. */
static zip_int64_t on_command(void *state, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
    struct sink *s = state;
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_STAT:
        return tell_stat(data);
    case ZIP_SOURCE_ERROR:
        return tell_fault(s, data, len);
    case ZIP_SOURCE_WRITE:
        return sink_write(s, (str){data, (size_t)len}) ? (zip_int64_t)len : -1;
    case ZIP_SOURCE_SEEK_WRITE:
        return len >= sizeof(zip_source_args_seek_t) && sink_seek(s, data) ? 0 : -1;
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)s->at;
    case ZIP_SOURCE_COMMIT_WRITE:
        return s->fd < 0 || flush(s) ? 0 : -1;
    default:
        return 0;
    }
}

zip_source_t *sink_source(struct sink *s)
{
    return zip_source_function_create(on_command, s, NULL);
}
