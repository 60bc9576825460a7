/* SHA-1 (for UUIDv5) and SHA-256 (for contents and names). Home of OpenSSL's libcrypto. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/text.h"

#include <stdint.h>

struct sha256 {
    /* Room for OpenSSL's context, which no other file needs to know. */
    uint64_t state[14];
};

void sha256_begin(struct sha256 *h);
void sha256_add(struct sha256 *h, str bytes);
/* 64 lower-case hexadecimal digits and a NUL. */
void sha256_end(struct sha256 *h, char hex[65]);
void sha256_of(str bytes, char hex[65]);

/* The same as the 32 bytes themselves. */
struct digest {
    uint8_t bytes[32];
};
struct digest sha256_finish(struct sha256 *h);
struct digest digest_of(str bytes);

/* RFC 4122, 4.3: the name-based UUID (version 5) of name in the name space given by its 16 bytes,
 * as 36 characters and a NUL. */
void uuid5(const uint8_t name_space[16], str name, char text[37]);

#endif
