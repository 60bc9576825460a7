/* What changed since the edition before ("changes: true"), as readers are told it. Found by
 * edition/changes.h from the documents that are rendered; written by the about page. */
#ifndef MODEL_CHANGES_H
#define MODEL_CHANGES_H

#include "base/text.h"
#include "source/ledger.h"

#include <stdbool.h>
#include <stddef.h>

struct document;

enum edition_subject { EDITION_CHAPTER, EDITION_SECTION, EDITION_TIP, EDITION_REFERENCE };
enum edition_verb { EDITION_NEW, EDITION_CHANGED, EDITION_RENAMED, EDITION_MOVED, EDITION_GONE };

struct edition_item {
    enum edition_subject subject;
    enum edition_verb verb;
    str title, old;                  /* old: the title that it had */
    const struct document *document; /* where it is; NULL: nowhere any more */
    str id;                          /* in the document; empty: the document as a whole */
    size_t number;                   /* of a reference */
    struct edition_item *items;      /* what changed in a chapter */
    size_t nitems;
};

struct edition_changes {
    bool compared; /* an edition before is known: readers are told */
    bool named;    /* it had another name */
    struct edition_item *items;
    size_t nitems;
    struct ledger_edition now, before; /* for the ledger */
};

#endif
