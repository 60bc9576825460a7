/* Pipe tables, as GitHub Flavored Markdown has them: each cell becomes a heading, the one block of
 * CommonMark that is a line and nothing but a line. */
#include "source/marks.h"

#include "messages.h"

#include <string.h>

/* So many columns are a table. Cells that a table lacks in its rows are made; no more than so many.
 */
enum { MOST_COLUMNS = 1000, MOST_MADE = 200000 };

/* The text may grow by this much. */
enum { GROWTH = 8, GROWTH_FREE = 16 << 20 };

/* Takes the next cell of a row off *rest, its bar too; false at the end. A bar behind a backslash
 * is text. */
static bool next_cell(str *rest, str *cell)
{
    size_t end = 0;
    if (rest->len == 0) {
        return false;
    }
    while (end < rest->len && (rest->ptr[end] != '|' || (end > 0 && rest->ptr[end - 1] == '\\'))) {
        end++;
    }
    *cell = str_trim(str_sub(*rest, 0, end));
    *rest = str_sub(*rest, end + 1, rest->len);
    return true;
}

/* A row without the bar that it may begin with. */
static str row_of(str line)
{
    return str_sub(line, str_starts(line, STR("|")) ? 1 : 0, line.len);
}

static size_t count_cells(str line)
{
    size_t count = 0;
    str rest = row_of(line), cell;
    while (next_cell(&rest, &cell)) {
        count++;
    }
    return count;
}

/* ":-:" and the like: 'l', 'c', 'r', or 0; false if it is something else. */
static bool read_align(str cell, char *align)
{
    bool left = str_starts(cell, STR(":")), right = cell.len > 1 && str_ends(cell, STR(":"));
    str dashes = str_sub(cell, left ? 1 : 0, cell.len - (right ? 1 : 0));
    for (size_t i = 0; i < dashes.len; i++) {
        if (dashes.ptr[i] != '-') {
            return false;
        }
    }
    *align = (char)(left && right ? 'c' : left ? 'l' : right ? 'r' : 0);
    return dashes.len > 0;
}

bool table_is_delimiter(str line)
{
    str rest = row_of(str_trim(line)), cell;
    size_t count = 0;
    char align;
    while (next_cell(&rest, &cell)) {
        if (!read_align(cell, &align)) {
            return false;
        }
        count++;
    }
    return count > 0 && (str_has(line, '|') || str_has(line, ':')); /* else it underlines */
}

/* "<b>", alone on its line. */
static bool is_tag(str line)
{
    return line.len > 2 && line.ptr[0] == '<' && str_ends(line, STR(">")) &&
           str_find(line, '>', 0) == line.len - 1 &&
           (ascii_alpha(line.ptr[1]) || line.ptr[1] == '/');
}

/* What may not interrupt a paragraph, and so was taken for its text, ends a table: a tag, a list
 * item that is empty or begins with another number than 1, a line of dashes; a bar. */
static bool ends_table(str line)
{
    size_t digits = 0, dashes = 0;
    while (digits < line.len && ascii_digit(line.ptr[digits])) {
        digits++;
    }
    while (dashes < line.len && line.ptr[dashes] == '-') {
        dashes++;
    }
    bool number = digits > 0 && digits < 10 && digits < line.len &&
                  str_has(STR(".)"), line.ptr[digits]) &&
                  (digits + 1 == line.len || ascii_space(line.ptr[digits + 1]));
    bool rule = dashes == line.len && (dashes == 1 || dashes > 2);
    return number || rule || is_tag(line) || str_eq(line, STR("|")) || str_eq(line, STR("+")) ||
           str_eq(line, STR("*"));
}

/* A table that was found: its head stands on the line before delimiter, its rows behind. */
struct found_table {
    size_t delimiter, end; /* indexes of lines; end: the one behind */
    size_t rows, cells;
    size_t columns;
};

static bool find_table(const struct raw_block *b, struct found_table *table)
{
    str head, line;
    size_t at;
    bool indented;
    raw_line(b, b->first, &head, &at, &indented);
    for (size_t i = b->first + 1; i <= b->last; i++) {
        bool fine = raw_line(b, i, &line, &at, &indented);
        if (fine && str_has(STR("|:-"), line.len > 0 ? line.ptr[0] : ' ') &&
            table_is_delimiter(line)) {
            table->delimiter = i;
            table->columns = count_cells(line);
            if (count_cells(head) == table->columns) {
                return true;
            }
        }
        head = line;
    }
    return false;
}

static void measure(const struct raw_block *b, struct found_table *table)
{
    str line;
    size_t at;
    bool indented;
    table->rows = 1;
    table->cells = table->columns;
    table->end = table->delimiter + 1;
    while (table->end <= b->behind && raw_line(b, table->end, &line, &at, &indented) &&
           !ends_table(line)) {
        size_t count = count_cells(line);
        table->cells += count < table->columns ? count : table->columns;
        table->rows++;
        table->end++;
    }
}

/* A cell's text: of "\|" the backslash goes. */
static void keep_cell(struct row_rewriter *w, const struct raw_block *b, str cell)
{
    size_t at = (size_t)(cell.ptr - b->t->text.ptr), end = at + cell.len;
    for (size_t bar = str_find_str(cell, STR("\\|"), 0); bar < cell.len;
         bar = str_find_str(cell, STR("\\|"), bar + 2)) {
        rewrite_keep(&w->r, at + bar);
        rewrite_drop(&w->r, at + bar + 1);
    }
    rewrite_keep(&w->r, end);
}

/* Writes a row; the number of its cells. */
static uint32_t write_row(struct row_rewriter *w, const struct raw_block *b, size_t line,
                          size_t columns)
{
    str text, cell;
    size_t at;
    bool indented;
    uint32_t count = 0;
    raw_line(b, line, &text, &at, &indented);
    for (str rest = row_of(text); count < columns && next_cell(&rest, &cell); count++) {
        size_t from = (size_t)(cell.ptr - b->t->text.ptr);
        rewrite_open_heading(w, b, from);
        keep_cell(w, b, cell);
        rewrite_put(&w->r, STR(" #"));
    }
    return count;
}

static const char *read_aligns(struct arena *a, const struct raw_block *b,
                               const struct found_table *table)
{
    str line, cell;
    size_t at, i = 0;
    bool indented;
    char *aligns = ARENA_ARRAY(a, char, table->columns);
    raw_line(b, table->delimiter, &line, &at, &indented);
    for (str rest = row_of(line); next_cell(&rest, &cell); i++) {
        read_align(cell, &aligns[i]);
    }
    return aligns;
}

static void write_table(struct row_rewriter *w, const struct raw_block *b,
                        const struct found_table *table)
{
    struct arena *a = w->marks->arena;
    size_t head = table->delimiter - 1, at;
    str line;
    bool indented;
    struct mark *mark = marks_add(w->marks, MARK_TABLE);
    mark->columns = (unsigned)table->columns;
    mark->aligns = read_aligns(a, b, table);
    mark->rows = table->rows;
    mark->cells = ARENA_ARRAY(a, uint32_t, table->rows);
    raw_line(b, head, &line, &at, &indented);
    rewrite_keep(&w->r, head == b->first ? b->begin : b->t->lines[head]);
    rewrite_drop(&w->r, at);
    rewrite_put(&w->r, head == b->first ? STR_NONE : b->prefix);
    rewrite_put(&w->r, marks_text(w->marks));
    mark->cells[0] = write_row(w, b, head, table->columns);
    for (size_t i = 1; i < table->rows; i++) {
        mark->cells[i] = write_row(w, b, table->delimiter + i, table->columns);
    }
    rewrite_drop(&w->r, str_find(b->t->text, '\n', b->t->lines[table->end - 1]));
    w->again |= table->end <= b->last;
}

/* What is too large of the table, and its limit; false if nothing is. Rows of one cell below a head
 * of thousands would make millions; and each cell costs a line, with the prefix of its containers.
 */
static bool too_large(const struct row_rewriter *w, const struct raw_block *b,
                      const struct found_table *table, str *what, str *most)
{
    size_t made = table->rows * table->columns - table->cells;
    size_t written = w->r.out.len + table->cells * (b->prefix.len + 5);
    if (table->columns > MOST_COLUMNS) {
        *what = STR("the table");
        *most = STR("1,000 columns");
    } else if (made > MOST_MADE) {
        *what = STR("the table, its empty cells filled in,");
        *most = STR("200,000 cells");
    } else if (written > w->r.in.len * GROWTH + GROWTH_FREE) {
        *what = STR("the text, its tables written out,");
        *most = STR("8 times its size");
    }
    return most->len > 0;
}

static bool refuse(const struct row_rewriter *w, const struct raw_block *b,
                   const struct found_table *table)
{
    str what = STR_NONE, most = STR_NONE;
    const struct marks *m = w->marks;
    const struct lined_text *t = &m->markdown->source;
    if (!too_large(w, b, table, &what, &most)) {
        return false;
    }
    uint32_t line = markdown_line_of(t, rewrite_source(w->map, b->begin));
    diag_report(m->diag,
                &(struct report){.kind = MSG_TOO_LARGE,
                                 .at = {.file = m->markdown->file, .line = line, .column = 1},
                                 .args = {what, most}});
    return true;
}

bool rewrite_table(struct row_rewriter *w, const struct raw_block *b)
{
    struct found_table table;
    if (!(w->marks->features & DIALECT_TABLES) || !find_table(b, &table)) {
        return false;
    }
    measure(b, &table);
    if (!refuse(w, b, &table)) {
        write_table(w, b, &table);
    }
    return true;
}
