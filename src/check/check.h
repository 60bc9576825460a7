/* The judge: bytes only, never a book.
 *
 * Each XML entry is parsed by libxml2 from its bytes and walked against tables; package document,
 * navigation document, NCX, styles and content documents are checked, and every reference is
 * followed. A message stands at the author's place if the entry knows its origin, else at the line
 * and column inside the entry ("book.epub/EPUB/ch1.xhtml:12:5").
 *
 * Two halves: what one entry shows (pure), and what only the whole shows.
 *
 * To add a rule: a row in diag.def, a function or a table row in the room of its subject, and a
 * folder in tests/check/. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/publication.h"

enum check_flags {
    CHECK_HOUSE = 1 << 0 /* also what breaks real readers, though EPUB allows it */
};

/* Judges a publication; all faults are reported. */
void check_publication(struct arena *a, const struct publication *p, unsigned flags,
                       struct diag *d);

#endif
