#include "base/arena.h"
#include "oracle/tree.h"

#include <gumbo.h>

struct parsed {
    GumboOptions options;
    GumboOutput *output;
};

static const GumboVector *children(const GumboNode *node)
{
    bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
    return element ? &node->v.element.children : NULL;
}

static bool counts(const GumboNode *node)
{
    return node->type != GUMBO_NODE_COMMENT && node->type != GUMBO_NODE_DOCUMENT;
}

static const void *from(const GumboVector *siblings, size_t i)
{
    for (; siblings != NULL && i < siblings->length; i++) {
        if (counts(siblings->data[i])) {
            return siblings->data[i];
        }
    }
    return NULL;
}

static const void *first(const void *node)
{
    return from(children(node), 0);
}

static const void *next(const void *node)
{
    const GumboNode *n = node;
    return n->parent != NULL ? from(children(n->parent), n->index_within_parent + 1) : NULL;
}

static str name(const void *node)
{
    const GumboNode *n = node;
    if (n->type != GUMBO_NODE_ELEMENT && n->type != GUMBO_NODE_TEMPLATE) {
        return STR_NONE;
    }
    if (n->v.element.tag != GUMBO_TAG_UNKNOWN) {
        return str_from(gumbo_normalized_tagname(n->v.element.tag));
    }
    GumboStringPiece tag = n->v.element.original_tag;
    gumbo_tag_from_original_text(&tag);
    return (str){tag.data, tag.length};
}

static str text(const void *node)
{
    const GumboNode *n = node;
    return str_from(n->v.text.text);
}

static str attribute(const void *node, const char *name)
{
    const GumboNode *n = node;
    const GumboAttribute *a = gumbo_get_attribute(&n->v.element.attributes, name);
    return a != NULL ? str_from(a->value) : STR_NONE;
}

static void free_html(struct tree *t)
{
    struct parsed *p = t->parsed;
    gumbo_destroy_output(&p->options, p->output);
}

void tree_of_html(struct arena *a, str html, struct tree *out)
{
    struct parsed *p = ARENA_NEW(a, struct parsed);
    p->options = kGumboDefaultOptions;
    p->options.fragment_context = GUMBO_TAG_BODY;
    p->options.max_errors = 0;
    p->output = gumbo_parse_with_options(&p->options, html.len > 0 ? html.ptr : "", html.len);
    *out = (struct tree){p, p->output->root, first, next, name, text, attribute, free_html};
}
