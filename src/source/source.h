/* The author's files: opening one by its path below the book's root, never outside it. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/text.h"
#include "store/checksum.h"

#include <stdbool.h>

/* A file or folder that a book was made of. */
struct input {
    str path;              /* as the user would write it */
    str real;              /* where symbolic links lead, if there are any; else empty */
    struct fs_facts facts; /* before it was read */
    bool recent;           /* it was changed so shortly before that a change after it might not show
                              in its facts */
    bool summed;           /* of a recent file that was read: */
    struct file_sum sum;
    bool listed; /* a folder, of which these names had a say: */
    struct fs_name *names;
    size_t nnames;
};

/* What a book was made of: every file that was read, or looked for and found, and every folder
 * whose list of names had a say. Each once, in the order of first use. */
struct inputs {
    struct arena *arena;
    struct input *items;
    size_t count;
    struct map seen;
    str *absent; /* what was looked for, and was no file */
    size_t nabsent;
    struct map missed;
    struct map plain; /* folders below the root that are no symbolic links */
    bool unsure;      /* something else had a say, which is not told here */
};

/* Notes a path, once; the row, to be filled in. in NULL: no one asks, and NULL comes back. */
struct input *inputs_note(struct inputs *in, str shown);
void inputs_note_absent(struct inputs *in, str shown);

/* The bytes of an input that was noted before. */
void inputs_note_bytes(struct inputs *in, str shown, str bytes);

/* Are times so close to the present that a change to come might not show? Some file systems count
 * in steps of two seconds. */
bool facts_are_recent(const struct fs_facts *facts);

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
