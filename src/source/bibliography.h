/* What the author may cite: CSL-JSON files. Home of jansson. */
#ifndef SOURCE_BIBLIOGRAPHY_H
#define SOURCE_BIBLIOGRAPHY_H

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* A CSL name: either literal, or its parts. */
struct item_name {
    str family, given, dropping, non_dropping, suffix, literal;
};

struct item_names {
    struct item_name *names;
    size_t count;
};

/* A CSL date: up to year, month, day; 0 is unknown. literal and raw as given. */
struct item_date {
    int year;
    unsigned month, day;
    str literal;
};

/* One entry of the bibliography: the variables that formatting wants. Markup that CSL-JSON allows
 * in strings (<i> <b> <sup> <sub> <span ...>) is left as it is. */
struct item {
    str id, type;
    struct item_names author, editor, translator;
    str title, container_title, collection_title, publisher, publisher_place;
    str volume, issue, page, edition, chapter_number, number, genre, note;
    str doi, url, isbn;
    struct item_date issued, accessed;
    struct place at;
};

struct bibliography {
    struct item *items;
    size_t count;
    struct map by_id;
};

/* Adds the items of one CSL-JSON file (an array, or Zotero's object with "items"). All faults are
 * reported at the place in the file that is known: bad syntax, no id, no type, an id given twice.
 * False if the file could not be used at all. */
bool bibliography_read(struct arena *a, const struct diag_file *file, str bytes,
                       struct bibliography *out, struct diag *d);

/* To be called before several threads read: it sets what holds for the whole process. */
void bibliography_prepare(void);

/* The item of that key, or NULL. */
const struct item *bibliography_find(const struct bibliography *b, str key);

#endif
