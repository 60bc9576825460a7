/* The pages that Octavo makes, and where they stand in the spine (source format, 3.6). */
#ifndef MODEL_PAGES_H
#define MODEL_PAGES_H

#include "model/book.h"

/* The name of a page in the manifest, which is also its file's: "cover". */
str page_name(enum page page);

/* Gathers the tips, puts the generated documents into the spine, and makes the outline. */
void pages_arrange(struct book *b, struct diag *d);

#endif
