/* Many books in one call: each is a piece of work with its own memory and messages, done on
 * several threads, and told in the order in which the books were named. */
#ifndef BUILD_SHELF_H
#define BUILD_SHELF_H

#include "base/diag.h"
#include "build/story.h"

#include <stddef.h>

struct shelf {
    const struct build_request *requests;
    size_t count;
    unsigned threads;          /* 0: the calling one alone */
    const struct diag *levels; /* whose levels of messages every book begins with */
    /* Called for every book, in order, on the calling thread. The result and d are gone when it
     * returns. */
    void (*told)(void *user, const struct build_request *request, const struct build_result *result,
                 struct diag *d);
    void (*tick)(void *user); /* ten times a second; or NULL */
    void *user;
};

/* Builds all books. If two would be written to one file, the one that is named later is told to be
 * wrong, and not written. */
void shelf_build(const struct shelf *shelf);

#endif
