/* From what the user named to a book whose chapters are parsed: finding the root, the manifest and
 * the chapters in order (source format, part 2), reading every file, making documents with their
 * names, headings, ids and levels (part 3). */
#ifndef MODEL_LOAD_H
#define MODEL_LOAD_H

#include "model/book.h"

enum load_result {
    LOAD_FINE,   /* there is a book to go on with, though perhaps with reported errors */
    LOAD_STOP,   /* the manifest has no syntax: nothing more is to be said */
    LOAD_NO_BOOK /* nothing that could be a book stands there: wrong usage */
};

struct load_request {
    str argument;        /* a folder, a .md, a .yaml; "-" for a .md on standard input, whose root is
                            the current folder; empty for that folder */
    unsigned threads;    /* at most, see parts_run */
    struct store *store; /* chapters that it has are not parsed; may be NULL */
    bool trees_stay;     /* all trees are made at once, however large the book is */
};

/* In LOAD_NO_BOOK *why is what was looked for. */
enum load_result book_load(struct arena *a, const struct load_request *request, struct book *out,
                           str *why, struct diag *d);

#endif
