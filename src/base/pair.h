/* Which members of a row are which of a row before, that was edited: those that are equal stay what
 * they are wherever they stand now, and of the others those that stand where as many others stood.
 */
#ifndef BASE_PAIR_H
#define BASE_PAIR_H

#include "base/align.h"

/* For each of the new members the index of the old one that it is, or ALIGN_NONE; each is one at
 * most. In the arena. Nearly linear. */
size_t *pair(struct arena *a, const uint64_t *old, size_t nold, const uint64_t *fresh,
             size_t nfresh);

#endif
