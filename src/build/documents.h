/* All documents of a book, written or taken from the store. */
#ifndef BUILD_DOCUMENTS_H
#define BUILD_DOCUMENTS_H

#include "edition/changes.h"
#include "model/book.h"

#include <stdatomic.h>

struct origin;

/* What a document is written as. */
struct written {
    str bytes;
    const struct origin *origin;
    unsigned holds;
    bool done;
    bool stored; /* it was taken from the store: no one knows its origin */
    bool known;  /* the store knows it by its fingerprint: */
    struct digest fingerprint;
    bool digested; /* the digest of the bytes is known: */
    struct digest digest;
    str messages;       /* there were when it was written, recorded */
    atomic_bool wanted; /* its origin was, by who judged it */
};

/* The navigation document, the NCX and all documents, in one list. */
enum { WRITTEN_NAV, WRITTEN_NCX, WRITTEN_DOCUMENTS };

struct documents {
    struct book *book;
    unsigned threads;
    bool begins; /* a ledger is being made */
    struct edition_changes *changes;
    struct diag *diag;
    struct written *all; /* filled by: */
    atomic_bool broken;  /* the store was wrong: what was written is not to be used */
};

/* Writes all documents of a book that is resolved. */
void documents_write(struct documents *d);

/* Keeps what was written, when it was judged: but not a document that there was something to say of
 * at a place in it, for that is known only when it is written. */
void documents_keep(struct documents *d);

/* Was a place wanted of a document that came out of the store? */
bool documents_lack_places(const struct documents *d);

#endif
