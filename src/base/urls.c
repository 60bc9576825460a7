#include "base/urls.h"
#include "base/arena.h"
#include "base/fs.h"

static bool is_scheme_character(char c)
{
    return ascii_alnum(c) || c == '+' || c == '-' || c == '.';
}

str url_scheme(str url)
{
    if (str_starts(url, STR("//"))) {
        return STR("//");
    }
    size_t end = str_find(url, ':', 0);
    bool found = end > 0 && end < url.len && ascii_alpha(url.ptr[0]);
    for (size_t i = 1; found && i < end; i++) {
        found = is_scheme_character(url.ptr[i]);
    }
    return found ? str_sub(url, 0, end) : STR_NONE;
}

bool url_scheme_is(str scheme, const char *name)
{
    return str_eq_nocase(scheme, str_from(name));
}

static int hex_value(char c)
{
    c = ascii_lower(c);
    if (ascii_digit(c)) {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that an escape at s stands for, or -1. */
static int escaped(str s)
{
    if (s.len < 3 || s.ptr[0] != '%' || hex_value(s.ptr[1]) < 0 || hex_value(s.ptr[2]) < 0) {
        return -1;
    }
    return hex_value(s.ptr[1]) * 16 + hex_value(s.ptr[2]);
}

bool url_host(str url, size_t *from, size_t *to)
{
    size_t begin = str_find(url, ':', 0) + 1;
    if (!str_starts(str_sub(url, begin, url.len), STR("//"))) {
        return false;
    }
    *from = *to = begin + 2;
    for (; *to < url.len; ++*to) {
        char c = url.ptr[*to];
        if (c == '/' || c == '?' || c == '#') {
            break;
        }
        *from = c == '@' ? *to + 1 : *from;
    }
    return *from < *to;
}

static bool is_port(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!ascii_digit(s.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool url_has_host(str url)
{
    size_t from, to;
    if (!url_host(url, &from, &to)) {
        return false;
    }
    str host = str_sub(url, from, to), name, port;
    if (str_starts(host, STR("["))) {
        return str_find(host, ']', 0) < host.len;
    }
    str_cut(host, ':', &name, &port);
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        if (!ascii_alnum((char)c) &&
            (c <= ' ' || c == 0x7F || str_has(STR("<>[]%,;!*()\"{}|\\^`"), (char)c))) {
            return false;
        }
    }
    return name.len > 0 && is_port(port);
}

str url_decode(struct arena *a, str s)
{
    if (!str_has(s, '%')) {
        return s;
    }
    char *out = arena_alloc(a, s.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        int byte = escaped(str_sub(s, i, s.len));
        out[len++] = byte >= 0 ? (char)byte : s.ptr[i];
        i += byte >= 0 ? 2 : 0;
    }
    return (str){out, len};
}

/* Nothing to undo: no escape, no empty or dot segment, no NUL. A dot in front of a segment is rare
 * enough to go the long way. */
static bool is_plain(str path)
{
    char before = '/';
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (c == '%' || c == '\0' || (before == '/' && (c == '/' || c == '.'))) {
            return false;
        }
        before = c;
    }
    return before != '/';
}

bool url_path(struct arena *a, str from, str path, str *out)
{
    if (is_plain(path) && (from.len == 0 || is_plain(from))) {
        *out = from.len == 0 ? path : path_join(a, from, path);
        return true;
    }
    str decoded = url_decode(a, path);
    bool from_root = str_starts(decoded, STR("/"));
    return path_normal(
        a, from_root ? str_sub(decoded, 1, decoded.len) : path_join(a, from, decoded), out);
}
