/* Memory for one document at a time: taken in order, given back all at once, kept for the next
 * document, so that its pages are touched only once. */
#ifndef CHECK_POOL_H
#define CHECK_POOL_H

#include <stddef.h>

struct pool_block;

/* A zeroed pool is empty. */
struct pool {
    struct pool_block *first, *current;
    size_t used; /* of the current block */
};

/* Uninitialised memory, aligned for anything. */
void *pool_take(struct pool *p, size_t size);
/* All that was taken is gone; the memory stays. */
void pool_reset(struct pool *p);
void pool_release(struct pool *p);

#endif
