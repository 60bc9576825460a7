/* Scripts: "^", "_" and primes behind an atom; beside it, or above and below. */
#include "math/math_internal.h"

struct scripts {
    struct math_node *sub, *sup;
    size_t primes;
    enum { AS_USUAL, BESIDE, ABOVE } place;
};

static struct math_node *script_read(struct reader *r, struct token of)
{
    struct style saved = r->style;
    r->style.script = true;
    r->style.display = false;
    struct math_node *n = argument_read(r, of);
    r->style = saved;
    return n;
}

static void take_script(struct reader *r, struct scripts *s)
{
    struct token t = token_take(r);
    struct math_node **place = t.kind == TOKEN_SUP ? &s->sup : &s->sub;
    bool twice = *place != NULL;
    if (twice) {
        tex_fault_at(r, t, "second ", "on one base", "set the first in braces with its base");
    }
    struct math_node *n = script_read(r, t);
    *place = twice ? *place : n;
}

/* Takes what stands behind a base; false if that is no script. */
static bool take_one(struct reader *r, const struct math_node *base, struct scripts *s)
{
    struct token t = token_peek(r);
    bool limits = token_is(t, "limits");
    if (t.kind == TOKEN_SUP || t.kind == TOKEN_SUB) {
        take_script(r, s);
    } else if (t.kind == TOKEN_PRIME) {
        token_take(r);
        s->primes++;
    } else if (base->atom == ATOM_OP && (limits || token_is(t, "nolimits"))) {
        token_take(r);
        s->place = limits ? ABOVE : BESIDE;
    } else {
        return false;
    }
    return true;
}

/* Primes, and what else is raised. */
static struct math_node *raised(struct reader *r, const struct scripts *s)
{
    static const char *const signs[] = {"", "′", "″", "‴", "⁗"};
    if (s->primes == 0) {
        return s->sup;
    }
    struct math_node *row = node_new(r, "mrow", ATOM_ORD);
    for (size_t left = s->primes; left > 0;) {
        size_t n = left < 4 ? left : 4;
        node_append(row, node_operator(r, signs[n], ATOM_ORD));
        left -= n;
    }
    if (s->sup != NULL) {
        node_append(row, s->sup);
    }
    return node_single(row);
}

static bool stands_above(const struct reader *r, const struct math_node *base,
                         const struct scripts *s)
{
    if (base->flags & ALWAYS_LIMITS) {
        return true;
    }
    if (base->atom != ATOM_OP || s->place == BESIDE || s->primes > 0) {
        return false;
    }
    return s->place == ABOVE || ((base->flags & LIMITS) != 0 && r->style.display);
}

/* Classes, for reading systems that do not know MathML: they have nothing else to tell a script
 * from its base. */
static void name_script(struct reader *r, struct math_node *script, const char *name)
{
    if (script != NULL) {
        node_attribute(r, script, "class", name);
    }
}

static const char *element_of(bool above, const struct math_node *sub, const struct math_node *sup)
{
    if (sub != NULL && sup != NULL) {
        return above ? "munderover" : "msubsup";
    }
    if (sub != NULL) {
        return above ? "munder" : "msub";
    }
    return above ? "mover" : "msup";
}

struct math_node *scripts_read(struct reader *r, struct math_node *base)
{
    struct scripts s = {0};
    while (take_one(r, base, &s)) {
    }
    struct math_node *sup = raised(r, &s), *core = node_core(base);
    if (s.sub == NULL && sup == NULL) {
        return base;
    }
    bool above = stands_above(r, base, &s);
    if (above && core != NULL && !r->style.display) { /* else it would move them beside it */
        node_attribute(r, core, "movablelimits", "false");
    }
    name_script(r, s.sub, "math-sub");
    name_script(r, sup, "math-sup");
    struct math_node *first = s.sub != NULL ? s.sub : sup;
    struct math_node *second = s.sub != NULL ? sup : NULL;
    struct math_node *n = node_with(r, element_of(above, s.sub, sup), base, first, second);
    n->atom = base->atom;
    n->flags = base->flags & NAME;
    return n;
}
