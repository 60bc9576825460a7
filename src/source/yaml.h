/* YAML 1.1 as book.yaml and front matter use it: one document, mappings, sequences, scalars taken
 * as written. Anchors, aliases, tags and repeated keys are errors. Home of libyaml. */
#ifndef SOURCE_YAML_H
#define SOURCE_YAML_H

#include "base/diag.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum yaml_kind { YAML_EMPTY, YAML_SCALAR, YAML_LIST, YAML_MAPPING };

struct yaml_pair;

struct yaml {
    enum yaml_kind kind;
    str text; /* YAML_SCALAR: as written, quotes and escapes undone */
    struct place at;
    struct yaml *items;      /* YAML_LIST */
    struct yaml_pair *pairs; /* YAML_MAPPING, in the author's order */
    size_t count;
};

struct yaml_pair {
    str key;
    struct place key_at;
    struct yaml value;
};

#define YAML_MAX_DEPTH 32

/* Parses bytes, which may begin with a BOM. first_line is the line of the file that they begin on
 * (1, or 2 in front matter). All faults are reported; false if the text could not be read to its
 * end or a value is missing from it (then *out is empty), so that nothing more is to be said. */
bool yaml_parse(struct arena *a, const struct diag_file *file, uint32_t first_line, str bytes,
                struct yaml *out, struct diag *d);

/* The value of a key, or NULL. */
const struct yaml *yaml_get(const struct yaml *mapping, str key);

/* Front matter: if bytes begin with a line "---" and a later line is "---" or "...", *yaml is what
 * stands between, *body the rest, *body_line the line the rest begins on, and the result true.
 * Otherwise *body is bytes, *body_line is 1. A BOM must be gone. */
bool front_matter_split(str bytes, str *yaml, str *body, uint32_t *body_line);

#endif
