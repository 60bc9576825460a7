/* A file is whole or absent: writes beside the target, then renames.
 *
 * The temporary file has one fixed name (".NAME.octavo-tmp" in the target's folder), held by an
 * advisory lock (flock) while its writer lives: a second writer waits for the first; the file of a
 * dead writer is taken over. At commit the bytes are synced, the file is renamed over the
 * target, and the folder is synced. Whatever happens, the target is the whole old file or the
 * whole new one, and no stray file outlives the next build. A replacement under way is removed
 * when memory runs out and at SIGINT, SIGTERM and SIGHUP. Several threads may each have one under
 * way. */
#ifndef BASE_REPLACEMENT_H
#define BASE_REPLACEMENT_H

#include "base/text.h"

#include <stdbool.h>

struct replacement {
    char *target;    /* owned */
    char *temporary; /* owned */
    int fd;          /* open for reading and writing; -1 if none */
    size_t slot;     /* its place in the list of those under way */
};

/* Opens and locks the temporary file, empty. False: errno says why, nothing to release. */
bool replacement_begin(struct replacement *r, str target);

/* Adds bytes. False: errno says why; r is abandoned. */
bool replacement_write(struct replacement *r, str bytes);

/* Syncs, gives the target's mode (or 0666 less umask), renames, syncs the folder, unlocks.
 * False: errno says why; the temporary file is removed and the target as it was. Releases r. */
bool replacement_commit(struct replacement *r);

/* The same without syncing: for what is made again if the machine dies. */
bool replacement_commit_lightly(struct replacement *r);

/* Between the two, a folder is not synced after each file that is committed in it, but once, at the
 * end. If the machine dies before, a file that was committed may have its old name and bytes. */
void replacement_begin_many(void);
void replacement_end_many(void);

/* Is there a temporary file for the target: of a writer, or left by one that died? */
bool replacement_is_left(str target);

/* Removes the temporary file. Releases r. */
void replacement_abandon(struct replacement *r);

#endif
