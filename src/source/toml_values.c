/* The values of a TOML file: texts, arrays, inline tables, and what is written bare. */
#include "base/utf8.h"
#include "messages.h"
#include "source/forbidden.h"
#include "source/short.h"
#include "source/toml_internal.h"

/* A character that an escape stands for by its number. */
static bool read_number(struct toml *t, size_t digits, struct buf *out)
{
    uint32_t c = 0;
    size_t end = t->at + digits;
    for (; t->at < end; t->at++) {
        char digit = ascii_lower(toml_peek(t));
        if (!ascii_digit(digit) && !(digit >= 'a' && digit <= 'f')) {
            return false;
        }
        c = c * 16 + (uint32_t)(ascii_digit(digit) ? digit - '0' : digit - 'a' + 10);
    }
    utf8_add(out, c);
    return true;
}

/* The backslash is behind. */
static bool read_escape(struct toml *t, struct buf *out)
{
    static const char plain[] = "btnfre\"\\", meant[] = "\b\t\n\f\r\x1b\"\\";
    char c = toml_peek(t);
    t->at++;
    for (size_t i = 0; c != '\0' && i < sizeof plain - 1; i++) {
        if (c == plain[i]) {
            buf_addch(out, meant[i]);
            return true;
        }
    }
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    return digits > 0 && read_number(t, digits, out);
}

/* A backslash at the end of a line of a long text joins it to what follows. */
static bool skip_joined(struct toml *t)
{
    size_t at = t->at;
    while (at < t->text.len && (t->text.ptr[at] == ' ' || t->text.ptr[at] == '\t')) {
        at++;
    }
    if (at >= t->text.len || t->text.ptr[at] != '\n') {
        return false;
    }
    while (at < t->text.len && ascii_space(t->text.ptr[at])) {
        at++;
    }
    t->at = at;
    return true;
}

/* A text: its quotes, and whether escapes are read. */
struct quotes {
    str mark;
    bool escapes, lines;
};

static bool is_at(const struct toml *t, str mark)
{
    return str_starts(str_sub(t->text, t->at, t->text.len), mark);
}

/* Quotes right before the closing ones belong to the text. */
static bool is_end(const struct toml *t, const struct quotes *q)
{
    char quote = q->mark.ptr[0];
    size_t behind = t->at + q->mark.len;
    bool more = q->lines && behind < t->text.len && t->text.ptr[behind] == quote;
    return is_at(t, q->mark) && !more;
}

static bool read_text(struct toml *t, const struct quotes *q, struct buf *out)
{
    struct place begin = toml_place(t);
    t->at += q->mark.len;
    if (q->lines && toml_peek(t) == '\n') {
        t->at++;
    }
    while (!is_end(t, q)) {
        if (t->at >= t->text.len || (!q->lines && toml_peek(t) == '\n')) {
            return toml_fail(t, begin, STR("a text has no end"),
                             str_printf(t->arena, "close it with %.*s", STR_ARG(q->mark)));
        }
        if (!q->escapes || toml_peek(t) != '\\') {
            buf_addch(out, t->text.ptr[t->at++]);
            continue;
        }
        struct place at = toml_place(t);
        t->at++;
        if (!(q->lines && skip_joined(t)) && !read_escape(t, out)) {
            return toml_fail(t, at, STR("TOML has no such escape"),
                             STR("write \\\\ for a backslash, or put the text into 'single "
                                 "quotes'"));
        }
    }
    t->at += q->mark.len;
    return true;
}

/* The text of the quotes that stand here. */
static bool read_quoted(struct toml *t, const struct quotes *q, str *out)
{
    struct place at = toml_place(t);
    struct buf b = {0};
    str name;
    bool fine = read_text(t, q, &b);
    if (forbidden_drop(t->arena, buf_str(&b), out, &name)) {
        diag_report(t->diag, &(struct report){.kind = MSG_CONTROL, .at = at, .args = {name}});
    }
    buf_release(&b);
    return fine;
}

bool toml_quoted(struct toml *t, str *out)
{
    bool basic = toml_peek(t) == '"';
    return read_quoted(t, &(struct quotes){basic ? STR("\"") : STR("'"), basic, false}, out);
}

static struct toml_node *read_string(struct toml *t)
{
    struct toml_node *n = toml_node(t, YAML_SCALAR, toml_place(t));
    bool basic = toml_peek(t) == '"';
    str three = basic ? STR("\"\"\"") : STR("'''");
    bool fine = is_at(t, three) ? read_quoted(t, &(struct quotes){three, basic, true}, &n->text)
                                : toml_quoted(t, &n->text);
    return fine ? n : NULL;
}

/* Numbers, dates and times, by the characters that they are made of. */
static bool is_bare_value(str text)
{
    static const str words[] = {STR_INIT("true"), STR_INIT("false"), STR_INIT("inf"),
                                STR_INIT("+inf"), STR_INIT("-inf"),  STR_INIT("nan"),
                                STR_INIT("+nan"), STR_INIT("-nan")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq(text, words[i])) {
            return true;
        }
    }
    size_t at = text.len > 0 && (text.ptr[0] == '+' || text.ptr[0] == '-');
    bool hex = str_starts(text, STR("0x")), digits = at < text.len && ascii_digit(text.ptr[at]);
    for (; digits && at < text.len; at++) {
        char c = ascii_lower(text.ptr[at]);
        digits = ascii_digit(c) || str_has(STR("_.:+-etzob"), c) || (c == ' ' && at == 10) ||
                 (hex && (c == 'x' || (c >= 'a' && c <= 'f')));
    }
    return digits;
}

static struct toml_node *read_bare(struct toml *t)
{
    struct toml_node *n = toml_node(t, YAML_SCALAR, toml_place(t));
    size_t end = t->at;
    while (end < t->text.len && !str_has(STR(",]}#\n"), t->text.ptr[end])) {
        end++;
    }
    n->text = str_trim(str_sub(t->text, t->at, end));
    if (is_bare_value(n->text)) {
        t->at = end;
        return n;
    }
    str shown = short_text(t->arena, n->text);
    if (shown.len == 0) {
        toml_fail(t, n->at, STR("no value stands here"), STR("write \"key = value\""));
    } else {
        toml_fail(t, n->at, str_printf(t->arena, "the text \"%.*s\" has no quotes", STR_ARG(shown)),
                  STR("put it into \"double quotes\""));
    }
    return NULL;
}

/* Between two items; false if the end is here, or after a fault. */
static bool next_item(struct toml *t, const struct toml_node *in, char end)
{
    toml_skip_space(t);
    if (in->count > 0 && toml_peek(t) == ',') {
        t->at++;
        toml_skip_space(t);
    } else if (in->count > 0 && toml_peek(t) != end) {
        str mark = {&end, 1};
        return toml_fail(
            t, toml_place(t), STR("no comma between two values"),
            str_printf(t->arena, "add it, or \"%.*s\" behind the last", STR_ARG(mark)));
    }
    if (toml_peek(t) == end) {
        t->at++;
        return false;
    }
    return true;
}

static struct toml_node *read_array(struct toml *t, unsigned depth)
{
    struct toml_node *n = toml_node(t, YAML_LIST, toml_place(t));
    n->closed = true;
    t->at++;
    while (next_item(t, n, ']')) {
        struct toml_node *item = toml_value(t, depth + 1);
        if (item == NULL) {
            return NULL;
        }
        toml_append(n, item);
    }
    return t->broken ? NULL : n;
}

static struct toml_node *read_inline_table(struct toml *t, unsigned depth)
{
    struct toml_node *n = toml_node(t, YAML_MAPPING, toml_place(t));
    t->at++;
    while (next_item(t, n, '}')) {
        if (!toml_pair(t, n, depth)) {
            return NULL;
        }
    }
    n->closed = true;
    return t->broken ? NULL : n;
}

struct toml_node *toml_value(struct toml *t, unsigned depth)
{
    char c = toml_peek(t);
    if (depth > TOML_MAX_DEPTH) {
        t->broken = true;
        diag_report(t->diag, &(struct report){.kind = MSG_TOO_DEEP,
                                              .at = toml_place(t),
                                              .args = {STR("the TOML"), STR("32")}});
        return NULL;
    }
    switch (c) {
    case '"':
    case '\'':
        return read_string(t);
    case '[':
        return read_array(t, depth);
    case '{':
        return read_inline_table(t, depth);
    default:
        return read_bare(t);
    }
}
