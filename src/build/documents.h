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
    struct digest digest; /* of the bytes */
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

#endif
