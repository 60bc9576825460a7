/* Pieces of work on several threads, and their results taken in order: what is told never depends
 * on which thread was faster. */
#ifndef BASE_WORKERS_H
#define BASE_WORKERS_H

#include <stddef.h>

struct work {
    size_t count;
    void (*run)(void *context, size_t index);  /* on any thread */
    void (*take)(void *context, size_t index); /* on the calling thread, in the order of index */
    void (*tick)(void *context);               /* on the calling thread, ten times a second */
    void *context;
};

/* Runs all pieces on so many threads; with none, on the calling one. A piece is begun only while
 * few before it are not taken yet, so that results do not heap up. Signals are left to the calling
 * thread. */
void workers_run(const struct work *work, unsigned threads);

/* Runs one function on so many threads at once, the calling one among them; on fewer if the system
 * gives no more, or if they are at other work: a function that is run so may call this, too, but
 * is joined only by threads that have nothing else to do. A thread may come at any time before the
 * function has returned on the calling one. Returns when all have. Signals are left to the calling
 * thread. The others stay, for what is run next. */
void workers_together(void (*run)(void *context), void *context, unsigned threads);

#endif
