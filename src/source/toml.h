/* TOML 1.0, as the book.toml of an mdBook is written: tables, dotted keys, arrays of tables, inline
 * tables, all four kinds of strings. Numbers, dates and booleans are checked in shape only, and are
 * text as written. A newline and a last comma in an inline table are tolerated. */
#ifndef SOURCE_TOML_H
#define SOURCE_TOML_H

#include "source/yaml.h"

#define TOML_MAX_DEPTH 32

/* Parses the bytes of a file into the same values as YAML: tables are mappings, arrays lists, all
 * else scalars. The first fault is reported and ends it: false, and *out is what stood before. */
bool toml_parse(struct arena *a, const struct diag_file *file, str bytes, struct yaml *out,
                struct diag *d);

#endif
