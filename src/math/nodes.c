/* Making nodes: elements of MathML Core with their attributes. */
#include "math/math_internal.h"

struct math_node *node_new(struct reader *r, const char *element, enum atom atom)
{
    struct math_node *n = ARENA_NEW(r->arena, struct math_node);
    n->element = element;
    n->atom = (unsigned char)atom;
    return n;
}

struct math_node *node_token(struct reader *r, const char *element, str text, enum atom atom)
{
    struct math_node *n = node_new(r, element, atom);
    n->text = text;
    return n;
}

struct math_node *node_operator(struct reader *r, const char *text, enum atom atom)
{
    return node_token(r, "mo", str_from(text), atom);
}

struct math_node *node_space(struct reader *r, const char *width)
{
    struct math_node *n = node_new(r, "mspace", ATOM_SPACE);
    node_attribute(r, n, "width", width);
    return n;
}

void node_append(struct math_node *parent, struct math_node *child)
{
    child->next = NULL;
    if (parent->last != NULL) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
    if (parent->height < child->height + 1) {
        parent->height = child->height + 1;
    }
}

struct math_node *node_with(struct reader *r, const char *element, struct math_node *one,
                            struct math_node *two, struct math_node *three)
{
    struct math_node *children[] = {one, two, three};
    struct math_node *n = node_new(r, element, ATOM_ORD);
    for (size_t i = 0; i < 3 && children[i] != NULL; i++) {
        node_append(n, children[i]);
    }
    return n;
}

void node_attribute(struct reader *r, struct math_node *n, const char *name, const char *value)
{
    struct math_attribute **at = &n->attributes;
    for (; *at != NULL; at = &(*at)->next) {
        if (str_eq(str_from((*at)->name), str_from(name))) {
            return;
        }
    }
    *at = ARENA_NEW(r->arena, struct math_attribute);
    **at = (struct math_attribute){.name = name, .value = value};
}

void node_no_space(struct reader *r, struct math_node *n)
{
    node_attribute(r, n, "lspace", "0em");
    node_attribute(r, n, "rspace", "0em");
}

static bool is(const struct math_node *n, const char *element)
{
    return str_eq(str_from(n->element), str_from(element));
}

struct math_node *node_single(struct math_node *row)
{
    bool plain = is(row, "mrow") && row->attributes == NULL;
    return plain && row->first != NULL && row->first == row->last ? row->first : row;
}

struct math_node *node_fill(struct reader *r, const char *element, struct math_node *row)
{
    if (!is(row, "mrow") || row->attributes != NULL) {
        return node_with(r, element, row, NULL, NULL);
    }
    struct math_node *n = node_new(r, element, ATOM_ORD);
    n->first = row->first;
    n->last = row->last;
    n->height = row->height;
    return n;
}

struct math_node *node_core(struct math_node *n)
{
    static const char *const embellished[] = {"msub",   "msup",  "msubsup",
                                              "munder", "mover", "munderover"};
    while (n != NULL && !is(n, "mo")) {
        bool inside = is(n, "mrow") && n->first == n->last;
        for (size_t i = 0; i < sizeof embellished / sizeof *embellished; i++) {
            inside |= is(n, embellished[i]);
        }
        n = inside ? n->first : NULL;
    }
    return n;
}
