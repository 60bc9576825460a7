/* Escapes that cmark forgets. In its tree "\[@a]" and "[@a]" are the same text; the dialect must
 * tell them apart. So before parsing
 *     \{ \@ \~ ...    become  ESCAPED { @ ~     the characters mean nothing to cmark
 *     \[@ \[! \[^     become  \[ + a mark       cmark itself guards the bracket
 * and afterwards ESCAPED is the backslash again in code and HTML, and nothing in text; a mark is
 * its character everywhere. */
#include "source/dialect.h"

#include <string.h>

enum { MARKS_FROM = '\x02', MARKS_TO = '\x04' };

/* The marks, from MARKS_FROM on. */
static const char marked[] = {'@', '!', '^'};

static char mark_of(char c)
{
    const char *found = (const char *)memchr(marked, c, sizeof marked);
    return (char)(found != NULL ? MARKS_FROM + (found - marked) : 0);
}

/* cmark sees no punctuation in a mark. That matters where emphasis opens or closes inside a word,
 * "a**\{b**": there the escape is left alone. */
static bool changes_emphasis(str text, size_t at)
{
    size_t run = at;
    while (run > 0 && (text.ptr[run - 1] == '*' || text.ptr[run - 1] == '_')) {
        run--;
    }
    return run < at && run > 0 && (ascii_alnum(text.ptr[run - 1]) || (text.ptr[run - 1] & '\x80'));
}

/* Marks the escape at offset i of text in copy; copy is made when it is first wanted. */
static void mark(struct arena *a, str text, size_t i, str *copy)
{
    char c = text.ptr[i + 1];
    bool backslash = str_has(STR("{@~^$"), c);
    size_t where = backslash ? i : i + 2;
    char with = backslash ? ESCAPED : 0;
    if (c == '[' && i + 2 < text.len) {
        with = mark_of(text.ptr[i + 2]);
    }
    if (with == 0 || (backslash && changes_emphasis(text, i))) {
        return;
    }
    if (copy->ptr == text.ptr) {
        *copy = str_copy(a, text);
    }
    ((char *)copy->ptr)[where] = with; /* the copy is ours */
}

str dialect_escape(struct arena *a, str text)
{
    str copy = text;
    for (size_t i = str_find(text, '\\', 0); i + 1 < text.len; i = str_find(text, '\\', i + 2)) {
        mark(a, text, i, &copy);
    }
    return copy;
}

/* Undoes marks in place; backslash is what ESCAPED becomes, or 0. Returns the new length. */
static size_t undo(char *text, size_t len, char backslash)
{
    size_t to = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == ESCAPED) {
            c = backslash;
        } else if (c >= MARKS_FROM && c <= MARKS_TO) {
            c = marked[c - MARKS_FROM];
        }
        if (c != 0) {
            text[to++] = c;
        }
    }
    return to;
}

/* Undoes the marks of one string of a node. */
static void undo_string(cmark_node *node, const char *(*get)(cmark_node *),
                        int (*set)(cmark_node *, const char *), char backslash)
{
    const char *text = get(node);
    if (text == NULL || strpbrk(text, "\x01\x02\x03\x04") == NULL) {
        return;
    }
    struct buf copy = {0};
    buf_add(&copy, str_from(text));
    copy.data[undo(copy.data, copy.len, backslash)] = '\0';
    set(node, copy.data);
    buf_release(&copy);
}

static void unescape_literal(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE_BLOCK:
        undo_string(node, cmark_node_get_fence_info, cmark_node_set_fence_info, 0);
        undo_string(node, cmark_node_get_literal, cmark_node_set_literal, '\\');
        break;
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        undo_string(node, cmark_node_get_literal, cmark_node_set_literal, '\\');
        break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        undo_string(node, cmark_node_get_url, cmark_node_set_url, 0);
        undo_string(node, cmark_node_get_title, cmark_node_set_title, 0);
        break;
    default:
        break;
    }
}

static void unescape_text(cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
        undo_string(node, cmark_node_get_literal, cmark_node_set_literal, 0);
    }
}

static void each_node(cmark_node *root, void (*act)(cmark_node *))
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_ENTER) {
            act(cmark_iter_get_node(iter));
        }
    }
    cmark_iter_free(iter);
}

void dialect_unescape_literals(cmark_node *root)
{
    each_node(root, unescape_literal);
}

void dialect_unescape_texts(cmark_node *root)
{
    each_node(root, unescape_text);
}

str dialect_unescape(struct arena *a, str text)
{
    str copy = str_copy(a, text);
    if (copy.len > 0) {
        copy.len = undo((char *)copy.ptr, copy.len, 0); /* the copy is ours */
    }
    return copy;
}
