/* The author's style sheets: which files they name in url(), and the names these have in the book.
 * Whether their CSS is good for readers is the gate's business. */
#ifndef MODEL_STYLES_H
#define MODEL_STYLES_H

#include "model/resources.h"

/* Reads the style sheets that the manifest lists, and packs what they name. */
void styles_load(struct packing *p);

/* Puts the names of the packed files in the place of the author's. */
void styles_rewrite(struct packing *p);

#endif
