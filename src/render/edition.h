/* What several pages and the package say of the edition. Private to render/. */
#ifndef RENDER_EDITION_H
#define RENDER_EDITION_H

#include "source/manifest.h"
#include "vocab/words.h"

/* "2nd edition, Version 1.2.0, 15 January 2026": what there is of it; empty if nothing. */
str edition_line(struct arena *a, const struct words *w, const struct manifest *m);

/* "Version 1.2.0, 15 January 2026". */
str version_line(struct arena *a, const struct words *w, str version, str date);

/* The licence by its name, else by its address; empty if there is none. */
str licence_name(const struct manifest *m);

#endif
