/* One list of items, gone through by several threads: cut into parts of some size, each with memory
 * and messages of its own, which are joined in the order of the items. So what comes out, and what
 * is told, is the same for any number of threads. */
#ifndef BASE_PARTS_H
#define BASE_PARTS_H

#include "base/arena.h"
#include "base/diag.h"

#include <stddef.h>

/* What one item is worked on with; nothing else may be written to that another item may see. */
struct part {
    struct arena *arena; /* lives as long as that of the whole */
    struct diag *diag;
    void *tool; /* held by one thread at a time; what it did for other items may not matter */
};

struct parts {
    size_t count;
    size_t (*weight)(void *context, size_t index); /* of an item, in bytes */
    void (*run)(void *context, const struct part *part, size_t index);
    void *context;
    unsigned threads;        /* at most; 0 or 1: the calling one alone */
    struct arena *arena;     /* of the whole */
    struct diag *diag;       /* of the whole; NULL: nothing is told */
    void *(*tool_new)(void); /* NULL: items need no tool */
    void (*tool_free)(void *tool);
    void *tool; /* the caller's own, to be used first; or NULL */
};

/* Runs all items. Where they weigh too little to be worth a thread, in order, on the calling one;
 * unless: */
void parts_run(const struct parts *p);

/* Is what is otherwise done for large books only to be done for all? In test builds (OCTAVO_FAULTS)
 * with OCTAVO_EAGER in the environment. */
bool parts_eager(void);

#endif
