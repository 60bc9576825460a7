/* The parts of the package document. EPUB 3.3, 5. */
#ifndef RENDER_PACKAGE_INTERNAL_H
#define RENDER_PACKAGE_INTERNAL_H

#include "model/book.h"
#include "render/xml.h"

#include <stdbool.h>

/* The metadata element. */
void package_metadata(struct xml *x, const struct book *b, const struct publication *p);

/* Its accessibility metadata, computed from what is in the book. */
void package_accessibility(struct xml *x, const struct book *b, const struct publication *p);
/* Does a document hold MathML? */
bool package_holds_math(const struct publication *p);

/* Is ibooks:version written, so that its prefix has to be declared? */
bool package_has_ibooks_version(const struct manifest *m);

/* <meta property>value</meta>; nothing if value is empty. */
void package_meta(struct xml *x, const char *property, str value);

/* The same about another element. scheme may be NULL. */
void package_refine(struct xml *x, str id, const char *property, const char *scheme, str value);

#endif
