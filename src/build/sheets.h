/* What many books in one call have in common: the program's own style sheets, of which they have
 * one each, and container.xml. What they become in the container, and what the judge saw in them,
 * is found once. By several threads. */
#ifndef BUILD_SHEETS_H
#define BUILD_SHEETS_H

#include "base/arena.h"
#include "base/text.h"
#include "model/publication.h"

#include <pthread.h>

/* Empty texts: not known yet. */
struct known_sheet {
    struct packed_form packed;
    str circumstances, facts; /* see check_memory */
};

#define SHEETS 3

struct sheets {
    struct arena arena;
    struct known_sheet known[SHEETS];
    pthread_mutex_t mutex;
};

void sheets_init(struct sheets *s);
void sheets_release(struct sheets *s);

/* What is known of an entry's bytes, good as long as s is. False: they are none of the program's,
 * or s is NULL. */
bool sheets_find(struct sheets *s, const struct entry *e, struct known_sheet *out);

/* What there is to know from now on, copied: the packed form, or the circumstances and facts, where
 * none are known. Of other entries than above, nothing. */
void sheets_keep(struct sheets *s, const struct entry *e, const struct known_sheet *sheet);

#endif
