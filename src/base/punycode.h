/* Punycode (RFC 3492): text as the letters, digits and hyphens of a host's name. */
#ifndef BASE_PUNYCODE_H
#define BASE_PUNYCODE_H

#include "base/text.h"

/* "münchen" -> "mnchen-3ya". Empty if the text is longer than a label of a host may be. */
str punycode(struct arena *a, str text);

#endif
