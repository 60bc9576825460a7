/* A tree of elements and texts, however it was parsed: HTML by Gumbo, as a browser would, or XHTML
 * by libxml2. Comments and the like are left out. */
#ifndef ORACLE_TREE_H
#define ORACLE_TREE_H

#include "base/text.h"

struct tree {
    void *parsed;     /* what tree_free frees */
    const void *root; /* a node whose children are the content */
    const void *(*first)(const void *node);
    const void *(*next)(const void *node);
    str (*name)(const void *node); /* of an element, without prefix; empty: a text */
    str (*text)(const void *node);
    str (*attribute)(const void *node, const char *name); /* ptr NULL: it has none */
    void (*free)(struct tree *t);
};

/* A fragment of HTML, in a body. */
void tree_of_html(struct arena *a, str html, struct tree *out);

/* A fragment of XHTML. False if it is not well-formed; *out is then untouched. */
bool tree_of_xhtml(struct arena *a, str xhtml, struct tree *out);

#endif
