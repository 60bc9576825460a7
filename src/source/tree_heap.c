/* A chunk has its kind before it: what it may hold at most, and where it goes when it is free.
 * Large ones hold the text of a paragraph until its nodes are made; of these, small chunks are cut
 * then. */
#include "source/tree_internal.h"

#include "base/memory.h"

#include <stdint.h>
#include <string.h>

/* Sizes go up by SMALL_STEP, then by doubling. */
#define SMALL_STEP  ((size_t)16)
#define SMALL_KINDS 16
#define SMALLEST    (SMALL_STEP * SMALL_KINDS) /* that is doubled */

/* Of so many kinds of large ones, small ones are cut. */
#define SCRAPS 4

/* Memory of no heap. */
#define PLAIN TREE_KINDS

struct chunk {
    size_t kind;
    struct chunk *next; /* of a free one: here its bytes begin */
};

#define HEAD offsetof(struct chunk, next)

/* cmark's allocator carries no context: the heap is that of the thread. */
static _Thread_local struct tree_heap *current;

static size_t room_of(size_t kind)
{
    return kind < SMALL_KINDS ? (kind + 1) * SMALL_STEP : SMALLEST << (kind - SMALL_KINDS + 1);
}

static size_t kind_for(size_t size)
{
    if (size <= SMALLEST) {
        return size > 0 ? (size - 1) / SMALL_STEP : 0;
    }
    size_t kind = SMALL_KINDS;
    while (kind < TREE_KINDS && room_of(kind) < size) {
        kind++;
    }
    if (kind == TREE_KINDS) {
        out_of_memory();
    }
    return kind;
}

static struct chunk *chunk_of(void *bytes)
{
    return (struct chunk *)(void *)((char *)bytes - HEAD);
}

static void *plain_new(size_t size)
{
    struct chunk *c = mem_calloc(1, HEAD + (size > sizeof c->next ? size : sizeof c->next));
    c->kind = PLAIN;
    return &c->next;
}

static struct chunk *take_free(struct tree_heap *h, size_t kind)
{
    struct chunk *c = h->free[kind];
    if (c != NULL) {
        h->free[kind] = c->next;
    }
    return c;
}

/* Cuts a small chunk from a large one that is free; NULL: there is none. */
static struct chunk *cut(struct tree_heap *h, size_t size)
{
    for (size_t kind = SMALL_KINDS; h->nscrap < size && kind < SMALL_KINDS + SCRAPS; kind++) {
        struct chunk *large = take_free(h, kind);
        if (large != NULL) {
            h->scrap = (char *)large;
            h->nscrap = HEAD + room_of(kind);
        }
    }
    if (h->nscrap < size) {
        return NULL;
    }
    h->nscrap -= size;
    return (struct chunk *)(void *)(h->scrap + h->nscrap);
}

/* Not cleared. */
static void *heap_room(struct tree_heap *h, size_t size)
{
    size_t kind = kind_for(size), whole = HEAD + room_of(kind);
    struct chunk *c = take_free(h, kind);
    if (c == NULL && kind < SMALL_KINDS) {
        c = cut(h, whole);
    }
    if (c == NULL) {
        c = arena_room(h->arena, whole, _Alignof(struct chunk));
    }
    c->kind = kind;
    return &c->next;
}

/* Zeroed. */
static void *heap_new(size_t size)
{
    return current != NULL ? memset(heap_room(current, size), 0, size) : plain_new(size);
}

static void heap_free(void *bytes)
{
    if (bytes == NULL) {
        return;
    }
    struct chunk *c = chunk_of(bytes);
    if (c->kind == PLAIN) {
        mem_free(c);
    } else if (current != NULL) {
        c->next = current->free[c->kind];
        current->free[c->kind] = c;
    }
}

static void *heap_calloc(size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / 4 / size) {
        out_of_memory();
    }
    return heap_new(count * size);
}

static void *heap_realloc(void *bytes, size_t size)
{
    if (bytes == NULL) {
        return current != NULL ? heap_room(current, size) : plain_new(size);
    }
    struct chunk *c = chunk_of(bytes);
    if (c->kind == PLAIN) {
        c = mem_realloc(c, HEAD + (size > sizeof c->next ? size : sizeof c->next));
        return &c->next;
    }
    size_t room = room_of(c->kind);
    if (size <= room) {
        return bytes;
    }
    void *grown = current != NULL ? heap_room(current, size) : plain_new(size);
    memcpy(grown, bytes, room);
    heap_free(bytes);
    return grown;
}

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED                                                                                    \
    1 /* each chunk for itself, so that the sanitizer sees who uses it and who does not */
#else
#define WATCHED 0
#endif

cmark_mem *tree_memory(void)
{
    static const cmark_mem heap = {heap_calloc, heap_realloc, heap_free};
    static const cmark_mem watched = {mem_calloc, mem_realloc, mem_free};
    return (cmark_mem *)(WATCHED ? &watched : &heap); /* cmark only reads it */
}

void tree_heap_enter(struct tree_heap *h)
{
    current = h;
}

void tree_heap_leave(void)
{
    current = NULL;
}

void tree_release(cmark_node *root, struct arena *arena)
{
    if (WATCHED && root != NULL) {
        cmark_node_free(root);
    }
    arena_release(arena);
}
