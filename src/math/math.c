/* A formula as a whole: its lines, and what may not stand at its top. */
#include "math/math_internal.h"

/* What ended a row though nothing was open that it could end. Passes over it. */
static void stray(struct reader *r, struct token t)
{
    token_take(r);
    if (t.kind == TOKEN_CLOSE) {
        tex_fault_at(r, t, "brace ", "closes nothing", "delete it, or write \"\\}\"");
    } else if (t.kind == TOKEN_TAB) {
        tex_fault_at(r, t, "", "stands outside a table", "set the lines in \\begin{aligned}");
    } else if (token_is(t, "middle")) {
        tex_fault_at(r, t, "", "stands outside \\left and \\right", "open it with \\left");
        token_take(r); /* its delimiter */
    } else if (token_is(t, "right")) {
        tex_fault_at(r, t, "", "closes nothing", "open it with \\left");
        token_take(r);
    } else {
        str name;
        tex_fault_at(r, t, "", "closes nothing", "open it with \\begin");
        if (token_peek(r).kind == TOKEN_OPEN) {
            argument_raw(r, t, &name);
        }
    }
}

/* One line. What may not stand in it is a fault, and so is what follows: it is read for its own
 * faults only. */
static struct math_node *line_read(struct reader *r)
{
    struct math_node *line = row_read(r);
    for (struct token t = token_peek(r); t.kind != TOKEN_END && !is_break(t); t = token_peek(r)) {
        stray(r, t);
        row_read(r);
    }
    return line;
}

/* All lines, if there is more than one: authors leave the environment out. */
static struct math_node *lines_read(struct reader *r)
{
    struct math_node *first = line_read(r), *last = first;
    if (!is_break(token_peek(r))) {
        return first;
    }
    while (is_break(token_peek(r))) {
        break_take(r);
        last->next = line_read(r);
        last = last->next;
    }
    return node_with(r, "mrow", table_of_lines(r, first), NULL, NULL);
}

void math_read(struct arena *a, str tex, bool display, bool suggest, struct math *out)
{
    struct reader r = {
        .arena = a, .tex = tex, .suggest = suggest, .style.display = display, .math = out};
    *out = (struct math){0};
    struct math_node *line = lines_read(&r);
    if (line->height > MATH_MAX_HEIGHT) {
        tex_fault(&r, 0, tex.len, STR("the formula is nested too deep"), STR("make it flatter"));
        line = node_new(&r, "mrow", ATOM_ORD);
    }
    out->row = line;
}
