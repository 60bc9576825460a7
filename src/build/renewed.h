/* A chapter whose text is another one, written without the rest of its book. */
#ifndef BUILD_RENEWED_H
#define BUILD_RENEWED_H

#include "build/former.h"
#include "model/publication.h"
#include "source/source.h"

struct store;

struct renewed {
    struct digest name;        /* of the chapter */
    str chapter;               /* what the store keeps under it */
    struct digest fingerprint; /* of its document */
    str document;              /* likewise */
    size_t entry;
    struct digest before; /* of the bytes it had */
    struct digest digest; /* of the bytes: */
    str bytes;
};

/* Reads the chapter, whose file input is, and writes its document; *input gets the sum of what was
 * read. before: what the last build said; it gives the levels, too. False: the rest of the book
 * would look different, or there is something to say. */
bool renew(struct arena *a, struct store *store, const struct former *f,
           const struct former_chapter *row, struct input *input, const struct diag *before,
           struct renewed *out);

/* Has the store keep it. */
void renewed_keep(struct store *store, const struct renewed *r);

#endif
