/* What Octavo makes of a text, as a fragment of XHTML: read as a chapter is read, with ids and
 * numbers given by the model, and written as a chapter is written; but that every link and image
 * is taken as written, and that headings keep their level and open no section. */
#ifndef ORACLE_OURS_H
#define ORACLE_OURS_H

#include "base/text.h"

#include <stdbool.h>

/* errors: what was told of level error, as text; empty if nothing. Both are in the arena. */
str ours_render(struct arena *a, str text, unsigned features, str *errors);

/* What the judge of finished documents finds wrong with such a fragment: errors, as above. */
str ours_judge(struct arena *a, str xhtml);

/* The text as Octavo reads its bytes. */
str ours_clean(struct arena *a, str text);

#endif
