#include "store/checksum.h"

#include "base/fs.h"

#include <sys/stat.h>
#include <unistd.h>

#define LANES 4

static const uint64_t odd[LANES] = {UINT64_C(0x9E3779B185EBCA87), UINT64_C(0xC2B2AE3D27D4EB4F),
                                    UINT64_C(0x165667B19E3779F9), UINT64_C(0x85EBCA77C2B2AE63)};

/* One to one for each of its arguments, if the other is given. */
static uint64_t step(uint64_t lane, uint64_t word, uint64_t factor)
{
    lane = (lane ^ word) * factor;
    return lane << 31 | lane >> 33;
}

static uint64_t word_at(const char *at, size_t count)
{
    uint64_t word = 0;
    memcpy(&word, at, count);
    return word;
}

/* Four chains of words that do not wait for each other, then what is left, then all as one. */
static uint64_t add(uint64_t before, str bytes)
{
    uint64_t lanes[LANES] = {odd[1], odd[2], odd[3] ^ before, odd[0] ^ bytes.len};
    const size_t word = sizeof *lanes;
    size_t at = 0;
    for (; bytes.len - at >= LANES * word; at += LANES * word) {
        for (size_t i = 0; i < LANES; i++) {
            lanes[i] = step(lanes[i], word_at(bytes.ptr + at + i * word, word), odd[i]);
        }
    }
    for (size_t i = 0; at < bytes.len; i++) {
        size_t count = bytes.len - at < word ? bytes.len - at : word;
        lanes[i] = step(lanes[i], word_at(bytes.ptr + at, count), odd[i]);
        at += count;
    }
    uint64_t sum = lanes[0];
    for (size_t i = 1; i < LANES; i++) {
        sum = step(sum, lanes[i], odd[i]);
    }
    return sum ^ sum >> 29;
}

uint64_t checksum(str bytes)
{
    return add(0, bytes);
}

uint64_t file_sum_piece(uint64_t index, str bytes)
{
    return add(index, bytes);
}

struct file_sum file_sum_of(str bytes)
{
    struct file_sum out = {.size = bytes.len};
    for (size_t i = 0; i * FILE_SUM_PIECE < bytes.len; i++) {
        size_t at = i * FILE_SUM_PIECE;
        out.sum += file_sum_piece(i, str_sub(bytes, at, at + FILE_SUM_PIECE));
    }
    return out;
}

/* A file may be large, or be cut short meanwhile: it is read piece by piece. */
bool file_sum_read(int fd, struct file_sum *out)
{
    struct stat st;
    struct buf piece = {0};
    bool fine = fstat(fd, &st) == 0 && S_ISREG(st.st_mode), more = fine;
    *out = (struct file_sum){0};
    buf_reserve(&piece, FILE_SUM_PIECE);
    for (uint64_t i = 0; more; i++) {
        fine = fs_read_at(fd, &piece, FILE_SUM_PIECE, out->size);
        more = fine && piece.len == FILE_SUM_PIECE;
        if (fine && piece.len > 0) {
            out->size += piece.len;
            out->sum += file_sum_piece(i, buf_str(&piece));
        }
    }
    buf_release(&piece);
    return fine;
}

bool file_sum_same(struct file_sum x, struct file_sum y)
{
    return x.size == y.size && x.sum == y.sum;
}

void file_sum_record(struct buf *out, struct file_sum sum)
{
    record_number(out, sum.size);
    record_number(out, sum.sum);
}

struct file_sum file_sum_take(struct record *r)
{
    struct file_sum sum = {.size = record_take_number(r, UINT64_MAX)};
    sum.sum = record_take_number(r, UINT64_MAX);
    return sum;
}
