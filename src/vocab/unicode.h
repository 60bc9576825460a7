/* What Unicode says about characters: case, classes, normal forms. Home of libutf8proc; nothing
 * here looks at the locale. */
#ifndef VOCAB_UNICODE_H
#define VOCAB_UNICODE_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* Simple lower case (one code point for one). */
uint32_t unicode_lower(uint32_t c);

/* Letter, mark, decimal digit, letter number, connector punctuation, or otherwise Alphabetic. */
bool unicode_slug_char(uint32_t c);

/* Letter (L*), and mark (M*). */
bool unicode_letter(uint32_t c);
bool unicode_mark(uint32_t c);

/* Punctuation as CommonMark has it: of ASCII all that is no letter, digit, blank or control; else
 * category P*. */
bool unicode_punctuation(uint32_t c);

/* White space by category: space, line and paragraph separators (Zs, Zl, Zp). */
bool unicode_space(uint32_t c);

/* The same, and the white space of ASCII. */
bool unicode_blank(uint32_t c);

/* Canonical decomposition (NFD): the base letters, each followed by its marks. Bytes that are no
 * UTF-8 become U+FFFD. */
str unicode_decompose(struct arena *a, str s);

/* Lower case (simple) and canonical composition (NFC). */
str unicode_lower_composed(struct arena *a, str s);

/* Full case folding and canonical composition: two names that are equal here are the same name to
 * some file system (EPUB 3.3, 4.2.2). */
str unicode_fold(struct arena *a, str s);

#endif
