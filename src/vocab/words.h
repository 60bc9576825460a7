/* The words that Octavo itself prints into a book, by language (source format, part 8). */
#ifndef VOCAB_WORDS_H
#define VOCAB_WORDS_H

#include "base/text.h"

enum word {
#define WORD(id, en, de) WORD_##id,
#include "vocab/words.def"
#undef WORD
    WORDS
};

/* One language's words. */
struct words {
    const char *language; /* "en" */
    const char *const *text;
};

/* The words for a tag: "de-AT", then "de", then English. *missing (may be NULL) tells whether it
 * fell back to English for another language. */
const struct words *words_for(str tag, bool *missing);

str word(const struct words *w, enum word id);

/* The word with {name} filled in: pairs are name, value, name, value ... In the arena. */
str word_fill(struct arena *a, const struct words *w, enum word id, const str *pairs,
              size_t npairs);

/* "Jane", "Jane and John", "Jane, John and Joan". */
str words_list(struct arena *a, const struct words *w, const str *names, size_t count);

/* A date YYYY[-MM[-DD]] as people write it in the language ("15 January 2026"). */
str words_date(struct arena *a, const struct words *w, str date);

#endif
