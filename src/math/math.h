/* Formulas: TeX, as people write it in Markdown, to MathML Core.
 *
 * The reader knows the mathematics of LaTeX and amsmath that Markdown tools share; no packages, no
 * macros. A formula becomes a tree of MathML elements, ready to be written. What cannot be read is
 * a fault at its offset; reading goes on behind it, so that all faults are found at once. Nothing
 * is left out without a word.
 *
 * The room knows TeX and MathML, and no books. */
#ifndef MATH_MATH_H
#define MATH_MATH_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct math_attribute {
    const char *name, *value;
    struct math_attribute *next;
};

struct math_node {
    const char *element; /* "mi", "mrow" ... */
    str text;            /* of mi, mn, mo and mtext */
    struct math_attribute *attributes;
    struct math_node *first, *last, *next; /* children, and the next sibling */
    unsigned height;                       /* elements below it, one in another */
    unsigned char atom, flags;             /* the reader's own */
};

/* What is wrong, as a message says it: the fault first, then the remedy, or the nearest right word.
 * A warning leaves the formula as good as it was. */
struct math_fault {
    size_t at, length; /* in the TeX */
    bool warning;
    str text, remedy, nearest;
};

struct math {
    struct math_node *row; /* an mrow: its children are the content of <math> */
    struct math_fault *faults;
    size_t nfaults;
    bool failed; /* a fault is no warning */
};

/* How deep groups of TeX may nest, and elements in the result. */
enum { MATH_MAX_DEPTH = 32, MATH_MAX_HEIGHT = 100 };

/* Reads a formula. suggest: look for the nearest known command where one is unknown. There is
 * always a row. */
void math_read(struct arena *a, str tex, bool display, bool suggest, struct math *out);

/* A formula in a line of plain text, for titles: "a^2 + (b + c)/2". */
str math_text(struct arena *a, const struct math_node *row);

#endif
