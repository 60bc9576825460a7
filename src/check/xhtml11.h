/* The content documents of EPUB 2 (OPS 2.0.1, 2: XHTML 1.1's modules as that lists them). */
#ifndef CHECK_XHTML11_H
#define CHECK_XHTML11_H

#include "check/document.h"

/* Judges the elements of HTML in the document. */
void xhtml11_check(struct judge *j, struct subject *s, const struct node *root);

#endif
