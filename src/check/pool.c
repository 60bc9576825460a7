/* A bump allocator over a list of blocks. */
#include "check/pool.h"

#include "base/memory.h"

#include <stdint.h>

#define BLOCK_SIZE ((size_t)256 << 10)

struct pool_block {
    struct pool_block *next;
    size_t size;
    _Alignas(max_align_t) char bytes[];
};

static struct pool_block *block_new(size_t size)
{
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    if (room > SIZE_MAX - sizeof(struct pool_block)) {
        out_of_memory();
    }
    struct pool_block *b = mem_alloc(sizeof *b + room);
    b->next = NULL;
    b->size = room;
    return b;
}

/* Goes on to a block that has room: the next one kept, or a new one before it. */
static void advance(struct pool *p, size_t size)
{
    struct pool_block **link = p->current == NULL ? &p->first : &p->current->next;
    if (*link == NULL || (*link)->size < size) {
        struct pool_block *b = block_new(size);
        b->next = *link;
        *link = b;
    }
    p->current = *link;
    p->used = 0;
}

void *pool_take(struct pool *p, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align) {
        out_of_memory();
    }
    size = (size + align - 1) & ~(align - 1);
    if (p->current == NULL || p->current->size - p->used < size) {
        advance(p, size);
    }
    void *at = p->current->bytes + p->used;
    p->used += size;
    return at;
}

void pool_reset(struct pool *p)
{
    p->current = NULL;
    p->used = 0;
}

void pool_release(struct pool *p)
{
    for (struct pool_block *b = p->first, *next; b != NULL; b = next) {
        next = b->next;
        mem_free(b);
    }
    *p = (struct pool){0};
}
