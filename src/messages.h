/* Every message that Octavo can say about a book: the rows of diag.def as an enum and a table.
 *
 * To add one: a row in diag.def, and a folder in tests/ that provokes it. */
#ifndef MESSAGES_H
#define MESSAGES_H

#include "base/diag.h"

enum message {
#define DIAG(id, name, level, hold, code, text, remedy) MSG_##id,
#include "diag.def"
#undef DIAG
    MESSAGES
};

extern const struct diag_kind messages[MESSAGES];

#endif
