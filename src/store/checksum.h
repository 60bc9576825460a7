/* A checksum against damage: 64 bits, and any change within eight bytes shows. Much quicker than a
 * digest; for this machine only, as it reads words in their native order. */
#ifndef STORE_CHECKSUM_H
#define STORE_CHECKSUM_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

uint64_t checksum(str bytes);

/* The same of what comes in pieces, each with the sum of those before it. */
uint64_t checksum_add(uint64_t sum, str bytes);

/* What a file holds. */
struct file_sum {
    uint64_t size, sum;
};

/* Of a regular file, from its begin to its end. False: errno says why. */
bool checksum_of_file(int fd, struct file_sum *out);

#endif
