/* Property values with prefixes: "dcterms:modified" (EPUB 3.3, appendix D.1). */
#ifndef CHECK_PREFIXES_H
#define CHECK_PREFIXES_H

#include "check/judge.h"

struct prefixes {
    struct map declared;
    bool package; /* of a package document: other prefixes are reserved there */
};

/* Reads a prefix attribute; what is wrong with it is told. */
void prefixes_declare(struct prefixes *p, struct judge *j, struct subject *s, str value,
                      struct spot at);

/* Tells a prefix that is not declared, in a list of property values. */
void prefixes_check(const struct prefixes *p, struct judge *j, struct subject *s, str values,
                    struct spot at);

/* Is it declared, so that it means what the author says? */
bool prefix_declared(const struct prefixes *p, str prefix);

#endif
