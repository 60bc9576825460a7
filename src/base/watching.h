/* Waiting for a folder to change: its files, and those of all folders in it. Names that begin with
 * "." or "#" or end with "~" are passed over; what is in a folder is so only if its name begins
 * with ".". inotify(7); no file is looked into, and nothing is asked again and again but for a
 * folder that is gone. */
#ifndef BASE_WATCHING_H
#define BASE_WATCHING_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Folders beyond this are not watched. */
#define WATCHING_MAX 10000

/* Folders above the watched one beyond this may move unseen. */
#define WATCHING_OUTER 40

enum watched {
    WATCHED_CHANGE, /* a file or folder in it came, went or was written, and then nothing more */
    WATCHED_GONE,   /* the folder itself was moved away or removed, or one that it is in */
    WATCHED_END,    /* SIGINT, SIGTERM or SIGHUP: the user wants to stop */
    WATCHED_ERROR   /* the system failed: errno */
};

struct watching {
    str folder;                /* as given */
    str passed;                /* a file whose name ends so is nothing to wake for; or empty */
    int inotify;               /* -1: not begun */
    int outer[WATCHING_OUTER]; /* watches of the folder itself and of those that it is in */
    size_t nouter, count;
    bool full;    /* not all folders are watched: there are too many, or the system gives no more */
    str expected; /* a file that we replaced: so many events of it are ours */
    size_t nexpected;
};

/* From now on changes are seen, also those before watching_wait is called. folder outlives w.
 * False: errno; nothing to release. The signals that end are held back from now on. */
bool watching_begin(struct watching *w, str folder, str passed);

/* A file of this name in a watched folder has been replaced by ourselves (base/replacement.h): that
 * wakes no one. name outlives w. */
void watching_expect(struct watching *w, str name);

/* Waits for a change, and then until nothing has changed for a moment, so that an editor that
 * writes in several steps is waited for. */
enum watched watching_wait(struct watching *w);

/* After WATCHED_GONE: waits until the folder is there again, and until nothing has changed in it
 * for a moment. WATCHED_CHANGE: it is watched anew. */
enum watched watching_again(struct watching *w);

void watching_end(struct watching *w);

#endif
