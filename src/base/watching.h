/* Waiting for a folder to change: its files, and those of all folders in it (those whose name
 * begins with "." apart). inotify(7); no file is looked into, and nothing is asked again and again
 * but for a folder that is gone. */
#ifndef BASE_WATCHING_H
#define BASE_WATCHING_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Folders beyond this are not watched. */
#define WATCHING_MAX 10000

enum watched {
    WATCHED_CHANGE, /* a file or folder in it came, went or was written, and then nothing more */
    WATCHED_GONE,   /* the folder itself was moved away or removed */
    WATCHED_END,    /* SIGINT, SIGTERM or SIGHUP: the user wants to stop */
    WATCHED_ERROR   /* the system failed: errno */
};

struct watching {
    str folder;  /* as given */
    str passed;  /* a file whose name ends so is nothing to wake for; or empty */
    int inotify; /* -1: not begun */
    int root;    /* the folder's own watch */
    size_t count;
    bool full; /* there are more folders than are watched */
};

/* From now on changes are seen, also those before watching_wait is called. folder outlives w.
 * False: errno; nothing to release. The signals that end are held back from now on. */
bool watching_begin(struct watching *w, str folder, str passed);

/* Waits for a change, and then until nothing has changed for a moment, so that an editor that
 * writes in several steps is waited for. */
enum watched watching_wait(struct watching *w);

/* After WATCHED_GONE: waits until the folder is there again. WATCHED_CHANGE: it is watched anew. */
enum watched watching_again(struct watching *w);

void watching_end(struct watching *w);

#endif
