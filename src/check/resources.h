/* The files themselves against what the manifest says of them. */
#ifndef CHECK_RESOURCES_H
#define CHECK_RESOURCES_H

#include "check/package.h"

/* Missing files, types that the bytes belie, properties that do not fit what was found. */
void resource_check(struct judge *j, struct package *pkg, struct item *item);

#endif
