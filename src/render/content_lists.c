/* Lists of definitions, and verse (source format, part 4). */
#include "render/content_internal.h"

static bool open_block(struct content *c, cmark_node *node, str element)
{
    content_begin_block(c, node);
    xml_open(c->xml, element);
    return true;
}

static void leave_line(struct content *c, cmark_node *node)
{
    (void)node;
    content_end_block(c);
}

static void leave_block(struct content *c, cmark_node *node)
{
    xml_line(c->xml);
    leave_line(c, node);
}

static bool enter_definitions(struct content *c, cmark_node *node)
{
    open_block(c, node, STR("dl"));
    xml_line(c->xml);
    return true;
}

static bool enter_term(struct content *c, cmark_node *node)
{
    open_block(c, node, STR("dt"));
    content_passage(c, node);
    return true;
}

static bool enter_definition(struct content *c, cmark_node *node)
{
    open_block(c, node, STR("dd"));
    if (content_construct(node)->definition.tight) {
        content_passage(c, node);
    }
    return true;
}

const struct handler content_definitions = {enter_definitions, leave_block};
const struct handler content_term = {enter_term, leave_line};
const struct handler content_definition = {enter_definition, leave_line};

static bool enter_verse(struct content *c, cmark_node *node)
{
    open_block(c, node, STR("div"));
    xml_attr(c->xml, "class", STR("verse"));
    xml_line(c->xml);
    return true;
}

static bool enter_stanza(struct content *c, cmark_node *node)
{
    open_block(c, node, STR("p"));
    content_passage(c, node);
    return true;
}

static void leave_verse_line(struct content *c, cmark_node *node)
{
    if (cmark_node_next(node) != NULL) {
        xml_open(c->xml, STR("br"));
        content_end_block(c);
    }
}

const struct handler content_verse = {enter_verse, leave_block};
const struct handler content_stanza = {enter_stanza, leave_line};
const struct handler content_verse_line = {NULL, leave_verse_line};
