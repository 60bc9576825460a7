/* A formula in a line of plain text. */
#include "math/math_internal.h"

static void add_node(struct buf *out, const struct math_node *n);

static bool is(const struct math_node *n, const char *element)
{
    return str_eq(str_from(n->element), str_from(element));
}

static void add_blank(struct buf *out)
{
    if (out->len > 0 && out->data[out->len - 1] != ' ') {
        buf_addch(out, ' ');
    }
}

static void add_children(struct buf *out, const struct math_node *n, const char *between)
{
    for (const struct math_node *child = n->first; child != NULL; child = child->next) {
        if (child != n->first) {
            buf_add(out, str_from(between));
        }
        add_node(out, child);
    }
}

/* In parentheses, if it has parts. */
static void add_part(struct buf *out, const struct math_node *n)
{
    bool parts = n->first != NULL && n->first != n->last && !is(n, "msub") && !is(n, "msup");
    if (parts) {
        buf_addch(out, '(');
    }
    add_node(out, n);
    if (parts) {
        buf_addch(out, ')');
    }
}

static void add_operator(struct buf *out, const struct math_node *n)
{
    bool wide = n->atom == ATOM_BIN || n->atom == ATOM_REL;
    if (str_eq(n->text, STR("\xE2\x81\xA1"))) {
        add_blank(out); /* a name and what it is applied to */
        return;
    }
    if (wide) {
        add_blank(out);
    }
    buf_add(out, n->text);
    if (wide || n->atom == ATOM_PUNCT) {
        buf_addch(out, ' ');
    }
}

/* Accents, as characters that stand over the one before them. */
static const struct {
    const char *sign, *combining;
} accents[] = {
    {"^", "\xCC\x82"}, {"~", "\xCC\x83"}, {"¯", "\xCC\x84"}, {"˙", "\xCC\x87"},
    {"¨", "\xCC\x88"}, {"ˇ", "\xCC\x8C"}, {"˘", "\xCC\x86"}, {"→", "\xE2\x83\x97"},
};

static void add_scripts(struct buf *out, const struct math_node *n)
{
    const struct math_node *script = n->first->next;
    bool over = is(n, "mover") || is(n, "msup");
    add_node(out, n->first);
    for (; script != NULL; script = script->next) {
        for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
            if (n->attributes != NULL && str_eq(script->text, str_from(accents[i].sign))) {
                buf_add(out, str_from(accents[i].combining));
                return;
            }
        }
        bool prime = str_starts(script->text, STR("′")) || str_starts(script->text, STR("″"));
        if (!prime) {
            buf_addch(out, over || script != n->first->next ? '^' : '_');
        }
        add_part(out, script);
    }
}

static void add_root(struct buf *out, const struct math_node *n)
{
    bool index = is(n, "mroot");
    if (index) {
        add_part(out, n->last);
    }
    bool parts = !index && n->first != n->last;
    buf_add(out, parts ? STR("√(") : STR("√"));
    if (index) {
        add_part(out, n->first);
    } else {
        add_children(out, n, "");
    }
    buf_add(out, parts ? STR(")") : STR_NONE);
}

static void add_node(struct buf *out, const struct math_node *n)
{
    bool empty = n->first == NULL;
    if (is(n, "mo")) {
        add_operator(out, n);
    } else if (is(n, "mspace")) {
        add_blank(out);
    } else if (empty) {
        buf_add(out, n->text);
    } else if (is(n, "mfrac")) {
        add_part(out, n->first);
        buf_addch(out, '/');
        add_part(out, n->last);
    } else if (is(n, "msqrt") || is(n, "mroot")) {
        add_root(out, n);
    } else if (str_starts(str_from(n->element), STR("ms")) && !is(n, "mstyle")) {
        add_scripts(out, n);
    } else if (is(n, "munder") || is(n, "mover") || is(n, "munderover")) {
        add_scripts(out, n);
    } else if (!is(n, "mphantom")) {
        add_children(out, n, is(n, "mtable") ? "; " : is(n, "mtr") ? " " : "");
    }
}

str math_text(struct arena *a, const struct math_node *row)
{
    struct buf out = {0};
    add_children(&out, row, "");
    return buf_finish(&out, a);
}
