/* A build since whose last one only the words of some chapters have changed: these are written
 * anew, in the setting they had, and all else is what it was. No other file is read, and nothing is
 * modelled.
 *
 * It is done where a chapter shows the rest of the book what it showed before, and where there is
 * nothing to say that was not said of it before; else the book is made as a whole. */
#ifndef BUILD_EDITED_H
#define BUILD_EDITED_H

#include "build/again.h"
#include "build/former.h"

struct renewed;
struct edited_content;

struct edited {
    struct arena *arena;
    struct again *again;
    const struct build_request *request;
    struct former former;
    struct edited_content *contents; /* of each entry; NULL: none was looked for */
    struct publication publication;  /* the package document has no time yet */
    struct renewed *renewed;         /* the chapters that were written */
    size_t nrenewed;
};

/* Makes the publication of a build that was found again. d is empty but for its levels, and gets no
 * messages. False: it cannot be made so. Either way it is to be released. */
bool edited_make(struct edited *e, struct arena *a, struct again *again, const struct diag *d);

/* Judges it, and writes it. False: there would be something to say that was not said before, and
 * nothing was done. */
bool edited_publish(struct edited *e, struct build_result *result, struct diag *d);

void edited_release(struct edited *e);

#endif
