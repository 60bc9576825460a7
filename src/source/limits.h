/* What cmark is spared. It takes time by the square where containers are nested deeply, or where
 * brackets are opened and not closed; so a text that goes beyond sense is refused before it sees
 * it. The look is linear, and follows CommonMark's rules of containers and fences. */
#ifndef SOURCE_LIMITS_H
#define SOURCE_LIMITS_H

#include "source/markdown.h"

enum { LIMIT_CONTAINERS = 100, LIMIT_BRACKETS = 1000 };

/* Tells the first place of the text, from offset from on, that goes beyond a limit (too-deep).
 * Returns the text, or a copy of the same length in which blanks stand for all that is beyond. */
str limits_apply(struct arena *a, const struct markdown *m, size_t from, struct diag *d);

#endif
