/* What stands around a stretch of text: the characters that decide whether a sign there opens or
 * closes something (CommonMark 0.30, 6.2, left- and right-flanking runs). */
#include "source/dialect.h"

#include "base/utf8.h"
#include "vocab/unicode.h"

enum { EDGE = '\n', OTHER = '`' }; /* of a block; of an inline that is no text */

static bool is_emphasis(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
}

/* What is seen of an inline that is no text, or of the parent that ends here: the sign that the
 * source shows there. */
static uint32_t sign_of(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_CUSTOM_BLOCK:
        return EDGE;
    default:
        return OTHER;
    }
}

/* What is seen where the parent of a text ends. */
static uint32_t edge_of(cmark_node *text)
{
    cmark_node *parent = cmark_node_parent(text);
    return cmark_node_get_type(parent) == CMARK_NODE_CUSTOM_INLINE ? EDGE : sign_of(parent);
}

static uint32_t last_character(str text)
{
    size_t at = text.len - 1;
    while (at > 0 && (text.ptr[at] & '\xC0') == '\x80') {
        at--;
    }
    return utf8_next(text, &at);
}

static uint32_t before(cmark_node *text, str literal, size_t from)
{
    if (from > 0) {
        return last_character(str_sub(literal, 0, from));
    }
    for (cmark_node *n = text, *side; (side = cmark_node_previous(n)) != NULL; n = side) {
        if (cmark_node_get_type(side) != CMARK_NODE_TEXT) {
            return sign_of(side);
        }
        if (dialect_literal(side).len > 0) {
            return last_character(dialect_literal(side));
        }
    }
    return edge_of(text);
}

static uint32_t behind(cmark_node *text, str literal, size_t to)
{
    size_t at = to;
    if (to < literal.len) {
        return utf8_next(literal, &at);
    }
    for (cmark_node *n = text, *side; (side = cmark_node_next(n)) != NULL; n = side) {
        at = 0;
        if (cmark_node_get_type(side) != CMARK_NODE_TEXT) {
            return sign_of(side);
        }
        if (dialect_literal(side).len > 0) {
            return utf8_next(dialect_literal(side), &at);
        }
    }
    return edge_of(text);
}

/* The marks of escapes stand for punctuation. */
static bool is_punctuation(uint32_t c)
{
    return unicode_punctuation(c) || (c < ' ' && !ascii_space((char)c));
}

struct flanks dialect_flanks(cmark_node *text, str literal, size_t from, size_t to)
{
    struct flanks f = {.before = before(text, literal, from), .behind = behind(text, literal, to)};
    bool space_before = unicode_blank(f.before), space_behind = unicode_blank(f.behind);
    bool sign_before = is_punctuation(f.before), sign_behind = is_punctuation(f.behind);
    f.left = !space_behind && (!sign_behind || space_before || sign_before);
    f.right = !space_before && (!sign_before || space_behind || sign_behind);
    return f;
}

/* Skips links whose text is their address: nothing in it means anything. */
bool dialect_holds_inlines(cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    if (first == NULL || cmark_node_get_type(first) < CMARK_NODE_FIRST_INLINE ||
        is_emphasis(node)) {
        return false;
    }
    bool only = cmark_node_next(first) == NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT;
    return cmark_node_get_type(node) != CMARK_NODE_LINK || !only ||
           !str_ends(str_from(cmark_node_get_url(node)), dialect_literal(first));
}
