/* Messages <-> bytes (see record.h): to be said again as they were, in another run of the same
 * program. */
#ifndef BASE_DIAG_RECORD_H
#define BASE_DIAG_RECORD_H

#include "base/diag.h"
#include "base/record.h"

/* Files that both sides have by themselves: a place in one of them is in that file again. Any other
 * file is made anew, with its path and order. */
struct diag_known {
    const struct diag_file *const *files;
    size_t count;
};

/* All messages said so far, before they are told. */
void diag_record(const struct diag *d, const struct diag_known *known, struct buf *out);

/* Says them in d, behind those that were said there. False: the bytes are wrong, and nothing was
 * said. */
bool diag_say_again(struct diag *d, const struct diag_known *known, struct record *r);

/* The levels of all kinds that are not as the table says, and who set them. They depend on nothing
 * else: so the bytes are also a key. */
void diag_record_levels(const struct diag *d, struct buf *out);

/* Gives all kinds the levels recorded. False: the bytes are wrong, and the levels as they were. */
bool diag_restore_levels(struct diag *d, struct record *r);

#endif
