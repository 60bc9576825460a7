/* What a document, a part or a person is: epub:type (EPUB 3 Structural Semantics Vocabulary), the
 * DPUB-ARIA role that goes with it, and MARC relator codes. */
#ifndef VOCAB_ROLES_H
#define VOCAB_ROLES_H

#include "base/text.h"

#include <stdbool.h>

struct nearest;

enum matter { MATTER_BODY, MATTER_FRONT, MATTER_BACK };

struct section_type {
    const char *name; /* the epub:type, "preface" */
    const char *role; /* "doc-preface", or "" if DPUB-ARIA has none for a section */
    enum matter matter;
};

/* The row of an epub:type that a document's section may have; NULL if the vocabulary has none. */
const struct section_type *section_type_find(str name);
void section_type_offer(struct nearest *n);

/* The MARC code of a code ("aut") or of pandoc's English word ("author", "book producer");
 * empty if it is neither. */
str relator_code(str word);
void relator_offer(struct nearest *n);

#endif
