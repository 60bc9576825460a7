/* Citations: [@a], [@a; @b], [*see* @a, p. 3; -@b]; and in the sentence, of keys that the book has,
 * @a, @a [p. 3]. cmark leaves them in text, cut up by line breaks and other inlines. A citation
 * becomes a custom inline node behind what stands before it; its children, of the same type, hold
 * the inlines of the affixes. The walk goes on into them, and to the text behind. */
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

/* A citation while it is read, and the affixes that its items have, in order. */
struct reading {
    size_t from; /* where it begins in its text */
    struct citation citation;
    str *affixes;
    size_t naffixes;
    struct buf source; /* what stands between the brackets */
};

/* True if there is an affix. */
static bool add_affix(struct dialect *d, struct reading *r, str text)
{
    text = str_trim(text);
    if (text.len > 0) {
        *ARENA_PUSH(d->arena, str, &r->affixes, &r->naffixes) = text;
    }
    return text.len > 0;
}

/* Item = [Prefix] ["-"] "@" Key [Suffix] */
static bool parse_item(struct dialect *d, struct reading *r, str text)
{
    size_t sign, behind;
    struct citation_item item = {0};
    if (!find_key(text, &sign, &item.key, &behind)) {
        return false;
    }
    str prefix = str_sub(text, 0, sign), suffix;
    if (str_ends(prefix, STR("-")) &&
        (prefix.len == 1 || ascii_space(prefix.ptr[prefix.len - 2]))) {
        item.suppress_author = true;
        prefix.len--;
    }
    locator_split(str_sub(text, behind, text.len), &item.locator, &suffix);
    item.key = dialect_unescape(d->arena, item.key);
    item.locator = dialect_unescape(d->arena, item.locator);
    item.prefix = add_affix(d, r, prefix);
    item.suffix = add_affix(d, r, suffix);
    *ARENA_PUSH(d->arena, struct citation_item, &r->citation.items, &r->citation.count) = item;
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
static bool parse_items(struct dialect *d, struct reading *r, str text)
{
    for (str rest = text; rest.len > 0;) {
        if (!parse_item(d, r, next_item(&rest))) {
            return false;
        }
    }
    return true;
}

static bool parse(struct dialect *d, struct reading *r)
{
    str text = buf_str(&r->source);
    r->citation = (struct citation){0};
    r->affixes = NULL;
    r->naffixes = 0;
    return str_has(text, '@') && parse_items(d, r, text) && r->citation.count > 0;
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

/* Behind the key at the place found last. */
static void end_item(struct dialect *d, struct citation_item *item)
{
    str text = d->markdown->parsed.text;
    bool braced = d->found + 1 < text.len && text.ptr[d->found + 1] == '{';
    dialect_end(d, &item->at, 1 + item->key.len + (braced ? 2 : 0));
}

/* The place of the next item's key. */
static void find_item(struct dialect *d, struct citation_item *item)
{
    item->at = dialect_find(d, STR("@"));
    end_item(d, item);
}

/* One in the sentence stands where its key does. */
static struct place locate_narrative(struct dialect *d, struct reading *r)
{
    struct citation_item *items = r->citation.items;
    str braced = str_concat(d->arena, (str[]){STR("@{"), items[0].key}, 2);
    str plain = str_concat(d->arena, (str[]){STR("@"), items[0].key}, 2);
    size_t cursor = d->cursor;
    items[0].at = dialect_find(d, plain);
    if (d->found >= d->block_end) {
        d->cursor = cursor;
        items[0].at = dialect_find(d, braced);
    }
    end_item(d, &items[0]);
    size_t inside = d->cursor;
    for (size_t i = 1; i < r->citation.count; i++) {
        find_item(d, &items[i]);
    }
    if (r->naffixes > 0) {
        d->cursor = inside;
    }
    return items[0].at;
}

/* Where the citation and its items stand. What its affixes hold is looked for after that, from its
 * bracket on. */
static struct place locate(struct dialect *d, struct reading *r)
{
    if (r->citation.narrative) {
        return locate_narrative(d, r);
    }
    struct place at = dialect_find(d, needle_of(d, buf_str(&r->source)));
    size_t begin = d->found, inside = d->cursor;
    for (size_t i = 0; i < r->citation.count; i++) {
        find_item(d, &r->citation.items[i]);
    }
    if (!str_has(buf_str(&r->source), SPAN_INLINE)) { /* code may hold a bracket, too */
        dialect_find(d, STR("]"));
        size_t end = d->found;
        d->found = begin;
        dialect_end(d, &at, end >= begin ? end + 1 - begin : 0);
    }
    if (r->naffixes > 0) {
        d->cursor = inside;
    }
    return at;
}

static bool is_text(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* The node of an affix: its text, and for each SPAN_INLINE the next inline from *next on. */
static cmark_node *affix_node(struct dialect *d, str text, cmark_node **next)
{
    cmark_node *affix = dialect_node(CMARK_NODE_CUSTOM_INLINE);
    for (size_t from = 0; from < text.len;) {
        size_t end = str_find(text, SPAN_INLINE, from);
        if (end > from) {
            cmark_node_append_child(affix, dialect_text_node(d, str_sub(text, from, end)));
        }
        if (end < text.len) {
            while (is_text(*next)) {
                *next = cmark_node_next(*next);
            }
            cmark_node *inline_node = *next;
            *next = cmark_node_next(inline_node);
            cmark_node_append_child(affix, inline_node);
        }
        from = end + 1;
    }
    return affix;
}

/* Puts the citation behind the node before, which the inlines that it holds follow. Returns its
 * node. */
static cmark_node *place_citation(struct dialect *d, cmark_node *before, struct reading *r)
{
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_INLINE), *next = cmark_node_next(before);
    struct place at = locate(d, r);
    dialect_construct(d, CONSTRUCT_CITATION, node, at)->citation = r->citation;
    for (size_t i = 0; i < r->naffixes; i++) {
        cmark_node_append_child(node, affix_node(d, r->affixes[i], &next));
    }
    cmark_node_insert_after(before, node);
    return node;
}

/* Tries the bracket that opens before *spot. If it is a citation, *spot is behind it. With "{"
 * behind it, it is a span with attributes. */
static bool read_bracket(struct dialect *d, struct spot *spot, struct reading *r)
{
    buf_clear(&r->source);
    if (!dialect_span(d, spot, &r->source, step_citation, NULL) ||
        (spot->at < spot->text.len && spot->text.ptr[spot->at] == '{')) {
        return false;
    }
    r->source.len--; /* the bracket that closes */
    return parse(d, r);
}

/* Reads the key behind the "@" at offset at of a text, if the book has it. A mail address and a
 * name on the network ("@jane@example.org", "https://example.org/@jane") are none. */
static bool known_key(struct dialect *d, str text, size_t at, str *key, size_t *behind)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    str rest = str_sub(text, at + 1, text.len);
    if (ascii_alnum(before) || (before & '\x80') || before == ESCAPED || before == '/') {
        return false;
    }
    size_t braced = braced_key(rest), simple = braced > 0 ? 0 : simple_key(rest);
    *behind = at + 1 + braced + simple;
    *key = braced > 0 ? str_sub(rest, 1, braced - 1) : str_sub(rest, 0, simple);
    *key = dialect_unescape(d->arena, *key);
    bool address = *behind < text.len && text.ptr[*behind] == '@';
    return braced + simple > 0 && !address &&
           bibliography_find(d->options.bibliography, *key) != NULL;
}

/* What stands in brackets behind a citation in the sentence: more citations, or the locator and
 * suffix of this one, and then more. False if it is neither. */
static bool add_bracket(struct dialect *d, struct reading *r, str text)
{
    struct reading before = *r;
    struct citation_item first = r->citation.items[0];
    str rest = text, item = next_item(&rest);
    bool note = str_starts(text, STR("^")) || str_starts(text, STR("!"));
    if (!note && str_has(item, '@')) {
        if (parse_items(d, r, text)) {
            return true;
        }
    } else if (!note && str_trim(item).len > 0) {
        str suffix;
        locator_split(item, &first.locator, &suffix);
        first.locator = dialect_unescape(d->arena, first.locator);
        first.suffix = add_affix(d, r, suffix);
        if (parse_items(d, r, rest)) {
            r->citation.items[0] = first;
            return true;
        }
    }
    r->citation = before.citation;
    r->affixes = before.affixes;
    r->naffixes = before.naffixes;
    return false;
}

/* The bracket behind the key that ends at *spot: blanks, or the end of a line, may part them. False
 * if there is none; else *bracket is behind the sign that opens it. */
static bool bracket_behind(const struct spot *spot, struct spot *bracket)
{
    *bracket = *spot;
    while (bracket->at < bracket->text.len && bracket->text.ptr[bracket->at] == ' ') {
        bracket->at++;
    }
    if (bracket->at == bracket->text.len) {
        cmark_node *line = cmark_node_next(spot->node);
        cmark_node *next = line != NULL ? cmark_node_next(line) : NULL;
        if (next == NULL || cmark_node_get_type(line) != CMARK_NODE_SOFTBREAK ||
            cmark_node_get_type(next) != CMARK_NODE_TEXT) {
            return false;
        }
        bracket->node = next;
        bracket->text = dialect_literal(next);
        bracket->at = 0;
    }
    bool opens = bracket->text.len > bracket->at && bracket->text.ptr[bracket->at] == '[';
    bracket->at++;
    return opens;
}

/* Tries the "@" before *spot. */
static bool read_narrative(struct dialect *d, struct spot *spot, struct reading *r)
{
    size_t at = spot->at - 1, behind;
    struct citation_item item = {0};
    str text = spot->text;
    if (d->options.bibliography == NULL || !known_key(d, text, at, &item.key, &behind) ||
        dialect_in_link(d, spot->node)) {
        return false;
    }
    bool minus = at > 0 && text.ptr[at - 1] == '-' && (at == 1 || ascii_space(text.ptr[at - 2]));
    item.suppress_author = minus;
    r->from = minus ? at - 1 : at;
    r->citation = (struct citation){.narrative = true};
    r->affixes = NULL;
    r->naffixes = 0;
    *ARENA_PUSH(d->arena, struct citation_item, &r->citation.items, &r->citation.count) = item;
    spot->at = behind;
    struct spot bracket;
    buf_clear(&r->source);
    if (bracket_behind(spot, &bracket) &&
        dialect_span(d, &bracket, &r->source, step_citation, NULL)) {
        r->source.len--;
        if (add_bracket(d, r, buf_str(&r->source))) {
            *spot = bracket;
        }
    }
    return true;
}

/* Where the next signs of a text are that may begin a citation. */
struct signs {
    size_t bracket, at;
};

/* The first of them at or after from; each is looked for once. */
static size_t next_sign(const struct dialect *d, str text, size_t from, struct signs *next)
{
    if (next->bracket < from || from == 0) {
        next->bracket = str_find(text, '[', from);
    }
    if (d->options.bibliography == NULL) {
        return next->bracket;
    }
    if (next->at < from || from == 0) {
        next->at = str_find(text, '@', from);
    }
    return next->at < next->bracket ? next->at : next->bracket;
}

/* Tries the sign at an offset of *spot's text. If it begins a citation, *spot is behind that. */
static bool read_sign(struct dialect *d, struct spot *spot, size_t at, struct reading *r)
{
    spot->at = at + 1;
    r->from = at;
    return spot->text.ptr[at] == '[' ? read_bracket(d, spot, r) : read_narrative(d, spot, r);
}

/* Puts text behind the node before, if there is any. Returns the last node then. */
static cmark_node *place_text(struct dialect *d, cmark_node *before, str text)
{
    if (text.len == 0) {
        return before;
    }
    cmark_node *node = dialect_text_node(d, text);
    cmark_node_insert_after(before, node);
    return node;
}

void dialect_citation(struct dialect *d, cmark_node *node)
{
    str text = dialect_literal(node);
    size_t first = text.len, behind = 0; /* of the citations: where they begin, and end */
    cmark_node *last = node;
    struct reading r = {0};
    struct signs next = {0, 0};
    for (size_t at = next_sign(d, text, 0, &next); at < text.len;) {
        struct spot spot = {.node = last, .text = text, .whole = true};
        cmark_node *from = last;
        if (!read_sign(d, &spot, at, &r)) {
            at = next_sign(d, text, at + 1, &next);
            continue;
        }
        if (last == node) {
            first = r.from; /* the node keeps what stands before */
        } else {
            last = place_text(d, last, str_sub(text, behind, r.from));
        }
        last = place_citation(d, last, &r);
        behind = spot.at;
        if (spot.node != from) { /* it ends in a later node: of this one nothing is left */
            dialect_cut(last, &spot);
            behind = text.len;
        }
        at = next_sign(d, text, behind, &next);
    }
    if (first < text.len) {
        place_text(d, last, str_sub(text, behind, text.len));
        cmark_node_set_literal(node, str_copy(d->arena, str_sub(text, 0, first)).ptr);
    }
    buf_release(&r.source);
}
