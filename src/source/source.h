/* The author's files: opening one by its path below the book's root, never outside it. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>

/* What a book was made of, as the user would write it: every file that was read, or looked for and
 * found, and every folder whose list of names had a say. Each once, in the order of first use. */
struct inputs {
    struct arena *arena;
    str *paths;
    size_t count;
    struct map seen;
};

/* in NULL: no one asks. */
void inputs_note(struct inputs *in, str shown);

/* Where the book's files stand. Nothing outside root is read: neither by "..", nor by an absolute
 * path, nor through a symbolic link that leaves it. */
struct root {
    str path; /* as given by the user, for messages: "book" ("" for the current folder) */
    str real; /* absolute, links resolved */
    struct inputs *inputs; /* where files that are found are noted; may be NULL */
};

/* False if the folder does not exist or cannot be read; errno says why. */
bool root_open(struct arena *a, str path, struct root *out);

enum source_fault {
    SOURCE_FINE,
    SOURCE_OUTSIDE,    /* leaves the root */
    SOURCE_ABSENT,     /* no such file */
    SOURCE_UNREADABLE, /* errno says why: it is system trouble */
    SOURCE_TOO_LARGE
};

/* Checks that rel (relative to the root, "/" between, as written by the author and percent-decoded)
 * is a regular file inside the root. *normal is rel without "." and "..". */
enum source_fault source_find(struct arena *a, const struct root *root, str rel, str *normal);

/* As source_find, and reads at most max bytes of it. */
enum source_fault source_read(struct arena *a, const struct root *root, str rel, size_t max,
                              str *bytes);

/* The path of a file of the root as the user would write it ("book/02.md"). */
str source_shown(struct arena *a, const struct root *root, str rel);

/* Offers the name of everything in the folder that rel stands in. */
struct nearest;
void source_offer_siblings(struct arena *a, const struct root *root, str rel, struct nearest *n);

#endif
