/* Files mapped into memory, and what becomes of them when another program cuts them short: what lay
 * behind the new end is gone, and to read it would end the process (SIGBUS). */
#ifndef BASE_MAPPING_H
#define BASE_MAPPING_H

#include "base/text.h"

#include <stdbool.h>

/* Maps the first size bytes of a file for reading; none give an empty view. What is cut off later,
 * or cannot be read from the disk, reads as zeros from then on, and is counted. False: errno says
 * why. Undone by mapping_close. */
bool mapping_open(int fd, size_t size, str *out);

void mapping_close(str mapped);

/* How often it came to that in this process. Whoever finds the number changed has read what no file
 * held. */
unsigned mapping_cuts(void);

/* For messages: "it ..." */
#define MAPPING_CUT "was cut short meanwhile; do it again when it is whole"

#endif
