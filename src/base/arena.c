#include "base/arena.h"
#include "base/memory.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Small books fit into the first block; large ones into a few. Blocks double up to the limit, so
 * that their number stays small and at most half of the memory lies idle. */
#define FIRST_BLOCK   ((size_t)32 << 10)
#define LARGEST_BLOCK ((size_t)256 << 10)

struct arena_block {
    struct arena_block *next;
    void *adopted; /* memory taken over; the block itself then holds nothing */
    size_t used, size;
    alignas(16) char data[];
};

void arena_release(struct arena *a)
{
    while (a->head != NULL) {
        struct arena_block *next = a->head->next;
        mem_free(a->head->adopted);
        mem_free(a->head);
        a->head = next;
    }
}

/* Its data are not cleared: most of a new block would be touched twice, and its rest for nothing.
 */
static struct arena_block *block_new(size_t size)
{
    struct arena_block *block = mem_alloc(sizeof(struct arena_block) + size);
    memory_fetch_ahead(block->data + size);
    *block = (struct arena_block){.size = size};
    return block;
}

static size_t next_block_size(const struct arena *a)
{
    if (a->step > 0) {
        return a->step < LARGEST_BLOCK ? a->step : LARGEST_BLOCK;
    }
    if (a->head == NULL) {
        return FIRST_BLOCK;
    }
    return a->head->size < LARGEST_BLOCK ? a->head->size * 2 : LARGEST_BLOCK;
}

/* Behind the head, so that the head's rest stays in use. */
static void link_behind(struct arena *a, struct arena_block *block)
{
    if (a->head == NULL) {
        a->head = block_new(next_block_size(a));
    }
    block->next = a->head->next;
    a->head->next = block;
}

/* A large object gets a block of its own. */
static void *alloc_alone(struct arena *a, size_t size, bool cleared)
{
    if (size > SIZE_MAX - sizeof(struct arena_block)) {
        out_of_memory();
    }
    struct arena_block *block = cleared ? mem_calloc(1, sizeof(struct arena_block) + size)
                                        : mem_alloc(sizeof(struct arena_block) + size);
    *block = (struct arena_block){.used = size, .size = size};
    link_behind(a, block);
    return block->data;
}

void arena_adopt(struct arena *a, void *memory)
{
    struct arena_block *block = block_new(0);
    block->adopted = memory;
    link_behind(a, block);
}

void arena_join(struct arena *a, struct arena *from)
{
    struct arena_block **last = a->head == NULL ? &a->head : &a->head->next;
    struct arena_block *rest = *last;
    *last = from->head;
    while (*last != NULL) {
        last = &(*last)->next;
    }
    *last = rest;
    from->head = NULL;
}

/* In the rest of the head; NULL: it has no such room. */
static inline void *room_in_head(struct arena *a, size_t size, size_t align)
{
    struct arena_block *block = a->head;
    size_t start = block == NULL ? 0 : (block->used + align - 1) & ~(align - 1);
    if (block == NULL || start > block->size || size > block->size - start) {
        return NULL;
    }
    block->used = start + size;
    return block->data + start;
}

/* In a block that becomes the head, or in one of its own. Inlined, it would cost the callers
 * registers each time. */
static __attribute__((noinline)) void *room_elsewhere(struct arena *a, size_t size, bool cleared)
{
    size_t next = next_block_size(a);
    if (size > FIRST_BLOCK / 2 || size > next) {
        return alloc_alone(a, size, cleared);
    }
    struct arena_block *block = block_new(next);
    block->next = a->head;
    block->used = size;
    a->head = block;
    return cleared ? memset(block->data, 0, size) : block->data;
}

void *arena_alloc(struct arena *a, size_t size, size_t align)
{
    void *room = room_in_head(a, size, align);
    return room != NULL ? memset(room, 0, size) : room_elsewhere(a, size, true);
}

void *arena_room(struct arena *a, size_t size, size_t align)
{
    void *room = room_in_head(a, size, align);
    return room != NULL ? room : room_elsewhere(a, size, false);
}

char *arena_text(struct arena *a, size_t len)
{
    if (len == SIZE_MAX) {
        out_of_memory();
    }
    char *text = arena_room(a, len + 1, 1);
    text[len] = '\0';
    return text;
}

void *arena_copy(struct arena *a, const void *from, size_t size)
{
    void *copy = arena_room(a, size, alignof(max_align_t));
    return size > 0 ? memcpy(copy, from, size) : copy;
}

void *arena_array(struct arena *a, size_t count, size_t size, size_t align)
{
    if (size > 0 && count > SIZE_MAX / size) {
        out_of_memory();
    }
    return arena_alloc(a, count * size, align);
}

/* What was allocated last grows where it is, if its block has room. */
static bool extend(struct arena *a, const void *old, size_t old_size, size_t more)
{
    struct arena_block *block = a->head;
    if (block == NULL || (const char *)old + old_size != block->data + block->used ||
        more > block->size - block->used) {
        return false;
    }
    memset(block->data + block->used, 0, more);
    block->used += more;
    return true;
}

void *arena_grow(struct arena *a, const void *old, size_t old_count, size_t new_count, size_t size,
                 size_t align)
{
    if (old_count > 0 && new_count <= SIZE_MAX / size &&
        extend(a, old, old_count * size, (new_count - old_count) * size)) {
        return (void *)(uintptr_t)old;
    }
    void *grown = arena_array(a, new_count, size, align);
    if (old_count > 0) {
        memcpy(grown, old, old_count * size);
    }
    return grown;
}

/* Full whenever the count has reached a power of two (4 at least). */
static bool is_full(size_t count)
{
    return count == 0 || (count >= 4 && (count & (count - 1)) == 0);
}

void *arena_push(struct arena *a, void **items, size_t *count, size_t size, size_t align)
{
    if (is_full(*count)) {
        *items = arena_grow(a, *items, *count, *count == 0 ? 4 : *count * 2, size, align);
    }
    return (char *)*items + size * (*count)++;
}
