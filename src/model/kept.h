/* What was published before is kept: a heading or box that was renamed carries its old ids beside
 * the new one, where it is plain which heading it was. */
#ifndef MODEL_KEPT_H
#define MODEL_KEPT_H

#include "model/book.h"

/* Gives the headings and boxes of a document their former ids, by the book's ledger; once all ids
 * of the document are known. */
void kept_targets(struct book *b, struct document *doc);

#endif
