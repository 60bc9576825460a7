/* The ledger of an edition that was made: what later editions have to keep, as text; and what this
 * one kept of the editions before. The book has been rendered: its passages have their ids. */
#ifndef EDITION_LEDGER_H
#define EDITION_LEDGER_H

#include "model/book.h"

/* The bytes of "book.lock" (see source/ledger.h): the edition's own names, and what was published
 * before and is gone. In the arena. */
str ledger_text(struct arena *a, const struct book *b, str modified, const char digest[65]);

/* Tells what readers of the last edition will find: each target that is lost, and how many ids and
 * files were kept, moved, renamed and lost. Nothing without a ledger, or with one of nothing. */
void promises_tell(const struct book *b, struct diag *d);

#endif
