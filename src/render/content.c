/* The walk over cmark's tree, and which handler writes what. Depth is bounded by the reader of the
 * Markdown, and the walk does not recurse. */
#include "render/content.h"

#include "messages.h"
#include "render/content_internal.h"
#include "render/content_notes.h"
#include "render/frame.h"
#include "render/generated.h"

static const struct handler nothing;

/* By type of node. HTML without a construct does not occur. */
static const struct handler *const by_type[] = {
    [CMARK_NODE_BLOCK_QUOTE] = &content_quote,
    [CMARK_NODE_LIST] = &content_list,
    [CMARK_NODE_ITEM] = &content_item,
    [CMARK_NODE_CODE_BLOCK] = &content_code_block,
    [CMARK_NODE_PARAGRAPH] = &content_paragraph,
    [CMARK_NODE_HEADING] = &content_heading,
    [CMARK_NODE_THEMATIC_BREAK] = &content_rule,
    [CMARK_NODE_TEXT] = &content_text,
    [CMARK_NODE_SOFTBREAK] = &content_soft_break,
    [CMARK_NODE_LINEBREAK] = &content_hard_break,
    [CMARK_NODE_CODE] = &content_code,
    [CMARK_NODE_EMPH] = &content_emphasis,
    [CMARK_NODE_STRONG] = &content_strong,
};

/* By kind of construct, which goes before the type of its node. */
static const struct handler *const by_kind[] = {
    [CONSTRUCT_HEADING] = &content_heading,
    [CONSTRUCT_LINK] = &content_link,
    [CONSTRUCT_IMAGE] = &content_image,
    [CONSTRUCT_FIGURE] = &content_figure,
    [CONSTRUCT_CITATION] = &content_citation,
    [CONSTRUCT_BOX] = &content_box,
    [CONSTRUCT_BOX_TITLE] = &content_box_title,
    [CONSTRUCT_RAW] = &content_raw,
    [CONSTRUCT_TASK] = &content_task,
    [CONSTRUCT_SPAN] = &content_span,
    [CONSTRUCT_TABLE] = &content_table,
    [CONSTRUCT_CAPTION] = &content_caption,
    [CONSTRUCT_ROW] = &content_row,
    [CONSTRUCT_CELL] = &content_cell,
    [CONSTRUCT_DEFINITIONS] = &content_definitions,
    [CONSTRUCT_TERM] = &content_term,
    [CONSTRUCT_DEFINITION] = &content_definition,
    [CONSTRUCT_VERSE] = &content_verse,
    [CONSTRUCT_STANZA] = &content_stanza,
    [CONSTRUCT_VERSE_LINE] = &content_verse_line,
    [CONSTRUCT_NOTE_REFERENCE] = &content_note_reference,
    [CONSTRUCT_NOTES] = &content_notes_holder,
    [CONSTRUCT_FORMULA] = &content_formula,
    [CONSTRUCT_FORMULAS] = &content_formulas,
    [CONSTRUCT_CODE] = &content_code_block,
    [CONSTRUCT_PAGE] = &content_page,
};

struct content_state *content_state_of(struct content *c)
{
    if (c->state == NULL) {
        c->state = ARENA_NEW(c->xml->arena, struct content_state);
    }
    return c->state;
}

const struct construct *content_construct(cmark_node *node)
{
    return (const struct construct *)cmark_node_get_user_data(node);
}

static const struct handler *handler_of(cmark_node *node)
{
    const struct construct *c = content_construct(node);
    const struct handler *h = NULL;
    if (c != NULL) {
        h = (size_t)c->kind < sizeof by_kind / sizeof *by_kind ? by_kind[c->kind] : NULL;
    } else {
        size_t type = (size_t)cmark_node_get_type(node);
        h = type < sizeof by_type / sizeof *by_type ? by_type[type] : NULL;
    }
    return h != NULL ? h : &nothing;
}

/* In SVG and MathML Markdown is text at most. */
static void check_foreign(struct content *c, cmark_node *node)
{
    const struct construct *construct = content_construct(node);
    cmark_node_type type = cmark_node_get_type(node);
    bool raw = construct != NULL && construct->kind == CONSTRUCT_RAW;
    if (raw || type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK) {
        return;
    }
    struct place at = construct != NULL ? construct->at : markdown_place(c->state->markdown, node);
    str parent = xml_name_at(c->xml, xml_depth(c->xml) - 1);
    raw_report(c, MSG_HTML_SYNTAX, at, raw_quoted(c, "Markdown may not stand in \"", parent, "\""),
               STR("move it out"));
}

static bool enter(struct content *c, cmark_node *node)
{
    if (xml_in_foreign(c->xml)) {
        check_foreign(c, node);
    }
    const struct handler *h = handler_of(node);
    return h->enter == NULL || h->enter(c, node);
}

static void leave(struct content *c, cmark_node *node)
{
    const struct handler *h = handler_of(node);
    if (h->leave != NULL) {
        h->leave(c, node);
    }
}

/* Does anything come behind a node? */
static bool is_followed(cmark_node *node, const cmark_node *end)
{
    for (; node != NULL; node = cmark_node_parent(node)) {
        const cmark_node *next = cmark_node_next(node);
        if (next != NULL && next != end) {
            return true;
        }
    }
    return false;
}

/* What is open at the end of all text ends there, however deep it lies. */
static void leave_container(struct content *c, cmark_node *container, const cmark_node *end)
{
    if (c->state->nraw > c->state->barrier && !is_followed(container, end)) {
        raw_end(c);
    }
    raw_leave_container(c);
}

void content_walk(struct content *c, cmark_node *begin, cmark_node *end)
{
    cmark_node *top = begin != NULL ? cmark_node_parent(begin) : NULL;
    for (cmark_node *node = begin; node != NULL && node != end;) {
        cmark_node *child = enter(c, node) ? cmark_node_first_child(node) : NULL;
        if (child != NULL) {
            raw_enter_container(c);
            node = child;
            continue;
        }
        leave(c, node);
        while (cmark_node_next(node) == NULL && cmark_node_parent(node) != top) {
            node = cmark_node_parent(node);
            leave_container(c, node, end);
            leave(c, node);
        }
        node = cmark_node_next(node);
    }
}

void content_begin_block(struct content *c, cmark_node *node)
{
    raw_close_phrasing(c);
    xml_line(c->xml);
    const struct construct *made = content_construct(node);
    bool placed = made != NULL && made->at.line > 0 && cmark_node_get_start_line(node) == 0;
    xml_place(c->xml, placed ? made->at : markdown_place(c->state->markdown, node));
}

void content_end_block(struct content *c)
{
    xml_close(c->xml);
    xml_line(c->xml);
}

void content_blocks(struct content *c, struct cmark_node *begin, struct cmark_node *end)
{
    if (begin == NULL) {
        return;
    }
    struct content_state *s = content_state_of(c);
    bool whole = cmark_node_get_type(begin) == CMARK_NODE_DOCUMENT;
    s->markdown = markdown_of(begin);
    raw_enter_container(c);
    content_walk(c, whole ? cmark_node_first_child(begin) : begin, end);
    raw_end(c);
    raw_leave_container(c);
    for (; s->nsections > 0; s->nsections--) {
        content_end_block(c);
    }
}

void content_inlines(struct content *c, struct cmark_node *node)
{
    struct content_state *s = content_state_of(c);
    s->markdown = markdown_of(node);
    raw_enter_container(c);
    content_walk(c, cmark_node_first_child(node), NULL);
    raw_leave_container(c);
}

/* The heading that the author did not write. */
static void made_heading(struct content *c, const struct document *doc)
{
    xml_open(c->xml, heading_name(doc->depth));
    xml_attr_if(c->xml, "id", doc->heading_id);
    xml_text(c->xml, doc->title);
    content_end_block(c);
}

/* An element without a role may not be named by ARIA. */
static void open_section(struct xml *x, const struct document *doc)
{
    str id = doc->heading != NULL ? doc->heading->heading.id : doc->heading_id;
    xml_open(x, STR("section"));
    if (doc->type != NULL) {
        xml_attr(x, "epub:type", str_from(doc->type->name));
        xml_attr_if(x, "role", str_from(doc->type->role));
        if (doc->type->role[0] != '\0') {
            xml_attr_if(x, "aria-labelledby", id);
        }
    }
    xml_line(x);
}

/* XHTML is a little longer than its Markdown; memory that grows is copied. */
static void reserve(struct xml *x, const struct chapter *chapter)
{
    if (chapter != NULL && chapter->ndocuments > 0) {
        size_t size = chapter->markdown.source.text.len / chapter->ndocuments;
        buf_reserve(&x->out, size + size / 4);
    }
}

str content_render(const struct book *b, const struct document *doc, struct diag *d,
                   const struct origin **origin)
{
    struct xml x;
    struct content c = {
        .xml = &x,
        .book = b,
        .document = doc,
        .words = frame_words(doc),
        .diag = d,
    };
    frame_begin(&x, b, doc->title, doc->lang, doc->dir);
    reserve(&x, doc->chapter);
    open_section(&x, doc);
    if (doc->heading == NULL) {
        made_heading(&c, doc);
    }
    content_blocks(&c, doc->begin, doc->end);
    content_notes(&c);
    xml_line(&x);
    content_end_block(&c);
    content_give_ids(&c);
    return frame_end(&x, origin);
}
