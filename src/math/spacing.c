/* Space between atoms. MathML's operators have the space of the operator dictionary by themselves;
 * what is set here is where TeX (The TeXbook, chapter 18 and appendix G, rules 5 and 6) says
 * otherwise: signs, scripts, and names of functions. */
#include "math/math_internal.h"

static bool is_sign(str text)
{
    return str_eq(text, STR("+")) || str_eq(text, STR("−")) || str_eq(text, STR("±")) ||
           str_eq(text, STR("∓"));
}

/* A binary operator without two operands is a sign. */
static void make_ordinary(struct reader *r, struct math_node *n, bool first)
{
    struct math_node *core = node_core(n);
    n->atom = ATOM_ORD;
    if (core == NULL) {
        return;
    }
    if (!is_sign(core->text)) {
        node_no_space(r, core);
    } else if (!first) { /* the first one of a row is a prefix anyway */
        node_attribute(r, core, "form", "prefix");
    }
}

static bool takes_sign(enum atom before)
{
    return before == ATOM_OP || before == ATOM_BIN || before == ATOM_REL || before == ATOM_OPEN ||
           before == ATOM_PUNCT;
}

static void settle_operators(struct reader *r, struct math_node *row)
{
    enum atom before = row->flags & PAIR ? ATOM_ORD : ATOM_OPEN;
    struct math_node *last = NULL;
    for (struct math_node *n = row->first; n != NULL; n = n->next) {
        if (n->atom == ATOM_SPACE) {
            continue;
        }
        if (n->atom == ATOM_BIN && takes_sign(before)) {
            make_ordinary(r, n, n == row->first);
        } else if (last != NULL && last->atom == ATOM_BIN &&
                   (n->atom == ATOM_REL || n->atom == ATOM_CLOSE || n->atom == ATOM_PUNCT)) {
            last->atom = ATOM_ORD;
            if (node_core(last) != NULL) {
                node_no_space(r, node_core(last));
            }
        }
        if (n->atom == ATOM_BIN && n == row->first && node_core(n) != NULL) {
            node_attribute(r, node_core(n), "form", "infix"); /* by its place it were a prefix */
        }
        before = (enum atom)n->atom;
        last = n;
    }
}

/* In scripts, operators and relations have no space. */
static void tighten(struct reader *r, struct math_node *row)
{
    for (struct math_node *n = row->first; n != NULL; n = n->next) {
        struct math_node *core = n->atom == ATOM_BIN || n->atom == ATOM_REL ? node_core(n) : NULL;
        if (core != NULL) {
            node_no_space(r, core);
        }
    }
}

static void insert_behind(struct math_node *row, struct math_node *before, struct math_node *n)
{
    n->next = before->next;
    before->next = n;
    if (row->last == before) {
        row->last = n;
    }
}

/* U+2061 says that the name is applied to what follows; a thin space shows it. */
static struct math_node *behind_name(struct reader *r, struct math_node *row, struct math_node *n)
{
    const struct math_node *next = n->next;
    if (next == NULL ||
        (next->atom != ATOM_ORD && next->atom != ATOM_OP && next->atom != ATOM_OPEN)) {
        return n;
    }
    struct math_node *apply = node_operator(r, "\xE2\x81\xA1", ATOM_SPACE);
    insert_behind(row, n, apply);
    if (next->atom == ATOM_OPEN) {
        return apply;
    }
    struct math_node *thin = node_space(r, "0.1667em");
    insert_behind(row, apply, thin);
    return thin;
}

static void space_names(struct reader *r, struct math_node *row)
{
    for (struct math_node *n = row->first; n != NULL; n = n->next) {
        const struct math_node *next = n->next;
        bool operand = n->atom == ATOM_ORD || n->atom == ATOM_CLOSE;
        if (operand && next != NULL && (next->flags & NAME)) {
            insert_behind(row, n, node_space(r, "0.1667em"));
            n = n->next;
        } else if (n->flags & NAME) {
            n = behind_name(r, row, n);
        }
    }
}

void row_space(struct reader *r, struct math_node *row)
{
    settle_operators(r, row);
    if (r->style.script) {
        tighten(r, row);
    }
    space_names(r, row);
}
