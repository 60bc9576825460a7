/* What is different in a later edition, as an editor asks: what is said of the book, which chapters
 * came, went or moved, and which passages changed, word by word. */
#ifndef EDITION_DIFF_H
#define EDITION_DIFF_H

#include "base/arena.h"
#include "edition/reading.h"

#include <stdbool.h>
#include <stddef.h>

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_EDITED, CHANGE_MOVED };

/* Words in a row that stand in both editions, or in one. */
enum words_in { WORDS_BOTH, WORDS_OLD, WORDS_NEW };

struct word_run {
    enum words_in in;
    bool joined; /* no blank stands between it and the run before */
    str text;
};

struct passage_change {
    enum change_kind kind;
    const struct passage *old, *fresh; /* NULL: there is none */
    const struct edition_document *old_document, *fresh_document;
    struct word_run *runs; /* CHANGE_EDITED */
    size_t nruns;
};

/* A document of either edition. */
struct document_change {
    const struct edition_document *old, *fresh; /* NULL: there is none */
    bool renamed;                               /* same text, another file */
    bool moved;                                 /* it stands elsewhere among the others */
    struct passage_change *changes;             /* in the order of the text */
    size_t nchanges;
};

struct property_change {
    str name, old, fresh; /* empty: there is none */
};

struct file_change {
    enum change_kind kind; /* CHANGE_ADDED, CHANGE_REMOVED or CHANGE_EDITED */
    str path;
};

struct edition_diff {
    const struct edition *old, *fresh;
    struct property_change *metadata;
    size_t nmetadata;
    struct document_change *documents; /* all, changed or not: in the order of the later edition,
                                          then those that are gone */
    size_t ndocuments;
    struct file_change *files;
    size_t nfiles;
};

/* Both editions outlive the result, which lives in the arena. */
void edition_compare(struct arena *a, const struct edition *old, const struct edition *fresh,
                     struct edition_diff *out);

/* Is there any difference? The time of modification alone is none, and is not told. */
bool edition_differs(const struct edition_diff *d);

#endif
