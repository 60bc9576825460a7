/* A publication on its way into a file: it is dated, judged and written, much of that at once.
 * Nobody asks here what it was made of. */
#ifndef BUILD_PUBLISHING_H
#define BUILD_PUBLISHING_H

#include "build/story.h"
#include "model/identity.h"
#include "model/publication.h"
#include "ocf/write.h"

struct pieces;
struct pieces_edited;
struct store;

struct publishing {
    const struct build_request *request;
    struct arena *arena;
    struct diag *diag;
    unsigned threads;
    struct store *store;            /* what is known of its entries, and is to be; NULL: nothing */
    struct sheets *sheets;          /* with other books of this call; or NULL */
    bool written;                   /* it is to become a file */
    struct publication publication; /* its name is that of the file; the package document has no
                                       time yet */
    struct dating dating;
    const struct pieces_edited *edited; /* what is not as it was when the whole was sound; NULL: it
                                           is not known that it ever was */
    /* filled by publishing_date: */
    char digest[65]; /* of the content; empty if nothing hangs on it */
    str modified;
    str undated; /* the package document without its time */
    /* its own: */
    struct pieces *pieces;   /* of the entries */
    bool claimed, owned;     /* it was asked whose the file is: this book's */
    struct ocf_draft *ahead; /* written while it was digested, to be revised; or NULL */
    struct ocf_draft *draft; /* of the file; NULL: it is not begun */
};

/* Digests the content, if its time hangs on that, and gives the package document its time. Looks
 * meanwhile for what the store has of the entries, and packs what it has not. */
void publishing_date(struct publishing *p);

/* Judges it; and writes it side by side with that, in the hope that there will be nothing to say.
 */
void publishing_judge(struct publishing *p);

/* False: another book of this call has the file, which is told. */
bool publishing_claim(struct publishing *p);

/* Writes the file beside the one that it will replace, unless that was done. */
void publishing_write(struct publishing *p);

/* Has it take its name, and keeps what is known of its entries now. last: see there; or NULL.
 * False: reported. */
bool publishing_commit(struct publishing *p, const struct ocf_last *last);

/* Forgets what was written and has not taken its name. */
void publishing_abandon(struct publishing *p);

#endif
