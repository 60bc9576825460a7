/* Elements that HTML does not know, in a block of HTML: "div" if one has a line of its own, as a
 * tag that begins such a block has (CommonMark 0.30, 4.6), or holds blocks; else "span". */
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

/* Does nothing but the end of the line follow the tag, and its end tag? */
static bool ends_line(const struct html_token *t, const struct html_token *end)
{
    const struct html_token *next = t + 1;
    if (next < end && next->kind == HTML_END && str_eq(next->name, t->name)) {
        next++;
    }
    if (next == end || next->kind != HTML_TEXT) {
        return next == end;
    }
    size_t line = str_find(next->text, '\n', 0);
    return line < next->text.len && str_trim(str_sub(next->text, 0, line)).len == 0;
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
        bool in_line = o.elements[e->parent].text || !ends_line(e->token, tokens + count);
        if (is_unknown(e->token) && whole && in_line) {
            e->token->element = STR("span");
        }
    }
}
