/* The files themselves against what the manifest says of them. */
#ifndef CHECK_RESOURCES_H
#define CHECK_RESOURCES_H

#include "check/package.h"

/* Of all items: missing files, types that the bytes belie, properties that do not fit what was
 * found. */
void resources_check(struct judge *j, struct package *pkg);

#endif
