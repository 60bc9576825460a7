/* What a book was made of, in the words of Make, which Ninja and others read too: a rule for the
 * book, and an empty one for each input, so that a file that is gone does not stop Make but lets
 * the build say so. */
#ifndef BUILD_DEPFILE_H
#define BUILD_DEPFILE_H

#include "base/diag.h"
#include "base/text.h"

#include <stdbool.h>

struct arena;
struct inputs;

/* The text, inputs in the order of their bytes, but that the first has no "=". A folder is among
 * them if names in it had a say, unless one of the files written (the book, the depfile) stands in
 * it: that changes with each build. False: one of the names is one that no rule can hold, which is
 * reported. */
bool depfile_text(struct arena *a, str path, str output, const struct inputs *inputs, str *text,
                  struct diag *d);

/* Writes it to path, whole or not at all. False: reported. */
bool depfile_write(struct arena *a, str path, str output, const struct inputs *inputs,
                   struct diag *d);

#endif
