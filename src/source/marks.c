#include "source/marks.h"

#include <string.h>

#define SIGN "<?\x0E"
#define END  STR("?>")

struct mark *marks_add(struct marks *m, enum mark_kind kind)
{
    struct mark *mark = ARENA_PUSH(m->arena, struct mark, &m->items, &m->count);
    mark->kind = kind;
    return mark;
}

str marks_text(const struct marks *m)
{
    return str_printf(m->arena, SIGN "%zu?>", m->count - 1);
}

/* The mark whose text begins at an offset, and the offset behind it; NULL if it is none. */
static const struct mark *mark_at(const struct marks *m, str text, size_t at, size_t *behind)
{
    size_t from = at + sizeof SIGN - 1, end = str_find_str(text, END, from);
    uint64_t index;
    if (!str_starts(str_sub(text, at, text.len), STR(SIGN)) || end - from > 10 ||
        !str_number(str_sub(text, from, end), UINT32_MAX, &index) || index >= m->count) {
        return NULL;
    }
    *behind = end + END.len;
    return &m->items[index];
}

const struct mark *marks_of(const struct marks *m, cmark_node *block)
{
    size_t behind = 0;
    if (cmark_node_get_type(block) != CMARK_NODE_HTML_BLOCK) {
        return NULL;
    }
    str text = str_trim(dialect_literal(block));
    const struct mark *mark = mark_at(m, text, 0, &behind);
    return mark != NULL && behind == text.len ? mark : NULL;
}

/* The offset behind what was made for a mark that ends at an offset: a line break (in a code span,
 * a blank), the prefix of containers, and what the line begins with. */
static size_t behind_made(const struct mark *mark, str text, size_t at)
{
    size_t to = at;
    while (to < text.len && str_has(STR(" \t>\n"), text.ptr[to])) {
        to++;
    }
    if (mark->made.len == 0 || !str_starts(str_sub(text, to, text.len), mark->made)) {
        return at;
    }
    to += mark->made.len;
    return str_starts(str_sub(text, to, text.len), MARK_FILLER) ? to + MARK_FILLER.len : to;
}

/* The text with what the author wrote; false if there is nothing to put back. */
static bool restore(const struct marks *m, str text, struct buf *out)
{
    size_t kept = 0, behind = 0;
    for (size_t at = str_find_str(text, STR(SIGN), 0); at < text.len;
         at = str_find_str(text, STR(SIGN), at + 1)) {
        const struct mark *mark = mark_at(m, text, at, &behind);
        if (mark != NULL) {
            buf_add(out, str_sub(text, kept, at));
            buf_add(out, mark->written);
            kept = behind_made(mark, text, behind);
        }
    }
    if (kept > 0) {
        buf_add(out, str_sub(text, kept, text.len));
    }
    return kept > 0;
}

static void restore_literal(const struct marks *m, cmark_node *node)
{
    struct buf out = {0};
    if (restore(m, dialect_literal(node), &out)) {
        cmark_node_set_literal(node, out.data);
    }
    buf_release(&out);
}

static bool is_filler(cmark_node *node)
{
    return node != NULL && cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE &&
           str_eq(dialect_literal(node), MARK_FILLER);
}

/* Takes what was made off the line behind a mark: the line break, and what the line begins with. */
static void cut_made(const struct marks *m, const struct mark *mark, cmark_node *line)
{
    cmark_node *text = line != NULL ? cmark_node_next(line) : NULL;
    if (text == NULL || cmark_node_get_type(text) != CMARK_NODE_TEXT || mark->made.len == 0 ||
        !str_starts(dialect_literal(text), mark->made)) {
        return;
    }
    if (is_filler(cmark_node_next(text))) {
        cmark_node_free(cmark_node_next(text));
    }
    str rest = str_sub(dialect_literal(text), mark->made.len, SIZE_MAX);
    cmark_node_set_literal(text, str_copy(m->arena, rest).ptr);
    cmark_node_free(line);
}

/* A mark within a paragraph is text. */
static void restore_inline(const struct marks *m, cmark_node *html, cmark_iter *iter)
{
    size_t behind = 0;
    const struct mark *mark = mark_at(m, dialect_literal(html), 0, &behind);
    if (mark == NULL) {
        restore_literal(m, html);
        return;
    }
    cmark_node *written = dialect_node(CMARK_NODE_TEXT);
    cmark_node_set_literal(written, str_copy(m->arena, mark->written).ptr);
    cmark_node_insert_before(html, written);
    cut_made(m, mark, cmark_node_next(html));
    cmark_node_free(html);
    cmark_iter_reset(iter, written, CMARK_EVENT_ENTER); /* what it would have gone to may be gone */
}

void marks_undo(const struct marks *m, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_HTML_INLINE:
            restore_inline(m, node, iter);
            break;
        case CMARK_NODE_HTML_BLOCK:
            if (marks_of(m, node) == NULL) {
                restore_literal(m, node);
            }
            break;
        case CMARK_NODE_CODE_BLOCK:
        case CMARK_NODE_CODE:
            restore_literal(m, node);
            break;
        default:
            break;
        }
    }
    cmark_iter_free(iter);
}
