#include "base/json.h"
#include "base/utf8.h"

#include <inttypes.h>

static void add_escaped(struct buf *out, uint32_t c)
{
    static const char short_forms[] = "\bb\tt\nn\ff\rr\"\"\\\\";
    for (const char *form = short_forms; *form != '\0'; form += 2) {
        if ((uint32_t)*form == c) {
            buf_addch(out, '\\');
            buf_addch(out, form[1]);
            return;
        }
    }
    if (c < 0x20 || c == 0x7F) {
        buf_addf(out, "\\u%04x", (unsigned)c);
    } else {
        utf8_add(out, c);
    }
}

static void add_string(struct buf *out, str value)
{
    buf_addch(out, '"');
    for (size_t at = 0; at < value.len;) {
        add_escaped(out, utf8_next(value, &at));
    }
    buf_addch(out, '"');
}

static void before_value(struct json *j, const char *key)
{
    if (j->need_comma) {
        buf_add(j->out, STR(", "));
    }
    j->need_comma = true;
    if (key != NULL) {
        add_string(j->out, str_from(key));
        buf_add(j->out, STR(": "));
    }
}

void json_open(struct json *j, const char *key, char bracket)
{
    before_value(j, key);
    buf_addch(j->out, bracket);
    j->need_comma = false;
}

void json_close(struct json *j, char bracket)
{
    buf_addch(j->out, bracket);
    j->need_comma = true;
}

void json_str(struct json *j, const char *key, str value)
{
    before_value(j, key);
    add_string(j->out, value);
}

static void json_null(struct json *j, const char *key)
{
    before_value(j, key);
    buf_add(j->out, STR("null"));
}

void json_str_or_null(struct json *j, const char *key, str value)
{
    if (value.len == 0) {
        json_null(j, key);
    } else {
        json_str(j, key, value);
    }
}

void json_num(struct json *j, const char *key, uint64_t value)
{
    before_value(j, key);
    buf_addf(j->out, "%" PRIu64, value);
}

void json_num_or_null(struct json *j, const char *key, uint64_t value)
{
    if (value == 0) {
        json_null(j, key);
    } else {
        json_num(j, key, value);
    }
}

void json_bool(struct json *j, const char *key, bool value)
{
    before_value(j, key);
    buf_add(j->out, value ? STR("true") : STR("false"));
}

void json_line(struct json *j, unsigned indent)
{
    if (j->need_comma) {
        buf_addch(j->out, ',');
        j->need_comma = false;
    }
    buf_addch(j->out, '\n');
    for (unsigned i = 0; i < indent; i++) {
        buf_addch(j->out, ' ');
    }
}
