/* How a reference reads: an item -> text with emphasis and links. The one place that a citation
 * processor will replace; numbers, ids and back links are not its business. */
#ifndef RENDER_ENTRY_H
#define RENDER_ENTRY_H

#include "source/bibliography.h"
#include "vocab/words.h"

struct xml;

/* Writes the text of an entry for articles, chapters, books and web pages (others as books).
 * link_title: link the title where the entry has a URL and prints no DOI or URL. */
void entry_render(struct xml *x, const struct item *item, const struct words *w, bool link_title);

/* What stands in a narrative citation: "Bowlby", "Noom et al."; who edited or translated it, if
 * nobody wrote it; else its title. In the arena. */
str entry_authors(struct arena *a, const struct item *item, const struct words *w);

#endif
