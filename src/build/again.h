/* A build of which nothing has changed: told again, not made again.
 *
 * What the last build hung on, what it said and what it wrote are in the store. If all that is as
 * it was, the book is there already, and only gets the time of now, as one that is written would:
 * so Make and its like are content. */
#ifndef BUILD_AGAIN_H
#define BUILD_AGAIN_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "build/story.h"
#include "build/unchanged.h"
#include "source/source.h"
#include "store/checksum.h"
#include "store/store.h"

#include <stdbool.h>

struct again {
    struct arena *arena;
    struct store *store; /* NULL: there is nothing to be told again, nor to be kept */
    const struct build_request *request;
    struct digest key; /* of the request, and of the levels that messages had */
    unsigned cuts;     /* of mapped files, before */
    str told;          /* what is to be verified by the build that follows; or empty */
    /* What was found, when it was looked: */
    bool found; /* the last build, and all that it hung on is as it was, but: */
    struct edits edits;
    struct root root;
    struct inputs inputs;
    bool renewed; /* the facts of the inputs are to be kept */
    str rest;     /* what it told, recorded */
};

/* What a build tells, besides its messages. */
struct build_told {
    str output;
    struct file_sum written; /* what the output holds */
    size_t documents;
};

/* A build is about to begin; d is empty but for its levels. */
void again_begin(struct again *g, struct arena *a, const struct build_request *request,
                 struct store *store, const struct diag *d);

/* Was a file cut short since then? What was read is what no file held: nothing of it may be kept.
 */
bool again_was_cut(const struct again *g);

/* Looks whether there was such a build, and what has changed since. */
void again_look(struct again *g);

/* If nothing has changed, tells the result and says the messages. Nothing is to be done then. */
bool again_tell(struct again *g, struct build_result *result, struct diag *d);

/* What the build told that was found; r is left at its messages. */
struct build_told again_told(const struct again *g, struct record *r);

/* Says in d the messages that it said, and gives it their levels. False: they are no messages; d is
 * not to be used any more. */
bool again_say(const struct again *g, struct diag *d);

/* A build is about to be done: what it hung on, and what it tells, are kept if it wrote a book
 * without an error, of inputs that weigh enough to be worth it. d has not been told yet. */
void again_keep(const struct again *g, const struct root *root, const struct inputs *in,
                const struct build_told *told, const struct diag *d);

#endif
