/* A large book is written while its content is digested, though the time in its package document,
 * which hangs on the digest, is not known yet: a time has always as many characters, and is packed
 * to as many bytes, so that it can be put in its place afterwards. */
#ifndef BUILD_AHEAD_H
#define BUILD_AHEAD_H

#include "model/identity.h"
#include "model/publication.h"
#include "ocf/write.h"

#include <stdbool.h>

/* Is so much of it stored as it is that it takes a while to be written? */
bool ahead_is_worthwhile(const struct publication *p);

/* Gives the package document, which is undated without it, its time. In a book for which it is
 * worthwhile, whatever the time is, it is packed to as many bytes. */
void ahead_date(struct arena *a, const struct publication *p, struct entry *package, str undated,
                str modified);

/* The publication with a time that is made up in its package document, which has none, to be
 * revised: see ocf_begin. All else is packed. NULL: there is nothing to be written. */
struct ocf_draft *ahead_write(const struct publication *p, const struct dating *dating,
                              struct arena *a);

#endif
