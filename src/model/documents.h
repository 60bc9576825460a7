/* From chapters to documents: where a file splits, which heading is its chapter heading, levels,
 * titles and file names (source format, 3.2 to 3.4). */
#ifndef MODEL_DOCUMENTS_H
#define MODEL_DOCUMENTS_H

#include "model/book.h"

/* Makes the documents of all chapters, which are then in book.documents in spine order, and blank
 * documents for all generated pages; gives every heading its rank and id. */
void documents_make(struct book *b, struct diag *d);

#endif
