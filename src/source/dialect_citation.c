/* Citations: [@a], [@a; @b], [see @a, p. 3; -@b]. cmark leaves them in text, cut up by line breaks
 * and emphasis. A citation becomes a custom inline node, which has no children. */
#include "source/dialect.h"

#include "base/utf8.h"
#include "vocab/unicode.h"

/* A citation holds no brackets, so that every bracket is looked at once. */
static enum span_step step_citation(void *state, char c)
{
    (void)state;
    return c == ']' ? SPAN_END : c == '[' ? SPAN_FAIL : SPAN_GO;
}

/* Is the character at *at a letter or digit (of any script) or "_"? Moves behind it. */
static bool key_letter(str s, size_t *at)
{
    uint32_t c = utf8_next(s, at);
    return c < 0x80 ? ascii_alnum((char)c) || c == '_'
                    : c != UTF8_INVALID && (unicode_letter(c) || unicode_mark(c));
}

/* The length of the simple key at the front of s: letters, digits, "_", and inside it single
 * punctuation; "//" may stand in it for URLs. */
static size_t simple_key(str s)
{
    size_t at = 0, end = 0;
    if (s.len == 0 || !key_letter(s, &at)) {
        return 0;
    }
    end = at;
    while (end < s.len) {
        at = end;
        if (!key_letter(s, &at)) {
            at = end + 1;
            char c = s.ptr[end];
            bool url = (c == ':' || c == '/') && at < s.len && s.ptr[at] == '/';
            if (!url && (!str_has(STR(":.#$%&-+?<>~/"), c) || at >= s.len || !key_letter(s, &at))) {
                break;
            }
        }
        end = at;
    }
    return end;
}

/* "{...}", braces balanced, no blanks: the length, braces included. A longer one is no key: its end
 * is looked for at every "@{". */
static size_t braced_key(str s)
{
    size_t depth = 0;
    for (size_t i = 0; i < s.len && i < 1024 && !ascii_space(s.ptr[i]); i++) {
        depth += s.ptr[i] == '{';
        depth -= s.ptr[i] == '}' && depth > 0;
        if (depth == 0) {
            return i > 1 ? i + 1 : 0;
        }
    }
    return 0;
}

/* Finds "@key" in s: the offset of "@", the key, and the offset behind it. An "@" behind a letter
 * or digit is a mail address, one behind ESCAPED is the author's own. */
static bool find_key(str s, size_t *sign, str *key, size_t *behind)
{
    for (size_t at = str_find(s, '@', 0); at < s.len; at = str_find(s, '@', at + 1)) {
        char before = at > 0 ? s.ptr[at - 1] : ' ';
        if (ascii_alnum(before) || (before & '\x80') || before == ESCAPED) {
            continue;
        }
        str rest = str_sub(s, at + 1, s.len);
        size_t braced = braced_key(rest), simple = braced > 0 ? 0 : simple_key(rest);
        if (braced + simple > 0) {
            *sign = at;
            *behind = at + 1 + braced + simple;
            *key = braced > 0 ? str_sub(rest, 1, braced - 1) : str_sub(rest, 0, simple);
            return true;
        }
    }
    return false;
}

/* Item = [Prefix] ["-"] "@" Key [Suffix] */
static bool parse_item(struct dialect *d, str text, struct citation_item *item)
{
    size_t sign, behind;
    if (!find_key(text, &sign, &item->key, &behind)) {
        return false;
    }
    str prefix = str_sub(text, 0, sign);
    if (str_ends(prefix, STR("-")) &&
        (prefix.len == 1 || ascii_space(prefix.ptr[prefix.len - 2]))) {
        item->suppress_author = true;
        prefix.len--;
    }
    locator_split(str_sub(text, behind, text.len), &item->locator, &item->suffix);
    item->key = dialect_unescape(d->arena, item->key);
    item->prefix = dialect_unescape(d->arena, str_trim(prefix));
    item->locator = dialect_unescape(d->arena, item->locator);
    item->suffix = dialect_unescape(d->arena, item->suffix);
    return true;
}

/* Takes the next item off *rest: up to ";", which braces hide. */
static str next_item(str *rest)
{
    size_t depth = 0, i = 0;
    for (; i < rest->len && (depth > 0 || rest->ptr[i] != ';'); i++) {
        depth += rest->ptr[i] == '{';
        depth -= rest->ptr[i] == '}' && depth > 0;
    }
    str item = str_sub(*rest, 0, i);
    *rest = str_sub(*rest, i + 1, rest->len);
    return item;
}

/* All items have to be citations, or nothing is. */
static bool parse(struct dialect *d, str text, struct citation *out)
{
    *out = (struct citation){0};
    if (!str_has(text, '@')) {
        return false;
    }
    for (str rest = text; rest.len > 0;) {
        struct citation_item item = {0};
        if (!parse_item(d, next_item(&rest), &item)) {
            return false;
        }
        *ARENA_PUSH(d->arena, struct citation_item, &out->items, &out->count) = item;
    }
    return out->count > 0;
}

/* The front of a citation's source, as far as it surely is what the text says. */
static str needle_of(struct dialect *d, str text)
{
    size_t n = 0;
    while (n < text.len && n < 32 &&
           (ascii_alnum(text.ptr[n]) || str_has(STR("@-_:."), text.ptr[n]))) {
        n++;
    }
    str parts[] = {STR("["), str_sub(text, 0, n)};
    return str_concat(d->arena, parts, 2);
}

/* Puts the construct of a citation in front of the text node that it was found in. */
static void place_citation(struct dialect *d, cmark_node *text, str source,
                           struct citation citation)
{
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_INLINE);
    struct place at = dialect_find(d, needle_of(d, source));
    for (size_t i = 0; i < citation.count; i++) {
        citation.items[i].at = dialect_find(d, STR("@"));
    }
    cmark_node_insert_before(text, node);
    struct construct *c = dialect_construct(d, CONSTRUCT_CITATION, node, at);
    c->citation = citation;
    dialect_append(d, c);
}

/* Tries the bracket that opens before *spot. If it is a citation, *spot is behind it, and source
 * holds the text between the brackets. With "{" behind it, it is a span with attributes. */
static bool read_bracket(struct dialect *d, struct spot *spot, struct buf *source,
                         struct citation *out)
{
    buf_clear(source);
    if (!dialect_span(d, spot, source, step_citation, NULL) ||
        (spot->at < spot->text.len && spot->text.ptr[spot->at] == '{')) {
        return false;
    }
    source->len--; /* the bracket that closes */
    return parse(d, buf_str(source), out);
}

/* Puts text between from and to in front of the node that it was found in. */
static void place_text(struct dialect *d, cmark_node *node, str text, size_t from, size_t to)
{
    if (from < to) {
        cmark_node_insert_before(node, dialect_text_node(d, str_sub(text, from, to)));
    }
}

void dialect_citation(struct dialect *d, cmark_node *node)
{
    str text = dialect_literal(node);
    size_t kept = 0; /* what stands before is in front of the node already */
    struct buf source = {0};
    for (size_t open = str_find(text, '[', 0); open < text.len;) {
        struct citation citation;
        struct spot spot = {.node = node, .text = text, .at = open + 1};
        if (!read_bracket(d, &spot, &source, &citation)) {
            open = str_find(text, '[', open + 1);
            continue;
        }
        place_text(d, node, text, kept, open);
        place_citation(d, node, buf_str(&source), citation);
        if (spot.node != node) { /* it ends in a later node: of this one nothing is left */
            dialect_cut(node, &spot);
            kept = 0;
            break;
        }
        kept = spot.at;
        open = str_find(text, '[', kept);
    }
    if (kept > 0) {
        cmark_node_set_literal(node, str_copy(d->arena, str_sub(text, kept, text.len)).ptr);
    }
    buf_release(&source);
}
