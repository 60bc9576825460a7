/* The target side of libzip's zip_source_function. That the disk may be told to begin is an
 * extension of Linux. */
#define _GNU_SOURCE
#include "ocf/sink.h"
#include "base/fs.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

/* Whole pieces of the sum; a large stride is written faster, but one that the processor has at hand
 * is gone through twice. */
#define WINDOW ((size_t)256 << 10)

/* So much is worth sending on its way to the disk. */
#define BATCH ((size_t)4 << 20)

void sink_init(struct sink *s, int fd)
{
    *s = (struct sink){.fd = fd};
    buf_reserve(&s->window, FILE_SUM_PIECE);
}

void sink_release(struct sink *s)
{
    buf_release(&s->window);
    mem_free(s->pieces);
}

void sink_restart(struct sink *s)
{
    buf_clear(&s->window);
    s->start = s->at = s->sent = s->npieces = 0;
    s->fault = 0;
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

static void note_piece(struct sink *s, uint64_t sum)
{
    if (s->npieces == s->room) {
        s->room = s->room > 0 ? 2 * s->room : WINDOW / FILE_SUM_PIECE;
        s->pieces = mem_realloc(s->pieces, s->room * sizeof *s->pieces);
    }
    s->pieces[s->npieces++] = (struct sink_piece){.sum = sum};
}

/* Writes the window out and opens a new one behind it. */
static bool flush(struct sink *s)
{
    str bytes = buf_str(&s->window);
    if (!write_at(s, bytes, s->start)) {
        return false;
    }
    for (size_t at = 0; at < bytes.len; at += FILE_SUM_PIECE) {
        note_piece(s, file_sum_piece(s->npieces, str_sub(bytes, at, at + FILE_SUM_PIECE)));
    }
    s->start += bytes.len;
    buf_clear(&s->window);
    return true;
}

bool sink_write_over(struct sink *s, size_t offset, str bytes)
{
    if (bytes.len == 0) {
        return true;
    }
    for (size_t i = offset / FILE_SUM_PIECE; i <= (offset + bytes.len - 1) / FILE_SUM_PIECE; i++) {
        s->pieces[i].stale = true;
    }
    return write_at(s, bytes, offset);
}

static void put_in_window(struct sink *s, str bytes)
{
    size_t within = s->at - s->start;
    size_t over = s->window.len - within; /* bytes that are replaced */
    over = over < bytes.len ? over : bytes.len;
    if (over > 0) {
        memcpy(s->window.data + within, bytes.ptr, over);
    }
    buf_add(&s->window, str_sub(bytes, over, bytes.len));
}

/* The first of the bytes: those before the window, or those that it has room for. */
static bool write_some(struct sink *s, str *bytes)
{
    str now = *bytes;
    if (s->at < s->start) {
        now = str_sub(now, 0, s->start - s->at);
        if (!sink_write_over(s, s->at, now)) {
            return false;
        }
    } else {
        if (s->fd >= 0 && s->at - s->start == WINDOW && !flush(s)) {
            return false;
        }
        now = s->fd >= 0 ? str_sub(now, 0, WINDOW - (s->at - s->start)) : now;
        put_in_window(s, now);
    }
    s->at += now.len;
    *bytes = str_sub(*bytes, now.len, bytes->len);
    return true;
}

static bool sink_write(struct sink *s, str bytes)
{
    bool fine = true;
    while (fine && bytes.len > 0) {
        fine = write_some(s, &bytes);
    }
    return fine;
}

static bool sum_piece(const struct sink *s, size_t index, struct buf *bytes, uint64_t *sum)
{
    *sum = s->pieces[index].sum;
    if (!s->pieces[index].stale) {
        return true;
    }
    size_t at = index * FILE_SUM_PIECE, left = s->start - at;
    if (!fs_read_at(s->fd, bytes, left < FILE_SUM_PIECE ? left : FILE_SUM_PIECE, at)) {
        return false;
    }
    *sum = file_sum_piece(index, buf_str(bytes));
    return true;
}

bool sink_sum(const struct sink *s, struct file_sum *out)
{
    struct buf bytes = {0};
    bool fine = true;
    *out = (struct file_sum){.size = s->start};
    for (size_t i = 0; fine && i < s->npieces; i++) {
        uint64_t sum;
        fine = sum_piece(s, i, &bytes, &sum);
        out->sum += sum;
    }
    buf_release(&bytes);
    return fine;
}

/* libzip goes back to fill in a header, and then forth to where it was. */
static bool sink_seek(struct sink *s, const zip_source_args_seek_t *to)
{
    if (to->whence != SEEK_SET || to->offset < 0 || (size_t)to->offset > s->start + s->window.len) {
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
