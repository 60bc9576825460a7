/* The part of the about page that says what changed since the edition before. */
#ifndef RENDER_CHANGED_H
#define RENDER_CHANGED_H

#include "render/content.h"

/* Writes nothing if no edition before is known. */
void changed_render(struct content *c);

#endif
