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

/* The language of words that are printed in a document of a language, if they are in another (there
 * are none in its own); else empty. */
str frame_words_language(const struct words *w, str lang);

/* The attributes of the open tag for a text that is in another language than what stands around
 * it; an empty one is the same. */
void frame_language(struct xml *x, str lang, str around);

#endif
