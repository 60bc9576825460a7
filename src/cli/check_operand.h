/* One operand of "octavo check": a container, an unpacked one, a document alone, or "-", a
 * container on standard input. */
#ifndef CLI_CHECK_OPERAND_H
#define CLI_CHECK_OPERAND_H

#include "base/arena.h"
#include "base/diag.h"

/* Judges it, on any thread (xml_library_prepare first); flags are those of check_publication.
 * Trouble of reading is reported, too. What is reported does not refer to a, and is the same for
 * any number of threads. */
void check_operand(struct arena *a, str operand, unsigned flags, unsigned threads, struct diag *d);

#endif
