/* A quick hash of text, the same on every machine. It only finds what may be equal: whoever acts on
 * it compares the text. FNV-1a, 64 bits. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/text.h"

#include <stdint.h>

#define HASH_BEGIN UINT64_C(0xCBF29CE484222325)

static inline uint64_t hash_add_byte(uint64_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT64_C(0x100000001B3);
}

static inline uint64_t hash_add(uint64_t hash, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        hash = hash_add_byte(hash, text.ptr[i]);
    }
    return hash;
}

#endif
