/* The texts that are compared. */
#ifndef ORACLE_TEXTS_H
#define ORACLE_TEXTS_H

#include "base/text.h"

struct text {
    str name, text;
};

struct texts {
    struct text *items;
    size_t count;
};

/* All of a file ("-": standard input); false and a complaint on stderr if it cannot be read. */
bool texts_read(struct arena *a, str path, str *bytes);

/* The examples of a specification as cmark and cmark-gfm keep it (spec.txt), named "example N". */
void texts_of_spec(struct arena *a, str spec, struct texts *out);

/* Cases of our own: a line "=== NAME" before each. */
void texts_of_cases(struct arena *a, str cases, struct texts *out);

/* A list of paths, one a line; each is named by its path behind the prefix given. */
bool texts_of_files(struct arena *a, str list, str prefix, struct texts *out);

/* Text number n of the sequence that a seed gives: random, but made of what Markdown is made of. */
str text_random(struct arena *a, uint64_t seed, uint64_t n);

#endif
