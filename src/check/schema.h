/* The small vocabularies (package document, NCX, container, overlay) as tables: which attributes
 * and children an element has, and in which order. */
#ifndef CHECK_SCHEMA_H
#define CHECK_SCHEMA_H

#include "check/document.h"

struct schema_row {
    const char *element;
    /* By blanks: NAME, NAME=WORD|WORD (one of these), or NAME=%TYPE (%id: a name of XML; %names:
     * one or more of its name tokens; %type: a media type; %lang: a language; %number: a whole
     * number). What must be there ends in "!". Those with a namespace are written with its usual
     * prefix: "xml:lang". */
    const char *attributes;
    /* By blanks and in order: NAME or (NAME|NAME), once; behind it "?" at most once, "*" any
     * number, "+" at least once. "*" alone: anything. "dc:*": elements of that vocabulary may
     * stand anywhere between; "any:*": all that is of other
     * vocabularies. */
    const char *children;
    bool text; /* may hold text */
};

/* Judges all elements of the space below (and with) root. */
void schema_check(struct judge *j, struct subject *s, const struct node *root, enum space space,
                  const struct schema_row *rows, size_t count);

/* Namespaces in XML, 3: a name without colons. */
bool schema_is_name(str value);

/* XML: one or more name tokens. */
bool schema_is_names(str value);

#endif
