/* Unpacking: a ZIP container -> a publication. Hostile input is ordinary input. */
#ifndef OCF_READ_H
#define OCF_READ_H

#include "base/diag.h"
#include "model/publication.h"

#include <stdbool.h>

#define OCF_MAX_ENTRIES 65535u
#define OCF_MAX_ENTRY   ((size_t)512 << 20) /* uncompressed */
#define OCF_MAX_TOTAL   ((size_t)2 << 30)   /* uncompressed, together */
#define OCF_MAX_RATIO   1100u               /* deflate cannot do better than 1032 to 1 */

/* Reads a container of which bytes is a view that outlives p. Stored entries are views of bytes;
 * deflated ones are in the arena. Reports what only the ZIP layer can see: not a ZIP, mimetype not
 * first or compressed or with an extra field, unsafe or duplicate names, encryption, lying sizes,
 * beyond the limits. An entry whose bytes could not be had is in out, marked as unread. Entries for
 * folders are left out. file is the container. False if nothing could be read, or if a name is no
 * text: then it is not known what the publication means by its names. */
bool ocf_read(struct arena *a, str bytes, const struct diag_file *file, struct publication *out,
              struct diag *d);

#endif
