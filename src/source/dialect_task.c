/* Tasks: "[ ]" or "[x]" at the front of a list item's first paragraph, and a blank behind it. */
#include "source/dialect.h"

/* Does the mark stand where GFM sees it: in the line of its item's own marker, and that behind
 * blanks alone? */
static bool begins_line(struct dialect *d, cmark_node *paragraph)
{
    str line = dialect_source_line(d, paragraph);
    line = str_trim(line);
    size_t digits = 0;
    while (digits < line.len && ascii_digit(line.ptr[digits])) {
        digits++;
    }
    char marker = digits < line.len ? line.ptr[digits] : 0;
    bool item = digits > 0 ? marker == '.' || marker == ')'
                           : marker == '-' || marker == '+' || marker == '*';
    return item && str_starts(str_trim(str_sub(line, digits + 1, line.len)), STR("["));
}

/* The length of "[x] " at the front of text, and whether it is done; 0: it is no mark. */
static size_t mark_length(str text, bool *done)
{
    bool mark = text.len > 2 && text.ptr[0] == '[' && str_has(STR(" xX"), text.ptr[1]) &&
                text.ptr[2] == ']' && (text.len == 3 || ascii_space(text.ptr[3]));
    *done = mark && text.ptr[1] != ' ';
    return mark ? 3 : 0;
}

/* GitHub takes any "[x]" of the line for the mark. */
static bool holds_mark(str line)
{
    return str_find_str(line, STR("[x]"), 0) < line.len ||
           str_find_str(line, STR("[X]"), 0) < line.len;
}

/* A blank behind the mark that ends its paragraph is not in the tree. */
static bool has_blank(struct dialect *d, cmark_node *paragraph)
{
    str line = dialect_source_line(d, paragraph);
    return line.len > 0 && ascii_space(line.ptr[line.len - 1]) &&
           str_ends(str_trim(line), STR("]"));
}

/* cmark forgets the backslash of "\[x]". */
static bool is_escaped(struct dialect *d, cmark_node *paragraph)
{
    str line = dialect_source_line(d, paragraph);
    size_t at = str_find(line, '[', 0);
    return at > 0 && at < line.len && line.ptr[at - 1] == '\\';
}

/* "[x]" that a definition makes a link: it is a mark all the same. Its text then begins behind. */
static cmark_node *without_link(struct dialect *d, cmark_node *first)
{
    cmark_node *inside = cmark_node_first_child(first), *next = cmark_node_next(first);
    str line = dialect_source_line(d, cmark_node_parent(first)), text;
    bool x = inside != NULL && cmark_node_next(inside) == NULL &&
             cmark_node_get_type(inside) == CMARK_NODE_TEXT &&
             str_eq_nocase(dialect_literal(inside), STR("x"));
    size_t at = str_find(line, '[', 0);
    if (!x || next == NULL || cmark_node_get_type(next) != CMARK_NODE_TEXT ||
        !str_starts(dialect_literal(next), STR(" ")) || at + 3 >= line.len ||
        line.ptr[at + 2] != ']' || line.ptr[at + 3] != ' ') {
        return NULL;
    }
    text = dialect_literal(next);
    cmark_node_set_literal(next, str_concat(d->arena, (str[]){STR("[x]"), text}, 2).ptr);
    cmark_node_free(first);
    return next;
}

/* The text that begins an item's first paragraph. */
static cmark_node *first_text(struct dialect *d, cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *first = cmark_node_first_child(paragraph);
    if (item == NULL || cmark_node_get_type(item) != CMARK_NODE_ITEM ||
        cmark_node_previous(paragraph) != NULL || first == NULL) {
        return NULL;
    }
    if (cmark_node_get_type(first) == CMARK_NODE_LINK) {
        return without_link(d, first);
    }
    return cmark_node_get_type(first) == CMARK_NODE_TEXT ? first : NULL;
}

void dialect_task(struct dialect *d, cmark_node *paragraph)
{
    cmark_node *text = first_text(d, paragraph);
    bool done, github = (d->options.features & ~(unsigned)DIALECT_GFM) == 0;
    str literal = text != NULL ? dialect_literal(text) : STR_NONE;
    size_t length = mark_length(literal, &done);
    if (length == 0 || (literal.len == length && !has_blank(d, paragraph)) ||
        is_escaped(d, paragraph) || (github && !begins_line(d, paragraph))) {
        return;
    }
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_INLINE);
    size_t from = length;
    while (from < literal.len && ascii_space(literal.ptr[from])) {
        from++;
    }
    str parts[] = {STR(" "), str_sub(literal, from, literal.len)};
    cmark_node_insert_before(text, node);
    cmark_node_set_literal(text, str_concat(d->arena, parts, 2).ptr);
    done |= github && holds_mark(dialect_source_line(d, paragraph));
    dialect_construct(d, CONSTRUCT_TASK, node, markdown_place(d->markdown, paragraph))->task.done =
        done;
}
