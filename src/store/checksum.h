/* A checksum against damage: 64 bits, and any change within eight bytes shows. Much quicker than a
 * digest; for this machine only, as it reads words in their native order. */
#ifndef STORE_CHECKSUM_H
#define STORE_CHECKSUM_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

uint64_t checksum(str bytes);

/* What a file holds. */
struct file_sum {
    uint64_t size, sum;
};

struct file_sum file_sum_of(str bytes);

/* Of a regular file, from its begin to its end. False: errno says why. */
bool file_sum_read(int fd, struct file_sum *out);

#endif
