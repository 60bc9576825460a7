/* The outline of the book: its documents, nested by depth, and below them their section headings
 * (source format, 3.6, Nav). The same for navigation document, contents page and NCX. */
#ifndef MODEL_OUTLINE_H
#define MODEL_OUTLINE_H

#include "model/book.h"

/* Fills outline and outline_depth from the documents in spine order. */
void outline_make(struct book *b);

#endif
