/* Tables and verse: headings behind a mark, each a cell or a line. */
#include "source/fold.h"

#include "messages.h"

enum { WIDE = 4 };

static cmark_node *take_heading(cmark_node **next)
{
    cmark_node *heading = *next;
    if (heading == NULL || cmark_node_get_type(heading) != CMARK_NODE_HEADING) {
        return NULL;
    }
    *next = cmark_node_next(heading);
    return heading;
}

static void hang(cmark_node *node, struct construct *c)
{
    cmark_node_set_user_data(node, c);
}

static str align_name(char align)
{
    switch (align) {
    case 'l':
        return STR("left");
    case 'c':
        return STR("center");
    case 'r':
        return STR("right");
    default:
        return STR_NONE;
    }
}

static const str *aligns_of(struct arena *a, const struct mark *mark)
{
    str *aligns = ARENA_ARRAY(a, str, mark->columns);
    for (unsigned i = 0; i < mark->columns; i++) {
        aligns[i] = align_name(mark->aligns[i]);
    }
    return aligns;
}

/* The cells of a row share what they are with those above and below them. */
static struct construct **make_cells(struct fold *f, const struct mark *mark,
                                     const struct construct *table, bool head)
{
    struct construct **cells = ARENA_ARRAY(f->d->arena, struct construct *, mark->columns);
    for (unsigned i = 0; i < mark->columns; i++) {
        cells[i] = dialect_part(f->d, CONSTRUCT_CELL, table->at);
        cells[i]->cell = (struct cell){table, i, head};
    }
    return cells;
}

static void add_row(cmark_node *table, struct construct *row, struct construct **cells,
                    size_t count, cmark_node **next)
{
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_BLOCK), *cell;
    hang(node, row);
    cmark_node_append_child(table, node);
    for (size_t i = 0; i < count && (cell = take_heading(next)) != NULL; i++) {
        hang(cell, cells[i]);
        cmark_node_append_child(node, cell);
    }
}

static void add_rows(struct fold *f, const struct mark *mark, cmark_node *node,
                     struct construct *table, cmark_node **next)
{
    struct construct **cells = NULL, *row = NULL;
    for (size_t i = 0; i < mark->rows; i++) {
        if (i < 2) { /* the head, then the body */
            cells = make_cells(f, mark, table, i == 0);
            row = dialect_part(f->d, CONSTRUCT_ROW, table->at);
            row->row = (struct row){table, i == 0};
        }
        add_row(node, row, cells, mark->cells[i], next);
    }
}

/* Is it a paragraph "Table: text"? */
static bool is_caption(struct fold *f, cmark_node *node)
{
    cmark_node *first = node != NULL ? cmark_node_first_child(node) : NULL;
    return (f->marks->features & DIALECT_FIGURES) && first != NULL &&
           cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH && !dialect_is_taken(node) &&
           cmark_node_get_type(first) == CMARK_NODE_TEXT &&
           str_starts(dialect_literal(first), STR("Table:"));
}

/* Takes "Table:" and the blanks behind it off. */
static void cut_label(struct fold *f, cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    str text = dialect_literal(first);
    size_t at = 6;
    while (at < text.len && ascii_space(text.ptr[at])) {
        at++;
    }
    cmark_node_set_literal(first, str_copy(f->d->arena, str_sub(text, at, text.len)).ptr);
}

/* The list of attributes behind a caption is the table's. */
static void take_attributes(struct fold *f, struct construct *table, cmark_node *caption)
{
    struct dialect *d = f->d;
    struct attributes list;
    dialect_enter_block(d, caption);
    if (!(d->options.features & DIALECT_ATTRIBUTES) ||
        !dialect_attributes_at_end(d, caption, &list)) {
        return;
    }
    struct place at = dialect_list_at_end(d, table->at);
    struct buf classes = {0};
    for (str rest = list.classes, name; str_word(&rest, &name);) {
        if (str_eq(name, STR("row-headers"))) {
            table->table.row_headers = true;
        } else {
            buf_add(&classes, classes.len > 0 ? STR(" ") : STR_NONE);
            buf_add(&classes, name);
        }
    }
    list.classes = buf_finish(&classes, d->arena);
    table->table.given = dialect_give(d, "table", &list, at);
}

void fold_caption(struct fold *f, cmark_node *table, cmark_node *paragraph)
{
    struct construct *c =
        dialect_part(f->d, CONSTRUCT_CAPTION, markdown_place(f->d->markdown, paragraph));
    take_attributes(f, (struct construct *)cmark_node_get_user_data(table), paragraph);
    hang(paragraph, c);
    cmark_node_prepend_child(table, paragraph);
}

/* ": text" before the table was kept for it; else "Table: text" before or behind it. */
static void find_caption(struct fold *f, cmark_node *table, cmark_node **next)
{
    cmark_node *before = cmark_node_previous(table), *caption = f->caption;
    f->caption = NULL;
    if (caption == NULL && is_caption(f, before)) {
        cut_label(f, before);
        caption = before;
    } else if (caption == NULL && is_caption(f, *next)) {
        caption = *next;
        *next = cmark_node_next(caption);
        cut_label(f, caption);
    }
    if (caption != NULL) {
        fold_caption(f, table, caption);
    }
}

static bool first_cell_is_empty(cmark_node *table)
{
    cmark_node *row = cmark_node_first_child(table);
    cmark_node *cell = row != NULL ? cmark_node_first_child(row) : NULL;
    return cell != NULL && cmark_node_first_child(cell) == NULL;
}

void fold_table(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next)
{
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_BLOCK);
    struct place at = markdown_place(f->d->markdown, block);
    struct construct *c = dialect_construct(f->d, CONSTRUCT_TABLE, node, at);
    c->table.columns = mark->columns;
    c->table.aligns = aligns_of(f->d->arena, mark);
    cmark_node_insert_before(block, node);
    cmark_node_free(block);
    add_rows(f, mark, node, c, next);
    c->table.row_headers =
        (f->marks->features & DIALECT_FIGURES) && mark->columns > 1 && first_cell_is_empty(node);
    find_caption(f, node, next);
    if (mark->columns > WIDE) {
        diag_report(f->d->diag,
                    &(struct report){.kind = MSG_TABLE_WIDE,
                                     .at = at,
                                     .args = {str_printf(f->d->arena, "%u", mark->columns)}});
    }
}

void fold_verse(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next)
{
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_BLOCK), *heading;
    struct place at = markdown_place(f->d->markdown, block);
    struct construct *stanza = dialect_part(f->d, CONSTRUCT_STANZA, at);
    struct construct *line = dialect_part(f->d, CONSTRUCT_VERSE_LINE, at);
    dialect_construct(f->d, CONSTRUCT_VERSE, node, at);
    cmark_node_insert_before(block, node);
    cmark_node_free(block);
    for (size_t i = 0; i < mark->rows; i++) {
        cmark_node *lines = dialect_node(CMARK_NODE_CUSTOM_BLOCK);
        hang(lines, stanza);
        cmark_node_append_child(node, lines);
        for (size_t k = 0; k < mark->cells[i] && (heading = take_heading(next)) != NULL; k++) {
            hang(heading, line);
            cmark_node_append_child(lines, heading);
        }
    }
}
