/* Facts <-> bytes: what an entry showed, kept from one judgement to the next. */
#ifndef CHECK_FACTS_RECORD_H
#define CHECK_FACTS_RECORD_H

#include "check/facts.h"

void facts_write(struct buf *out, const struct facts *f);

/* Fills f, whose subject is set, from the bytes, which outlive it. False: they are no facts of the
 * subject; f is then as it was. */
bool facts_read(struct arena *a, str bytes, struct facts *f);

#endif
