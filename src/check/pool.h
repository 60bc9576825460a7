/* Memory for one document at a time: taken in order, given back all at once, kept for the next
 * document, so that its pages are touched only once. */
#ifndef CHECK_POOL_H
#define CHECK_POOL_H

#include <stddef.h>

struct pool_block;

/* A zeroed pool is empty. */
struct pool {
    struct pool_block *first, *current;
    char *next; /* what is free of the current block, and its size */
    size_t left;
};

/* Goes on to a block with that much room. */
void pool_advance(struct pool *p, size_t size);

/* Uninitialised memory, aligned for anything. */
static inline void *pool_take(struct pool *p, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    size_t whole = (size + align - 1) & ~(align - 1);
    if (whole < size || p->left < whole) {
        pool_advance(p, size);
    }
    char *at = p->next;
    p->next += whole;
    p->left -= whole;
    return at;
}
/* All that was taken is gone; the memory stays. */
void pool_reset(struct pool *p);
void pool_release(struct pool *p);

#endif
