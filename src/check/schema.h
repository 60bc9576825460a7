/* The small vocabularies (package document, NCX, container) as tables: which attributes and
 * children an element has. */
#ifndef CHECK_SCHEMA_H
#define CHECK_SCHEMA_H

#include "check/document.h"

struct schema_row {
    const char *element;
    const char *attributes; /* by blanks; those that it must have end in "!" */
    const char *children;   /* of the same vocabulary, by blanks; "*": any */
    bool text;              /* may hold text */
};

/* Judges all elements of the space below (and with) root. Elements of other vocabularies are
 * passed over. */
void schema_check(struct judge *j, struct subject *s, const struct node *root, enum space space,
                  const struct schema_row *rows, size_t count);

#endif
