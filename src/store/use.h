/* When the store is used, and whether it tells the truth. */
#ifndef STORE_USE_H
#define STORE_USE_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Is a book with sources of so many bytes made more quickly with what the store has? See also
 * parts_eager. */
bool store_is_worthwhile(size_t weight);

/* Test builds with OCTAVO_CACHE_VERIFY in the environment make everything anew, and hold it against
 * what the store has. */
bool store_is_verified(void);

/* Ends the program, loudly, if the two differ. what, name: what they are of. */
void store_verify(const char *what, str name, str stored, str made);

#endif
