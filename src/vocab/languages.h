/* Language tags: BCP 47's shape, ISO 639-1's two-letter codes, direction. */
#ifndef VOCAB_LANGUAGES_H
#define VOCAB_LANGUAGES_H

#include "base/text.h"

#include <stdbool.h>

enum language_fault { LANGUAGE_FINE, LANGUAGE_BAD_SHAPE, LANGUAGE_UNKNOWN };

/* BCP 47 (RFC 5646, 2.1): the well-formed shape; and a primary subtag of two letters has to be in
 * ISO 639-1. */
enum language_fault language_check(str tag);

/* The primary subtag as written, "en" of "en-GB". */
str language_primary(str tag);

/* Is it written from right to left, by script subtag or by language? */
bool language_is_rtl(str tag);

/* The code that a wrong word for a language stands for: "en" for "English" or "gb", "he" for "iw";
 * empty if there is none. */
str language_meant(str word);

#endif
