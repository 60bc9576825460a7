/* Texts that were read before, by the facts of their files: one whose file is as it was need not be
 * read to be known. */
#ifndef MODEL_TEXTS_H
#define MODEL_TEXTS_H

#include "model/book.h"

/* What the store has them under. */
struct digest texts_key(enum text_encoding encoding);

/* Asks the store what it has. */
void texts_recall(struct book *b);

/* Is the text of a file known? rel is its path from the root. Then *source gets its digest, its
 * size, and where it can be read; the file is among the inputs. */
bool texts_know(struct book *b, str rel, struct chapter_source *source);

/* Reads such a text after all, into the arena. False: it is not what it was. */
bool texts_read(struct arena *a, const struct chapter_source *source, str *text);

/* Keeps what the chapters have shown. */
void texts_keep(const struct book *b);

#endif
