/* Names of elements and attributes, one object for each, with what the tables of HTML know of them.
 *
 * The strings come from the parser's dictionary, which keeps one copy of each, so they are told
 * apart by their addresses. They and the names live as long as the dictionary. */
#ifndef CHECK_NAMES_H
#define CHECK_NAMES_H

#include "check/document.h"
#include "check/pool.h"

struct name_slot;

/* A zeroed table is empty. */
struct name_table {
    struct pool pool;
    struct name_slot *slots;
    size_t count, capacity;
};

const struct name *name_intern(struct name_table *t, const char *local, const char *uri);
void names_release(struct name_table *t);

#endif
