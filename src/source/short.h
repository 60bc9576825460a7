/* What the author wrote, as a message can show it: on one line and not longer than a glance. */
#ifndef SOURCE_SHORT_H
#define SOURCE_SHORT_H

#include "base/text.h"

/* text without its ends' white space, its lines joined by spaces; cut after about 60 bytes, never
 * inside a character, with "..." at the end. In the arena. */
str short_text(struct arena *a, str text);

#endif
