/* What changes what follows or what is around: styles, alphabets, spaces, classes of atoms, and
 * commands that have nothing to say to a book. */
#include "math/math_internal.h"

/* \displaystyle and its like, up to the end of the group. */
COMMAND_READER(tex_style)
{
    static const char *const levels[] = {"0", "0", "1", "2"};
    (void)t;
    struct style saved = r->style;
    r->style.display = c->value == 0;
    r->style.script = c->value > 1;
    struct math_node *n = node_fill(r, "mstyle", row_read(r));
    r->style = saved;
    node_attribute(r, n, "displaystyle", c->value == 0 ? "true" : "false");
    node_attribute(r, n, "scriptlevel", levels[c->value]);
    return n;
}

COMMAND_READER(tex_letters)
{
    struct style saved = r->style;
    r->style.letters = (enum letters)c->value;
    struct math_node *n = argument_read(r, t);
    r->style = saved;
    return n;
}

/* \bf, up to the end of the group, which restores the style. */
COMMAND_READER(tex_letters_switch)
{
    (void)t;
    r->style.letters = (enum letters)c->value;
    return NULL;
}

COMMAND_READER(tex_space)
{
    (void)t;
    return node_space(r, c->text);
}

/* "1.5em", "18mu" as a length of MathML; NULL if it is none. */
static const char *length_of(struct reader *r, str text)
{
    static const char *const units[] = {"em", "ex", "px", "pt", "cm", "mm", "in", "pc"};
    size_t n = str_starts(text, STR("-")) ? 1 : 0, from = n;
    while (n < text.len && n < 8 && (ascii_digit(text.ptr[n]) || text.ptr[n] == '.')) {
        n++;
    }
    str number = str_sub(text, 0, n), unit = str_trim(str_sub(text, n, text.len));
    if (n == from || str_find(number, '.', str_find(number, '.', 0) + 1) < number.len) {
        return NULL;
    }
    if (str_eq(unit, STR("mu"))) { /* 18 to the em */
        double mu = 0, place = 0;
        for (size_t i = from; i < n; i++) {
            bool point = number.ptr[i] == '.';
            place = point ? 1 : place * 10;
            mu = point ? mu : mu * 10 + (number.ptr[i] - '0');
        }
        mu = (place > 0 ? mu / place : mu) / 18;
        return str_printf(r->arena, "%s%.4fem", from > 0 ? "-" : "", mu).ptr;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (str_eq(unit, str_from(units[i]))) {
            return str_printf(r->arena, "%.*s%s", STR_ARG(number), units[i]).ptr;
        }
    }
    return NULL;
}

COMMAND_READER(tex_width)
{
    (void)c;
    str given;
    if (r->at < r->tex.len && r->tex.ptr[r->at] == '*') {
        r->at++;
    }
    struct token open = token_peek(r);
    if (!argument_raw(r, t, &given)) {
        return NULL;
    }
    const char *width = length_of(r, given);
    if (width == NULL) {
        open.end = r->at;
        tex_fault_at(r, open, "length ", "is none", "write it as {1em}");
        return NULL;
    }
    return node_space(r, width);
}

/* \mathrel{...}: the spaces of a class. */
COMMAND_READER(tex_class)
{
    const char *space = c->value == ATOM_BIN   ? "0.2222em"
                        : c->value == ATOM_REL ? "0.2778em"
                                               : NULL;
    struct math_node *n = argument_read(r, t), *core = node_core(n);
    if (space != NULL && core == NULL) {
        n = node_with(r, "mrow", node_space(r, space), n, node_space(r, space));
    } else if (space != NULL) {
        core->attributes = NULL;
        node_attribute(r, core, "lspace", space);
        node_attribute(r, core, "rspace", space);
    }
    n->atom = (unsigned char)(c->value == ATOM_BIN ? ATOM_ORD : c->value);
    n->flags = c->value == ATOM_OP ? LIMITS : 0;
    return n;
}

/* What "\not" makes of an operator that has a character of its own for it. */
static const struct {
    const char *plain, *negated;
} negations[] = {
    {"=", "≠"}, {"<", "≮"}, {">", "≯"}, {"∈", "∉"}, {"∋", "∌"}, {"≡", "≢"}, {"∼", "≁"}, {"≃", "≄"},
    {"≈", "≉"}, {"≅", "≇"}, {"≤", "≰"}, {"≥", "≱"}, {"⊂", "⊄"}, {"⊃", "⊅"}, {"⊆", "⊈"}, {"⊇", "⊉"},
    {"∃", "∄"}, {"∣", "∤"}, {"∥", "∦"}, {"⊢", "⊬"}, {"⊨", "⊭"}, {"→", "↛"}, {"←", "↚"}, {"⇒", "⇏"},
    {"⇐", "⇍"}, {"⇔", "⇎"}, {"↔", "↮"}, {"≺", "⊀"}, {"≻", "⊁"},
};

COMMAND_READER(tex_not)
{
    (void)c;
    struct math_node *n = argument_read(r, t);
    for (size_t i = 0; i < sizeof negations / sizeof *negations; i++) {
        if (str_eq(n->text, str_from(negations[i].plain))) {
            n->text = str_from(negations[i].negated);
            return n;
        }
    }
    if (n->text.len > 0) {
        str parts[] = {n->text, STR("\xCC\xB8")}; /* a stroke through the character before it */
        n->text = str_concat(r->arena, parts, 2);
    } else if (r->math->nfaults == 0) {
        tex_fault_at(r, t, "", "strikes no single sign", "write it before one");
    }
    return n;
}

static struct math_node *mod_word(struct reader *r)
{
    return node_token(r, "mi", STR("mod"), ATOM_ORD);
}

/* value: 0 \bmod, 1 \pmod{n}, 2 \mod{n}, 3 \pod{n}. */
COMMAND_READER(tex_mod)
{
    if (c->value == 0) {
        struct math_node *n = node_operator(r, "mod", ATOM_BIN);
        node_attribute(r, n, "lspace", "0.2222em");
        node_attribute(r, n, "rspace", "0.2222em");
        return n;
    }
    bool parentheses = c->value != 2;
    struct math_node *row = node_new(r, "mrow", ATOM_ORD);
    struct math_node *number = argument_read(r, t);
    node_append(row, node_space(r, r->style.display ? "1em" : "0.4444em"));
    if (parentheses) {
        node_append(row, symbol_node(r, symbol_find(STR("("))));
    }
    if (c->value != 3) {
        node_append(row, mod_word(r));
        node_append(row, node_space(r, "0.3333em"));
    }
    node_append(row, number);
    if (parentheses) {
        node_append(row, symbol_node(r, symbol_find(STR(")"))));
    }
    return row;
}

/* amsmath: raised between operators, else on the line. */
COMMAND_READER(tex_dots)
{
    (void)c;
    (void)t;
    struct token next = token_peek(r);
    const struct symbol *s =
        next.kind == TOKEN_CHAR || next.kind == TOKEN_COMMAND ? symbol_find(next.text) : NULL;
    bool raised = s != NULL && (s->atom == ATOM_BIN || s->atom == ATOM_REL || s->atom == ATOM_OP);
    return letters_node(r, raised ? STR("⋯") : STR("…"), true);
}

/* The number of an equation stands behind it. */
COMMAND_READER(tex_tag)
{
    str number;
    (void)c;
    bool star = r->at < r->tex.len && r->tex.ptr[r->at] == '*';
    r->at += star;
    if (!argument_raw(r, t, &number)) {
        return NULL;
    }
    str parts[] = {star ? STR_NONE : STR("("), number, star ? STR_NONE : STR(")")};
    struct math_node *text = node_token(r, "mtext", str_concat(r->arena, parts, 3), ATOM_ORD);
    return node_with(r, "mrow", node_space(r, "2em"), text, NULL);
}

/* value 1: it has an argument, and authors expect something of it. */
COMMAND_READER(tex_ignored)
{
    str name;
    if (c->value == 1 && argument_raw(r, t, &name)) {
        t.end = r->at;
        tex_notice(r, t, "has no effect in a formula", "link to a heading");
    }
    return NULL;
}

/* Colours are the reader's: \color{red}, and \textcolor{red}{x} (value 1). */
COMMAND_READER(tex_colour)
{
    str colour;
    if (!argument_raw(r, t, &colour)) {
        return NULL;
    }
    tex_notice(r, t, "has no effect in a formula", "colours are the reader's");
    return c->value == 1 ? argument_read(r, t) : NULL;
}

COMMAND_READER(tex_misplaced)
{
    (void)c;
    bool line = str_eq(t.text, STR("hline"));
    tex_fault_at(r, t, "", line ? "stands inside a row" : "stands behind no operator",
                 line ? "write it behind \"\\\\\"" : "write it behind one, as \\sum");
    return NULL;
}

/* What follows needs what it defines, so nothing is told of it. */
COMMAND_READER(tex_macro)
{
    (void)c;
    tex_fault_at(r, t, "", "defines a command; a formula takes none of its own",
                 "write out what it stands for");
    r->stopped = true;
    r->at = r->tex.len;
    return NULL;
}

/* \implies and its like stand wider apart than relations. */
COMMAND_READER(tex_arrowed)
{
    (void)t;
    struct math_node *n = node_operator(r, c->text, ATOM_REL);
    node_attribute(r, n, "lspace", "0.5556em");
    node_attribute(r, n, "rspace", "0.5556em");
    return n;
}
