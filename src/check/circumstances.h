/* All that bears on what an item shows, but its bytes; as text, to be compared. */
#ifndef CHECK_CIRCUMSTANCES_H
#define CHECK_CIRCUMSTANCES_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>

struct circumstances {
    str media_type, path;
    unsigned kind;   /* enum content_kind */
    unsigned flags;  /* enum check_flags */
    bool old, alone; /* see judge.h */
};

/* identifier: of the package, where the item has to have the same; else empty. */
str circumstances_write(struct arena *a, const struct circumstances *c, str identifier);

/* False: they are none. */
bool circumstances_read(str bytes, struct circumstances *out);

#endif
