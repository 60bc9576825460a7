/* What a Quarto book says of itself in _quarto.yml, in the words of a manifest. */
#ifndef SOURCE_QUARTO_H
#define SOURCE_QUARTO_H

#include "source/yaml.h"

/* Reads the bytes of _quarto.yml into a mapping of manifest keys: those of "book", then those at
 * the top; appendices are chapters of that type at the end of the list. Keys that mean nothing to
 * an EPUB are left in, for the manifest to tell. False: no YAML, which was reported. */
bool quarto_read(struct arena *a, const struct diag_file *file, str bytes, struct yaml *out,
                 struct diag *d);

#endif
