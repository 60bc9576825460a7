/* "[text]{#id .class key=value}": a stretch of inlines with attributes. cmark leaves the brackets
 * in the text. Where a parent has a "]{", its texts are cut at every bracket; then they pair. */
#include "source/dialect.h"

#include "messages.h"

#include <string.h>

/* Brackets of one parent. The open ones are nodes whose text begins with "[". */
struct bracketing {
    struct dialect *dialect;
    cmark_node **open;
    size_t count, capacity;
};

static bool is_plain(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

static bool is_wanted(cmark_node *parent)
{
    cmark_node *n = cmark_node_first_child(parent);
    for (; n != NULL; n = cmark_node_next(n)) {
        const char *at = is_plain(n) ? cmark_node_get_literal(n) : NULL;
        for (; at != NULL && (at = strchr(at, ']')) != NULL; at++) {
            if (at[1] == '{') {
                return true;
            }
        }
    }
    return false;
}

static bool is_cut(str text, size_t at)
{
    return text.ptr[at] == '[' || text.ptr[at] == ']';
}

/* Cuts a text before each of its brackets; the first piece stays in the node. */
static void cut(struct dialect *d, cmark_node *node)
{
    str text = str_copy(d->arena, dialect_literal(node));
    size_t from = 0;
    cmark_node *last = node;
    for (size_t at = 1; at <= text.len; at++) {
        if (at < text.len && !is_cut(text, at)) {
            continue;
        }
        str piece = str_sub(text, from, at);
        if (from == 0 && at == text.len) {
            return;
        }
        if (from == 0) {
            cmark_node_set_literal(node, str_copy(d->arena, piece).ptr);
        } else {
            cmark_node *next = dialect_text_node(d, piece);
            cmark_node_insert_after(last, next);
            last = next;
        }
        from = at;
    }
}

static void push(struct bracketing *b, cmark_node *node)
{
    if (b->count == b->capacity) {
        size_t capacity = b->capacity * 2 + 16;
        b->open = (cmark_node **)arena_grow(b->dialect->arena, b->open, b->count, capacity,
                                            sizeof *b->open, _Alignof(cmark_node *));
        b->capacity = capacity;
    }
    b->open[b->count++] = node;
}

/* The front of a list's source, as far as it surely is what the text says. */
static str needle_of(str text)
{
    size_t n = 0;
    while (n < text.len && n < 32 && (unsigned char)text.ptr[n] >= ' ') {
        n++;
    }
    return str_sub(text, 0, n);
}

/* The place of the list behind the bracket that the text begins with. */
static struct place place_of_list(struct dialect *d, str text)
{
    struct place at = dialect_find(d, needle_of(text));
    d->behind = d->found < d->block_end ? d->found + 1 : 0;
    return dialect_list_behind(d, at);
}

/* Puts what stands from the bracket that opens up to, not including, end into a span. */
static cmark_node *enclose(cmark_node *open, cmark_node *end)
{
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_INLINE);
    cmark_node_insert_before(open, node);
    for (cmark_node *n; (n = cmark_node_next(node)) != end;) {
        cmark_node_append_child(node, n);
    }
    str text = dialect_literal(open);
    struct buf rest = {0};
    buf_add(&rest, str_sub(text, 1, text.len));
    cmark_node_set_literal(open, rest.len > 0 ? rest.data : "");
    buf_release(&rest);
    return node;
}

/* "]{" at the front of a node. True if it ends a span. */
static bool close_span(struct bracketing *b, cmark_node *open, cmark_node *node)
{
    struct dialect *d = b->dialect;
    struct attributes attributes;
    str text = str_copy(d->arena, dialect_literal(node));
    if (!dialect_attributes_from(d, node, 1, &attributes)) {
        if (dialect_is_list_like(str_sub(text, 1, text.len))) {
            diag_report(d->diag,
                        &(struct report){.kind = MSG_LIST_SYNTAX, .at = place_of_list(d, text)});
        }
        return false;
    }
    struct place at = place_of_list(d, text);
    cmark_node *span = enclose(open, node);
    if (dialect_page_span(d, span, &attributes, at)) {
        return true;
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_SPAN, span, at);
    c->span.element = STR("span");
    c->span.given = dialect_give(d, "span", &attributes, at);
    return true;
}

/* Pairs the brackets of the pieces. A "[^" or "[!" is for others to see to. */
static void pair(struct bracketing *b, cmark_node *parent)
{
    for (cmark_node *n = cmark_node_first_child(parent), *next; n != NULL; n = next) {
        str text = is_plain(n) ? dialect_literal(n) : STR_NONE;
        next = cmark_node_next(n);
        if (str_starts(text, STR("["))) {
            push(b, n);
        } else if (str_starts(text, STR("]")) && b->count > 0) {
            cmark_node *open = b->open[--b->count];
            bool note = str_starts(dialect_literal(open), STR("[^"));
            if (str_starts(text, STR("]{")) && !note && close_span(b, open, n)) {
                next = cmark_node_next(n);
            }
        }
    }
}

void dialect_bracket(struct dialect *d, cmark_node *parent)
{
    struct bracketing b = {.dialect = d};
    size_t cursor = d->cursor;
    bool lost = d->lost;
    if (!is_wanted(parent)) {
        return;
    }
    for (cmark_node *n = cmark_node_first_child(parent), *next; n != NULL; n = next) {
        next = cmark_node_next(n);
        if (is_plain(n)) {
            cut(d, n);
        }
    }
    pair(&b, parent);
    cmark_consolidate_text_nodes(parent);
    d->cursor = cursor; /* what stands in the spans is looked for from here on */
    d->lost = lost;
}
