/* Whether the store tells the truth: test builds (OCTAVO_FAULTS) with OCTAVO_CACHE_VERIFY in the
 * environment make everything anew, and hold it against what the store has. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "base/text.h"

#include <stdbool.h>

bool store_is_verified(void);

/* Ends the program, loudly, if the two differ. what, name: what they are of. */
void store_verify(const char *what, str name, str stored, str made);

#endif
