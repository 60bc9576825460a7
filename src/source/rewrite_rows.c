/* Tables and verse: blocks that are paragraphs to cmark. Its tree says where they stand, and in
 * what; their lines are read as they were written. */
#include "source/marks.h"

static size_t line_begin(const struct lined_text *t, size_t line)
{
    return line < t->nlines ? t->lines[line] : t->text.len;
}

static size_t line_end(const struct lined_text *t, size_t line)
{
    return str_find(t->text, '\n', line_begin(t, line));
}

/* The column of an offset, from 0; tabs reach to the next multiple of four. */
static size_t column_of(const struct lined_text *t, size_t line, size_t offset)
{
    size_t column = 0;
    for (size_t i = line_begin(t, line); i < offset; i++) {
        column = t->text.ptr[i] == '\t' ? (column / 4 + 1) * 4 : column + 1;
    }
    return column;
}

static size_t line_index(cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    return line > 0 ? (size_t)line - 1 : 0;
}

static size_t offset_of(const struct lined_text *t, cmark_node *node)
{
    int column = cmark_node_get_start_column(node);
    return line_begin(t, line_index(node)) + (column > 0 ? (size_t)column - 1 : 0);
}

/* The column that the text of an item begins at: that of its first block, if that stands behind
 * the bullet; else the one behind the bullet and a blank. */
static size_t item_column(const struct lined_text *t, cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item);
    size_t line = line_index(item), at = offset_of(t, item);
    if (first != NULL && line_index(first) == line &&
        cmark_node_get_type(first) != CMARK_NODE_CODE_BLOCK) {
        return column_of(t, line, offset_of(t, first));
    }
    size_t to = at;
    while (to < t->text.len && ascii_digit(t->text.ptr[to])) {
        to++;
    }
    return column_of(t, line, at) + (to - at) + 2;
}

/* The containers of the block's first line; the marks of items are blanks. */
static void read_prefix(struct arena *a, struct raw_block *b)
{
    str first = str_sub(b->t->text, line_begin(b->t, b->first), b->begin);
    struct buf prefix = {0};
    for (size_t i = 0; i < first.len; i++) {
        char c = first.ptr[i];
        b->quotes += c == '>';
        buf_addch(&prefix, c == '>' || c == '\t' ? c : ' ');
    }
    b->prefix = buf_finish(&prefix, a);
}

static size_t behind_blanks(const struct lined_text *t, size_t at, size_t end)
{
    while (at < end && ascii_space(t->text.ptr[at])) {
        at++;
    }
    return at;
}

bool raw_line(const struct raw_block *b, size_t line, str *text, size_t *at, bool *indented)
{
    const struct lined_text *t = b->t;
    size_t end = line_end(t, line), base = b->column;
    bool first = line == b->first, inside = true;
    *at = first ? b->begin : behind_blanks(t, line_begin(t, line), end);
    for (unsigned i = 0; !first && inside && i < b->quotes; i++) {
        inside = *at < end && t->text.ptr[*at] == '>';
        if (inside) {
            base = column_of(t, line, *at + 1) + 1;
            *at = behind_blanks(t, *at + 1, end);
        }
    }
    size_t column = column_of(t, line, *at);
    base = b->column > 0 ? b->column : base;
    *indented = column > base;
    *text = str_sub(t->text, *at, end);
    while (text->len > 0 && ascii_space(text->ptr[text->len - 1])) {
        text->len--;
    }
    return first || (inside && column < base + 4 && column >= b->column);
}

void rewrite_open_heading(struct row_rewriter *w, const struct raw_block *b, size_t at)
{
    rewrite_drop(&w->r, at);
    rewrite_put(&w->r, STR("\n"));
    rewrite_put(&w->r, b->prefix);
    rewrite_put(&w->r, STR("# "));
}

/* Has it two lines at least, or does it begin with a bar? */
static bool worth_reading(const struct lined_text *t, cmark_node *block)
{
    size_t at = offset_of(t, block);
    bool heading = cmark_node_get_type(block) == CMARK_NODE_HEADING;
    bool bar = at < t->text.len && t->text.ptr[at] == '|';
    return cmark_node_get_end_line(block) > cmark_node_get_start_line(block) || (bar && !heading);
}

/* "===" below rows is a row, and what follows goes on with the table. To cmark it underlines a
 * heading, whose last line it gives as one too far. */
static size_t last_row(cmark_node *block)
{
    int last = cmark_node_get_end_line(block);
    cmark_node *next = cmark_node_next(block);
    if (cmark_node_get_type(block) == CMARK_NODE_HEADING && next != NULL &&
        cmark_node_get_type(next) == CMARK_NODE_PARAGRAPH &&
        cmark_node_get_start_line(next) <= last + 1) {
        last = cmark_node_get_end_line(next);
    }
    return (size_t)last - 1;
}

static void rewrite_block(struct row_rewriter *w, const struct lined_text *t, cmark_node *block)
{
    cmark_node *parent = cmark_node_parent(block);
    if (cmark_node_get_start_line(block) < 1 || !worth_reading(t, block)) {
        return;
    }
    struct raw_block b = {
        .t = t,
        .first = line_index(block),
        .last = (size_t)cmark_node_get_end_line(block) - 1,
        .behind = last_row(block),
        .begin = offset_of(t, block),
    };
    if (b.begin < w->r.at) {
        return; /* it went on with a table */
    }
    read_prefix(w->marks->arena, &b);
    if (cmark_node_get_type(parent) == CMARK_NODE_ITEM) {
        b.column = item_column(t, parent);
    }
    bool paragraph = cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH;
    if (!rewrite_table(w, &b) && paragraph) {
        rewrite_verse(w, &b);
    }
}

str rewrite_rows(struct marks *m, const struct lined_text *t, cmark_node *root,
                 const struct rewrite_map **map, bool *again)
{
    struct row_rewriter w = {.marks = m, .r = {.arena = m->arena, .in = t->text}, .map = *map};
    size_t before = m->count;
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_ENTER &&
            (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)) {
            rewrite_block(&w, t, node);
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT); /* inlines are of no interest */
        }
    }
    cmark_iter_free(iter);
    *again = w.again;
    if (m->count == before) {
        return t->text;
    }
    return rewrite_end(&w.r, *map, map);
}

bool rewrite_rows_wanted(const struct marks *m, const struct lined_text *t, size_t from)
{
    str text = t->text;
    bool tables = (m->features & DIALECT_TABLES) != 0, verse = (m->features & DIALECT_VERSE) != 0;
    uint32_t number = markdown_line_of(t, from);
    for (size_t line = from; (tables || verse) && line < text.len; number++) {
        size_t end = markdown_line_end(t, number);
        size_t at = line;
        if (!ascii_alpha(text.ptr[line])) {
            at = rewrite_behind_prefix(text, line, end);
        }
        char c = at < end ? text.ptr[at] : ' ';
        bool bar = c == '|' && (at + 1 == end || text.ptr[at + 1] == ' ');
        if ((verse && bar) || (tables && (c == '|' || c == ':' || c == '-') &&
                               table_is_delimiter(str_sub(text, at, end)))) {
            return true;
        }
        line = end + 1;
    }
    return false;
}
