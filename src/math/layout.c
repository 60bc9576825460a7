/* Fractions, roots, accents, and what stands above or below something else. */
#include "math/math_internal.h"

/* An argument in another style. */
static struct math_node *styled_argument(struct reader *r, struct token t, bool display,
                                         bool script)
{
    struct style saved = r->style;
    r->style.display = display;
    r->style.script |= script;
    struct math_node *n = argument_read(r, t);
    r->style = saved;
    return n;
}

static struct math_node *binomial(struct reader *r, struct math_node *fraction)
{
    node_attribute(r, fraction, "linethickness", "0");
    return node_with(r, "mrow", fence_node(r, STR("("), "prefix"), fraction,
                     fence_node(r, STR(")"), "postfix"));
}

/* In a style of its own: MathML Core, 3.3.4. */
static struct math_node *in_style(struct reader *r, struct math_node *n, bool display)
{
    struct math_node *style = node_with(r, "mstyle", n, NULL, NULL);
    node_attribute(r, style, "displaystyle", display ? "true" : "false");
    node_attribute(r, style, "scriptlevel", "0");
    return style;
}

COMMAND_READER(tex_fraction)
{
    bool display =
        (r->style.display || (c->value & FRACTION_DISPLAY)) && !(c->value & FRACTION_TEXT);
    struct math_node *above = styled_argument(r, t, false, !display);
    struct math_node *below = styled_argument(r, t, false, !display);
    struct math_node *n = node_with(r, "mfrac", above, below, NULL);
    if (c->value & FRACTION_BINOMIAL) {
        n = binomial(r, n);
    }
    return c->value & (FRACTION_DISPLAY | FRACTION_TEXT) ? in_style(r, n, display) : n;
}

bool infix_fraction(struct reader *r, struct token t, struct math_node *above,
                    struct math_node **out)
{
    bool over = token_is(t, "over"), choose = token_is(t, "choose");
    if (!over && !choose && !token_is(t, "atop")) {
        return false;
    }
    token_take(r);
    struct math_node *numerator = node_new(r, "mrow", ATOM_ORD);
    *numerator = *above;
    row_space(r, numerator);
    r->style.display = false;
    struct math_node *n =
        node_with(r, "mfrac", node_single(numerator), node_single(row_read(r)), NULL);
    if (!over) {
        node_attribute(r, n, "linethickness", "0");
    }
    *out = choose ? binomial(r, n) : n;
    return true;
}

COMMAND_READER(tex_root)
{
    (void)c;
    struct style saved = r->style;
    r->style.display = false;
    r->style.script = true;
    struct math_node *index = option_read(r);
    r->style = saved;
    struct math_node *radicand = styled_argument(r, t, false, false);
    return index != NULL ? node_with(r, "mroot", radicand, index, NULL)
                         : node_fill(r, "msqrt", radicand);
}

/* value: 0 a sign of its size, 1 one as wide as the base, 2 a brace, which takes a script. */
static struct math_node *accented(struct reader *r, const struct command *c, struct token t,
                                  bool under)
{
    struct math_node *base = styled_argument(r, t, r->style.display && c->value == 2, false);
    struct math_node *sign = node_operator(r, c->text, ATOM_ORD);
    node_attribute(r, sign, "stretchy", c->value == 0 ? "false" : "true");
    struct math_node *n = node_with(r, under ? "munder" : "mover", base, sign, NULL);
    if (c->value == 2) {
        n->flags = ALWAYS_LIMITS;
    } else {
        node_attribute(r, n, under ? "accentunder" : "accent", "true");
    }
    return n;
}

/* \overline: few fonts have a line that grows, so it is a border; text is its class. */
COMMAND_READER(tex_line)
{
    struct math_node *n = node_fill(r, "mrow", styled_argument(r, t, false, false));
    node_attribute(r, n, "class", c->text);
    return n;
}

COMMAND_READER(tex_accent)
{
    return accented(r, c, t, false);
}

COMMAND_READER(tex_under)
{
    return accented(r, c, t, true);
}

/* \overset{above}{base}; value: 0 above, 1 below, 2 above, as a relation. */
COMMAND_READER(tex_stack)
{
    struct math_node *set = styled_argument(r, t, false, true);
    struct token next = token_peek(r);
    struct math_node *base = next.kind == TOKEN_OPEN ? NULL : argument_read(r, t);
    enum atom atom = base != NULL ? (enum atom)base->atom : ATOM_ORD;
    if (base == NULL) { /* braces alone would make any base an node_ordinary atom */
        token_take(r);
        struct math_node *row = row_read(r);
        base = node_single(row);
        atom = row->first != NULL && row->first == row->last ? (enum atom)base->atom : ATOM_ORD;
        if (token_peek(r).kind == TOKEN_CLOSE) {
            token_take(r);
        } else {
            tex_fault_at(r, next, "brace ", "is not closed", "add \"}\"");
        }
    }
    struct math_node *n = node_with(r, c->value == 1 ? "munder" : "mover", base, set, NULL);
    n->atom = (unsigned char)(c->value == 2 ? ATOM_REL : atom);
    return n;
}

/* A label has some room beside it, by which the arrow is longer. */
static struct math_node *padded(struct reader *r, struct math_node *label)
{
    return node_with(r, "mrow", node_space(r, "0.5em"), label, node_space(r, "0.5em"));
}

COMMAND_READER(tex_long_arrow)
{
    struct style saved = r->style;
    r->style.display = false;
    r->style.script = true;
    struct math_node *below = option_read(r);
    struct math_node *above = argument_read(r, t);
    r->style = saved;
    struct math_node *arrow = node_operator(r, c->text, ATOM_REL), *n;
    node_attribute(r, arrow, "stretchy", "true");
    if (below != NULL) {
        n = node_with(r, "munderover", arrow, padded(r, below), padded(r, above));
    } else {
        n = node_with(r, "mover", arrow, padded(r, above), NULL);
    }
    n->atom = ATOM_REL;
    return n;
}

/* value: 0 the room of it, 1 its width, 2 its height; 3 is seen, and has no height. */
COMMAND_READER(tex_phantom)
{
    struct math_node *n = argument_read(r, t);
    if (c->value < 3) {
        n = node_fill(r, "mphantom", n);
    }
    if (c->value == 0) {
        return n;
    }
    n = node_with(r, "mpadded", n, NULL, NULL);
    if (c->value == 2) {
        node_attribute(r, n, "width", "0em");
    } else {
        node_attribute(r, n, "height", "0em");
        node_attribute(r, n, "depth", "0em");
    }
    return n;
}

COMMAND_READER(tex_boxed)
{
    (void)c;
    struct math_node *n = node_with(r, "mrow", argument_read(r, t), NULL, NULL);
    node_attribute(r, n, "class", "math-box");
    return n;
}
