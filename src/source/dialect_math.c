/* Formulas in cmark's tree. Right after parsing, the marked stretches of text (dialect_math_mark.c)
 * become custom inline nodes, and marks in all else their characters again. On the walk, a formula
 * gets its place and is read; what is wrong in it is told where it stands in the author's file. */
#include "source/dialect_math.h"

#include "math/math.h"
#include "messages.h"
#include "source/rewrite.h"

/* So many faults are told with a place of their own, and looked up in the list of commands. */
enum { MOST_FAULTS = 1000 };

str dialect_unmark(struct arena *a, str text)
{
    str copy = str_copy(a, text);
    for (size_t i = 0; i < copy.len; i++) {
        ((char *)copy.ptr)[i] = formula_byte(copy.ptr[i]); /* the copy is ours */
    }
    return copy;
}

static size_t sign_length(str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] == FORMULA_SIGN && n < 2) {
        n++;
    }
    return n;
}

/* GitHub's "$`...`$". */
static str without_backticks(str tex)
{
    bool quoted = tex.len > 2 && str_starts(tex, STR("`")) && str_ends(tex, STR("`"));
    return quoted ? str_sub(tex, 1, tex.len - 1) : tex;
}

static cmark_node *formula_node(struct dialect *d, str marked, bool display)
{
    static const char *const signs[] = {"$", "$$"};
    str tex = dialect_unmark(d->arena, marked);
    str parts[] = {str_from(signs[display]), tex, str_from(signs[display])};
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_INLINE);
    struct construct *c =
        dialect_construct(d, CONSTRUCT_FORMULA, node, (struct place){.file = NULL});
    c->formula = (struct formula){.tex = without_backticks(tex),
                                  .written = str_concat(d->arena, parts, 3),
                                  .text = tex,
                                  .display = display};
    return node;
}

/* The literal of a text node or line break; false if it is neither. */
static bool line_of_text(cmark_node *node, str *text)
{
    switch (node != NULL ? cmark_node_get_type(node) : CMARK_NODE_NONE) {
    case CMARK_NODE_TEXT:
        *text = dialect_literal(node);
        return true;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        *text = STR("\n");
        return true;
    default:
        return false;
    }
}

/* Follows a formula of several lines, of which the first ends with the node before. The node that
 * its last sign stands in, and the offset of that there; NULL if it was cut in two. */
static cmark_node *gather(cmark_node *before, struct buf *tex, size_t *sign)
{
    str text;
    for (cmark_node *n = cmark_node_next(before); line_of_text(n, &text); n = cmark_node_next(n)) {
        *sign = str_find(text, FORMULA_SIGN, 0);
        buf_add(tex, str_sub(text, 0, *sign));
        if (*sign < text.len) {
            return n;
        }
    }
    return NULL;
}

/* A formula that begins at the offset from of text (behind its sign) and goes on in the nodes
 * behind the last one: puts it in their place. False if it was cut in two. */
static bool take_lines(struct dialect *d, cmark_node *last, str text, size_t from, size_t length)
{
    struct buf tex = {0};
    size_t sign;
    buf_add(&tex, str_sub(text, from, text.len));
    cmark_node *end = gather(last, &tex, &sign);
    if (end != NULL) {
        cmark_node *formula = formula_node(d, buf_str(&tex), length == 2);
        str kept = dialect_literal(end);
        kept = str_copy(d->arena, str_sub(kept, sign + length, kept.len));
        for (cmark_node *n; (n = cmark_node_next(last)) != end;) {
            cmark_node_free(n);
        }
        cmark_node_set_literal(end, kept.ptr);
        cmark_node_insert_after(last, formula);
    }
    buf_release(&tex);
    return end != NULL;
}

static cmark_node *put(cmark_node *last, cmark_node *node)
{
    cmark_node_insert_after(last, node);
    return node;
}

/* Cuts the formulas out of a text node. What of it stands between them becomes text nodes; the node
 * keeps what stands before the first one. */
static void split(struct dialect *d, cmark_node *node)
{
    str text = str_copy(d->arena, dialect_literal(node)), kept = text;
    cmark_node *last = node;
    size_t behind = 0; /* up to here, text is in nodes */
    bool cut = false;
    for (size_t sign = str_find(text, FORMULA_SIGN, 0); sign < text.len;
         sign = str_find(text, FORMULA_SIGN, sign)) {
        size_t length = sign_length(text, sign), from = sign + length;
        size_t end = str_find(text, FORMULA_SIGN, from);
        str before = str_sub(text, behind, sign);
        if (!cut) {
            kept = before;
            cut = true;
        } else if (before.len > 0) {
            last = put(last, dialect_text_node(d, dialect_unmark(d->arena, before)));
        }
        behind = end < text.len ? end + length : text.len;
        if (end < text.len) {
            last = put(last, formula_node(d, str_sub(text, from, end), length == 2));
        } else if (!take_lines(d, last, text, from, length)) {
            behind = sign;
            break;
        }
        sign = behind;
    }
    if (cut && behind < text.len) {
        put(last, dialect_text_node(d, dialect_unmark(d->arena, str_sub(text, behind, text.len))));
    }
    cmark_node_set_literal(node, dialect_unmark(d->arena, kept).ptr);
}

static void unmark_string(struct dialect *d, cmark_node *node, const char *(*get)(cmark_node *),
                          int (*set)(cmark_node *, const char *))
{
    str text = str_from(get(node));
    if (formula_has_marks(text)) {
        set(node, dialect_unmark(d->arena, text).ptr);
    }
}

static void unmark(struct dialect *d, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE_BLOCK:
        unmark_string(d, node, cmark_node_get_fence_info, cmark_node_set_fence_info);
        unmark_string(d, node, cmark_node_get_literal, cmark_node_set_literal);
        break;
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        unmark_string(d, node, cmark_node_get_literal, cmark_node_set_literal);
        break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        unmark_string(d, node, cmark_node_get_url, cmark_node_set_url);
        unmark_string(d, node, cmark_node_get_title, cmark_node_set_title);
        break;
    case CMARK_NODE_TEXT:
        if (formula_has_marks(dialect_literal(node))) {
            split(d, node);
        }
        break;
    default:
        break;
    }
}

/* The next node in document order, below root. */
static cmark_node *next_node(cmark_node *node, cmark_node *root)
{
    cmark_node *next = cmark_node_first_child(node);
    while (next == NULL && node != root) {
        next = cmark_node_next(node);
        node = cmark_node_parent(node);
    }
    return next;
}

void dialect_unmark_formulas(struct dialect *d, cmark_node *root)
{
    for (cmark_node *node = root, *next; node != NULL; node = next) {
        unmark(d, node);
        next = next_node(node, root);
        if (cmark_node_get_type(node) == CMARK_NODE_TEXT && dialect_literal(node).len == 0) {
            cmark_node_free(node);
        }
    }
}

/* The formula that begins at this offset of the author's text, or NULL. */
static const struct formula_span *formula_at(const struct formulas *all, size_t offset)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->spans[middle].from == offset) {
            return &all->spans[middle];
        }
        if (all->spans[middle].from < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* Looks for the formula from where the walk is on: the offset in the author's text, or SIZE_MAX.
 * Code may look like one. */
static size_t find_formula(struct dialect *d, struct construct *c)
{
    str line = str_sub(c->formula.written, 0, str_find(c->formula.written, '\n', 0));
    for (int tries = 0; tries < 8; tries++) {
        c->at = dialect_find(d, line);
        size_t source = rewrite_source(d->markdown->map, d->found);
        if (d->found >= d->block_end) {
            break;
        }
        const struct formula_span *span = formula_at(&d->formulas, source);
        if (span != NULL) {
            size_t behind = d->found + line.len;
            d->cursor = behind < d->block_end ? behind : d->block_end;
            c->at = dialect_source_place(d, source, span->to - span->from);
            return source;
        }
    }
    return SIZE_MAX;
}

/* Where a formula's text stands in the source, line by line: an offset of both that belong
 * together. */
struct cursor {
    str tex, text; /* the formula, and the source */
    size_t at, source;
};

/* The offset of a line of TeX in the line of the source behind the one that offset is in. */
static size_t line_behind(str text, size_t offset, str line)
{
    size_t begin = str_find(text, '\n', offset) + 1;
    str source = str_sub(text, begin, str_find(text, '\n', begin));
    size_t found = str_find_str(source, line, 0);
    return begin + (found < source.len ? found : 0);
}

static void go_to(struct cursor *c, size_t at)
{
    for (size_t line = str_find(c->tex, '\n', c->at); line < at;
         line = str_find(c->tex, '\n', c->at)) {
        str next = str_sub(c->tex, line + 1, str_find(c->tex, '\n', line + 1));
        c->source = line_behind(c->text, c->source, next);
        c->at = line + 1;
    }
}

static void tell(struct dialect *d, const struct math_fault *f, struct place at)
{
    diag_report(d->diag, &(struct report){.kind = f->warning ? MSG_MATH_IGNORED : MSG_MATH_SYNTAX,
                                          .at = at,
                                          .args = {f->text, f->remedy},
                                          .nearest = f->nearest});
}

/* Reads the formula. Its TeX begins at the offset source of the text; SIZE_MAX: that is not known,
 * and faults are told at the formula's place. */
static void read_formula(struct dialect *d, struct construct *c, size_t source)
{
    struct math math;
    struct formula *f = &c->formula;
    struct cursor cursor = {.tex = f->tex, .text = d->markdown->source.text, .source = source};
    math_read(d->arena, f->tex, f->display, d->formula_faults < MOST_FAULTS, &math);
    for (size_t i = 0; i < math.nfaults; i++) {
        const struct math_fault *fault = &math.faults[i];
        struct place at = c->at;
        if (source != SIZE_MAX && d->formula_faults++ < MOST_FAULTS) {
            if (fault->at < cursor.at) {
                cursor.at = 0;
                cursor.source = source;
            }
            go_to(&cursor, fault->at);
            at = dialect_source_place(d, cursor.source + (fault->at - cursor.at), fault->length);
        }
        tell(d, fault, at);
    }
    f->row = math.failed ? NULL : math.row;
    f->text = math.failed ? f->written : math_text(d->arena, math.row);
}

static bool in_heading(const struct dialect *d)
{
    return d->block != NULL && cmark_node_get_type(d->block) == CMARK_NODE_HEADING;
}

void dialect_math(struct dialect *d, cmark_node *node)
{
    struct construct *c = (struct construct *)cmark_node_get_user_data(node);
    if (c == NULL || c->kind != CONSTRUCT_FORMULA) {
        return;
    }
    size_t sign = c->formula.display ? 2 : 1, source = find_formula(d, c);
    if (source != SIZE_MAX) {
        bool quoted = c->formula.tex.len + 2 * sign < c->formula.written.len;
        source += sign + quoted;
    }
    read_formula(d, c, source);
    d->markdown->has_text |= !in_heading(d);
}

/* ```math: the text of the block is a formula in display. */
void dialect_math_fence(struct dialect *d, cmark_node *block)
{
    str info = str_from(cmark_node_get_fence_info(block)), word;
    if (!str_word(&info, &word) || !str_eq(word, STR("math"))) {
        return;
    }
    struct construct *c =
        dialect_construct(d, CONSTRUCT_FORMULA, block, markdown_place(d->markdown, block));
    str text = str_copy(d->arena, dialect_literal(block));
    while (str_ends(text, STR("\n"))) {
        text.len--;
    }
    c->formula = (struct formula){.tex = text, .written = text, .display = true};
    dialect_enter_block(d, block);
    str first = str_sub(text, 0, str_find(text, '\n', 0));
    size_t fence = rewrite_source(d->markdown->map, d->cursor);
    read_formula(d, c, line_behind(d->markdown->source.text, fence, first));
    d->markdown->has_text = true;
}

/* Is there nothing but formulas in display, and breaks between them? */
static bool is_display(cmark_node *paragraph)
{
    bool any = false;
    cmark_node *n = cmark_node_first_child(paragraph);
    for (; n != NULL; n = cmark_node_next(n)) {
        const struct construct *c = (const struct construct *)cmark_node_get_user_data(n);
        bool formula = c != NULL && c->kind == CONSTRUCT_FORMULA && c->formula.display;
        str text;
        if (!formula && (!line_of_text(n, &text) || str_trim(text).len > 0)) {
            return false;
        }
        any |= formula;
    }
    return any;
}

void dialect_math_paragraph(struct dialect *d, cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    if (cmark_node_get_user_data(paragraph) != NULL) {
        return; /* a title */
    }
    if (is_display(paragraph)) {
        dialect_construct(d, CONSTRUCT_FORMULAS, paragraph, markdown_place(d->markdown, paragraph));
    } else if (first != NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT &&
               str_starts(dialect_literal(first), STR("$$")) &&
               !str_starts(dialect_literal(first), STR("$$$"))) {
        struct place at = dialect_locate(d, first, STR("$$"));
        diag_report(d->diag, &(struct report){.kind = MSG_MATH_UNCLOSED, .at = at});
    }
}
