/* A tip written a second time, on the tips page. Private to render/; the walk over cmark's tree
 * that tips.c may not do itself. */
#ifndef RENDER_CONTENT_TIP_H
#define RENDER_CONTENT_TIP_H

#include "render/content.h"

/* The inlines of its title; the word for a tip if it has none. c is set to copy. */
void content_tip_title(struct content *c, const struct tip *tip);

/* The blocks below its title. */
void content_tip_blocks(struct content *c, const struct tip *tip);

/* What stands in the tips file before its first tip. */
void content_tips_opening(struct content *c);

#endif
