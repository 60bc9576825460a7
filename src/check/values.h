/* The syntax of attribute values (HTML, 2.3). */
#ifndef CHECK_VALUES_H
#define CHECK_VALUES_H

#include "vocab/html.h"

/* Is the value what the type asks for? Ids, references to ids, roles and styles are left to others.
 * *remedy says what would do. name is the attribute's. */
bool value_fits(enum html_value type, const char *words, str name, str value, str *remedy);

/* Is the word among the words of the value? ASCII case is ignored. */
bool value_has_word(str value, str word);

/* A valid time string of any kind (HTML, 4.5.14). */
bool value_is_datetime(str value);
/* A date, or a date and time with zone (HTML, 4.7.1). */
bool value_is_moment(str value);
/* CCYY-MM-DDThh:mm:ssZ (EPUB 3.3, 5.5.6). */
bool value_is_modified(str value);
/* A floating-point number (HTML, 2.3.4.3). */
bool value_is_number(str value);
/* A media type: two names and a slash between, and parameters perhaps (RFC 2045, 5.1). */
bool value_is_media_type(str value);
/* BCP 47's shape, or empty. */
bool value_is_language(str value);
/* That of its predecessor, which EPUB 2 goes by (RFC 3066, 2.1), or empty. */
bool value_is_old_language(str value);

#endif
