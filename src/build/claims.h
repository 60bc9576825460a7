/* Which of many books has a file: two books of one name are a mistake, and the one that is named
 * first keeps it, whichever was made first. */
#ifndef BUILD_CLAIMS_H
#define BUILD_CLAIMS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"

#include <pthread.h>
#include <stdbool.h>

struct claim;

struct claims {
    struct arena arena;
    struct map by_path; /* path -> index in claims */
    struct claim *claims;
    size_t count;
    pthread_mutex_t mutex;
    pthread_cond_t written;
};

void claims_init(struct claims *c);
void claims_release(struct claims *c);

/* Book number owner is about to write path. False if a book named before it has that; true: it
 * does so, and then calls claims_written. Waits while another one writes the file. */
bool claims_begin(struct claims *c, str path, size_t owner);
void claims_written(struct claims *c, str path);

/* Who has the file; SIZE_MAX: no one. To be asked when all books before the owner are done. */
size_t claims_owner(struct claims *c, str path);

#endif
