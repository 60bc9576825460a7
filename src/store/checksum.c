#include "store/checksum.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file is read in pieces of that size: it may be large, or be cut short meanwhile. */
#define WINDOW ((size_t)64 << 10)

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

/* Window by window, as a file is read. */
struct file_sum file_sum_of(str bytes)
{
    struct file_sum out = {.size = bytes.len};
    for (size_t at = 0; at < bytes.len; at += WINDOW) {
        out.sum = add(out.sum, str_sub(bytes, at, at + WINDOW));
    }
    return out;
}

bool file_sum_read(int fd, struct file_sum *out)
{
    struct stat st;
    struct buf window = {0};
    ssize_t n = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? 1 : -1;
    *out = (struct file_sum){0};
    buf_reserve(&window, WINDOW);
    while (n > 0) {
        n = pread(fd, window.data, WINDOW, (off_t)out->size);
        if (n > 0) {
            out->size += (uint64_t)n;
            out->sum = add(out->sum, (str){window.data, (size_t)n});
        } else if (n < 0 && errno == EINTR) {
            n = 1;
        }
    }
    buf_release(&window);
    return n == 0;
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
