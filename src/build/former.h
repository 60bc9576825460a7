/* What a build has published, as the store has it: enough to publish it once more when some of its
 * chapters say something else, and nothing but that has changed (edited.h). */
#ifndef BUILD_FORMER_H
#define BUILD_FORMER_H

#include "build/documents.h"
#include "build/publishing.h"
#include "model/book.h"

#include <stdbool.h>

/* Where an entry's bytes are. */
enum former_kind {
    FORMER_DOCUMENT, /* a piece of the store, under a document's fingerprint */
    FORMER_BYTES,    /* a piece of the store, under their digest */
    FORMER_FILE      /* the author's file */
};

struct former_entry {
    str path, media_type;
    enum former_kind kind;
    struct digest key; /* of the piece */
    str bytes;         /* of FORMER_BYTES that are to be kept */
    str file;          /* as the user would write it */
    unsigned holds;    /* enum holding */
};

struct former_chapter {
    str path;           /* of its file, as the user would write it */
    struct digest name; /* that the store knows it by */
    bool alone;         /* no one else prints what it says: its text may be another one */
    size_t entry;       /* its document */
    uint32_t order;     /* in messages */
    /* How it is read: */
    struct digest front; /* of its front matter */
    uint32_t body_line;
    unsigned features;
    str lang;
    bool cites;
};

struct former {
    struct former_entry
        *entries; /* in the order of the container; the package document has no time */
    size_t nentries;
    struct former_chapter *chapters; /* those that the store knows */
    size_t nchapters;
    struct dating dating; /* without a ledger */
    enum text_encoding encoding;
    bool sound; /* it has no fault, and has shown the judge: */
    struct digest shown;
    str *citable; /* the keys of the bibliography */
    size_t ncitable;
};

/* Is anything kept of such a book? A ledger has a say in every document. */
bool former_holds(const struct book *b);

/* Gathers it of a publication that is dated. */
void former_of(struct arena *a, const struct book *b, const struct publishing *p,
               const struct documents *documents, struct former *out);

/* Under the key of a build. */
void former_keep(struct store *store, const struct digest *key, const struct former *f);

/* False: the store has none. */
bool former_recall(struct store *store, const struct digest *key, struct arena *a,
                   struct former *out);

#endif
