/* What was made once, to be taken instead of made again: pieces of bytes under keys, in the user's
 * cache folder, a file for each book.
 *
 * It is never an input: whoever puts a piece names everything that bears on it in the key (a digest
 * of it all), and is as well off without an answer. So nothing here reports anything: where the
 * store is in doubt - cut short, damaged, of another program, of another user - it has nothing;
 * where it cannot be written, nothing is kept. Pieces of another build of the program, or of one
 * with other libraries, are never seen.
 *
 * The folder is $XDG_CACHE_HOME/octavo, else $HOME/.cache/octavo, and not used if it or the file is
 * another user's, may be written by others, or is a symbolic link. Builds of one book at once see
 * what stood there when they began; one of them writes.
 *
 * Every function but store_open takes NULL for a store that has nothing and keeps nothing. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"

#include <stdbool.h>

/* What pieces are; with the key, the name of one. */
enum store_kind {
    STORE_BUILD = 1, /* a whole build */
    STORE_CHAPTER,   /* a chapter, parsed */
    STORE_DOCUMENT,  /* a document, written and judged */
    STORE_PACKED,    /* bytes in their deflated form */
    STORE_TEXTS,     /* what texts files hold, by their facts */
    STORE_SOUND,     /* what a publication without fault shows */
    STORE_TRAIL,     /* how the digest of its content came about */
    STORE_FORMER,    /* what was published */
    STORE_ENTRY,     /* an entry of it, as it is */
};

struct store;

/* Opens the store of a book, which is whatever the digest stands for. NULL: there is no folder for
 * it. Nothing is written before the first piece is put. */
struct store *store_open(const struct digest *book);

/* Finds a piece; a view of it with a NUL behind its end, good until the store is closed, or as long
 * as the arena if that is released before. May be called from several threads at once. False: there
 * is none. */
bool store_view(struct store *s, enum store_kind kind, const struct digest *key, struct arena *a,
                str *bytes);

/* The same, but the bytes are in the arena. */
bool store_get(struct store *s, enum store_kind kind, const struct digest *key, struct arena *a,
               str *bytes);

/* Is there a piece? It counts as used, as if it had been read. */
bool store_has(struct store *s, enum store_kind kind, const struct digest *key);

/* Adds a piece, unless there is one of this name; the bytes are not needed any more when it
 * returns. May be called from several threads at once. It is kept if store_commit follows. */
void store_put(struct store *s, enum store_kind kind, const struct digest *key, str bytes);

/* The same, in place of a piece of this name. */
void store_replace(struct store *s, enum store_kind kind, const struct digest *key, str bytes);

/* Keeps what was put, if no mapped file was cut short since it was opened. Pieces that were neither
 * put nor asked for in some of the last commits go. */
void store_commit(struct store *s);

/* Forgets what was put and not committed, and releases s. */
void store_close(struct store *s);

#endif
