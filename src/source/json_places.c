/* A light walk over valid JSON: strings and nesting are respected, nothing is understood. */
#include "source/json_places.h"
#include "base/utf8.h"

static size_t skip_space(str s, size_t at)
{
    while (at < s.len && ascii_space(s.ptr[at])) {
        at++;
    }
    return at;
}

/* From an opening quotation mark to behind the closing one. */
static size_t skip_string(str s, size_t at)
{
    for (at++; at < s.len && s.ptr[at] != '"'; at++) {
        at += s.ptr[at] == '\\';
    }
    return at < s.len ? at + 1 : s.len;
}

/* From the first byte of a value to behind it. */
static size_t skip_value(str s, size_t at)
{
    size_t depth = 0;
    while (at < s.len) {
        char c = s.ptr[at];
        if (depth == 0 && (str_has(STR(",]}"), c) || ascii_space(c))) {
            break;
        }
        depth += c == '[' || c == '{';
        depth -= c == ']' || c == '}';
        at = c == '"' ? skip_string(s, at) : at + 1;
        if (depth == 0 && str_has(STR("]}\""), c)) {
            break;
        }
    }
    return at;
}

/* Behind the comma that follows a value, if there is one. */
static size_t skip_comma(str s, size_t at)
{
    at = skip_space(s, at);
    return at < s.len && s.ptr[at] == ',' ? at + 1 : at;
}

/* The value of the last member of that name in the object that opens at at; s.len: none. */
static size_t member_value(str s, size_t at, str name)
{
    size_t found = s.len;
    at = skip_space(s, at + 1);
    while (at < s.len && s.ptr[at] == '"') {
        size_t end = skip_string(s, at);
        bool wanted = end - at == name.len + 2 && str_eq(str_sub(s, at + 1, end - 1), name);
        size_t value = skip_space(s, skip_space(s, end) + 1);
        found = wanted ? value : found;
        at = skip_space(s, skip_comma(s, skip_value(s, value)));
    }
    return found;
}

struct json_places json_places_of(const struct diag_file *file, str bytes, str member)
{
    struct json_places p = {.file = file, .bytes = bytes, .line = 1, .column = 1};
    size_t at = skip_space(bytes, 0);
    if (at < bytes.len && bytes.ptr[at] == '{') {
        at = member_value(bytes, at, member);
    }
    p.at = at < bytes.len && bytes.ptr[at] == '[' ? at + 1 : bytes.len;
    return p;
}

struct place json_place_of(struct json_places *p, size_t byte)
{
    while (p->passed < byte && p->passed < p->bytes.len) {
        bool line_end = p->bytes.ptr[p->passed] == '\n';
        utf8_next(p->bytes, &p->passed);
        p->line += line_end;
        p->column = line_end ? 1 : p->column + 1;
    }
    return (struct place){.file = p->file, .line = p->line, .column = p->column};
}

bool json_places_next(struct json_places *p, struct place *out)
{
    size_t at = skip_space(p->bytes, p->at);
    size_t end = skip_value(p->bytes, at);
    if (end == at) {
        return false;
    }
    *out = json_place_of(p, at);
    p->at = skip_comma(p->bytes, end);
    return true;
}
