/* The nearest right answer to a wrong word, for messages. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/text.h"

/* Keeps the nearest candidate offered so far. Start with .wanted set and the rest zero. */
struct nearest {
    str wanted;
    str best; /* empty while nothing is near enough */
    size_t distance;
};

/* Offers a candidate. Near enough means an edit distance (insert, delete, replace, transpose; ASCII
 * case ignored) of at most a third of the longer word, 1 at least; of equals the one that begins
 * most alike, then the first, is kept.
 * Candidates of more than 64 bytes are passed over, so the cost is bounded. */
void nearest_offer(struct nearest *n, str candidate);

#endif
