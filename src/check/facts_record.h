/* Facts <-> bytes: what an entry showed, kept from one judgement to the next; and facts made small.
 */
#ifndef CHECK_FACTS_RECORD_H
#define CHECK_FACTS_RECORD_H

#include "check/facts.h"

/* Sets the face and what stands for the anchors, too. */
void facts_write(struct buf *out, struct facts *f);

/* Sets these two, and what the rest is to be read from: the bytes, which outlive f. False: they are
 * no facts. */
bool facts_begin(str bytes, struct facts *f);

/* Fills f, whose subject is set, from what is unread. False: it is no facts of the subject; f is
 * then as it was before. */
bool facts_read(struct arena *a, struct facts *f);

/* Leaves of f, which grew in the memory of its judge, what is asked for later, in a. */
void facts_condense(struct arena *a, struct facts *f);

#endif
