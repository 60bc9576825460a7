/* What every XHTML document of the book has around its text: declaration, html, head, one section.
 * Source format, 3.3. */
#ifndef RENDER_FRAME_H
#define RENDER_FRAME_H

#include "model/book.h"
#include "render/xml.h"

/* Writes up to the open body. title: of the document alone. */
void frame_begin(struct xml *x, const struct book *b, str title, str lang, str dir);

/* Closes body and html. */
str frame_end(struct xml *x, const struct origin **origin);

/* The language's words of a document. */
const struct words *frame_words(const struct document *doc);

#endif
