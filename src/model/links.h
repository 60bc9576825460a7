/* Where links lead and which files are packed: "two.md#head" -> document and id, images ->
 * resources, or a message. Source format, 3.5 and part 7. */
#ifndef MODEL_LINKS_H
#define MODEL_LINKS_H

#include "model/book.h"

/* Resolves every link and image of every chapter; loads cover, styles and listed resources. */
void links_resolve(struct book *b, struct diag *d);

#endif
