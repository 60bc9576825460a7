/* Who is cited where: numbers in order of first citation, ids of the places, entries that nobody
 * cites. How an entry reads is render/entry's business. */
#ifndef MODEL_CITATIONS_H
#define MODEL_CITATIONS_H

#include "model/book.h"

/* Reads the bibliography files (with what the manifest lists). */
void citations_load(struct book *b, struct diag *d);

/* Numbers all citations of the documents in spine order. */
void citations_number(struct book *b, struct diag *d);

#endif
