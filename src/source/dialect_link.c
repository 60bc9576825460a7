/* Links of Markdown, and raw HTML: the constructs that model/ resolves. */
#include "source/dialect.h"

#include "base/utf8.h"

/* A sign and the first letters of a text, as far as they surely are what the source says. */
static str needle_of(struct dialect *d, const char *sign, str text)
{
    size_t n = 0;
    while (n < text.len && n < 32 && ascii_alnum(text.ptr[n])) {
        n++;
    }
    str parts[] = {str_from(sign), str_sub(text, 0, n)};
    return str_concat(d->arena, parts, 2);
}

/* An autolink begins with "<" and shows its address; a link like that may be written out, too. */
static struct place place_of_link(struct dialect *d, cmark_node *link)
{
    cmark_node *first = cmark_node_first_child(link);
    str text = STR_NONE, address = str_from(cmark_node_get_url(link));
    if (first != NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT) {
        text = dialect_literal(first);
    }
    str written = needle_of(d, "[", text);
    if (text.len == 0 || !str_ends(address, text)) {
        return dialect_locate(d, link, written);
    }
    return dialect_locate_either(d, link, needle_of(d, "<", text), written);
}

/* A bare address, which cmark knows nothing of. */
static struct place place_of_address(struct dialect *d, cmark_node *link)
{
    str shown = dialect_literal(cmark_node_first_child(link));
    struct place at = dialect_find(d, str_sub(shown, 0, shown.len < 64 ? shown.len : 64));
    dialect_end(d, &at, shown.len);
    return at;
}

void dialect_link(struct dialect *d, cmark_node *link)
{
    struct place at;
    bool bare = cmark_node_get_start_line(link) == 0;
    if (bare) {
        at = place_of_address(d, link);
    } else {
        at = place_of_link(d, link);
        dialect_end_by_cmark(d, link, &at);
        d->brackets = 0; /* no link lies in a link */
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_LINK, link, at);
    c->link.bare = bare;
    c->link.destination = str_copy(d->arena, str_from(cmark_node_get_url(link)));
    struct attributes attributes;
    struct place list_at = dialect_list_behind(d, at);
    if (!bare && dialect_take_list(d, link, at, &attributes)) {
        c->link.given = dialect_give(d, "a", &attributes, list_at);
    }
}

/* The column of a line of an HTML node: what it lacks of the source line stands before it (the
 * marks of quotes and lists). */
static uint32_t line_column(const struct markdown *m, uint32_t line, str content)
{
    const struct lined_text *t = &m->source;
    if (line == 0 || line > t->nlines) {
        return 1;
    }
    size_t from = t->lines[line - 1];
    str whole = str_sub(t->text, from, str_find(t->text, '\n', from));
    if (!str_ends(whole, content)) {
        return 1;
    }
    return 1 + (uint32_t)utf8_count(str_sub(whole, 0, whole.len - content.len));
}

/* Columns of the lines of a node whose first line is line; the first is as good as given. */
static uint32_t *columns_of(struct dialect *d, str text, uint32_t line)
{
    uint32_t *columns = NULL;
    size_t count = 0;
    for (size_t from = 0; from <= text.len; line++) {
        size_t end = str_find(text, '\n', from);
        *ARENA_PUSH(d->arena, uint32_t, &columns, &count) =
            line_column(d->markdown, line, str_sub(text, from, end));
        from = end + 1;
    }
    return columns;
}

static struct place raw_place(struct dialect *d, cmark_node *html, str text, bool block)
{
    if (block) {
        return markdown_place(d->markdown, html);
    }
    size_t end = str_find(text, '\n', 0);
    return dialect_locate(d, html, str_sub(text, 0, end < 64 ? end : 64));
}

void dialect_raw(struct dialect *d, cmark_node *html)
{
    str text = dialect_literal(html);
    bool block = cmark_node_get_type(html) == CMARK_NODE_HTML_BLOCK;
    struct html_source source = {
        .text = text, .block = block, .at = raw_place(d, html, text, block)};
    if (block || str_has(text, '\n')) {
        uint32_t *columns = columns_of(d, text, source.at.line);
        columns[0] = block ? columns[0] : source.at.column;
        source.columns = columns;
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_RAW, html, source.at);
    c->raw.block = block;
    html_tokenize(&d->html, &source, &c->raw.tokens, &c->raw.count);
    for (size_t i = 0; i < c->raw.count; i++) {
        const struct html_token *token = &c->raw.tokens[i];
        d->markdown->has_text |= str_trim(token->text).len > 0;
        if (token->kind != HTML_TEXT && str_eq(token->name, STR("a"))) {
            d->raw_anchor = token->kind == HTML_START && !token->void_element;
        }
    }
}
