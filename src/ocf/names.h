/* What the entries of a container may be called (EPUB 3.3, 4.2.3: file paths and file names). */
#ifndef OCF_NAMES_H
#define OCF_NAMES_H

#include "base/diag.h"
#include "base/map.h"

#include <stdbool.h>

/* Reports what is wrong with the name of an entry. False if no entry may be kept under it, because
 * it leads nowhere or out of the container. seen holds the names so far, zeroed at first. */
bool names_admit(struct map *seen, struct arena *a, str name, struct place at, struct diag *d);

#endif
