/* Which publication this is, and when it was made (source format, part 6): never random, never the
 * clock. */
#ifndef MODEL_IDENTITY_H
#define MODEL_IDENTITY_H

#include "model/book.h"
#include "model/publication.h"

/* The unique identifier: the manifest's first, else the ledger's (which may be NULL), else UUIDv5
 * of what names the work. */
str identity_of(struct arena *a, const struct manifest *m, str title, const struct ledger *l);

/* UUIDv5 of title, first creator and language as "urn:uuid:...". */
str identity_derived(struct arena *a, str title, str creator, str lang);

/* dcterms:modified by rules 1 to 4. l may be NULL. epoch: SOURCE_DATE_EPOCH in seconds, or -1.
 * *dated is false if nothing in the manifest gave a day. */
str modified_of(struct arena *a, const struct manifest *m, const struct ledger *l, int64_t epoch,
                const char digest[65], bool *dated);

/* Seconds since 1970 as CCYY-MM-DDThh:mm:ssZ. */
str time_text(struct arena *a, int64_t seconds);

#endif
