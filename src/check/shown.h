/* What a publication shows to the rules that need the whole, as a digest: where it is the same,
 * they find the same faults. */
#ifndef CHECK_SHOWN_H
#define CHECK_SHOWN_H

#include "check/package.h"

/* Of a package all of whose items are judged, each with its face (facts.h). Places are left out,
 * and when it was modified: only what is told hangs on them. */
struct digest shown_of(const struct judge *j, const struct package *pkg);

#endif
