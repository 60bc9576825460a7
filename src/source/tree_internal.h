/* cmark's trees: the memory that they are made of, and the way through them. */
#ifndef SOURCE_TREE_INTERNAL_H
#define SOURCE_TREE_INTERNAL_H

#include "base/arena.h"

#include <cmark.h>

/* cmark asks for very many small pieces, and gives many of them back soon. A heap cuts them from an
 * arena, keeps those that come back for the next, and is gone as a whole, with no walk through the
 * tree. A zeroed heap with an arena is ready for use. */
#define TREE_KINDS 48

struct chunk;

struct tree_heap {
    struct arena *arena;
    struct chunk *free[TREE_KINDS]; /* of each size */
    char *scrap;                    /* of a large one that was free: small ones are cut from it */
    size_t nscrap;
};

/* What cmark asks for on this thread comes from h, until tree_heap_leave. A tree may be changed
 * only while the heap that it was made in is entered; without one, memory is malloc's. */
void tree_heap_enter(struct tree_heap *h);
void tree_heap_leave(void);

/* Frees a tree with the arena of its heap. */
void tree_release(cmark_node *root, struct arena *arena);

/* The allocator of all trees. cmark asks for no allocation that may fail: it does not look at what
 * it gets. */
cmark_mem *tree_memory(void);

/* The next node in document order, within root; NULL at the end. Quicker than cmark's iterator,
 * which comes to every node twice. */
cmark_node *tree_next(cmark_node *node, cmark_node *root);

#endif
