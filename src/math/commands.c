/* The commands of TeX: who reads which, and what is said of unknown ones. */
#include "math/math_internal.h"

#include "base/nearest.h"

#include <stdlib.h>

static const struct command commands[] = {
#define COMMAND(name, reader, text, value) {name, reader, text, value},
#include "math/commands.def"
#undef COMMAND
};

enum { NCOMMANDS = sizeof commands / sizeof *commands };

static int compare(const void *key, const void *row)
{
    return str_cmp(*(const str *)key, str_from(((const struct command *)row)->name));
}

static void tell_unknown(struct reader *r, struct token t)
{
    struct nearest nearest = {.wanted = t.text};
    if (r->suggest && t.text.len > 1) {
        for (size_t i = 0; i < NCOMMANDS; i++) {
            if (ascii_alpha(commands[i].name[0])) {
                nearest_offer(&nearest, str_from(commands[i].name));
            }
        }
        symbols_offer(&nearest);
    }
    size_t before = r->math->nfaults;
    tex_fault_at(r, t, "unknown command ", "in a formula", "octavo-book(5) says which are known");
    if (r->math->nfaults > before && nearest.best.len > 0) {
        str parts[] = {STR("\\"), nearest.best};
        r->math->faults[before].nearest = str_concat(r->arena, parts, 2);
    }
}

/* "\{" and the like: the character without its meaning. */
static const struct symbol *escaped_symbol(str name)
{
    if (name.len == 1 && !ascii_alpha(name.ptr[0])) {
        if (str_eq(name, STR("|"))) {
            return symbol_find(STR("\\|"));
        }
        return str_has(STR("{}$%#&_"), name.ptr[0]) ? symbol_find(name) : NULL;
    }
    return symbol_find(name);
}

struct math_node *command_read(struct reader *r, struct token t)
{
    const struct command *c =
        (const struct command *)bsearch(&t.text, commands, NCOMMANDS, sizeof *commands, compare);
    if (c != NULL) {
        return c->read(r, c, t);
    }
    const struct symbol *s = escaped_symbol(t.text);
    if (s != NULL) {
        return symbol_node(r, s);
    }
    tell_unknown(r, t);
    return node_new(r, "mrow", ATOM_ORD);
}
