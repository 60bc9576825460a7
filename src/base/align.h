/* Which of two rows' members belong together, as diff matches lines: in order, equal by hash, those
 * that occur once first. Nearly linear, whatever the rows hold: what would cost too much to find
 * stays without a partner. */
#ifndef BASE_ALIGN_H
#define BASE_ALIGN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ALIGN_NONE SIZE_MAX

/* For each of the new members the index of its old partner, or ALIGN_NONE; partners rise. In the
 * arena. */
size_t *align(struct arena *a, const uint64_t *old, size_t nold, const uint64_t *fresh,
              size_t nfresh);

/* The longest rising sub-sequence of numbers (ALIGN_NONE is passed over): true for its members. In
 * the arena. */
bool *rising(struct arena *a, const size_t *numbers, size_t count);

#endif
