/* "changes: true": what changed since the edition before, as far as the ledger knows.
 *
 * An edition is what the manifest calls one: by version and edition, or where neither is given by
 * date. It is compared with the last state of the edition before; while there is none, with the
 * state that the ledger began with. The ledger keeps both states, so that the same sources and
 * ledger always tell the same. */
#ifndef EDITION_CHANGES_H
#define EDITION_CHANGES_H

#include "model/book.h"
#include "model/changes.h"

/* bytes: of the documents of the book as they are rendered, by index; those of the about page are
 * not asked for. begins: a ledger is being made. False: there is nothing to compare with, or the
 * edition has no name, which is told; nothing is to be kept then. */
bool changes_find(struct arena *a, const struct book *b, const str *bytes, bool begins,
                  struct edition_changes *out, struct diag *d);

#endif
