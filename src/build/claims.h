/* Which of many books has a file: two books of one name are a mistake, and the one that is named
 * first has it, whichever is ready first, and even if it comes to nothing: its last edition is not
 * another book's to replace. */
#ifndef BUILD_CLAIMS_H
#define BUILD_CLAIMS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"

#include <pthread.h>
#include <stdbool.h>

struct claims {
    struct arena arena;
    struct map by_path;  /* path -> the first book known to want it */
    bool *settled;       /* of each book: it is known what it wants */
    size_t books, first; /* all before the first are settled */
    pthread_mutex_t mutex;
    pthread_cond_t more; /* are settled */
};

void claims_init(struct claims *c, size_t books);
void claims_release(struct claims *c);

/* Book number book wants to write path: told early, nobody has to wait for it long. */
void claims_want(struct claims *c, str path, size_t book);

/* The same, and it is about to. Waits until every book before it is settled, so those must
 * have been begun. False: one of them has the file. May be asked again. */
bool claims_take(struct claims *c, str path, size_t book);

/* Book number book is done, whether or not it has wanted a file. */
void claims_settle(struct claims *c, size_t book);

#endif
