/* DTBook documents of EPUB 2 (ANSI/NISO Z39.86-2005, 5; OPS 2.0.1, 2.3). */
#ifndef CHECK_DTBOOK_H
#define CHECK_DTBOOK_H

#include "check/document.h"
#include "check/facts.h"

/* Judges the document of f->subject and fills f. */
void dtbook_check(struct judge *j, struct parser *p, struct facts *f);

#endif
