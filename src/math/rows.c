/* Rows, groups, arguments and scripts: the grammar of a formula. */
#include "math/math_internal.h"

/* Another level of groups or arguments. False if there are too many: that is told once, and then
 * nothing is read any more. */
bool reader_enter(struct reader *r, size_t at)
{
    if (++r->depth > MATH_MAX_DEPTH) {
        tex_fault(r, at, 1, STR("the formula is nested too deep"), STR("make it flatter"));
        r->stopped = true;
        r->at = r->tex.len;
    }
    return !r->stopped;
}

static bool ends_row(const struct reader *r, struct token t)
{
    switch (t.kind) {
    case TOKEN_END:
    case TOKEN_CLOSE:
    case TOKEN_TAB:
        return true;
    case TOKEN_CHAR:
        return r->style.bracket && str_eq(t.text, STR("]"));
    case TOKEN_COMMAND:
        return token_is(t, "\\") || token_is(t, "cr") || token_is(t, "end") ||
               token_is(t, "right") || token_is(t, "middle");
    default:
        return false;
    }
}

/* Reads atoms into the row, until something ends it. */
static void fill_row(struct reader *r, struct math_node *row)
{
    for (struct token t = token_peek(r); !ends_row(r, t); t = token_peek(r)) {
        struct math_node *fraction;
        if (infix_fraction(r, t, row, &fraction)) { /* it took the rest of the row */
            *row = *node_with(r, "mrow", fraction, NULL, NULL);
            return;
        }
        struct math_node *n = nucleus_read(r);
        if (n != NULL) {
            node_append(row, n->atom == ATOM_SPACE ? n : scripts_read(r, n));
        }
    }
}

static struct math_node *row_with(struct reader *r, unsigned flags)
{
    struct style saved = r->style;
    struct math_node *row = node_new(r, "mrow", ATOM_ORD);
    row->flags = (unsigned char)flags;
    if (reader_enter(r, r->at)) {
        fill_row(r, row);
    }
    row_space(r, row);
    r->depth--;
    r->style = saved;
    return row;
}

struct math_node *row_read(struct reader *r)
{
    return row_with(r, 0);
}

struct math_node *row_read_pair(struct reader *r)
{
    return row_with(r, PAIR);
}

struct math_node *node_ordinary(struct reader *r, struct math_node *n)
{
    struct math_node *core = node_core(n);
    if (core != NULL) {
        node_no_space(r, core);
    }
    n->atom = ATOM_ORD;
    n->flags = 0;
    return n;
}

static struct math_node *group_read(struct reader *r)
{
    struct token open = token_take(r);
    struct style saved = r->style;
    r->style.bracket = false;
    struct math_node *row = row_read(r);
    r->style = saved;
    if (token_peek(r).kind == TOKEN_CLOSE) {
        token_take(r);
    } else {
        tex_fault_at(r, open, "brace ", "is not closed", "add \"}\"");
    }
    return node_ordinary(r, node_single(row));
}

/* The TeXbook, chapter 18: a number is digits with points among them. */
static struct math_node *number_read(struct reader *r)
{
    size_t from = r->at, at = from;
    while (at < r->tex.len &&
           (ascii_digit(r->tex.ptr[at]) ||
            (r->tex.ptr[at] == '.' && at + 1 < r->tex.len && ascii_digit(r->tex.ptr[at + 1])))) {
        at++;
    }
    r->at = at;
    return node_token(r, "mn", letters_styled(r, str_sub(r->tex, from, at)), ATOM_ORD);
}

/* One letter; in an alphabet of its own, all that stand together. */
static struct math_node *letter_read(struct reader *r)
{
    size_t from = r->at, at = from + 1;
    while (r->style.letters != LETTERS_PLAIN && at < r->tex.len && ascii_alpha(r->tex.ptr[at])) {
        at++;
    }
    r->at = at;
    return letters_node(r, str_sub(r->tex, from, at), false);
}

static struct math_node *char_read(struct reader *r, struct token t)
{
    char c = t.text.ptr[0];
    bool point = c == '.' && t.end < r->tex.len && ascii_digit(r->tex.ptr[t.end]);
    if (ascii_digit(c) || point) {
        return number_read(r);
    }
    if (ascii_alpha(c)) {
        return letter_read(r);
    }
    token_take(r);
    if (c == '~') {
        return node_space(r, "0.25em");
    }
    const struct symbol *s = c & '\x80' || c == '#' || c == '$' ? NULL : symbol_find(t.text);
    if (s != NULL) {
        return symbol_node(r, s);
    }
    if (c & '\x80') {
        return character_node(r, t.text);
    }
    tex_fault_at(r, t, "", "means nothing in a formula",
                 c == '#' ? "write \"\\#\"" : "write \"\\$\"");
    return NULL;
}

struct math_node *nucleus_read(struct reader *r)
{
    struct token t = token_peek(r);
    switch (t.kind) {
    case TOKEN_OPEN:
        return group_read(r);
    case TOKEN_CHAR:
        return char_read(r, t);
    case TOKEN_COMMAND:
        token_take(r);
        return command_read(r, t);
    default: /* a script without a base */
        return node_new(r, "mrow", ATOM_ORD);
    }
}

struct math_node *argument_read(struct reader *r, struct token of)
{
    struct token t = token_peek(r);
    bool none =
        ends_row(r, t) || t.kind == TOKEN_SUP || t.kind == TOKEN_SUB || t.kind == TOKEN_PRIME;
    struct math_node *n = NULL;
    if (none) {
        tex_fault_at(r, of, "", "lacks its argument", "add it in braces");
    } else if (reader_enter(r, t.at)) {
        if (t.kind == TOKEN_CHAR && ascii_alnum(t.text.ptr[0])) {
            token_take(r);
            n = ascii_digit(t.text.ptr[0])
                    ? node_token(r, "mn", letters_styled(r, t.text), ATOM_ORD)
                    : letters_node(r, t.text, false);
        } else {
            n = nucleus_read(r);
        }
    }
    r->depth -= !none;
    return n != NULL ? n : node_new(r, "mrow", ATOM_ORD);
}

struct math_node *option_read(struct reader *r)
{
    struct token open = token_peek(r);
    if (open.kind != TOKEN_CHAR || !str_eq(open.text, STR("["))) {
        return NULL;
    }
    token_take(r);
    struct style saved = r->style;
    r->style.bracket = true;
    struct math_node *row = row_read(r);
    r->style = saved;
    struct token close = token_peek(r);
    if (close.kind == TOKEN_CHAR && str_eq(close.text, STR("]"))) {
        token_take(r);
    } else {
        tex_fault_at(r, open, "bracket ", "is not closed", "add \"]\"");
    }
    return node_single(row);
}

bool argument_raw(struct reader *r, struct token of, str *out)
{
    struct token open = token_peek(r);
    size_t depth = 0, at = open.at;
    *out = STR_NONE;
    if (open.kind != TOKEN_OPEN) {
        tex_fault_at(r, of, "", "lacks its argument", "add it in braces");
        return false;
    }
    for (; at < r->tex.len; at++) {
        char c = r->tex.ptr[at];
        depth += c == '{';
        depth -= c == '}';
        if (depth == 0) {
            *out = str_trim(str_sub(r->tex, open.end, at));
            r->at = at + 1;
            return true;
        }
        at += c == '\\';
    }
    tex_fault_at(r, open, "brace ", "is not closed", "add \"}\"");
    r->at = r->tex.len;
    return false;
}
