/* Elements that HTML does not know, in a block of HTML: "div", unless one is a part of a line of
 * text there. */
#include "base/arena.h"
#include "source/html_internal.h"
#include "vocab/html.h"

/* An element of the block, or, the first of all, what the block stands in. */
struct element {
    struct html_token *token;
    size_t parent;
    bool text, block; /* it holds text, no deeper; it holds a block, however deep */
    bool open;        /* at the end of the HTML */
};

struct outline {
    struct arena *arena;
    struct element *elements; /* in the order of their tags */
    size_t count, inside;     /* inside: the innermost one that is open */
};

/* So far up is an element looked for that an end tag names: no more may be open. */
enum { MOST_OPEN = 200 };

static bool is_unknown(const struct html_token *t)
{
    return t->kind == HTML_START && t->unknown && t->space == HTML_SPACE_HTML;
}

static bool is_block(const struct html_token *t)
{
    const struct html_element *e = html_element_find(t->element);
    return e != NULL && !t->unknown && (e->is & IS_PHRASING) == 0;
}

static void open_element(struct outline *o, struct html_token *t)
{
    size_t parent = o->inside;
    if (!t->void_element) {
        o->inside = o->count;
    }
    *ARENA_PUSH(o->arena, struct element, &o->elements, &o->count) =
        (struct element){.token = t, .parent = parent};
}

/* What is open in the element ends with it. */
static void close_element(struct outline *o, str name)
{
    size_t at = o->inside;
    for (int i = 0; at != 0 && i < MOST_OPEN; i++, at = o->elements[at].parent) {
        if (str_eq(o->elements[at].token->name, name)) {
            o->inside = o->elements[at].parent;
            return;
        }
    }
}

static void read_tokens(struct outline *o, struct html_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct html_token *t = &tokens[i];
        if (t->kind == HTML_START) {
            open_element(o, t);
        } else if (t->kind == HTML_END) {
            close_element(o, t->name);
        } else {
            o->elements[o->inside].text |= str_trim(t->text).len > 0;
        }
    }
}

/* What is known of an element when all are there. */
static void settle(struct outline *o)
{
    for (size_t at = o->inside; at != 0; at = o->elements[at].parent) {
        o->elements[at].open = true;
    }
    for (size_t i = o->count; --i > 0;) {
        const struct element *e = &o->elements[i];
        o->elements[e->parent].block |= e->block || is_block(e->token);
    }
}

static bool has_unknown(const struct html_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_unknown(&tokens[i])) {
            return true;
        }
    }
    return false;
}

void html_settle_unknown(struct arena *a, struct html_token *tokens, size_t count, bool last)
{
    struct outline o = {.arena = a};
    if (!has_unknown(tokens, count)) {
        return;
    }
    *ARENA_PUSH(a, struct element, &o.elements, &o.count) = (struct element){0};
    read_tokens(&o, tokens, count);
    settle(&o);
    for (size_t i = 1; i < o.count; i++) {
        const struct element *e = &o.elements[i];
        bool whole = !e->block && (last || !e->open); /* no block is or comes to be in it */
        if (is_unknown(e->token) && whole && o.elements[e->parent].text) {
            e->token->element = STR("span");
        }
    }
}
