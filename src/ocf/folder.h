/* An unpacked container: a folder -> a publication. */
#ifndef OCF_FOLDER_H
#define OCF_FOLDER_H

#include "base/diag.h"
#include "model/publication.h"

#include <stdbool.h>

#define OCF_MAX_FOLDERS 100u /* folders in folders */

/* Reads all files below a folder, in the order of their names, into the arena; the limits are those
 * of ocf_read. What no container may hold (symbolic links, devices, unsafe names) is reported, and
 * never followed. file is the folder. False if the system failed, which is reported. */
bool ocf_read_folder(struct arena *a, str folder, const struct diag_file *file,
                     struct publication *out, struct diag *d);

#endif
