/* A document that is rendered, by its parts: what a later edition is compared with. */
#ifndef EDITION_OUTLINE_H
#define EDITION_OUTLINE_H

#include "base/arena.h"
#include "source/ledger.h"

/* What the reading needs to know of the book. */
struct outline_asking {
    str tip; /* the word before the title of a tip */
    /* A hash of the picture that a document names; 0: none is known. */
    uint64_t (*picture)(void *user, str source);
    void *user;
};

/* The parts of a content document, into out, which knows its file. A part ends where the next
 * begins; tips and references stand beside the sections that they are in. */
void outline_read(struct arena *a, str bytes, const struct outline_asking *asking,
                  struct ledger_content *out);

#endif
