/* A checksum against damage: 64 bits, and any change within eight bytes shows. Much quicker than a
 * digest; for this machine only, as it reads words in their native order. */
#ifndef STORE_CHECKSUM_H
#define STORE_CHECKSUM_H

#include "base/record.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

uint64_t checksum(str bytes);

/* What a file holds. */
struct file_sum {
    uint64_t size, sum;
};

/* The sum is that of pieces of this size, of which the last may be shorter: so it can be made in
 * any order, and anew where bytes are written over. */
#define FILE_SUM_PIECE ((size_t)64 << 10)
uint64_t file_sum_piece(uint64_t index, str bytes);

struct file_sum file_sum_of(str bytes);
bool file_sum_same(struct file_sum x, struct file_sum y);

/* Of a regular file, from its begin to its end. False: errno says why. */
bool file_sum_read(int fd, struct file_sum *out);

void file_sum_record(struct buf *out, struct file_sum sum);
struct file_sum file_sum_take(struct record *r);

#endif
