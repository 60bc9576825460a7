/* What the files of this subject share. */
#ifndef VOCAB_MEDIA_INTERNAL_H
#define VOCAB_MEDIA_INTERNAL_H

#include "base/text.h"

#include <stdbool.h>

/* Is it XML whose root is an svg element in SVG's namespace? Looks no further than its start tag.
 */
bool svg_sniff(str bytes);

#endif
