/* SUMMARY.md: the list of chapters that mdBook, GitBook and HonKit read (source format, part 2).
 *
 * A heading at its top is its title; other headings are parts. Links before the first list are
 * front matter, the items of lists are chapters, nested as they are, and links after a list are
 * back matter. A link without target is a draft, which is left out with a warning. */
#ifndef SOURCE_SUMMARY_H
#define SOURCE_SUMMARY_H

#include "base/diag.h"
#include "source/manifest.h"

/* Reads the bytes of a SUMMARY.md. folder: where it stands, from the root; links count from there.
 * What the paths lead to is not looked at. */
void summary_read(struct arena *a, const struct diag_file *file, str folder, str bytes,
                  struct chapter_list *out, struct diag *d);

#endif
