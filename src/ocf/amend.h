/* Exchanging an entry in a container that was just written, where nothing else moves by that. */
#ifndef OCF_AMEND_H
#define OCF_AMEND_H

#include "ocf/packed.h"
#include "ocf/sink.h"

#include <stdbool.h>
#include <stddef.h>

/* Makes a container that holds the entries of before one that holds those of after, by way of those
 * that differ. False: it cannot be had so, or the system failed, and all is to be written anew. */
bool amend(struct sink *s, const struct packed *before, const struct packed *after, size_t count);

#endif
