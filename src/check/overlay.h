/* Media overlay documents (EPUB 3.3, 9). */
#ifndef CHECK_OVERLAY_H
#define CHECK_OVERLAY_H

#include "check/package.h"

/* Judges the overlay document of f->subject and fills f. */
void overlay_check(struct judge *j, struct parser *p, struct facts *f);

/* Overlays and the documents that they belong to name each other. */
void overlays_join(struct judge *j, struct package *pkg);

#endif
