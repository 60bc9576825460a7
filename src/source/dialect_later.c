/* What authors know from other Markdown dialects and Octavo does not read yet: told with its
 * place, once a place, and left as text. Escapes and code are no such thing. */
#include "source/dialect.h"

#include "messages.h"

#include <string.h>

static void tell(struct dialect *d, struct place at, const char *what)
{
    diag_report(d->diag,
                &(struct report){.kind = MSG_DIALECT_LATER, .at = at, .args = {str_from(what)}});
}

static bool starts_line(cmark_node *text)
{
    cmark_node *before = cmark_node_previous(text);
    return before == NULL || cmark_node_get_type(before) == CMARK_NODE_SOFTBREAK ||
           cmark_node_get_type(before) == CMARK_NODE_LINEBREAK;
}

static bool is_paragraph(cmark_node *node)
{
    return node != NULL && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH;
}

/* ":::" opens a div; one that closes it has nothing behind it. */
static bool opens_div(str line)
{
    size_t colons = 0;
    while (colons < line.len && line.ptr[colons] == ':') {
        colons++;
    }
    return colons >= 3 && str_trim(str_sub(line, colons, line.len)).len > 0;
}

/* The row below a table's head: "| --- | :-: |". */
static bool is_delimiter_row(str line)
{
    bool bar = false, dash = false;
    for (size_t i = 0; i < line.len; i++) {
        if (!str_has(STR("|-: \t"), line.ptr[i])) {
            return false;
        }
        bar |= line.ptr[i] == '|';
        dash |= line.ptr[i] == '-';
    }
    return bar && dash;
}

/* ": Definition" below a term. */
static bool is_definition(str line)
{
    return str_starts(line, STR(": ")) || str_starts(line, STR(":\t"));
}

static bool is_verse(str line)
{
    return str_starts(line, STR("| ")) && !str_has(str_sub(line, 2, line.len), '|');
}

/* What is known by how a line of a paragraph begins. */
static void look_at_line(struct dialect *d, cmark_node *text, str line)
{
    bool first = cmark_node_previous(text) == NULL;
    if (opens_div(line)) {
        tell(d, dialect_locate(d, text, STR(":::")), "fenced divs");
    } else if (!first && is_delimiter_row(line)) {
        tell(d, dialect_locate(d, text, str_sub(line, 0, 1)), "pipe tables");
    } else if (is_definition(line)) {
        tell(d, dialect_locate(d, text, STR(":")), "definition lists and captions");
    } else if (first && is_verse(line)) {
        tell(d, dialect_locate(d, text, STR("| ")), "line blocks");
    }
}

/* Where the last sign of each kind stands in a text: a pair whose second sign would have to stand
 * behind it is none. So no search goes on in vain, again and again. */
struct ends {
    size_t bracket, dollars;
};

static size_t last_of(str text, str sign)
{
    size_t at = text.len;
    while (at > 0 && !str_starts(str_sub(text, at, text.len), sign)) {
        at--;
    }
    return at;
}

/* "[^label]" at offset at: the offset behind it, or 0. */
static size_t footnote(str text, size_t at, const struct ends *ends)
{
    size_t end = at + 2;
    if (at >= ends->bracket || text.ptr[at + 1] != '^') {
        return 0;
    }
    while (!ascii_space(text.ptr[end]) && !str_has(STR("[]"), text.ptr[end])) {
        end++; /* there is a bracket */
    }
    return end > at + 2 && text.ptr[end] == ']' ? end + 1 : 0;
}

/* "^[note]". */
static size_t inline_note(str text, size_t at, const struct ends *ends)
{
    bool guarded = at > 0 && text.ptr[at - 1] == ESCAPED;
    return !guarded && at + 1 < ends->bracket && text.ptr[at + 1] == '[' ? at + 2 : 0;
}

/* "[text]{.class}": the end of the text. */
static size_t attributes(str text, size_t at, const struct ends *ends)
{
    (void)ends;
    bool braces = at + 2 < text.len && text.ptr[at + 1] == '{';
    return braces && str_has(STR("#."), text.ptr[at + 2]) ? at + 2 : 0;
}

/* Two signs with text between them, the last of which stands at last. */
static size_t pair(str text, size_t at, str sign, size_t last)
{
    size_t inside = at + sign.len;
    bool guarded = at > 0 && text.ptr[at - 1] == ESCAPED;
    if (guarded || inside > last || !str_starts(str_sub(text, at, text.len), sign) ||
        ascii_space(text.ptr[inside]) || text.ptr[inside] == sign.ptr[0]) {
        return 0;
    }
    return str_find_str(text, sign, inside) + sign.len;
}

static size_t formula(str text, size_t at, const struct ends *ends)
{
    return pair(text, at, STR("$$"), ends->dollars);
}

/* What is known by a sign within a line, by the sign's first character. end is the offset behind
 * what was found at an offset, or 0. */
static const struct {
    char first;
    size_t (*end)(str text, size_t at, const struct ends *ends);
    const char *what;
} signs[] = {
    {'[', footnote, "footnotes"},
    {'^', inline_note, "footnotes"},
    {']', attributes, "attributes of text"},
    {'$', formula, "formulas"},
};

/* Tells of what begins at offset at; the offset to go on from. */
static size_t look_at_sign(struct dialect *d, str text, size_t at, const struct ends *ends)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t end = text.ptr[at] == signs[i].first ? signs[i].end(text, at, ends) : 0;
        if (end > 0) {
            size_t needle = at + 2;
            while (needle < end && ascii_alnum(text.ptr[needle])) {
                needle++;
            }
            tell(d, dialect_find(d, str_sub(text, at, needle)), signs[i].what);
            return end;
        }
    }
    return at + 1;
}

static void look_within_line(struct dialect *d, str text)
{
    static const char interesting[] = "[]^$";
    size_t at = strcspn(text.ptr, interesting);
    if (at >= text.len) {
        return;
    }
    const struct ends ends = {
        .bracket = last_of(text, STR("]")),
        .dollars = last_of(text, STR("$$")),
    };
    while (at < text.len) {
        at = look_at_sign(d, text, at, &ends);
        at += strcspn(text.ptr + at, interesting);
    }
}

void dialect_later(struct dialect *d, cmark_node *text)
{
    str literal = dialect_literal(text);
    if (literal.len > 0 && is_paragraph(cmark_node_parent(text)) && starts_line(text)) {
        look_at_line(d, text, literal);
    }
    if (literal.len > 0) {
        look_within_line(d, literal);
    }
}

/* The text of a link's source up to its bracket: "[^label]". */
static str footnote_source(struct dialect *d, cmark_node *link)
{
    str parts[] = {STR("["), markdown_plain(d->arena, link), STR("]")};
    return str_concat(d->arena, parts, 3);
}

/* Does source stand at the place found last, and no destination behind it? */
static bool is_reference(const struct dialect *d, str source)
{
    str text = d->markdown->parsed.text;
    str rest = str_sub(text, d->cursor > 0 ? d->cursor - 1 : 0, text.len);
    return str_starts(rest, source) &&
           (rest.len == source.len || !str_has(STR("(["), rest.ptr[source.len]));
}

bool dialect_later_footnote(struct dialect *d, cmark_node *link)
{
    cmark_node *first = cmark_node_first_child(link);
    if (first == NULL || cmark_node_get_type(first) != CMARK_NODE_TEXT ||
        !str_starts(dialect_literal(first), STR("^"))) {
        return false;
    }
    str source = footnote_source(d, link);
    size_t before = d->cursor;
    struct place at = dialect_locate(d, link, source);
    if (!is_reference(d, source)) {
        d->cursor = before;
        return false;
    }
    tell(d, at, "footnotes");
    cmark_node_insert_before(link, dialect_text_node(d, source));
    for (cmark_node *child; (child = cmark_node_first_child(link)) != NULL;) {
        cmark_node_free(child);
    }
    return true;
}
