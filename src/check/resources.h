/* The files themselves against what the manifest says of them. */
#ifndef CHECK_RESOURCES_H
#define CHECK_RESOURCES_H

#include "check/package.h"

/* Fewer bytes are no image. */
#define SHORTEST_IMAGE 4

/* Is the item, whose file is there, an image without the header that says its size? False for what
 * is no JPEG, PNG or GIF by its type. */
bool resource_is_cut_off(const struct item *item);

/* Of all items: missing files, types that the bytes belie, properties that do not fit what was
 * found. */
void resources_check(struct judge *j, struct package *pkg);

#endif
