/* What the store has of a publication's entries, by their content: the packed form, and the facts
 * that the judge saw in those that he had nothing to say of. What it has not is packed. */
#ifndef BUILD_PIECES_H
#define BUILD_PIECES_H

#include "base/arena.h"
#include "check/check.h"
#include "model/content_digest.h"
#include "model/publication.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>

struct piece;
struct sheets;

/* What is to be done with the packed forms while the content is still digested, on another thread.
 */
struct pieces_meanwhile {
    void (*act)(void *user, struct arena *a);
    void *user;
};

struct pieces {
    struct store *store;   /* NULL: nothing is known */
    struct sheets *sheets; /* with other books; or NULL */
    bool packing;   /* the publication is to be written: what is not known is packed at once */
    bool digesting; /* the content's digest is asked for */
    struct arena *arena;
    struct publication *publication;
    struct pieces_meanwhile meanwhile; /* no act: nothing */
    /* its own: */
    struct piece *all; /* of each entry */
    bool verifying;
    pthread_mutex_t mutex; /* of: */
    size_t recalled;       /* so many entries */
    pthread_cond_t all_recalled;
    atomic_bool digested;
    char digest[65];            /* of the content; or empty */
    struct trail trail;         /* likewise */
    struct check_memory memory; /* for the judge of the publication */
    bool sound;                 /* he has found no fault in the whole, which showed: */
    struct digest shown;
};

/* Looks for the pieces of all entries, by so many threads at most: those whose packed form is there
 * get it, or if packing, all that may be deflated. The publication gets no more entries, and the
 * bytes of its entries do not change from now on, but those of the package document: it has no
 * piece, since it is another one with each edit. If digesting, reckons content_digest beside it,
 * for which all bytes are gone through, too. What is to be done meanwhile is not, if the digest is
 * there before. */
void pieces_recall(struct pieces *pieces, unsigned threads);

/* Documents that hold something else than when the whole was found sound. */
struct pieces_edited {
    struct digest shown; /* by the whole, then */
    const struct edited_document {
        size_t entry;
        struct digest before; /* of its bytes then */
    } * documents;
    size_t count;
};

/* Is it sound still? False: there are messages, or it is not known: it is to be judged. */
bool pieces_sound_still(struct pieces *pieces, const struct pieces_edited *edited, struct arena *a,
                        struct diag *d);

/* Puts what was not there before. All entries have their packed form. */
void pieces_keep(struct pieces *pieces);

#endif
