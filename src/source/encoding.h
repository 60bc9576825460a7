/* Files that are not UTF-8, where the author says so. */
#ifndef SOURCE_ENCODING_H
#define SOURCE_ENCODING_H

#include "base/text.h"

#include <stdbool.h>

enum text_encoding { ENCODING_UNSAID, ENCODING_UTF8, ENCODING_LATIN1, ENCODING_WINDOWS1252 };

/* The encoding of a Markdown file: what its BOM says, else the key "encoding" of its front matter,
 * else otherwise. A word that is none is told when the front matter is read. */
enum text_encoding encoding_of(str bytes, enum text_encoding otherwise);

/* The words of the key: "utf-8", "latin-1" ...; false for any other. */
bool encoding_named(str word, enum text_encoding *out);

/* The bytes as UTF-8; a view of them if that is what they are. As everywhere on the web, Latin-1 is
 * read as Windows-1252, of which it is a part: its C1 controls are never meant (WHATWG Encoding,
 * 4.2). */
str encoding_decode(struct arena *a, str bytes, enum text_encoding encoding);

#endif
