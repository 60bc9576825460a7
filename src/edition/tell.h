/* A difference between two editions, told. */
#ifndef EDITION_TELL_H
#define EDITION_TELL_H

#include "edition/diff.h"

/* For a terminal or a mail: a line for what is said of the book, a heading for each chapter, each
 * changed passage with [-what went-] and {+what came+}; in colour those words are coloured instead.
 * Nothing for equal editions. */
void diff_tell_text(const struct edition_diff *d, bool colour, struct buf *out);

/* The same as one JSON object. */
void diff_tell_json(const struct edition_diff *d, struct buf *out);

/* What a passage is: text, heading, tip, reference, image. */
str passage_kind_name(const struct passage *p);
/* What became of it: added, removed, changed, moved. */
str change_kind_name(enum change_kind kind);

/* A change in words: "reference 4 moved from two.xhtml, was 2". In the arena. */
str change_name(struct arena *a, const struct passage_change *c);

#endif
