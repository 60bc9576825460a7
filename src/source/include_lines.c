#include "source/include_lines.h"

/* Numbers begin at 1; 0 is taken for it. */
static bool number_of(str text, size_t *out)
{
    uint64_t n;
    if (!str_number(text, UINT32_MAX, &n)) {
        return false;
    }
    *out = (size_t)n;
    return true;
}

struct line_range line_range_of(str text)
{
    struct line_range r = {.end = SIZE_MAX};
    str first, second, rest;
    bool more = str_cut(text, ':', &first, &rest);
    str_cut(rest, ':', &second, &rest);
    size_t number;
    if (number_of(first, &number)) {
        r.first = number > 0 ? number - 1 : 0;
        r.end = more ? SIZE_MAX : r.first + 1;
    } else if (first.len > 0) {
        r.anchor = first;
        return r;
    }
    if (more && number_of(second, &number)) {
        r.end = number;
    }
    return r;
}

/* "ANCHOR: name" anywhere in a line; name empty: any. */
static bool has_mark(str line, str mark, str name)
{
    size_t at = str_find_str(line, mark, 0);
    if (at == line.len) {
        return false;
    }
    str rest = str_sub(line, at + mark.len, line.len), word;
    return str_word(&rest, &word) && (name.len == 0 || str_eq(word, name));
}

/* Is the line part of what the anchor names? Lines with marks never are. */
static bool passes(struct line_walk *w, str line)
{
    static const str begin = STR_INIT("ANCHOR:"), end = STR_INIT("ANCHOR_END:");
    str name = w->range->anchor;
    if (!w->inside) {
        w->inside = has_mark(line, begin, name);
        w->found = w->found || w->inside;
        return false;
    }
    w->inside = !has_mark(line, end, name);
    return w->inside && !has_mark(line, begin, STR_NONE) && !has_mark(line, end, STR_NONE);
}

bool line_walk_next(struct line_walk *w, str *line, size_t *number)
{
    while (w->at < w->text.len && w->number < w->range->end) {
        size_t end = str_find(w->text, '\n', w->at);
        *line = str_sub(w->text, w->at, end);
        *number = w->number++;
        w->at = end + 1;
        bool wanted = w->range->anchor.len > 0 ? passes(w, *line) : *number >= w->range->first;
        if (wanted) {
            return true;
        }
    }
    return false;
}
