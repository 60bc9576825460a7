/* What a build writes is nothing that it reads, nor two things at once: an author's file or the
 * last good book is not to be lost by a slip of the command line. */
#ifndef BUILD_TARGETS_H
#define BUILD_TARGETS_H

#include "base/diag.h"
#include "build/story.h"
#include "source/source.h"

#include <stdbool.h>

/* Reports each file that would be written, output among them, and is one of the inputs or was
 * looked for as one, by whatever name, or is named twice. False: there is one. */
bool targets_check(const struct build_request *request, str output, const struct inputs *inputs,
                   struct diag *d);

#endif
