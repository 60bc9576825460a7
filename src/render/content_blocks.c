/* CommonMark's blocks, and the sections that headings open (source format, 3.3). */
#include "render/content_internal.h"
#include "render/generated.h"
#include "source/sheet.h"

static bool enter_quote(struct content *c, cmark_node *node)
{
    content_begin_block(c, node);
    xml_open(c->xml, STR("blockquote"));
    xml_line(c->xml);
    return true;
}

static void leave_block(struct content *c, cmark_node *node)
{
    (void)node;
    xml_line(c->xml);
    content_end_block(c);
}

const struct handler content_quote = {enter_quote, leave_block};

static bool enter_list(struct content *c, cmark_node *node)
{
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    int start = cmark_node_get_list_start(node);
    content_begin_block(c, node);
    xml_open(c->xml, ordered ? STR("ol") : STR("ul"));
    if (ordered && start != 1) {
        xml_attr(c->xml, "start", str_printf(c->xml->arena, "%d", start));
    }
    xml_line(c->xml);
    return true;
}

const struct handler content_list = {enter_list, leave_block};

/* In a tight list a paragraph is only its text. */
static bool is_tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    const struct construct *c = item != NULL ? content_construct(item) : NULL;
    if (item != NULL && cmark_node_get_type(item) == CMARK_NODE_CUSTOM_BLOCK) {
        return c != NULL && c->kind == CONSTRUCT_DEFINITION && c->definition.tight;
    }
    return item != NULL && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
           cmark_node_get_list_tight(cmark_node_parent(item));
}

/* Does the item begin with the mark of a task? */
static bool is_task(cmark_node *item)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    cmark_node *mark = paragraph != NULL ? cmark_node_first_child(paragraph) : NULL;
    const struct construct *c = mark != NULL ? content_construct(mark) : NULL;
    return c != NULL && c->kind == CONSTRUCT_TASK;
}

static bool enter_item(struct content *c, cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    content_begin_block(c, node);
    xml_open(c->xml, STR("li"));
    xml_attr_if(c->xml, "class", is_task(node) ? STR("task") : STR_NONE);
    if (first != NULL && !is_tight(first)) {
        xml_line(c->xml);
    } else if (first != NULL) {
        content_passage(c, first);
    }
    return true;
}

static void leave_item(struct content *c, cmark_node *node)
{
    (void)node;
    content_end_block(c);
}

const struct handler content_item = {enter_item, leave_item};

static bool enter_paragraph(struct content *c, cmark_node *node)
{
    if (!is_tight(node)) {
        content_begin_block(c, node);
        xml_open(c->xml, STR("p"));
        content_passage(c, node);
    } else if (cmark_node_previous(node) != NULL) {
        xml_line(c->xml);
    }
    return true;
}

static void leave_paragraph(struct content *c, cmark_node *node)
{
    content_end_paragraph(c, node);
    if (!is_tight(node)) {
        content_end_block(c);
    }
}

const struct handler content_paragraph = {enter_paragraph, leave_paragraph};

static bool enter_rule(struct content *c, cmark_node *node)
{
    content_begin_block(c, node);
    xml_open(c->xml, STR("hr"));
    content_end_block(c);
    return false;
}

const struct handler content_rule = {enter_rule, NULL};

static bool enter_code_block(struct content *c, cmark_node *node)
{
    str info = str_from(cmark_node_get_fence_info(node)), language;
    content_begin_block(c, node);
    xml_open(c->xml, STR("pre"));
    const struct construct *code = content_construct(node);
    if (code == NULL || code->code.given.anchor == NULL) {
        content_passage(c, node);
    }
    if (code != NULL) {
        content_given(c, &code->code.given, STR_NONE);
    }
    xml_open(c->xml, STR("code"));
    if (str_word(&info, &language)) {
        str parts[] = {STR("language-"), language};
        xml_attr(c->xml, "class", str_concat(c->xml->arena, parts, 2));
    }
    xml_text(c->xml, str_from(cmark_node_get_literal(node)));
    xml_close(c->xml);
    content_end_block(c);
    return false;
}

const struct handler content_code_block = {enter_code_block, NULL};

static bool heads_document(const struct content *c, const struct construct *h)
{
    const struct document *doc = c->document;
    return h == (doc->chapter != NULL ? sheet_twin(&doc->chapter->markdown, doc->heading)
                                      : doc->heading);
}

/* A heading ends the sections of all headings as high or lower, and opens its own; not inside a
 * quote, list or raw element, not in a copy, and not the chapter's heading, whose section is the
 * document's. Unnamed sections are no landmarks. */
void content_open_section(struct content *c, const struct construct *h)
{
    struct content_state *s = c->state;
    if (c->copy || s->nraw > 0 || !h->heading.top) {
        return;
    }
    for (; s->nsections > 0 && s->sections[s->nsections - 1] >= h->heading.level; s->nsections--) {
        content_end_block(c);
    }
    if (heads_document(c, h)) {
        return;
    }
    xml_open(c->xml, STR("section"));
    xml_line(c->xml);
    s->sections[s->nsections++] = h->heading.level;
}

str content_heading_name(const struct content *c, const struct heading *h)
{
    unsigned rank = h->rank > 0 ? h->rank : h->level;
    return heading_name(c->copy && rank < c->copy_rank ? c->copy_rank : rank);
}

void content_former(struct content *c, const struct former_ids *f)
{
    for (size_t i = 0; !c->copy && i < f->count; i++) {
        xml_open(c->xml, STR("span"));
        xml_attr(c->xml, "id", f->ids[i]);
        xml_close(c->xml);
    }
}

static bool enter_heading(struct content *c, cmark_node *node)
{
    const struct construct *h = content_construct(node);
    content_begin_block(c, node);
    content_open_section(c, h);
    xml_open(c->xml, content_heading_name(c, &h->heading));
    if (!c->copy) {
        xml_attr_if(c->xml, "id", h->heading.id);
    }
    xml_attr_if(c->xml, "class", h->heading.classes);
    content_attributes(c, h->heading.attributes, h->heading.nattributes, STR_NONE);
    content_former(c, &h->heading.former);
    return true;
}

const struct handler content_heading = {enter_heading, leave_item};
