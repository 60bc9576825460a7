/* Writing JSON (RFC 8259) into a buf: commas, escapes and balance are the writer's business.
 * Bytes that are no UTF-8 become U+FFFD. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

struct json {
    struct buf *out;
    bool need_comma;
};

/* key is for members of an object; NULL for elements of an array and the top value. */
void json_open(struct json *j, const char *key, char bracket); /* '{' or '[' */
void json_close(struct json *j, char bracket);                 /* '}' or ']' */
void json_str(struct json *j, const char *key, str value);
void json_str_or_null(struct json *j, const char *key, str value); /* empty: null */
void json_num(struct json *j, const char *key, uint64_t value);
void json_num_or_null(struct json *j, const char *key, uint64_t value); /* 0: null */
void json_bool(struct json *j, const char *key, bool value);
/* White space between values, for people's eyes: a line break and indent spaces. */
void json_line(struct json *j, unsigned indent);

#endif
