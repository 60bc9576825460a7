/* Where an inline stands in the author's file. cmark knows the line and column of most inlines;
 * after a code span, tag or link title of several lines, after link definitions and in lazy lines
 * it is wrong. So its word is checked against the source, and else the source is searched, from
 * the inline found last to the end of the block. */
#include "source/dialect.h"
#include "source/rewrite.h"

#include <string.h>

/* Once a search of a whole block has failed, only this much is searched, so that a block with much
 * that cannot be found costs no square of its length. */
enum { NEAR = 1024 };

static size_t line_offset(const struct markdown *m, int line)
{
    size_t index = line > 0 ? (size_t)line - 1 : 0;
    return index < m->parsed.nlines ? m->parsed.lines[index] : m->parsed.text.len;
}

void dialect_enter_block(struct dialect *d, cmark_node *block)
{
    int start = cmark_node_get_start_line(block), end = cmark_node_get_end_line(block);
    d->block = block;
    d->brackets = 0;
    d->raw_anchor = false;
    if (start > 0) { /* a block that a room made has no lines: the last block's are right */
        d->cursor = line_offset(d->markdown, start);
        d->block_end = line_offset(d->markdown, (end > start ? end : start) + 1);
        d->lost = false;
    }
}

char dialect_source_at(struct dialect *d, cmark_node *node)
{
    const struct markdown *m = d->markdown;
    int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
    size_t at = line_offset(m, line) + (column > 0 ? (size_t)column - 1 : 0);
    return line > 0 && at < m->parsed.text.len ? m->parsed.text.ptr[at] : '\0';
}

str dialect_source_line(struct dialect *d, cmark_node *node)
{
    const struct markdown *m = d->markdown;
    int line = cmark_node_get_start_line(node);
    size_t from = line_offset(m, line);
    return line > 0 ? str_sub(m->parsed.text, from, str_find(m->parsed.text, '\n', from))
                    : STR_NONE;
}

/* The line of an offset in the author's text: at or after the line it was asked for last, mostly.
 */
static uint32_t line_of(const struct dialect *d, size_t offset)
{
    const struct lined_text *t = &d->markdown->source;
    uint32_t last = d->counted_line;
    if (last > 0 && t->lines[last - 1] <= offset &&
        (last >= t->nlines || t->lines[last] > offset)) {
        return last;
    }
    return markdown_line_of(t, offset);
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* The place of an offset in the author's text. Columns are counted on from the last place of the
 * line, or back to it, so that a long line is counted once. */
static struct place source_place(struct dialect *d, size_t offset)
{
    const struct lined_text *t = &d->markdown->source;
    uint32_t line = line_of(d, offset);
    size_t from = t->lines[line - 1];
    uint32_t column = 1;
    if (line == d->counted_line) {
        from = d->counted;
        column = d->counted_column;
    }
    for (; from < offset; from++) {
        column += begins_character(t->text.ptr[from]);
    }
    for (; from > offset; from--) {
        column -= begins_character(t->text.ptr[from - 1]);
    }
    d->counted = offset;
    d->counted_line = line;
    d->counted_column = column;
    return (struct place){.file = d->markdown->file, .line = line, .column = column};
}

/* The place of an offset in the parsed text. */
static struct place place_of(struct dialect *d, size_t offset)
{
    return source_place(d, rewrite_source(d->markdown->map, offset));
}

/* Does the source, at the offset that cmark gives, begin with needle? */
static bool cmark_is_right(const struct dialect *d, cmark_node *node, str needle, size_t *offset)
{
    int column = cmark_node_get_start_column(node);
    *offset = line_offset(d->markdown, cmark_node_get_start_line(node)) +
              (column > 0 ? (size_t)column - 1 : 0);
    return cmark_node_get_start_line(node) > 0 && *offset >= d->cursor && *offset < d->block_end &&
           str_starts(str_sub(d->markdown->parsed.text, *offset, d->block_end), needle);
}

static bool search(struct dialect *d, str needle, size_t *offset)
{
    size_t end = d->block_end;
    if (d->lost && end - d->cursor > NEAR) {
        end = d->cursor + NEAR;
    }
    str within = str_sub(d->markdown->parsed.text, d->cursor, end);
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
    d->found = offset;
    return place_of(d, offset);
}

static struct place not_found(struct dialect *d)
{
    d->found = d->block_end;
    return place_of(d, d->cursor);
}

/* Lets a place, which is that of offset from of the author's text, end with the character before
 * offset to. Counted from its own beginning, so that what lies within one another costs no square.
 */
static void end_source_place(const struct markdown *m, size_t from, size_t to, struct place *at)
{
    str text = m->source.text;
    at->end_line = at->line;
    at->end_column = at->column;
    for (size_t i = from + 1; i < to && i < text.len; i++) {
        if (text.ptr[i - 1] == '\n') {
            at->end_line++;
            at->end_column = 1;
        } else if (((unsigned char)text.ptr[i] & 0xC0) != 0x80) {
            at->end_column++;
        }
    }
}

/* The same for offsets of the parsed text. */
static void end_place(const struct markdown *m, size_t from, size_t to, struct place *at)
{
    end_source_place(m, rewrite_source(m->map, from), rewrite_source(m->map, to - 1) + 1, at);
}

struct place dialect_source_place(struct dialect *d, size_t from, size_t length)
{
    struct place at = source_place(d, from);
    end_source_place(d->markdown, from, from + (length > 0 ? length : 1), &at);
    return at;
}

void dialect_end(struct dialect *d, struct place *at, size_t length)
{
    d->behind = 0;
    if (length > 0 && length <= d->block_end - d->found) { /* not found: the block's end */
        d->behind = d->found + length;
        end_place(d->markdown, d->found, d->behind, at);
    }
}

void dialect_end_by_cmark(struct dialect *d, cmark_node *node, struct place *at)
{
    const struct markdown *m = d->markdown;
    int line = cmark_node_get_end_line(node), column = cmark_node_get_end_column(node);
    size_t last = line_offset(m, line) + (column > 0 ? (size_t)column - 1 : 0);
    d->behind = 0;
    if (d->sure && last > d->found && last < d->block_end &&
        str_has(STR(")]>"), m->parsed.text.ptr[last])) {
        dialect_end(d, at, last + 1 - d->found);
    }
}

/* The length of the list of attributes at the front of source, braces included; 0: it has no end.
 */
static size_t list_length(str source)
{
    char quote = 0;
    for (size_t i = 1; i < source.len; i++) {
        char c = source.ptr[i];
        if (c == '\\') {
            i++;
        } else if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '}') {
            return i + 1;
        }
    }
    return 0;
}

/* Columns go on being counted from where they were: the list may stand behind inlines that are
 * asked for later. */
static struct place place_of_list(struct dialect *d, size_t open)
{
    size_t counted = d->counted;
    uint32_t line = d->counted_line, column = d->counted_column;
    struct place at = place_of(d, open);
    size_t length = list_length(str_sub(d->markdown->parsed.text, open, d->block_end));
    end_place(d->markdown, open, open + (length > 0 ? length : 1), &at);
    d->counted = counted;
    d->counted_line = line;
    d->counted_column = column;
    return at;
}

struct place dialect_list_behind(struct dialect *d, struct place otherwise)
{
    str text = d->markdown->parsed.text;
    bool there = d->behind > 0 && d->behind < d->block_end && text.ptr[d->behind] == '{';
    return there ? place_of_list(d, d->behind) : otherwise;
}

struct place dialect_list_at_end(struct dialect *d, struct place otherwise)
{
    size_t at = d->block_end;
    while (at > d->cursor && d->markdown->parsed.text.ptr[at - 1] != '{') {
        at--;
    }
    return at > d->cursor ? place_of_list(d, at - 1) : otherwise;
}

struct place dialect_locate_either(struct dialect *d, cmark_node *node, str one, str other)
{
    size_t offset;
    d->sure = cmark_is_right(d, node, one, &offset) || cmark_is_right(d, node, other, &offset);
    if (d->sure || search(d, one, &offset) || search(d, other, &offset)) {
        return found(d, offset);
    }
    return not_found(d);
}

struct place dialect_locate(struct dialect *d, cmark_node *node, str needle)
{
    size_t offset;
    d->sure = cmark_is_right(d, node, needle, &offset);
    return d->sure || search(d, needle, &offset) ? found(d, offset) : not_found(d);
}

struct place dialect_find(struct dialect *d, str needle)
{
    size_t offset;
    d->sure = false;
    return search(d, needle, &offset) ? found(d, offset) : not_found(d);
}
