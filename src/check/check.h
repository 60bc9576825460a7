/* The judge: bytes only, never a book.
 *
 * Each XML entry is parsed by libxml2 from its bytes and walked against tables; package document,
 * navigation document, NCX, styles and content documents are checked, and every reference is
 * followed. A message stands at the author's place if the entry knows its origin, else at the line
 * and column inside the entry ("book.epub/EPUB/ch1.xhtml:12:5").
 *
 * Two halves: what one entry shows (pure), and what only the whole shows.
 *
 * To add a rule: a row in diag.def, a function or a table row in the room of its subject, and a
 * folder in tests/check/. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/publication.h"

enum check_flags {
    CHECK_HOUSE = 1 << 0 /* also what breaks real readers, though EPUB allows it */
};

/* Judges a publication; all faults are reported. */
void check_publication(struct arena *a, const struct publication *p, unsigned flags,
                       struct diag *d);

/* What entries showed when they were judged before, kept by the caller; called by several threads
 * at once. Where one showed no fault, it is not judged again for the same bytes in the same
 * circumstances: these are a text of the judge's, as are the facts. */
struct check_memory {
    void *user;
    /* False: nothing is ever kept of that entry. */
    bool (*remembers)(void *user, const struct entry *e);
    /* The facts that were kept, good for as long as the arena; false: there are none. */
    bool (*recall)(void *user, const struct entry *e, str circumstances, struct arena *a,
                   str *facts);
    /* The facts are gone when it returns; the circumstances live as long as the arena. */
    void (*keep)(void *user, const struct entry *e, str circumstances, str facts, struct arena *a);
    /* What was kept of a whole without fault that showed this, good for as long as the arena;
     * false: nothing. NULL: nothing ever is. */
    bool (*recall_sound)(void *user, const struct digest *shown, struct arena *a, str *asked);
    /* The whole was judged: it has no fault, and in place of what was kept of it comes this. */
    void (*keep_sound)(void *user, const struct digest *shown, str asked);
    /* The whole has no fault, be it that this is known, or is kept now. */
    void (*is_sound)(void *user, const struct digest *shown);
    /* All is judged nonetheless, and a whole that was known to have no fault had one: */
    bool doubts;
    void (*mistaken)(void *user);
};

/* The same by so many threads at most, see parts_run. memory: of former judgements; NULL: none. */
void check_publication_on(unsigned threads, struct arena *a, const struct publication *p,
                          unsigned flags, const struct check_memory *memory, struct diag *d);

/* A document of a publication that was sound, which holds other bytes now. */
struct check_renewed {
    const struct entry *entry;
    str circumstances, facts; /* of the bytes before, as a check_memory kept them */
};

/* Is such a publication sound still, if nothing else has changed but the time in its package
 * document? asked: what was kept of the whole; *asked_now: to be kept in its place. memory keeps
 * the facts of the documents. False: it is not known, or there are messages. */
bool check_renewed_on(struct arena *a, const struct publication *p, unsigned flags,
                      const struct check_renewed *documents, size_t count, str asked,
                      str *asked_now, const struct check_memory *memory, struct diag *d);

/* What a single file is, when it is judged without the publication that it belongs to. */
enum single {
    SINGLE_NONE,
    SINGLE_PACKAGE,
    SINGLE_XHTML,
    SINGLE_SVG,
    SINGLE_CSS,
    SINGLE_OVERLAY,
    SINGLE_NCX
};

/* Tells from the end of a file's name what it is; SINGLE_NONE: nothing that is judged alone. */
enum single single_of(str path);

/* Judges the first entry of p alone: what it names may be anywhere, so only the form of its
 * references is looked at. An XHTML document with a table of contents for machines is judged as
 * the navigation document. */
void check_single(struct arena *a, const struct publication *p, enum single what, unsigned flags,
                  struct diag *d);

#endif
