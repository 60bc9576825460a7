/* How to cite this book, if the author does not say it. Private to render/. */
#ifndef RENDER_CITE_H
#define RENDER_CITE_H

#include "model/book.h"

struct words;

/* The manifest's cite-as, else AUTHORS. TITLE. Version V. PUBLISHER; YEAR. SOURCE: what there is
 * of it. Empty if nothing but the title is known. In the arena. */
str cite_as(const struct book *b, const struct words *w);

#endif
