/* Test builds only: one entry gets one broken byte, so that a test can see the gate refuse it.
 *
 * With OCTAVO_FAULTS compiled in, the environment variable OCTAVO_FAULT=PATH:OFFSET:HEX names the
 * entry, the byte (counted from 0, modulo the entry's length) and its new value. Without, the
 * function gives back what it gets. */
#ifndef BUILD_FAULT_H
#define BUILD_FAULT_H

#include "base/text.h"

#include <stdbool.h>

struct arena;

str fault_apply(struct arena *a, str path, str bytes);

/* Is any entry to be broken? */
bool fault_is_wanted(void);

#endif
