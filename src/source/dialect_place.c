/* Where an inline stands in the author's file. cmark knows the line and column of most inlines;
 * after a code span, tag or link title of several lines, after link definitions and in lazy lines
 * it is wrong. So its word is checked against the source, and else the source is searched, from
 * the inline found last to the end of the block. */
#include "source/dialect.h"

#include <string.h>

/* Once a search of a whole block has failed, only this much is searched, so that a block with much
 * that cannot be found costs no square of its length. */
enum { NEAR = 1024 };

static size_t line_offset(const struct markdown *m, int line)
{
    size_t index = line > 0 ? (size_t)line - 1 : 0;
    return index < m->nlines ? m->lines[index] : m->text.len;
}

void dialect_enter_block(struct dialect *d, cmark_node *block)
{
    int start = cmark_node_get_start_line(block), end = cmark_node_get_end_line(block);
    d->block = block;
    if (start > 0) { /* a block that a room made has no lines: the last block's are right */
        d->cursor = line_offset(d->markdown, start);
        d->block_end = line_offset(d->markdown, (end > start ? end : start) + 1);
        d->lost = false;
    }
}

/* The line of an offset: at or after the line it was asked for last, mostly. */
static uint32_t line_of(const struct dialect *d, size_t offset)
{
    const struct markdown *m = d->markdown;
    size_t low = 0, high = m->nlines;
    if (d->counted_line > 0 && m->lines[d->counted_line - 1] <= offset) {
        low = d->counted_line - 1;
        high = low + 2 < high && m->lines[low + 2] > offset ? low + 2 : high;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (m->lines[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (uint32_t)(low + 1);
}

/* Columns are counted on from the last place of the line, so that a long line is counted once. */
static struct place place_of(struct dialect *d, size_t offset)
{
    const struct markdown *m = d->markdown;
    uint32_t line = line_of(d, offset);
    size_t from = m->lines[line - 1];
    uint32_t column = 1;
    if (line == d->counted_line && d->counted <= offset) {
        from = d->counted;
        column = d->counted_column;
    }
    for (; from < offset; from++) {
        column += ((unsigned char)m->text.ptr[from] & 0xC0) != 0x80;
    }
    d->counted = offset;
    d->counted_line = line;
    d->counted_column = column;
    return (struct place){.file = m->file, .line = line, .column = column};
}

/* Does the source, at the offset that cmark gives, begin with needle? */
static bool cmark_is_right(const struct dialect *d, cmark_node *node, str needle, size_t *offset)
{
    int column = cmark_node_get_start_column(node);
    *offset = line_offset(d->markdown, cmark_node_get_start_line(node)) +
              (column > 0 ? (size_t)column - 1 : 0);
    return cmark_node_get_start_line(node) > 0 && *offset >= d->cursor && *offset < d->block_end &&
           str_starts(str_sub(d->markdown->text, *offset, d->block_end), needle);
}

static bool search(struct dialect *d, str needle, size_t *offset)
{
    size_t end = d->block_end;
    if (d->lost && end - d->cursor > NEAR) {
        end = d->cursor + NEAR;
    }
    str within = str_sub(d->markdown->text, d->cursor, end);
    size_t at = str_find_str(within, needle, 0);
    if (at >= within.len) {
        d->lost = true;
        return false;
    }
    *offset = d->cursor + at;
    return true;
}

static struct place found(struct dialect *d, size_t offset)
{
    d->cursor = offset + 1 < d->block_end ? offset + 1 : d->block_end;
    return place_of(d, offset);
}

struct place dialect_locate_either(struct dialect *d, cmark_node *node, str one, str other)
{
    size_t offset;
    if (cmark_is_right(d, node, one, &offset) || cmark_is_right(d, node, other, &offset) ||
        search(d, one, &offset) || search(d, other, &offset)) {
        return found(d, offset);
    }
    return place_of(d, d->cursor);
}

struct place dialect_locate(struct dialect *d, cmark_node *node, str needle)
{
    size_t offset;
    if (cmark_is_right(d, node, needle, &offset) || search(d, needle, &offset)) {
        return found(d, offset);
    }
    return place_of(d, d->cursor);
}

struct place dialect_find(struct dialect *d, str needle)
{
    size_t offset;
    return search(d, needle, &offset) ? found(d, offset) : place_of(d, d->cursor);
}
