/* The whole story in one function: load, resolve, render, judge, write. */
#ifndef BUILD_STORY_H
#define BUILD_STORY_H

#include "base/diag.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct claims;
struct publication;
struct sheets;

struct build_request {
    str argument;      /* the book, as book_load takes it */
    str output;        /* the file; empty: named after the book; "-": standard output */
    str folder;        /* where a file named after the book goes; empty: the current folder */
    str depfile;       /* where what the book was made of is written, or empty */
    bool frozen;       /* --frozen: no ledger is written; that it would change is an error */
    bool no_cache;     /* nothing is taken from the cache, nor kept in it */
    bool lock;         /* the ledger is made if it is not there, and written; the book is not */
    str keep_rejected; /* where a refused book is written for a look, or empty */
    int64_t epoch;     /* SOURCE_DATE_EPOCH, or -1 */
    unsigned threads;  /* at most; 0 or 1: the calling one alone */
    /* Gets the publication, errors or not, in place of a file being written; it is gone when take
     * returns, but for what is in the arena. NULL: it is written. */
    void (*take)(void *user, const struct publication *p);
    void *user;
    struct claims *claims;     /* with other books that are built; or NULL */
    size_t number;             /* of this book among them */
    struct sheets *sheets;     /* likewise; or NULL */
    struct build_stage *stage; /* told where the build is; or NULL */
};

/* Where a build is, for whoever watches it from another thread. */
struct build_stage {
    _Atomic(const char *) name; /* "reading" ... */
};

struct build_result {
    bool
        no_book; /* nothing there that could be a book: wrong usage; why says what was looked for */
    str why;
    str output; /* where the book was written; empty if it was not */
    str ledger; /* the path of the ledger, if it was written */
    size_t documents, bytes;
};

/* To be called before there are threads: sets what libraries keep for the whole process. A book
 * that is built by several calls it itself. */
void build_prepare(void);

/* Builds one book. Everything the result holds lives in the arena. */
void build_book(struct arena *a, const struct build_request *request, struct build_result *result,
                struct diag *d);

/* Tells whoever watches where the build is: "reading", "rendering", "checking", "writing". */
void build_enter(const struct build_request *request, const char *stage);

/* Says that a file is that of a book which was named before. */
void build_report_twice(str output, struct diag *d);

#endif
