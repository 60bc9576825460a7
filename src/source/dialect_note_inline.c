/* Notes written where they are referred to, "^[text]": the inlines in the brackets become a note
 * of their own, named after its first words. */
#include "source/dialect.h"

/* Where a note is looked for: the text of a node, and the siblings behind last. */
struct place_of_note {
    cmark_node *node, *last;
    str text;
};

/* Goes over a text from *at on; true at the bracket that closes. */
static bool closes(str text, size_t *at, size_t *depth, size_t *length)
{
    for (; *at < text.len && *length <= MARKDOWN_MAX_NOTE; *at += 1, *length += 1) {
        *depth += text.ptr[*at] == '[';
        *depth -= text.ptr[*at] == ']';
        if (*depth == 0) {
            return true;
        }
    }
    return false;
}

/* The bracket that closes what is open before an offset of the text. It may stand in a later node;
 * a note that is too long is none. */
static bool find_end(const struct place_of_note *p, size_t at, struct spot *end)
{
    size_t depth = 1, length = 0;
    *end = (struct spot){.node = p->node, .text = p->text, .at = at};
    while (end->node != NULL && length <= MARKDOWN_MAX_NOTE) {
        if (closes(end->text, &end->at, &depth, &length)) {
            return true;
        }
        end->node = cmark_node_next(end->node == p->node ? p->last : end->node);
        bool is_text = end->node != NULL && cmark_node_get_type(end->node) == CMARK_NODE_TEXT;
        end->text = is_text ? dialect_literal(end->node) : STR_NONE;
        end->at = 0;
        length++;
    }
    return false;
}

static void add_text(struct dialect *d, cmark_node *parent, str text)
{
    if (text.len > 0) {
        cmark_node_append_child(parent, dialect_text_node(d, text));
    }
}

/* The note's body: the text of node from an offset on, and what stands up to the end. Only what
 * stands in later nodes is taken from there. */
static cmark_node *take_body(struct dialect *d, const struct place_of_note *p, size_t from,
                             const struct spot *end)
{
    cmark_node *body = dialect_node(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node *paragraph = dialect_node(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(body, paragraph);
    if (end->node == p->node) {
        add_text(d, paragraph, str_sub(p->text, from, end->at));
        return body;
    }
    add_text(d, paragraph, str_sub(p->text, from, p->text.len));
    for (cmark_node *n; (n = cmark_node_next(p->last)) != end->node;) {
        cmark_node_append_child(paragraph, n);
    }
    add_text(d, paragraph, str_sub(end->text, 0, end->at));
    str rest = str_copy(d->arena, str_sub(end->text, end->at + 1, SIZE_MAX));
    cmark_node_set_literal(end->node, rest.ptr);
    return body;
}

/* The next "^[" that no escape guards. */
static size_t next_sign(str text, size_t from)
{
    size_t at = str_find_str(text, STR("^["), from);
    while (at < text.len && at > 0 && text.ptr[at - 1] == ESCAPED) {
        at = str_find_str(text, STR("^["), at + 1);
    }
    return at;
}

/* Puts a node behind another; it is the last then. */
static cmark_node *put(cmark_node *last, cmark_node *node)
{
    cmark_node_insert_after(last, node);
    return node;
}

void dialect_note_inline(struct dialect *d, cmark_node *node)
{
    str literal = dialect_literal(node);
    if (next_sign(literal, 0) == literal.len) {
        return;
    }
    struct place_of_note p = {node, node, str_copy(d->arena, literal)};
    size_t kept = 0, behind = 0, len = p.text.len;
    struct spot end;
    for (size_t at = next_sign(p.text, 0); at < len && !d->in_note;
         at = next_sign(p.text, at + 1)) {
        if (at < behind || !find_end(&p, at + 2, &end)) {
            continue;
        }
        struct place place = dialect_find(d, STR("^["));
        cmark_node *body = take_body(d, &p, at + 2, &end);
        if (p.last == node) {
            kept = at;
        } else if (at > behind) {
            p.last = put(p.last, dialect_text_node(d, str_sub(p.text, behind, at)));
        }
        p.last = put(p.last, dialect_inline_note(d, body, place));
        behind = end.node == node ? end.at + 1 : len;
    }
    if (p.last != node) {
        if (behind < len) {
            put(p.last, dialect_text_node(d, str_sub(p.text, behind, len)));
        }
        cmark_node_set_literal(node, str_copy(d->arena, str_sub(p.text, 0, kept)).ptr);
    }
}
