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

static bool enter_span(struct content *c, cmark_node *node)
{
    xml_open(c->xml, content_construct(node)->span.element);
    return true;
}

static void leave_span(struct content *c, cmark_node *node)
{
    (void)node;
    xml_close(c->xml);
}

const struct handler content_span = {enter_span, leave_span};
