/* Two editions, part by part. */
#ifndef EDITION_COMPARE_H
#define EDITION_COMPARE_H

#include "model/book.h"
#include "model/changes.h"

/* Fills the items of c from its two editions: chapters in the order of the book, then those that
 * are gone. Parts belong together by their ids, which a renamed heading still carries. */
void changes_compare(struct arena *a, const struct book *b, struct edition_changes *c);

#endif
