/* Where libzip writes to: a file descriptor through a large window, or memory. libzip writes
 * headers in small pieces and goes back to fill them in; in the window that costs no system call.
 */
#ifndef OCF_SINK_H
#define OCF_SINK_H

#include "base/text.h"

#include <stdbool.h>

struct zip_source;

struct sink {
    int fd;            /* -1: memory, and then all of it stays in the window */
    struct buf window; /* bytes not yet written */
    size_t start;      /* offset of the window's first byte */
    size_t at;         /* offset of the next write */
    size_t sent;       /* so many bytes are on their way to the disk */
    int fault;         /* errno of the first failure; 0: none */
};

void sink_init(struct sink *s, int fd);
void sink_release(struct sink *s);

/* Has the disk begin with all that is written to the file, and does not wait for it. */
void sink_send(struct sink *s);

/* A source that libzip can write an archive to, and which it frees, but not s. NULL: no memory. */
struct zip_source *sink_source(struct sink *s);

#endif
