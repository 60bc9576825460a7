/* Raw HTML: the tokens of a node, where its lines stand, and the headings in it, which are headings
 * like those of Markdown. */
#include "source/dialect.h"

#include "base/utf8.h"
#include "vocab/html.h"

/* The column of a line of an HTML node: what it lacks of the source line stands before it (the
 * marks of quotes and lists), or behind the end of the last tag. */
static uint32_t line_column(const struct markdown *m, uint32_t line, str content)
{
    const struct lined_text *t = &m->source;
    if (line == 0 || line > t->nlines) {
        return 1;
    }
    size_t from = t->lines[line - 1];
    str whole = str_sub(t->text, from, str_find(t->text, '\n', from));
    bool ends = str_ends(whole, content);
    size_t at = ends ? whole.len - content.len : str_find_str(whole, content, 0);
    return at < whole.len ? 1 + (uint32_t)utf8_count(str_sub(whole, 0, at)) : 1;
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

/* The level of "h1" to "h6"; else 0. */
static unsigned level_of(str name)
{
    bool heading = name.len == 2 && name.ptr[0] == 'h' && name.ptr[1] >= '1' && name.ptr[1] <= '6';
    return heading ? (unsigned)(name.ptr[1] - '0') : 0;
}

/* The end tag of the heading that begins at a token: its index, or the number of tokens. */
static size_t heading_end(const struct raw *raw, size_t start)
{
    for (size_t i = start + 1; i < raw->count; i++) {
        if (level_of(raw->tokens[i].name) > 0) {
            bool ends = raw->tokens[i].kind == HTML_END &&
                        str_eq(raw->tokens[i].name, raw->tokens[start].name);
            return ends ? i : raw->count;
        }
    }
    return raw->count;
}

/* Its text; a line break is a space. */
static str heading_text(struct dialect *d, const struct raw *raw, size_t start, size_t end)
{
    struct buf out = {0};
    for (size_t i = start + 1; i < end; i++) {
        if (raw->tokens[i].kind == HTML_TEXT) {
            buf_add(&out, raw->tokens[i].text);
        } else if (str_eq(raw->tokens[i].name, STR("br"))) {
            buf_addch(&out, ' ');
        }
    }
    return str_trim(buf_finish(&out, d->arena));
}

static str class_of(const struct html_token *t)
{
    for (size_t i = 0; i < t->nattributes; i++) {
        if (str_eq(t->attributes[i].name, STR("class"))) {
            return t->attributes[i].value;
        }
    }
    return STR_NONE;
}

static bool is_unlisted(str classes)
{
    for (str word; str_word(&classes, &word);) {
        if (str_eq(word, STR("unlisted"))) {
            return true;
        }
    }
    return false;
}

/* The id of the tag is the heading's. A heading may begin a document if nothing of its node stands
 * before it. */
static void make_heading(struct dialect *d, struct construct *c, size_t start, size_t end, bool top)
{
    struct html_token *t = &c->raw.tokens[start];
    bool first = start == 0 || (start == 1 && str_trim(c->raw.tokens[0].text).len == 0 &&
                                c->raw.tokens[0].kind == HTML_TEXT);
    t->heading = dialect_construct(d, CONSTRUCT_HEADING, NULL, t->at);
    t->heading->node = first ? c->node : NULL;
    t->heading->heading = (struct heading){
        .level = level_of(t->name),
        .raw = true,
        .text = heading_text(d, &c->raw, start, end),
        .explicit_id = t->anchor != NULL ? t->anchor->anchor.explicit_id : STR_NONE,
        .list_at = t->anchor != NULL ? t->anchor->at : t->at,
        .unlisted = is_unlisted(class_of(t)),
        .top = top && first,
        .after_text = d->markdown->has_text,
    };
    t->anchor = NULL;
}

/* How many elements a token of a block opens: 1, 0 or -1. Those whose end tag may be left out say
 * nothing; a heading can stand in none of them but beside others. */
static int opens(const struct html_token *t)
{
    static const char optional[] = "p li dt dd tr td th thead tbody tfoot colgroup caption rt rp";
    if (t->kind == HTML_TEXT || html_word_in(t->name, optional, false)) {
        return 0;
    }
    return t->kind == HTML_END ? -1 : !t->void_element;
}

static void find_headings(struct dialect *d, struct construct *c, bool top)
{
    size_t end = 0; /* of the heading found last: what stands before is no text */
    bool whole = c->raw.block;
    for (size_t i = 0; i < c->raw.count; i++) {
        struct html_token *t = &c->raw.tokens[i];
        if (t->kind == HTML_START && level_of(t->name) > 0 && whole) {
            size_t found = heading_end(&c->raw, i);
            whole = found < c->raw.count;
            if (whole) {
                make_heading(d, c, i, found, top && d->raw_depth == 0);
                end = found;
            }
        }
        d->markdown->has_text |= i >= end && str_trim(t->text).len > 0;
        int change = top ? opens(t) : 0;
        d->raw_depth += change > 0 || d->raw_depth > 0 ? change : 0;
    }
}

void dialect_raw(struct dialect *d, cmark_node *html)
{
    str text = dialect_literal(html);
    bool block = cmark_node_get_type(html) == CMARK_NODE_HTML_BLOCK;
    struct html_source source = {.text = text,
                                 .block = block,
                                 .last = cmark_node_next(html) == NULL,
                                 .at = raw_place(d, html, text, block)};
    if (block || str_has(text, '\n')) {
        uint32_t *columns = columns_of(d, text, source.at.line);
        columns[0] = block ? columns[0] : source.at.column;
        source.columns = columns;
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_RAW, html, source.at);
    c->raw.block = block;
    html_tokenize(&d->html, &source, &c->raw.tokens, &c->raw.count);
    dialect_page_tags(d, html);
    find_headings(d, c, block && cmark_node_parent(html) == d->markdown->root);
    for (size_t i = 0; i < c->raw.count; i++) {
        const struct html_token *token = &c->raw.tokens[i];
        if (token->kind != HTML_TEXT && str_eq(token->name, STR("a"))) {
            d->raw_anchor = token->kind == HTML_START && !token->void_element;
        }
    }
}
