/* Characters that XML 1.0 forbids, which escapes of YAML and JSON can bring in. */
#ifndef SOURCE_FORBIDDEN_H
#define SOURCE_FORBIDDEN_H

#include "base/text.h"

#include <stdbool.h>

/* Copies text into the arena. If it holds such characters, the copy is without them, *name is what
 * the first one is called ("U+0007"), and the result is true. */
bool forbidden_drop(struct arena *a, str text, str *copy, str *name);

#endif
