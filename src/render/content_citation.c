/* Citations: [1], [1, p. 3; 2], each number a link to its entry in the list of references. */
#include "render/content_internal.h"
#include "render/entry.h"

/* As soon as one item has words of its own, ";" parts the items. */
static str separator(const struct citation *citation)
{
    for (size_t i = 0; i < citation->count; i++) {
        if (citation->items[i].prefix || citation->items[i].suffix) {
            return STR("; ");
        }
    }
    return STR(", ");
}

static void write_locator(struct xml *x, const struct citation_item *item)
{
    if (item->locator.len > 0) {
        xml_text(x, STR(", "));
        xml_text(x, item->locator);
    }
}

/* The number and the locator, linked if there is a page of references. */
static void number(struct content *c, const struct citation_item *item)
{
    struct xml *x = c->xml;
    const struct document *page = c->book->references_page;
    str parts[] = {page != NULL && page != c->document ? page->file : STR_NONE, STR("#"),
                   item->reference->id};
    if (page != NULL) {
        xml_place(x, item->at);
        xml_open(x, STR("a"));
        if (!c->copy) {
            xml_attr_if(x, "id", item->id);
        }
        xml_attr(x, "href", str_concat(x->arena, parts, 3));
        xml_attr(x, "epub:type", STR("biblioref"));
        xml_attr(x, "role", STR("doc-biblioref"));
    }
    xml_text(x, str_decimal(x->arena, item->reference->number));
    write_locator(x, item);
    if (page != NULL) {
        xml_close(x);
    }
}

/* Writes the inlines of the next affix. */
static void write_affix(struct content *c, cmark_node **affix)
{
    raw_enter_container(c);
    content_walk(c, cmark_node_first_child(*affix), NULL);
    raw_leave_container(c);
    *affix = cmark_node_next(*affix);
}

/* No blank stands before a suffix that begins with punctuation. */
static bool is_joined(cmark_node *affix)
{
    cmark_node *first = cmark_node_first_child(affix);
    const char *text = first != NULL ? cmark_node_get_literal(first) : NULL;
    return text != NULL && text[0] != '\0' && str_has(STR(",;:.)"), text[0]) &&
           cmark_node_get_type(first) == CMARK_NODE_TEXT;
}

static void one_item(struct content *c, const struct citation_item *item, cmark_node **affix)
{
    if (item->prefix) {
        write_affix(c, affix);
        xml_text(c->xml, STR(" "));
    }
    if (item->reference != NULL) {
        number(c, item);
    } else {
        xml_text(c->xml, item->key);
        write_locator(c->xml, item);
    }
    if (item->suffix) {
        xml_text(c->xml, is_joined(*affix) ? STR_NONE : STR(" "));
        write_affix(c, affix);
    }
}

/* Is there a link in it? */
static bool is_linked(const struct content *c, const struct citation *citation)
{
    for (size_t i = 0; i < citation->count; i++) {
        if (citation->items[i].reference != NULL) {
            return c->book->references_page != NULL;
        }
    }
    return false;
}

static bool enter_citation(struct content *c, cmark_node *node)
{
    const struct construct *construct = content_construct(node);
    const struct citation *citation = &construct->citation;
    struct link_pause around = {.count = 0};
    cmark_node *affix = cmark_node_first_child(node);
    if (is_linked(c, citation)) {
        content_pause_link(c, node, construct->at, &around);
    }
    const struct citation_item *first = &citation->items[0];
    if (citation->narrative && !first->suppress_author && first->reference != NULL) {
        xml_text(c->xml, entry_authors(c->xml->arena, first->reference->item, c->words));
        xml_text(c->xml, STR(" "));
    }
    xml_text(c->xml, STR("["));
    for (size_t i = 0; i < citation->count; i++) {
        if (i > 0) {
            xml_text(c->xml, separator(citation));
        }
        one_item(c, &citation->items[i], &affix);
    }
    xml_text(c->xml, STR("]"));
    content_resume_link(c, &around);
    return false;
}

const struct handler content_citation = {enter_citation, NULL};
