/* Questions to the tree. */
#include "check/document.h"

struct spot attribute_spot(const struct subject *s, const struct node *n, str value)
{
    struct spot at = spot_in(s, value, n->at);
    if (at.offset <= n->at.offset) {
        return n->at;
    }
    size_t i = at.offset - 1; /* the quote */
    while (i > n->at.offset && (s->text.ptr[i - 1] == '=' || ascii_space(s->text.ptr[i - 1]))) {
        i--;
    }
    while (i > n->at.offset && !ascii_space(s->text.ptr[i - 1])) {
        i--;
    }
    at.offset = (uint32_t)i;
    return at;
}

const str *node_attr(const struct node *n, enum attr attr)
{
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct html_attr *a = n->attributes[i].name->attribute;
        if (a != NULL && a->attr == attr) {
            return &n->attributes[i].value;
        }
    }
    return NULL;
}

const str *node_attr_named(const struct node *n, enum space space, str local)
{
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct name *name = n->attributes[i].name;
        if (name->space == space && str_eq(name->local, local)) {
            return &n->attributes[i].value;
        }
    }
    return NULL;
}

static const struct node *first_element(const struct node *n)
{
    while (n != NULL && n->name == NULL) {
        n = n->next;
    }
    return n;
}

const struct node *node_child(const struct node *n)
{
    return first_element(n->first);
}
const struct node *node_sibling(const struct node *n)
{
    return first_element(n->next);
}

const struct node *node_child_named(const struct node *n, const struct node *after,
                                    enum space space, const char *local)
{
    const struct node *c = after == NULL ? node_child(n) : node_sibling(after);
    while (c != NULL && !node_is(c, space, local)) {
        c = node_sibling(c);
    }
    return c;
}

const struct node *node_after(const struct node *n, const struct node *root, bool skip)
{
    if (!skip && n->name != NULL && n->first != NULL) {
        return n->first;
    }
    while (n != root && n->next == NULL) {
        n = n->parent;
    }
    return n == root ? NULL : n->next;
}

bool node_inside(const struct node *n, enum tag tag)
{
    for (n = n->parent; n != NULL; n = n->parent) {
        if (node_is_tag(n, tag)) {
            return true;
        }
    }
    return false;
}

str node_text(struct arena *a, const struct node *n)
{
    if (n->first != NULL && n->first == n->last && n->first->name == NULL) {
        return str_trim(n->first->text);
    }
    struct buf out = {0};
    for (const struct node *at = n; at != NULL; at = node_after(at, n, false)) {
        if (at->name == NULL) {
            buf_add(&out, at->text);
        }
    }
    return str_trim(buf_finish(&out, a));
}

bool node_speaks(const struct node *n)
{
    for (const struct node *at = n; at != NULL; at = node_after(at, n, false)) {
        const str *alt = node_is_tag(at, TAG_IMG) ? node_attr(at, ATTR_ALT) : NULL;
        if ((at->name == NULL && str_trim(at->text).len > 0) ||
            (alt != NULL && str_trim(*alt).len > 0)) {
            return true;
        }
    }
    return false;
}
