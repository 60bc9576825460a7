/* The ids of one chapter: what links in the source may name, and what the EPUB carries (source
 * format, 3.4). */
#ifndef MODEL_IDS_H
#define MODEL_IDS_H

#include "model/book.h"

/* Gives ids to the headings, anchors and boxes of a chapter whose documents are known, and fills
 * its targets. */
void ids_assign(struct book *b, struct chapter *ch, struct diag *d);

/* Is it an id that a box may have been given? */
bool ids_name_box(str id);

#endif
