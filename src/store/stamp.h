/* Which program this is. */
#ifndef STORE_STAMP_H
#define STORE_STAMP_H

#include "base/digest.h"

/* The digest of the program's version and of what is loaded into the process, the program itself
 * and its libraries: each by the identity that its linker gave it, or, without one, by its file
 * and when that was written. So two builds of one version differ, and so do those with another
 * release of a library. */
struct digest stamp_of_program(void);

#endif
