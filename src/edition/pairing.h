/* What belongs together in two editions though it is not the same: documents and passages. */
#ifndef EDITION_PAIRING_H
#define EDITION_PAIRING_H

#include "base/arena.h"
#include "edition/reading.h"

/* The hashes of a document's passages, in the arena. */
uint64_t *passage_hashes(struct arena *a, const struct edition_document *d);

/* For each later document the index of the earlier one that it was, or ALIGN_NONE: the one of its
 * name, if the two have any text in common; else one that it has most of its text from; else the
 * one of its name. In the arena. */
size_t *documents_pair(struct arena *a, const struct edition *old, const struct edition *fresh);

/* The same for passages, of which none stands on both sides; partners rise. */
size_t *passages_pair(struct arena *a, const struct passage *old, size_t nold,
                      const struct passage *fresh, size_t nfresh);

#endif
