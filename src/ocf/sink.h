/* Where libzip writes to: a file descriptor through a large window, or memory. libzip writes
 * headers in small pieces and goes back to fill them in; in the window that costs no system call.
 * What the file holds is summed up on the way. */
#ifndef OCF_SINK_H
#define OCF_SINK_H

#include "base/text.h"
#include "store/checksum.h"

#include <stdbool.h>

struct zip_source;

/* A piece of the file, as its sum is made of them. */
struct sink_piece {
    uint64_t sum;
    bool stale; /* it was written over */
};

struct sink {
    int fd;                    /* -1: memory, and then all of it stays in the window */
    struct buf window;         /* bytes not yet written */
    size_t start;              /* offset of the window's first byte */
    size_t at;                 /* offset of the next write */
    size_t sent;               /* so many bytes are on their way to the disk */
    int fault;                 /* errno of the first failure; 0: none */
    struct sink_piece *pieces; /* of what is before the window */
    size_t npieces, room;
};

void sink_init(struct sink *s, int fd);
void sink_release(struct sink *s);

/* Has the disk begin with all that is written to the file, and does not wait for it. */
void sink_send(struct sink *s);

/* Writes over what libzip has written, when it has written all. False: see fault. */
bool sink_write_over(struct sink *s, size_t offset, str bytes);

/* The sum of the file, when all is written. False: it cannot be read. */
bool sink_sum(const struct sink *s, struct file_sum *out);

/* Begins again: what the file holds is written over. */
void sink_restart(struct sink *s);

/* A source that libzip can write an archive to, and which it frees, but not s. NULL: no memory. */
struct zip_source *sink_source(struct sink *s);

#endif
