/* What a build hung on, as bytes; and whether all of it is as it was, or what is not. */
#ifndef BUILD_UNCHANGED_H
#define BUILD_UNCHANGED_H

#include "base/arena.h"
#include "base/record.h"
#include "source/source.h"

#include <stdbool.h>

/* Adds to out what has to be the same for the same book to come of it: each file, vouched for by
 * its facts, or by its bytes if it was changed just before it was read; the names that had a say
 * in each folder; the folders on the way to the files; what was looked for in vain. False:
 * something else had a say, or it changes at this moment. */
bool unchanged_record(struct arena *a, const struct root *root, const struct inputs *in,
                      struct buf *out);

/* More are not told apart. */
enum { EDITS_MOST = 16 };

/* Files that hold something else than they did: indexes in the inputs. */
struct edits {
    size_t files[EDITS_MOST];
    size_t count;
};

/* Reads what unchanged_record wrote, and tells whether it still holds, but for what some files
 * hold. Then root and in are what they were, with the facts of today, and without the sums of those
 * files; *renewed: bytes had to vouch for what facts can vouch for by now. */
bool unchanged_holds(struct arena *a, struct record *r, struct root *root, struct inputs *in,
                     struct edits *edits, bool *renewed);

#endif
