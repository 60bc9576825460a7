/* Page breaks: [7]{.pagebreak}, and <span epub:type="pagebreak" title="7"/> of raw HTML. Each has
 * the number of the page that begins there. */
#include "source/dialect.h"

#include "messages.h"

static void report_nameless(struct dialect *d, struct place at)
{
    diag_report(d->diag,
                &(struct report){.kind = MSG_VALUE,
                                 .at = at,
                                 .args = {STR("a page break has no number"),
                                          STR("write [7]{.pagebreak}, or title=\"7\" in a tag")}});
}

static bool has_word(str list, str wanted)
{
    for (str word; str_word(&list, &word);) {
        if (str_eq(word, wanted)) {
            return true;
        }
    }
    return false;
}

bool dialect_page_span(struct dialect *d, cmark_node *span, const struct attributes *attributes,
                       struct place at)
{
    if (!has_word(attributes->classes, STR("pagebreak"))) {
        return false;
    }
    str label = dialect_unescape(d->arena, str_trim(markdown_plain(d->arena, span)));
    for (cmark_node *n; (n = cmark_node_first_child(span)) != NULL;) {
        cmark_node_free(n);
    }
    if (label.len == 0) {
        report_nameless(d, at);
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_PAGE, span, at);
    c->page.label = label;
    c->page.anchor = dialect_anchor(d, attributes->id, at);
    return true;
}

/* Takes an attribute off a tag; empty if it has none. */
static str take(struct html_token *t, str name)
{
    for (size_t i = 0; i < t->nattributes; i++) {
        if (str_eq(t->attributes[i].name, name)) {
            str value = t->attributes[i].value;
            for (t->nattributes--; i < t->nattributes; i++) {
                t->attributes[i] = t->attributes[i + 1];
            }
            return value;
        }
    }
    return STR_NONE;
}

static bool is_break(const struct html_token *t)
{
    for (size_t i = 0; t->kind == HTML_START && i < t->nattributes; i++) {
        if (str_eq(t->attributes[i].name, STR("epub:type")) &&
            has_word(t->attributes[i].value, STR("pagebreak"))) {
            return true;
        }
    }
    return false;
}

/* The text between an inline tag and its end, "<span>7</span>". */
static str text_behind(struct dialect *d, cmark_node *html)
{
    cmark_node *text = cmark_node_next(html);
    cmark_node *end = text != NULL ? cmark_node_next(text) : NULL;
    bool whole = end != NULL && cmark_node_get_type(text) == CMARK_NODE_TEXT &&
                 cmark_node_get_type(end) == CMARK_NODE_HTML_INLINE &&
                 str_starts(dialect_literal(end), STR("</"));
    return whole ? dialect_unescape(d->arena, str_trim(dialect_literal(text))) : STR_NONE;
}

static void make_break(struct dialect *d, cmark_node *html, struct html_token *t)
{
    str title = take(t, STR("title")), label = take(t, STR("aria-label"));
    take(t, STR("epub:type"));
    take(t, STR("role"));
    label = label.len > 0 ? label : title;
    if (label.len == 0 && cmark_node_get_type(html) == CMARK_NODE_HTML_INLINE && !t->void_element) {
        label = text_behind(d, html);
    }
    label = str_trim(label);
    if (label.len == 0) {
        report_nameless(d, t->at);
    }
    if (t->link == NULL && str_eq(t->element, STR("a"))) {
        t->element = STR("span"); /* a link that leads nowhere */
    }
    t->page = dialect_construct(d, CONSTRUCT_PAGE, NULL, t->at);
    t->page->page = (struct page_break){.label = label, .anchor = t->anchor};
}

void dialect_page_tags(struct dialect *d, cmark_node *html)
{
    struct construct *c = (struct construct *)cmark_node_get_user_data(html);
    for (size_t i = 0; i < c->raw.count; i++) {
        if (is_break(&c->raw.tokens[i])) {
            make_break(d, html, &c->raw.tokens[i]);
        }
    }
}
