/* cmark's trees: the one allocator that all of them use, and the way through them. */
#ifndef SOURCE_TREE_INTERNAL_H
#define SOURCE_TREE_INTERNAL_H

#include <cmark.h>

cmark_mem *tree_memory(void);

/* The node behind all that is below node, within root; NULL at the end. */
cmark_node *tree_behind(cmark_node *node, cmark_node *root);
/* The next node in document order, within root; NULL at the end. Quicker than cmark's iterator,
 * which comes to every node twice. */
cmark_node *tree_next(cmark_node *node, cmark_node *root);

#endif
