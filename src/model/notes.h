/* Which document shows which notes (source format, part 4). */
#ifndef MODEL_NOTES_H
#define MODEL_NOTES_H

#include "model/book.h"

/* Numbers the notes of a chapter by first reference, document by document, and puts what stands in
 * a note behind the constructs of the document that shows it first. Notes that nothing refers to
 * are told. The documents are known; their ids are not given yet. */
void notes_gather(struct book *b, struct chapter *ch, struct diag *d);

/* Gives the ids of a document's notes and of the references to them. */
void notes_assign_ids(struct book *b, struct document *doc);

#endif
