/* A checksum against damage: 64 bits, and any change within eight bytes shows. Much quicker than a
 * digest; for this machine only, as it reads words in their native order. */
#ifndef STORE_CHECKSUM_H
#define STORE_CHECKSUM_H

#include "base/text.h"

#include <stdint.h>

uint64_t checksum(str bytes);

#endif
