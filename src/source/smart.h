/* Smart punctuation: straight quotes become those of a language, "--" and "---" dashes, "..." an
 * ellipsis. Works on a run of text alone; dialect_smart.c brings it to a tree. */
#ifndef SOURCE_SMART_H
#define SOURCE_SMART_H

#include "base/text.h"
#include "vocab/quotes.h"

struct arena;

/* Where a run stands for more than its text: a place where an inline begins or ends, and one that
 * is no text itself (its neighbours see a letter, or a sign). Cleaned text holds none of them. */
enum { SMART_ENTER = '\x14', SMART_LEAVE = '\x15', SMART_LETTER = '\x16', SMART_SIGN = '\x17' };

/* A change: length bytes at offset at of the run become text. */
struct smart_edit {
    size_t at, length;
    str text;
};

/* A part of the run in a language; the first begins at 0. */
struct smart_part {
    size_t from;
    const struct quotes *quotes;
};

struct smart {
    struct arena *arena;
    const struct smart_part *parts;
    size_t nparts;
    struct smart_edit *edits; /* in rising order; not freed from one run to the next */
    size_t nedits, edits_capacity;
    struct smart_open *open; /* quotes that are open */
    size_t nopen, open_capacity;
};

/* Has the text anything that may change? */
bool smart_wanted(str text);

/* Finds what changes in a run. */
void smart_run(struct smart *s, str run);

/* A text of one language as it is to be printed. In the arena, or text itself. */
str smart_text(struct arena *a, str text, str lang);

#endif
