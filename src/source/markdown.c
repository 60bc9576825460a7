/* One Markdown file: cmark's tree from its text, and where its nodes stand in the author's file.
 * What is not CommonMark is the dialect's business. */
#include "source/markdown.h"

#include "base/memory.h"
#include "source/dialect.h"
#include "source/limits.h"
#include "source/marks.h"
#include "source/rewrite.h"
#include "source/tree_internal.h"

#include <cmark.h>
#include <string.h>

/* The node behind all that is below node, within root; NULL at the end. */
static cmark_node *tree_behind(cmark_node *node, cmark_node *root)
{
    while (node != root) {
        cmark_node *next = cmark_node_next(node);
        if (next != NULL) {
            return next;
        }
        node = cmark_node_parent(node);
    }
    return NULL;
}

cmark_node *tree_next(cmark_node *node, cmark_node *root)
{
    cmark_node *first = cmark_node_first_child(node);
    return first != NULL ? first : tree_behind(node, root);
}

static struct lined_text lined(struct arena *a, str text)
{
    struct lined_text t = {.text = text, .nlines = 1};
    size_t capacity = text.len / 32 + 16;
    t.lines = ARENA_ARRAY(a, uint32_t, capacity);
    for (size_t at = str_find(text, '\n', 0); at < text.len; at = str_find(text, '\n', at + 1)) {
        if (t.nlines == capacity) {
            t.lines = (uint32_t *)arena_grow(a, t.lines, capacity, 2 * capacity, sizeof *t.lines,
                                             _Alignof(uint32_t));
            capacity *= 2;
        }
        t.lines[t.nlines++] = (uint32_t)(at + 1); /* MARKDOWN_MAX_FILE */
    }
    return t;
}

/* What stands before body_line is given to cmark as blank lines, so that its lines are ours. */
static cmark_node *parse(const struct lined_text *t, str text, uint32_t body_line)
{
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, tree_memory());
    size_t skipped = body_line > t->nlines ? t->nlines : body_line - 1;
    for (size_t i = 0; i < skipped; i++) {
        cmark_parser_feed(parser, "\n", 1);
    }
    size_t from = skipped < t->nlines ? t->lines[skipped] : text.len;
    if (from < text.len) {
        cmark_parser_feed(parser, text.ptr + from, text.len - from);
    }
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

static size_t body_begin(const struct lined_text *t, uint32_t body_line)
{
    return body_line <= t->nlines ? t->lines[body_line - 1] : t->text.len;
}

/* So often is a text looked at for what follows a table in its own paragraph. */
enum { MOST_ROUNDS = 4 };

/* Prose needs not quite four times the memory of its text, and what is full of links and code ten
 * times. */
#define TREE_BEGIN(text) ((size_t)(4 << 10) + 7 * (text) / 2)
#define TREE_STEP(text)  ((size_t)(1 << 10) + (text) / 2)

static void parse_again(struct dialect *d, str text, uint32_t body_line)
{
    struct markdown *m = d->markdown;
    if (m->root != NULL) {
        cmark_node_free(m->root);
    }
    m->root = parse(&m->parsed, text, body_line);
}

/* Rewrites what the dialect has besides CommonMark's blocks, and parses the text: once, unless
 * there may be tables or verse in it. */
static void parse_blocks(struct dialect *d, struct marks *marks, str escaped, uint32_t body_line)
{
    struct markdown *m = d->markdown;
    size_t from = body_begin(&m->source, body_line);
    str text = rewrite_lines(marks, escaped, from, &m->map);
    if (text.ptr != escaped.ptr) {
        m->parsed = lined(d->arena, text);
    }
    const struct lined_text written = {text, m->parsed.lines, m->parsed.nlines};
    bool again = rewrite_rows_wanted(marks, &written, from);
    parse_again(d, text, body_line);
    for (int i = 0; again && i < MOST_ROUNDS; i++) {
        const struct lined_text before = {text, m->parsed.lines, m->parsed.nlines};
        text = rewrite_rows(marks, &before, m->root, &m->map, &again);
        if (text.ptr != before.text.ptr) {
            m->parsed = lined(d->arena, text);
            parse_again(d, text, body_line);
        }
    }
    if (m->map != NULL) {
        text = d->formulas.count > 0 ? dialect_unmark(d->arena, text) : text;
        dialect_unescape_in_place((char *)text.ptr, text.len); /* no one else has it */
        m->parsed.text = text;
    }
}

void markdown_parse(struct arena *a, const struct diag_file *file, str text, uint32_t body_line,
                    const struct markdown_options *options, struct markdown *out, struct diag *d)
{
    *out = (struct markdown){.file = file, .source = lined(a, text)};
    out->parsed = out->source;
    body_line = body_line > 0 ? body_line : 1;
    size_t body = body_begin(&out->source, body_line);
    struct formulas formulas = {0};
    str limited = limits_apply(a, out, body, d), marked = limited;
    if (options->features & DIALECT_MATH) {
        marked = dialect_mark_formulas(a, limited, body, &formulas);
    }
    str escaped = dialect_escape(a, marked, options->features);
    struct dialect dialect = {
        .arena = a,
        .diag = d,
        .markdown = out,
        .options = *options,
        .html = {.arena = a, .diag = d},
        .tail = &out->first,
        .escapes = escaped.ptr != marked.ptr,
        .formulas = formulas,
    };
    struct marks marks = {.arena = a, .diag = d, .markdown = out, .features = options->features};
    struct tree_heap heap = {.arena = &out->tree};
    out->tree.step = TREE_BEGIN(text.len - body);
    arena_room(&out->tree, 0, 1);
    out->tree.step = TREE_STEP(text.len - body);
    tree_heap_enter(&heap);
    parse_blocks(&dialect, &marks, escaped, body_line);
    if (formulas.count > 0) {
        dialect_unmark_formulas(&dialect, out->root);
    }
    if (marks.count > 0) {
        dialect_fold(&dialect, &marks);
    }
    dialect_apply(&dialect);
    tree_heap_leave();
    struct markdown *copy = ARENA_NEW(a, struct markdown);
    *copy = *out;
    cmark_node_set_user_data(out->root, copy);
}

const struct markdown *markdown_of(struct cmark_node *node)
{
    for (cmark_node *up; (up = cmark_node_parent(node)) != NULL;) {
        node = up;
    }
    return (const struct markdown *)cmark_node_get_user_data(node);
}

void markdown_release(struct markdown *m)
{
    tree_release(m->root, &m->tree);
    m->root = NULL;
}

static void add_plain(struct buf *out, cmark_node *node)
{
    const struct construct *c = (const struct construct *)cmark_node_get_user_data(node);
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CUSTOM_INLINE:
        buf_add(out, c != NULL && c->kind == CONSTRUCT_FORMULA ? c->formula.text : STR_NONE);
        break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        buf_add(out, str_from(cmark_node_get_literal(node)));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        buf_addch(out, ' ');
        break;
    default:
        break;
    }
}

/* Citations and the like are no text, spans are. */
static bool is_hidden(cmark_node *node)
{
    const struct construct *c = (const struct construct *)cmark_node_get_user_data(node);
    return cmark_node_get_type(node) == CMARK_NODE_CUSTOM_INLINE &&
           (c == NULL || c->kind != CONSTRUCT_SPAN);
}

static str plain(struct arena *a, cmark_node *node, bool images)
{
    struct buf out = {0};
    cmark_node *n = cmark_node_first_child(node);
    while (n != NULL) {
        bool image = cmark_node_get_type(n) == CMARK_NODE_IMAGE;
        add_plain(&out, n);
        cmark_node *down = (images || !image) && !is_hidden(n) ? cmark_node_first_child(n) : NULL;
        if (down != NULL) {
            n = down;
            continue;
        }
        while (n != node && cmark_node_next(n) == NULL) {
            n = cmark_node_parent(n);
        }
        n = n != node ? cmark_node_next(n) : NULL;
    }
    return buf_finish(&out, a);
}

str markdown_plain(struct arena *a, struct cmark_node *node)
{
    return plain(a, node, false);
}

str markdown_alt(struct arena *a, struct cmark_node *image)
{
    return plain(a, image, true);
}

uint32_t markdown_line_of(const struct lined_text *t, size_t offset)
{
    size_t low = 0, high = t->nlines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (t->lines[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (uint32_t)(low + 1);
}

struct place markdown_place(const struct markdown *m, struct cmark_node *node)
{
    int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
    const struct lined_text *t = &m->source;
    struct place at = {.file = m->file};
    if (line < 1 || (size_t)line > m->parsed.nlines) {
        return at;
    }
    at.line = (uint32_t)line;
    at.column = 1;
    size_t to = m->parsed.lines[line - 1] + (column > 0 ? (size_t)column - 1 : 0);
    if (m->map != NULL) {
        to = rewrite_source(m->map, to);
        at.line = markdown_line_of(t, to);
    }
    for (size_t i = t->lines[at.line - 1]; i < to && i < t->text.len && t->text.ptr[i] != '\n';
         i++) {
        at.column += ((unsigned char)t->text.ptr[i] & 0xC0) != 0x80;
    }
    return at;
}
