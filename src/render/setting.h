/* What the rest of the book gives the documents of a chapter: all that they are written from,
 * besides the chapter's own text, as bytes. They are part of what a document is known by
 * (fingerprint.h); and a chapter of which only the text is another one can be written with them,
 * without the rest.
 *
 * Whoever lets content_render read something that is not read yet names it here: a field of a
 * construct, of the document, or of the book. */
#ifndef RENDER_SETTING_H
#define RENDER_SETTING_H

#include "model/book.h"

/* What model/ has filled in the constructs of a chapter, in their order. */
void setting_of_chapter(struct buf *out, const struct chapter *ch);

/* What there is of one of its documents, and of the book. */
void setting_of_document(struct buf *out, const struct book *b, const struct document *doc);

/* Can it be given back? A chapter of several documents has too many to tell them apart by. */
bool setting_can_be_given(const struct document *doc);

/* Gives it to the one document of a chapter that was read from a sheet (source/sheet.h), and of
 * whose notes none is gathered; and to a book that has nothing yet. The bytes outlive them. False:
 * they are not of a chapter with such a sheet, or of a book with a ledger. */
bool setting_give(str of_chapter, str of_document, struct book *b, struct document *doc,
                  const struct diag *d);

#endif
