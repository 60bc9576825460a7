/* What changed between two editions, as an XHTML page of its own that any browser shows. */
#ifndef BUILD_CHANGES_PAGE_H
#define BUILD_CHANGES_PAGE_H

#include "base/arena.h"
#include "edition/diff.h"

/* The bytes of the page, in the arena. */
str changes_page(struct arena *a, const struct edition_diff *d);

#endif
