/* Document type declarations (EPUB 3.3, 3.6 and appendix B; OPS 2.0.1, 1.3). */
#ifndef CHECK_DOCTYPE_H
#define CHECK_DOCTYPE_H

#include "check/document.h"

/* Of an XML document of EPUB 3 that is no XHTML: external identifiers are those of its media type
 * (public_id NULL: none are), or left out. Says nothing of EPUB 2. */
void doctype_check(struct judge *j, const struct document *doc, const char *public_id,
                   const char *system_id);

/* Of a package document: none of EPUB 3 names anything, one of EPUB 2 that of its forerunner. */
void doctype_check_package(struct judge *j, const struct document *doc);

/* Of an XHTML document: HTML's in EPUB 3, XHTML 1.1's in EPUB 2. */
void doctype_check_html(struct judge *j, const struct document *doc);

#endif
