/* Inlines in a row, read as one text: what a citation or a list of attributes is made of. */
#include "source/dialect.h"

/* Feeds the text of one node from *at on. */
static enum span_step feed(str text, size_t *at, struct buf *out,
                           enum span_step (*step)(void *state, char c), void *state)
{
    enum span_step said = SPAN_GO;
    size_t from = *at;
    while (said == SPAN_GO && *at < text.len) {
        said = step(state, text.ptr[*at]);
        *at += 1;
    }
    buf_add(out, str_sub(text, from, *at));
    return said;
}

static bool is_formula(cmark_node *node)
{
    const struct construct *c = (const struct construct *)cmark_node_get_user_data(node);
    return c != NULL && c->kind == CONSTRUCT_FORMULA;
}

/* An inline that is no text. It may not hold the end: it would be cut in two. */
static enum span_step feed_inline(struct dialect *d, const struct spot *spot, struct buf *out,
                                  enum span_step (*step)(void *state, char c), void *state)
{
    static const char whole[] = {SPAN_INLINE};
    cmark_node_type type = cmark_node_get_type(spot->node);
    bool emphasis = type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
    str text = {whole, sizeof whole};
    size_t at = 0;
    bool whole_only = type == CMARK_NODE_CODE || type == CMARK_NODE_LINK || is_formula(spot->node);
    if (!emphasis && !(spot->whole && whole_only)) {
        return SPAN_FAIL;
    }
    if (!spot->whole) {
        text = markdown_plain(d->arena, spot->node);
    }
    return feed(text, &at, out, step, state) == SPAN_GO ? SPAN_GO : SPAN_FAIL;
}

bool dialect_span(struct dialect *d, struct spot *spot, struct buf *text,
                  enum span_step (*step)(void *state, char c), void *state)
{
    enum span_step said = feed(spot->text, &spot->at, text, step, state);
    while (said == SPAN_GO && (spot->node = cmark_node_next(spot->node)) != NULL) {
        cmark_node *n = spot->node;
        size_t blank = 0;
        switch (cmark_node_get_type(n)) {
        case CMARK_NODE_TEXT:
            spot->text = dialect_literal(n);
            spot->at = 0;
            said = feed(spot->text, &spot->at, text, step, state);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            said = feed(STR(" "), &blank, text, step, state);
            break;
        default:
            said = feed_inline(d, spot, text, step, state);
            break;
        }
    }
    return said == SPAN_END;
}

void dialect_cut(cmark_node *from, const struct spot *to)
{
    struct buf rest = {0};
    buf_add(&rest, str_sub(to->text, to->at, to->text.len));
    if (from != to->node) {
        for (cmark_node *n; (n = cmark_node_next(from)) != to->node;) {
            cmark_node_free(n);
        }
        cmark_node_set_literal(from, "");
    }
    cmark_node_set_literal(to->node, rest.len > 0 ? rest.data : "");
    buf_release(&rest);
}
