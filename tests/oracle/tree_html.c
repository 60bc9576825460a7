#include "base/arena.h"
#include "oracle/tree.h"
#include "vocab/html.h"

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

static bool is_blank(const GumboNode *node)
{
    const GumboVector *all = children(node);
    for (unsigned i = 0; all != NULL && i < all->length; i++) {
        if (!is_blank(all->data[i])) {
            return false;
        }
    }
    return all != NULL || node->type == GUMBO_NODE_WHITESPACE;
}

/* "<b>" that is left open is opened again behind its block, though nothing follows. */
static bool counts(const GumboNode *node)
{
    bool again = (node->parse_flags & GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT) != 0;
    return node->type != GUMBO_NODE_COMMENT && node->type != GUMBO_NODE_DOCUMENT &&
           !(again && is_blank(node));
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

/* The end of the start tag at from, before its ">" or "/>"; the text's end, if it has none. An
 * unquoted value takes the "/" in front of the ">". */
static size_t tag_end(str html, size_t from)
{
    char quote = 0, last = 0; /* last: that is no blank */
    bool value = false;       /* in an unquoted one, or before it */
    for (size_t at = from; at < html.len; at++) {
        char c = html.ptr[at];
        bool closes = c == '/' && !value && at + 1 < html.len && html.ptr[at + 1] == '>';
        if (quote != 0) {
            quote = (char)(c == quote ? 0 : quote);
        } else if (c == '>' || closes) {
            return at;
        } else if ((c == '"' || c == '\'') && last == '=') {
            quote = c;
            value = false;
        } else {
            value = c == '=' || (value && (last == '=' || !ascii_space(c)));
        }
        last = ascii_space(c) ? last : c;
    }
    return html.len;
}

/* The offset behind the tag or comment at from. An element that is closed by "/>" gets an end tag:
 * so the source format reads it, while HTML overlooks the "/". */
static size_t copy_tag(struct arena *a, struct buf *out, str html, size_t from)
{
    if (str_starts(str_sub(html, from, html.len), STR("<!--"))) {
        size_t end = str_find_str(html, STR("-->"), from);
        buf_add(out, str_sub(html, from, end));
        return end;
    }
    size_t name = from + 1, end = tag_end(html, from + 1);
    while (name < end && !ascii_space(html.ptr[name])) {
        name++;
    }
    buf_add(out, str_sub(html, from, end));
    if (end == html.len || html.ptr[end] == '>' || !ascii_alpha(html.ptr[from + 1])) {
        return end;
    }
    str element = str_lower(a, str_sub(html, from + 1, name));
    const struct html_element *e = html_element_find(element);
    if (e == NULL || (e->flags & HTML_VOID) == 0) {
        buf_addf(out, "></%.*s", STR_ARG(element));
    }
    return end + 1; /* behind the "/" */
}

static str with_end_tags(struct arena *a, str html)
{
    struct buf out = {0};
    size_t done = 0;
    for (size_t at = str_find(html, '<', 0); at < html.len; at = str_find(html, '<', done)) {
        buf_add(&out, str_sub(html, done, at));
        done = copy_tag(a, &out, html, at);
    }
    buf_add(&out, str_sub(html, done, html.len));
    return buf_finish(&out, a);
}

void tree_of_html(struct arena *a, str html, struct tree *out)
{
    struct parsed *p = ARENA_NEW(a, struct parsed);
    html = with_end_tags(a, html);
    p->options = kGumboDefaultOptions;
    p->options.fragment_context = GUMBO_TAG_BODY;
    p->options.max_errors = 0;
    p->output = gumbo_parse_with_options(&p->options, html.len > 0 ? html.ptr : "", html.len);
    *out = (struct tree){p, p->output->root, first, next, name, text, attribute, free_html};
}
