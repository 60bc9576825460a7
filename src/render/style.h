/* The stylesheet that Octavo gives every book, EPUB/styles/octavo.css: styles/octavo.css of the
 * sources, taken into the program by embed.cmake. */
#ifndef RENDER_STYLE_H
#define RENDER_STYLE_H

#include "base/text.h"

/* The whole sheet. */
str style_octavo(void);

/* Only the rules for classes that Octavo writes by itself ("style: none"): an author's sheet
 * cannot know them. */
str style_generated(void);

#endif
