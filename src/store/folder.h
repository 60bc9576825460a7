/* The folder that stores stand in. */
#ifndef STORE_FOLDER_H
#define STORE_FOLDER_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <sys/stat.h>

/* All stores together take no more, as far as their writers notice. */
#define STORE_FOLDER_MAX ((off_t)2 << 30)

/* Opens the folder; it is made if make is set. A descriptor, which the caller closes, or -1. Its
 * path is in *path. */
int store_folder_open(struct arena *a, bool make, str *path);

/* Is it a file or folder of ours alone: no other user's, and not to be written by others? */
bool store_is_ours(const struct stat *st);

/* Once a day: removes stores that were not used for 90 days, and those that were not used for
 * longest until what is left is within the limit. */
void store_folder_clean(int folder, str path);

#endif
