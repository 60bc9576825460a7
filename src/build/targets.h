/* What a build writes is nothing that it reads: an author's file is not to be lost by a slip of the
 * command line. */
#ifndef BUILD_TARGETS_H
#define BUILD_TARGETS_H

#include "base/diag.h"
#include "build/story.h"
#include "source/source.h"

#include <stdbool.h>

/* Reports each file that would be written, output among them, and is one of the inputs, by whatever
 * name. False: there is one. */
bool targets_check(const struct build_request *request, str output, const struct inputs *inputs,
                   struct diag *d);

#endif
