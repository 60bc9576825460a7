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
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - sizeof(struct pool_block) - align) {
        out_of_memory();
    }
    size_t room = size > BLOCK_SIZE ? (size + align - 1) & ~(align - 1) : BLOCK_SIZE;
    struct pool_block *b = mem_alloc(sizeof *b + room);
    b->next = NULL;
    b->size = room;
    return b;
}

/* The next one kept, or a new one before it. */
void pool_advance(struct pool *p, size_t size)
{
    struct pool_block **link = p->current == NULL ? &p->first : &p->current->next;
    if (*link == NULL || (*link)->size < size) {
        struct pool_block *b = block_new(size);
        b->next = *link;
        *link = b;
    }
    p->current = *link;
    p->next = p->current->bytes;
    p->left = p->current->size;
}

void pool_reset(struct pool *p)
{
    p->current = NULL;
    p->next = NULL;
    p->left = 0;
}

void pool_release(struct pool *p)
{
    for (struct pool_block *b = p->first, *next; b != NULL; b = next) {
        next = b->next;
        mem_free(b);
    }
    *p = (struct pool){0};
}
