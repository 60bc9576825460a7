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

/* What gives a publication its time, besides its content. */
struct dating {
    str modified;                /* as the manifest says it; or empty */
    int64_t day;                 /* since 1970, of the manifest's dates; of none, 1980-01-01 */
    bool dated;                  /* there is one */
    const struct ledger *ledger; /* or NULL */
    int64_t epoch;               /* SOURCE_DATE_EPOCH in seconds, or -1 */
};

struct dating dating_of(const struct manifest *m, const struct ledger *l, int64_t epoch);

/* Does the time hang on the content, or is there a ledger, which holds its digest? */
bool dating_needs_digest(const struct dating *dating);

/* dcterms:modified by rules 1 to 4, of content of that digest. */
str modified_of(struct arena *a, const struct dating *dating, const char digest[65]);

/* Does that time come from the content alone, because nothing says a day? */
bool dating_is_missing(const struct dating *dating, const char digest[65]);

/* Seconds since 1970 as CCYY-MM-DDThh:mm:ssZ. */
str time_text(struct arena *a, int64_t seconds);

#endif
