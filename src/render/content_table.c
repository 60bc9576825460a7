/* Tables (source format, part 4): a head of column headers, a body, cells aligned by class. */
#include "render/content_internal.h"

static const struct table *table_of(cmark_node *table)
{
    return &content_construct(table)->table;
}

static bool enter_table(struct content *c, cmark_node *node)
{
    const struct table *table = table_of(node);
    content_begin_block(c, node);
    xml_open(c->xml, STR("table"));
    content_given(c, &table->given, STR_NONE);
    xml_line(c->xml);
    return true;
}

/* The body is open if there are rows besides the head. */
static void leave_table(struct content *c, cmark_node *node)
{
    if (!content_construct(cmark_node_last_child(node))->row.head) {
        content_end_block(c);
    }
    content_end_block(c);
}

const struct handler content_table = {enter_table, leave_table};

static bool enter_caption(struct content *c, cmark_node *node)
{
    content_begin_block(c, node);
    xml_open(c->xml, STR("caption"));
    content_passage(c, node);
    return true;
}

static void leave_line(struct content *c, cmark_node *node)
{
    (void)node;
    content_end_block(c);
}

const struct handler content_caption = {enter_caption, leave_line};

/* The first row of the body opens it. */
static bool enter_row(struct content *c, cmark_node *node)
{
    bool head = content_construct(node)->row.head;
    const struct construct *before = content_construct(cmark_node_previous(node));
    if (head || (before != NULL && before->kind == CONSTRUCT_ROW && before->row.head)) {
        xml_open(c->xml, head ? STR("thead") : STR("tbody"));
        xml_line(c->xml);
    }
    xml_open(c->xml, STR("tr"));
    xml_line(c->xml);
    return true;
}

static void open_cell(struct content *c, const struct cell *cell, bool empty)
{
    bool corner = cell->head && cell->column == 0 && empty && cell->table->table.row_headers;
    bool row = !cell->head && cell->column == 0 && cell->table->table.row_headers;
    bool header = (cell->head && !corner) || row;
    xml_open(c->xml, header ? STR("th") : STR("td"));
    if (header) {
        xml_attr(c->xml, "scope", row ? STR("row") : STR("col"));
    }
    xml_attr_if(c->xml, "class", cell->table->table.aligns[cell->column]);
}

/* A row may lack cells at its end. */
static void leave_row(struct content *c, cmark_node *node)
{
    const struct row *row = &content_construct(node)->row;
    unsigned count = 0;
    for (cmark_node *n = cmark_node_first_child(node); n != NULL; n = cmark_node_next(n)) {
        count++;
    }
    for (; count < row->table->table.columns; count++) {
        xml_open(c->xml, STR("td"));
        xml_attr_if(c->xml, "class", row->table->table.aligns[count]);
        content_end_block(c);
    }
    content_end_block(c);
    if (row->head) {
        content_end_block(c);
    }
}

const struct handler content_row = {enter_row, leave_row};

static bool enter_cell(struct content *c, cmark_node *node)
{
    content_begin_block(c, node);
    open_cell(c, &content_construct(node)->cell, cmark_node_first_child(node) == NULL);
    if (cmark_node_first_child(node) != NULL) {
        content_passage(c, node);
    }
    return true;
}

const struct handler content_cell = {enter_cell, leave_line};
