/* Where the elements of an array stand in the text of a JSON document. Reads only what a parser has
 * accepted: it tells places, not faults. */
#ifndef SOURCE_JSON_PLACES_H
#define SOURCE_JSON_PLACES_H

#include "base/diag.h"
#include "base/text.h"

#include <stdbool.h>

struct json_places {
    const struct diag_file *file;
    str bytes;
    size_t at;     /* before the next element */
    size_t passed; /* line and column are those of this byte */
    uint32_t line, column;
};

/* The elements of the top array; or, if the top is an object, of the array that is the last value
 * of that member. */
struct json_places json_places_of(const struct diag_file *file, str bytes, str member);

/* The place of the next element; false after the last. */
bool json_places_next(struct json_places *p, struct place *out);

/* The place of a byte at or after those asked for before. */
struct place json_place_of(struct json_places *p, size_t byte);

#endif
