/* Character references that cmark must not undo as it does, or has not undone.
 *
 * "&quot;" is a straight quote that its author wanted; in cmark's tree it is like any other. So
 * before parsing it becomes a reference to the mark of an escaped quote, as long as itself; in code
 * and HTML that becomes again what it was.
 * In what looked like an address "&" is a mark; where none was made of it, the reference is undone
 * in the end. */
#include "source/dialect.h"
#include "source/html_internal.h"
#include "source/tree_internal.h"

#include <string.h>

/* "\x05" is the mark of "\"", "\x06" that of "'" (dialect_escape.c). */
static const struct {
    str written, masked;
} quotes[] = {
    {STR_INIT("&quot;"), STR_INIT("&#005;")}, {STR_INIT("&apos;"), STR_INIT("&#006;")},
    {STR_INIT("&#34;"), STR_INIT("&#05;")},   {STR_INIT("&#39;"), STR_INIT("&#06;")},
    {STR_INIT("&#x22;"), STR_INIT("&#x05;")}, {STR_INIT("&#x27;"), STR_INIT("&#x06;")},
};

enum { QUOTES = sizeof quotes / sizeof *quotes };

/* An author who writes a masked one means nothing that there is; but then it is not ours. */
static bool is_ours(str source, size_t i)
{
    return str_find_str(source, quotes[i].masked, 0) == source.len;
}

static void replace(char *text, size_t len, str from, str to)
{
    str all = {text, len};
    for (size_t at = str_find_str(all, from, 0); at < len; at = str_find_str(all, from, at)) {
        for (size_t i = 0; i < to.len; i++) {
            text[at + i] = to.ptr[i];
        }
    }
}

static bool holds(str text, bool masked)
{
    for (size_t i = 0; i < QUOTES; i++) {
        str wanted = masked ? quotes[i].masked : quotes[i].written;
        if (str_find_str(text, wanted, 0) < text.len) {
            return true;
        }
    }
    return false;
}

str dialect_mask_quotes(struct arena *a, str text)
{
    if (!str_has(text, '&') || !holds(text, false)) {
        return text;
    }
    str copy = str_copy(a, text);
    for (size_t i = 0; i < QUOTES; i++) {
        if (is_ours(text, i)) {
            replace((char *)copy.ptr, copy.len, quotes[i].written, quotes[i].masked);
        }
    }
    return copy;
}

static bool is_verbatim(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK ||
           type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
}

void dialect_unmask_quotes(struct dialect *d)
{
    str source = d->markdown->source.text;
    if (!str_has(source, '&') || !holds(source, false)) {
        return;
    }
    for (cmark_node *n = d->markdown->root; n != NULL; n = tree_next(n, d->markdown->root)) {
        if (!is_verbatim(n) || !holds(dialect_literal(n), true)) {
            continue;
        }
        str copy = str_copy(d->arena, dialect_literal(n));
        for (size_t i = 0; i < QUOTES; i++) {
            if (is_ours(source, i)) {
                replace((char *)copy.ptr, copy.len, quotes[i].masked, quotes[i].written);
            }
        }
        cmark_node_set_literal(n, copy.ptr);
    }
}

/* The length of the reference that begins at offset at with the mark of "&", and what it stands
 * for; 0 if it is none. */
static size_t reference_at(struct dialect *d, str text, size_t at, str *meaning)
{
    enum { LONGEST = 40 };
    str rest = str_sub(text, at + 1, at + LONGEST);
    size_t end = str_find(rest, ';', 0), loose;
    if (end == rest.len) {
        return 0;
    }
    str parts[] = {STR("&"), str_sub(rest, 0, end + 1)};
    str written = str_concat(d->arena, parts, 2);
    *meaning = html_unescape(&d->html, written, false, &loose);
    return loose == written.len && !str_eq(*meaning, written) ? written.len : 0;
}

static bool is_punctuation(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x7F && !ascii_alnum(c);
}

/* Appends what the mark at offset at stands for; the length of what is taken. */
static size_t undo_at(struct dialect *d, str text, size_t at, struct buf *out)
{
    str meaning;
    size_t length = text.ptr[at] == ADDRESS_AMPERSAND ? reference_at(d, text, at, &meaning) : 0;
    if (length > 0) {
        buf_add(out, meaning);
        return length;
    }
    bool escape = text.ptr[at] == ADDRESS_BACKSLASH && at + 1 < text.len &&
                  is_punctuation(dialect_unmarked(text.ptr[at + 1]));
    if (!escape) {
        buf_addch(out, text.ptr[at]);
    }
    return 1;
}

void dialect_undo_references(struct dialect *d, cmark_node *node)
{
    const char marks[] = {ADDRESS_AMPERSAND, ADDRESS_BACKSLASH, '\0'};
    str text = dialect_literal(node);
    struct buf out = {0};
    size_t from = 0;
    for (size_t at = strcspn(text.ptr, marks); at < text.len;
         at = from + strcspn(text.ptr + from, marks)) {
        buf_add(&out, str_sub(text, from, at));
        from = at + undo_at(d, text, at, &out);
    }
    if (from > 0) {
        buf_add(&out, str_sub(text, from, text.len));
        buf_addch(&out, '\0');
        cmark_node_set_literal(node, out.data);
    }
    buf_release(&out);
}
