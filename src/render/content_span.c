/* Inlines of the dialect: marks of tasks, and spans. */
#include "render/content_internal.h"
#include "render/frame.h"

/* No U+2611: there are engines that print nothing for it; and no form. */
static bool enter_task(struct content *c, cmark_node *node)
{
    bool done = content_construct(node)->task.done;
    xml_open(c->xml, STR("span"));
    xml_attr(c->xml, "role", STR("img"));
    frame_language(c->xml, frame_words_language(c->words, c->document->lang), STR_NONE);
    xml_attr(c->xml, "aria-label", word(c->words, done ? WORD_DONE : WORD_TODO));
    xml_text(c->xml, done ? STR("[x]") : STR("[ ]"));
    xml_close(c->xml);
    return false;
}

const struct handler content_task = {enter_task, NULL};

void content_attributes(struct content *c, const struct html_attribute *attributes, size_t count,
                        str omit)
{
    for (size_t i = 0; i < count; i++) {
        if (!str_eq(attributes[i].name, omit)) {
            xml_mark(c->xml, attributes[i].at);
            xml_attr_str(c->xml, attributes[i].name, attributes[i].value);
        }
    }
}

void content_given(struct content *c, const struct given_list *given, str omit)
{
    if (given->anchor != NULL && !c->copy) {
        xml_mark(c->xml, given->anchor->at);
        xml_attr_if(c->xml, "id", given->anchor->anchor.id);
    }
    xml_attr_if(c->xml, "class", given->classes);
    content_attributes(c, given->attributes, given->nattributes, omit);
}

/* A code span has its text in itself, all others in their children. */
static bool enter_span(struct content *c, cmark_node *node)
{
    const struct construct *span = content_construct(node);
    if (span->at.file != NULL) {
        xml_place(c->xml, span->at);
    }
    xml_open(c->xml, span->span.element);
    content_given(c, &span->span.given, STR_NONE);
    if (cmark_node_get_type(node) == CMARK_NODE_CODE) {
        xml_text(c->xml, str_from(cmark_node_get_literal(node)));
    }
    return true;
}

static void leave_span(struct content *c, cmark_node *node)
{
    (void)node;
    content_close_inline(c);
}

const struct handler content_span = {enter_span, leave_span};

void content_page_break(struct content *c, const struct page_break *page)
{
    if (!c->copy && page->label.len > 0) {
        xml_attr_if(c->xml, "id", page->id);
        xml_attr(c->xml, "epub:type", STR("pagebreak"));
        xml_attr(c->xml, "role", STR("doc-pagebreak"));
        xml_attr(c->xml, "aria-label", page->label);
    }
}

static bool enter_page(struct content *c, cmark_node *node)
{
    const struct construct *page = content_construct(node);
    if (!c->copy) {
        xml_place(c->xml, page->at);
        xml_open(c->xml, STR("span"));
        content_page_break(c, &page->page);
        xml_close(c->xml);
    }
    return false;
}

const struct handler content_page = {enter_page, NULL};
