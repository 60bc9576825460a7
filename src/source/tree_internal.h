/* cmark's trees: the one allocator that all of them use. */
#ifndef SOURCE_TREE_INTERNAL_H
#define SOURCE_TREE_INTERNAL_H

#include <cmark.h>

cmark_mem *tree_memory(void);

#endif
