/* Delimiters that grow: \left, \middle, \right, and those of a given size. */
#include "math/math_internal.h"

/* What may stand behind \left, and what it is. "." is nothing. */
static const struct {
    const char *name, *text;
} delimiters[] = {
    {"(", "("}, {")", ")"}, {"[", "["}, {"]", "]"}, {"|", "|"}, {"/", "/"}, {".", ""},  {"<", "⟨"},
    {">", "⟩"}, {"⟨", "⟨"}, {"⟩", "⟩"}, {"⌊", "⌊"}, {"⌋", "⌋"}, {"⌈", "⌈"}, {"⌉", "⌉"}, {"‖", "‖"},
};

static const char *const delimiter_commands[] = {
    "{",          "}",          "\\|",         "vert",     "Vert",      "lvert",       "rvert",
    "lVert",      "rVert",      "langle",      "rangle",   "lbrace",    "rbrace",      "lbrack",
    "rbrack",     "lfloor",     "rfloor",      "lceil",    "rceil",     "lgroup",      "rgroup",
    "lmoustache", "rmoustache", "ulcorner",    "urcorner", "llcorner",  "lrcorner",    "backslash",
    "uparrow",    "downarrow",  "updownarrow", "Uparrow",  "Downarrow", "Updownarrow", "llbracket",
    "rrbracket",  "lBrace",     "rBrace",      "mid",      "parallel",
};

static bool delimiter_of(struct token t, str *text)
{
    for (size_t i = 0; t.kind == TOKEN_CHAR && i < sizeof delimiters / sizeof *delimiters; i++) {
        if (str_eq(t.text, str_from(delimiters[i].name))) {
            *text = str_from(delimiters[i].text);
            return true;
        }
    }
    str name = t.kind == TOKEN_COMMAND && str_eq(t.text, STR("|")) ? STR("\\|") : t.text;
    size_t count = sizeof delimiter_commands / sizeof *delimiter_commands;
    for (size_t i = 0; t.kind == TOKEN_COMMAND && i < count; i++) {
        if (str_eq(name, str_from(delimiter_commands[i]))) {
            *text = str_from(symbol_find(name)->text);
            return true;
        }
    }
    return false;
}

/* The delimiter behind a command. */
static str delimiter_read(struct reader *r, struct token of)
{
    str text = STR_NONE;
    struct token t = token_peek(r);
    if (delimiter_of(t, &text)) {
        token_take(r);
    } else {
        tex_fault_at(r, of, "", "lacks its delimiter", "write one, as \"(\", or \".\" for none");
    }
    return text;
}

struct math_node *fence_node(struct reader *r, str text, const char *form)
{
    if (text.len == 0) {
        return NULL;
    }
    struct math_node *n = node_token(r, "mo", text, ATOM_ORD);
    if (form != NULL) {
        node_attribute(r, n, "form", form);
    }
    node_attribute(r, n, "stretchy", "true");
    return n;
}

static void add(struct math_node *row, struct math_node *n)
{
    if (n != NULL) {
        node_append(row, n);
    }
}

static struct math_node *middle_read(struct reader *r)
{
    struct token t = token_take(r);
    struct math_node *n = fence_node(r, delimiter_read(r, t), NULL);
    if (n != NULL) {
        node_attribute(r, n, "symmetric", "true");
        node_attribute(r, n, "lspace", "0.2222em");
        node_attribute(r, n, "rspace", "0.2222em");
    }
    return n;
}

COMMAND_READER(tex_left)
{
    (void)c;
    struct style saved = r->style;
    r->style.bracket = false;
    struct math_node *row = node_new(r, "mrow", ATOM_ORD);
    add(row, fence_node(r, delimiter_read(r, t), "prefix"));
    node_append(row, node_single(row_read(r)));
    while (token_is(token_peek(r), "middle")) {
        add(row, middle_read(r));
        node_append(row, node_single(row_read(r)));
    }
    r->style = saved;
    struct token right = token_peek(r);
    if (token_is(right, "right")) {
        token_take(r);
        add(row, fence_node(r, delimiter_read(r, right), "postfix"));
    } else {
        tex_fault_at(r, t, "", "is not closed", "add \\right and a delimiter, \".\" for none");
    }
    return row;
}

/* \big( and its like: text is the size, value the atom. */
COMMAND_READER(tex_big)
{
    static const char *const forms[] = {
        [ATOM_OPEN] = "prefix", [ATOM_CLOSE] = "postfix", [ATOM_REL] = "infix"};
    struct math_node *n = fence_node(r, delimiter_read(r, t), forms[c->value]);
    if (n == NULL) {
        return NULL;
    }
    n->atom = (unsigned char)c->value;
    node_attribute(r, n, "symmetric", "true");
    node_attribute(r, n, "minsize", c->text);
    node_attribute(r, n, "maxsize", c->text);
    if (c->value == ATOM_ORD) {
        node_no_space(r, n);
    } else if (c->value == ATOM_REL) {
        node_attribute(r, n, "lspace", "0.2778em");
        node_attribute(r, n, "rspace", "0.2778em");
    }
    return n;
}
