/* Which lines of a file an mdBook includes: "2:10", ":5", "name". */
#ifndef SOURCE_INCLUDE_LINES_H
#define SOURCE_INCLUDE_LINES_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct line_range {
    size_t first, end; /* from 0; end is behind the last */
    str anchor;        /* if not empty, the lines between its ANCHOR and ANCHOR_END */
};

/* What follows the first ":" of an argument; empty: all lines. */
struct line_range line_range_of(str text);

/* A walk over the lines of a text that are in a range. */
struct line_walk {
    str text;
    const struct line_range *range;
    size_t at;     /* where the next line begins */
    size_t number; /* of that line, from 0 */
    bool inside;   /* of the anchor */
    bool found;    /* the anchor was seen */
};

/* The next line in the range, without its newline, and its number; false at the end. */
bool line_walk_next(struct line_walk *w, str *line, size_t *number);

#endif
