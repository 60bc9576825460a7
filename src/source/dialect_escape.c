/* Escapes that cmark forgets. In its tree "\[@a]" and "[@a]" are the same text; the dialect must
 * tell them apart. So before parsing
 *     \{ \@ \~ ...    become  ESCAPED { @ ~     the characters mean nothing to cmark
 *     \[@ \[! \[^     become  \[ + a mark       cmark itself guards the bracket
 *     \" \' in {...}  become  ESCAPED + a mark  the quote ends no value
 * and afterwards ESCAPED is the backslash again in code and HTML, and nothing in text; a mark is
 * its character everywhere. */
#include "source/dialect.h"

#include <string.h>

enum { MARKS_FROM = '\x02', MARKS_TO = '\x06', BRACKET_MARKS = 3 };

/* The marks, from MARKS_FROM on: those behind a bracket, and the quotes. */
static const char marked[] = {'@', '!', '^', '"', '\''};
_Static_assert(sizeof marked == MARKS_TO - MARKS_FROM + 1, "each mark has its character");

static char mark_of(char c, bool quote)
{
    const char *from = quote ? marked + BRACKET_MARKS : marked;
    size_t count = quote ? sizeof marked - BRACKET_MARKS : BRACKET_MARKS;
    const char *found = (const char *)memchr(from, c, count);
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

struct escaper {
    struct arena *arena;
    str text, copy; /* copy is made when it is first wanted */
    size_t looked;  /* up to here, braces were looked for */
    bool braces;    /* the last one opens a list on its line */
};

static void put(struct escaper *e, size_t at, char c)
{
    if (e->copy.ptr == e->text.ptr) {
        e->copy = str_copy(e->arena, e->text);
    }
    ((char *)e->copy.ptr)[at] = c; /* the copy is ours */
}

/* Does offset i stand behind a "{" of its line that no "}" closes? Asked in rising order. */
static bool in_braces(struct escaper *e, size_t i)
{
    for (; e->looked < i; e->looked++) {
        char c = e->text.ptr[e->looked];
        e->braces = c == '{' || (e->braces && c != '}' && c != '\n');
    }
    return e->braces;
}

/* Marks the escape at offset i. */
static void mark(struct escaper *e, size_t i)
{
    str text = e->text;
    char c = text.ptr[i + 1], behind = 0;
    if (c == '[' && i + 2 < text.len && (behind = mark_of(text.ptr[i + 2], false)) != 0) {
        put(e, i + 2, behind);
    } else if (str_has(STR("{@~^$"), c) && !changes_emphasis(text, i)) {
        put(e, i, ESCAPED);
    } else if ((c == '"' || c == '\'') && in_braces(e, i) && !changes_emphasis(text, i)) {
        put(e, i, ESCAPED);
        put(e, i + 1, mark_of(c, true));
    }
}

str dialect_escape(struct arena *a, str text)
{
    struct escaper e = {.arena = a, .text = text, .copy = text};
    for (size_t i = str_find(text, '\\', 0); i + 1 < text.len; i = str_find(text, '\\', i + 2)) {
        mark(&e, i);
    }
    return e.copy;
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
    if (text == NULL || strpbrk(text, "\x01\x02\x03\x04\x05\x06") == NULL) {
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
