/* Content documents: what one XHTML or SVG document shows (HTML standard; EPUB 3.3, 6.1, 6.2). */
#ifndef CHECK_CONTENT_H
#define CHECK_CONTENT_H

#include "check/document.h"
#include "check/facts.h"

enum content_kind {
    CONTENT_XHTML = 1 << 0,
    CONTENT_SVG = 1 << 1,
    CONTENT_NAV = 1 << 2,   /* the navigation document, besides XHTML */
    CONTENT_OLD = 1 << 3,   /* EPUB 2: only what holds for any XML is judged */
    CONTENT_FIXED = 1 << 4, /* fixed layout */
    CONTENT_GUESS = 1 << 5  /* it may be a navigation document: its content tells */
};

/* Judges the document of f->subject and fills f. */
void content_check(struct judge *j, struct parser *p, unsigned kind, struct facts *f);

#endif
