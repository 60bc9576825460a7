/* The encoding of an XML entry: UTF-8, or UTF-16 turned into it. */
#ifndef CHECK_DECODE_H
#define CHECK_DECODE_H

#include "check/judge.h"

/* Makes s->text UTF-8. What EPUB does not allow is told (EPUB 3.3, 3.6). False if the bytes
 * cannot be read. */
bool decode(struct judge *j, struct subject *s);

/* The length of an XML declaration that says no more than goes without saying, or 0. A line ends
 * behind it, so that what follows cannot be taken for another one. */
size_t plain_declaration(str text);

#endif
