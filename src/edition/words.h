/* Two texts, word by word. */
#ifndef EDITION_WORDS_H
#define EDITION_WORDS_H

#include "edition/diff.h"

/* The words of both texts in order, in runs. In the arena. */
void words_compare(struct arena *a, str old, str fresh, struct word_run **runs, size_t *nruns);

/* Adds the hashes of a text's words, and of each with the one before it, for pairs are rarer than
 * words; in the arena. Each seed makes others. */
void words_hash(struct arena *a, str text, uint64_t seed, uint64_t **hashes, size_t *count);

/* How much of two texts is the same, from 0 to 100. */
unsigned words_alike(struct arena *a, str old, str fresh);

#endif
