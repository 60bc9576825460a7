/* Escapes that cmark forgets. In its tree "\[@a]" and "[@a]" are the same text; the dialect must
 * tell them apart. So before parsing
 *     \{ \@ \~ ...    become  ESCAPED { @ ~     the characters mean nothing to cmark
 *     \[@ \[! \[^     become  \[ + a mark       cmark itself guards the bracket
 *     \[ \]           become  ESCAPED + a mark  nor is that a bracket
 *     \" \'           become  ESCAPED + a mark  the quote is straight, and ends no value
 *     \" \' by * or _  become  ESCAPED " or " GUARD
 *     * _ & \ ` in http://  become  a mark      in a bare address they are themselves
 * and afterwards ESCAPED is the backslash again in code and HTML, and nothing in text; a mark is
 * its character everywhere. */
#include "base/utf8.h"
#include "source/dialect.h"

#include <string.h>

enum { MARKS_FROM = '\x02', MARKS_TO = '\x06', BRACKET_MARKS = 3 };
enum { ADDRESS_FROM = '\x0E', ADDRESS_TO = '\x13', NEVER_FROM = '\x19', NEVER_TO = '\x1B' };

/* The marks, from MARKS_FROM on: those behind a bracket, and the quotes. */
static const char marked[] = {'@', '!', '^', '"', '\''};
_Static_assert(sizeof marked == MARKS_TO - MARKS_FROM + 1, "each mark has its character");

/* What means something to cmark, but not in an address. */
static const char address_signs[] = {'*', '_', '&', '\\', '[', ']'};
_Static_assert(sizeof address_signs == ADDRESS_TO - ADDRESS_FROM + 1, "each sign has its mark");
enum { OPEN_MARK = '\x12', CLOSE_MARK = '\x13' };

/* The same, and what would begin an address. */
static const char never_signs[] = {'`', ':', 'w'};
_Static_assert(sizeof never_signs == NEVER_TO - NEVER_FROM + 1, "each sign has its mark");

bool dialect_is_mark(char c)
{
    return (c >= ESCAPED && c <= MARKS_TO) || (c >= ADDRESS_FROM && c <= ADDRESS_TO) ||
           (c >= NEVER_FROM && c <= NEVER_TO) || c == GUARD;
}

char dialect_unmarked(char c)
{
    if (c >= MARKS_FROM && c <= MARKS_TO) {
        return marked[c - MARKS_FROM];
    }
    if (c >= NEVER_FROM && c <= NEVER_TO) {
        return never_signs[c - NEVER_FROM];
    }
    return c >= ADDRESS_FROM && c <= ADDRESS_TO ? address_signs[c - ADDRESS_FROM] : c;
}

char dialect_address_mark(char c)
{
    const char *sign = (const char *)memchr(address_signs, c, sizeof address_signs);
    const char *never = (const char *)memchr(never_signs, c, sizeof never_signs);
    return (char)(sign != NULL    ? ADDRESS_FROM + (sign - address_signs)
                  : never != NULL ? NEVER_FROM + (never - never_signs)
                                  : c);
}

static char mark_of(char c, bool quote)
{
    const char *from = quote ? marked + BRACKET_MARKS : marked;
    size_t count = quote ? sizeof marked - BRACKET_MARKS : BRACKET_MARKS;
    const char *found = (const char *)memchr(from, c, count);
    return (char)(found != NULL ? MARKS_FROM + (found - marked) : 0);
}

/* cmark sees no punctuation in a mark. That matters where emphasis opens or closes in front of it,
 * "a**\{b**": there the escape is left alone. */
static bool changes_emphasis(str text, size_t at)
{
    size_t run = at;
    while (run > 0 && (text.ptr[run - 1] == '*' || text.ptr[run - 1] == '_')) {
        run--;
    }
    run += run > 0 && text.ptr[run - 1] == '\\'; /* the first of the run is escaped */
    return run < at && run > 0 && !ascii_space(text.ptr[run - 1]);
}

/* The same for an escape whose character becomes a mark, too. */
static bool touches_emphasis(str text, size_t at)
{
    char next = at + 2 < text.len ? text.ptr[at + 2] : ' ';
    return next == '*' || next == '_' || changes_emphasis(text, at);
}

struct escaper {
    struct arena *arena;
    str text, copy; /* copy is made when it is first wanted */
    size_t looked;  /* up to here, it was looked for: */
    bool tag;       /* a "<" and a letter that no ">" closes, which may begin a tag */
    bool angle;     /* a "<" with no blank behind, which may begin an address */
};

static void put(struct escaper *e, size_t at, char c)
{
    if (e->copy.ptr == e->text.ptr) {
        e->copy = str_copy(e->arena, e->text);
    }
    ((char *)e->copy.ptr)[at] = c; /* the copy is ours */
}

static bool begins_tag(str text, size_t at)
{
    return text.ptr[at] == '<' && at + 1 < text.len && ascii_alpha(text.ptr[at + 1]);
}

/* Looks at what stands before offset i. Asked in rising order. */
static void look(struct escaper *e, size_t i)
{
    for (; e->looked < i; e->looked++) {
        if (!e->tag && !e->angle) {
            e->looked = str_find(str_sub(e->text, 0, i), '<', e->looked);
        }
        char c = e->text.ptr[e->looked]; /* the escape at i, if no "<" stands before */
        e->tag = e->tag ? c != '>' : begins_tag(e->text, e->looked);
        e->angle = c == '<' || (e->angle && c != '>' && !ascii_space(c));
    }
}

/* Beside a run of emphasis the quote itself stays, on the side of the run. */
static void mark_quote(struct escaper *e, size_t i)
{
    char quote = e->text.ptr[i + 1];
    if (!touches_emphasis(e->text, i)) {
        put(e, i, ESCAPED);
        put(e, i + 1, mark_of(quote, true));
    } else if (!changes_emphasis(e->text, i)) {
        put(e, i, ESCAPED);
    } else if (i + 2 == e->text.len || !str_has(STR("*_"), e->text.ptr[i + 2])) {
        put(e, i, quote);
        put(e, i + 1, GUARD);
    }
}

/* Marks the escape at offset i. */
static void mark(struct escaper *e, size_t i)
{
    str text = e->text;
    char c = text.ptr[i + 1], behind = 0;
    look(e, i);
    if (e->angle) {
        return; /* no escape in "<http://a\\[b>" */
    }
    bool image = str_starts(str_sub(text, i + 2, text.len), STR("!["));
    if (c == '[' && i + 2 < text.len && !image && (behind = mark_of(text.ptr[i + 2], false)) != 0) {
        put(e, i + 2, behind);
    } else if ((c == '[' || c == ']') && !touches_emphasis(text, i)) {
        put(e, i, ESCAPED);
        put(e, i + 1, (char)(c == '[' ? OPEN_MARK : CLOSE_MARK));
    } else if (str_has(STR("{@~^$-."), c) && !changes_emphasis(text, i)) {
        put(e, i, ESCAPED);
    } else if ((c == '"' || c == '\'') && !e->tag) {
        mark_quote(e, i);
    }
}

str dialect_escape(struct arena *a, str text, unsigned features)
{
    struct escaper e = {.arena = a, .text = text, .copy = text};
    for (size_t i = str_find(text, '\\', 0); i + 1 < text.len; i = str_find(text, '\\', i + 2)) {
        mark(&e, i);
    }
    if (features & DIALECT_AUTOLINKS) {
        bool gfm = (features & ~(unsigned)DIALECT_GFM) == 0;
        e.copy = dialect_mark_addresses(a, text, e.copy, gfm);
    }
    bool quotes = (features & (DIALECT_SMART | DIALECT_ATTRIBUTES)) != 0;
    return quotes ? dialect_mask_quotes(a, e.copy) : e.copy;
}

/* How much of it are no marks, as most of a text. */
static size_t plain_length(str text)
{
    size_t n = 0;
    while ((n = utf8_pass_plain(text, n)) < text.len && (unsigned char)text.ptr[n] >= 0x80) {
        n++;
    }
    return n;
}

/* Adds what a mark stands for to the text up to to. Returns the new length. */
static size_t undo_mark(char *text, size_t to, char c, char backslash)
{
    if (c == GUARD && to > 0) { /* the backslash belongs before the quote */
        c = backslash != 0 ? text[to - 1] : '\0';
        text[to - 1] = backslash != 0 ? backslash : text[to - 1];
    }
    c = c == ESCAPED ? backslash : dialect_unmarked(c);
    if (c != 0) {
        text[to++] = c;
    }
    return to;
}

/* Undoes marks in place; backslash is what ESCAPED becomes, or 0. Returns the new length. */
static size_t undo(char *text, size_t len, char backslash)
{
    size_t to = 0, from = 0;
    while (from < len) {
        size_t plain = plain_length((str){text + from, len - from});
        if (to < from) {
            memmove(text + to, text + from, plain);
        }
        to += plain;
        from += plain;
        if (from < len) {
            to = undo_mark(text, to, text[from++], backslash);
        }
    }
    return to;
}

/* Undoes the marks of one string of a node. */
static void undo_string(cmark_node *node, const char *(*get)(cmark_node *),
                        int (*set)(cmark_node *, const char *), char backslash)
{
    const char *text = get(node);
    if (text == NULL ||
        strpbrk(text, "\x01\x02\x03\x04\x05\x06\x0E\x0F\x10\x11\x12\x13\x18\x19\x1A\x1B") == NULL) {
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

void dialect_unescape_literals(struct dialect *d)
{
    cmark_node *root = d->markdown->root;
    for (cmark_node *node = root; node != NULL; node = tree_next(node, root)) {
        unescape_literal(node);
    }
    dialect_unmask_quotes(d);
}

void dialect_unescape_texts(struct dialect *d)
{
    cmark_node *root = d->markdown->root;
    for (cmark_node *node = root; node != NULL; node = tree_next(node, root)) {
        if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
            dialect_undo_references(d, node);
            undo_string(node, cmark_node_get_literal, cmark_node_set_literal, 0);
        }
    }
}

str dialect_unescape(struct arena *a, str text)
{
    str copy = str_copy(a, text);
    if (copy.len > 0) {
        copy.len = undo((char *)copy.ptr, copy.len, 0); /* the copy is ours */
    }
    return copy;
}

str dialect_guard_notes(struct arena *a, str text)
{
    str copy = str_copy(a, text);
    for (size_t at = str_find_str(copy, STR("[^"), 0); at < copy.len;
         at = str_find_str(copy, STR("[^"), at + 1)) {
        ((char *)copy.ptr)[at + 1] = mark_of('^', false); /* the copy is ours */
    }
    return copy;
}

/* A mark is as long as its character, and ESCAPED as its backslash. */
void dialect_unescape_in_place(char *text, size_t len)
{
    undo(text, len, '\\');
}
