/* Line blocks: lines behind "| " that are kept as lines. Each becomes a heading, which is a line
 * and nothing else; blanks that it begins with are no-break spaces. */
#include "source/marks.h"

#define NO_BREAK STR("\xC2\xA0")

static bool is_verse_line(str line)
{
    return str_eq(line, STR("|")) || (str_starts(line, STR("| ")) && !str_ends(line, STR("|")));
}

/* A line that is indented instead goes on with the one before. */
static bool is_verse(const struct raw_block *b)
{
    for (size_t i = b->first; i <= b->last; i++) {
        str line;
        size_t at;
        bool indented;
        if (!raw_line(b, i, &line, &at, &indented) ||
            (!is_verse_line(line) && (!indented || i == b->first || str_has(line, '|')))) {
            return false;
        }
    }
    return true;
}

/* The text behind the bar. */
static void write_line(struct row_rewriter *w, const struct raw_block *b, str line, size_t at)
{
    size_t from = 2;
    rewrite_open_heading(w, b, at + from);
    for (; from < line.len && line.ptr[from] == ' '; from++) {
        rewrite_put(&w->r, NO_BREAK);
    }
    rewrite_drop(&w->r, at + from);
    rewrite_keep(&w->r, at + line.len);
}

/* A bar alone ends a stanza. */
static void write_verse(struct row_rewriter *w, const struct raw_block *b, struct mark *mark)
{
    bool open = false;
    for (size_t i = b->first; i <= b->last; i++) {
        str line;
        size_t at;
        bool indented;
        raw_line(b, i, &line, &at, &indented);
        if (str_eq(line, STR("|"))) {
            rewrite_put(&w->r, open ? STR(" #") : STR_NONE);
            open = false;
        } else if (line.ptr[0] != '|' && open) {
            rewrite_drop(&w->r, at);
            rewrite_put(&w->r, STR(" "));
            rewrite_keep(&w->r, at + line.len);
        } else if (line.ptr[0] == '|') {
            rewrite_put(&w->r, open ? STR(" #") : STR_NONE);
            mark->rows += !open;
            open = true;
            mark->cells[mark->rows - 1]++;
            write_line(w, b, line, at);
        }
    }
    rewrite_put(&w->r, open ? STR(" #") : STR_NONE);
    rewrite_drop(&w->r, str_find(b->t->text, '\n', b->t->lines[b->last]));
}

bool rewrite_verse(struct row_rewriter *w, const struct raw_block *b)
{
    if (!(w->marks->features & DIALECT_VERSE) || !is_verse(b)) {
        return false;
    }
    struct mark *mark = marks_add(w->marks, MARK_VERSE);
    mark->cells = ARENA_ARRAY(w->marks->arena, uint32_t, b->last - b->first + 1);
    rewrite_keep(&w->r, b->begin);
    rewrite_put(&w->r, marks_text(w->marks));
    write_verse(w, b, mark);
    return true;
}
