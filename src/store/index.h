/* What a store holds: where each piece stands, found by kind and key. */
#ifndef STORE_INDEX_H
#define STORE_INDEX_H

#include "base/digest.h"

#include <stddef.h>
#include <stdint.h>

/* As it stands in the file, in the machine's own order of bytes. */
struct piece {
    struct digest key;
    uint64_t offset, size, sum;
    uint32_t used; /* number of the commit that last used it; 0: gone */
    uint32_t kind;
};

_Static_assert(sizeof(struct piece) == 64, "no padding");

/* A zeroed index is empty. It owns both arrays. */
struct index {
    struct piece *pieces;
    size_t count, room;
    uint32_t *slots; /* a hash table of indexes + 1 into the pieces */
    size_t nslots;   /* a power of two, or 0 */
};

void index_release(struct index *x);

/* An array of so many pieces, to be filled in and then made searchable by index_search. */
struct piece *index_reserve(struct index *x, size_t count);
void index_search(struct index *x);

/* NULL: none. Valid until a piece is added. */
struct piece *index_find(const struct index *x, uint32_t kind, const struct digest *key);

void index_add(struct index *x, const struct piece *p);

#endif
