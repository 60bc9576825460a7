/* Runs of "~" and "^" that enclose text: ~~deleted~~, H~2~O, x^2^. They pair as CommonMark's
 * emphasis does (0.30, "process emphasis"): a run that closes takes the nearest run of its kind
 * that opens, and what was open between the two is text. Emphasis has been found by cmark before,
 * so where "~~" opens before an emphasis and closes in it, the emphasis becomes text again. */
#include "source/dialect.h"

#include "base/utf8.h"
#include "vocab/unicode.h"

#include <string.h>

enum kind { DELETED, DELETED_ONE, SUBSCRIPT, SUPERSCRIPT, KINDS };

static const str elements[KINDS] = {
    [DELETED] = STR_INIT("del"),
    [DELETED_ONE] = STR_INIT("del"),
    [SUBSCRIPT] = STR_INIT("sub"),
    [SUPERSCRIPT] = STR_INIT("sup"),
};

#define NOTHING SIZE_MAX

/* A run of signs in a text node, which becomes a node of its own. */
struct run {
    cmark_node *node;
    size_t from, to; /* in the literal that it was found in */
    struct flanks flanks;
    size_t blanks; /* that stood before it */
};

/* A run that may still be closed. */
struct opener {
    cmark_node *node;
    enum kind kind;
    size_t same; /* the opener of its kind below it, or NOTHING */
    size_t blanks;
    unsigned depth;  /* of emphasis */
    unsigned nested; /* what was enclosed behind it lies so deep */
};

struct pairing {
    struct dialect *dialect;
    bool scripts; /* one "~" and "^" mean something */
    struct opener *openers;
    size_t count, capacity;
    size_t top[KINDS]; /* the last opener of each kind, or NOTHING */
    struct run *runs;  /* of one text node */
    size_t nruns;
    size_t blanks;
    unsigned depth, limit; /* limit: so deep may be nested here */
};

static bool is_blank(uint32_t c)
{
    return c < 0x80 && ascii_space((char)c);
}

/* What a subscript follows. */
static bool is_base(uint32_t c)
{
    return c < 0x80 ? ascii_alnum((char)c) || c == ')' : unicode_slug_char(c);
}

/* Collects the runs of a text, and counts its blanks. */
static void find_runs(struct pairing *p, cmark_node *text, str literal)
{
    p->nruns = 0;
    for (size_t at = 0; at < literal.len;) {
        char c = literal.ptr[at];
        size_t from = at++;
        p->blanks += ascii_space(c);
        if (c == ESCAPED) {
            at++;
        }
        if (c != '~' && (c != '^' || !p->scripts)) {
            continue;
        }
        while (at < literal.len && literal.ptr[at] == c) {
            at++;
        }
        if (at - from <= (c == '~' ? 2u : 1u)) {
            struct flanks flanks = dialect_flanks(text, literal, from, at);
            *ARENA_PUSH(p->dialect->arena, struct run, &p->runs, &p->nruns) =
                (struct run){NULL, from, at, flanks, p->blanks};
        }
    }
}

static void count_blanks(struct pairing *p, str literal)
{
    for (size_t i = 0; i < literal.len; i++) {
        p->blanks += ascii_space(literal.ptr[i]);
    }
}

/* Gives each run a node of its own; the text node keeps what stands behind the last. */
static void split(struct pairing *p, cmark_node *text, str literal)
{
    struct dialect *d = p->dialect;
    size_t from = 0;
    for (size_t i = 0; i < p->nruns; i++) {
        struct run *run = &p->runs[i];
        if (run->from > from) {
            cmark_node *piece = dialect_text_node(d, str_sub(literal, from, run->from));
            cmark_node_insert_before(text, piece);
        }
        run->node = dialect_text_node(d, str_sub(literal, run->from, run->to));
        cmark_node_insert_before(text, run->node);
        from = run->to;
    }
    cmark_node_set_literal(text, str_copy(d->arena, str_sub(literal, from, literal.len)).ptr);
}

static void pop_to(struct pairing *p, size_t count)
{
    while (p->count > count) {
        const struct opener *o = &p->openers[--p->count];
        p->top[o->kind] = o->same;
        if (p->count > 0 && p->openers[p->count - 1].nested < o->nested) {
            p->openers[p->count - 1].nested = o->nested;
        }
    }
}

static void push(struct pairing *p, const struct run *run, enum kind kind)
{
    if (p->count == p->capacity) {
        size_t capacity = p->capacity * 2 + 16;
        p->openers = (struct opener *)arena_grow(p->dialect->arena, p->openers, p->count, capacity,
                                                 sizeof *p->openers, _Alignof(struct opener));
        p->capacity = capacity;
    }
    p->openers[p->count] = (struct opener){run->node, kind, p->top[kind], run->blanks, p->depth, 0};
    p->top[kind] = p->count++;
}

/* An emphasis becomes its signs and what they enclosed. */
static void dissolve(struct dialect *d, cmark_node *emphasis)
{
    bool strong = cmark_node_get_type(emphasis) == CMARK_NODE_STRONG;
    char sign = dialect_source_at(d, emphasis) == '_' ? '_' : '*';
    const char signs[] = {sign, sign};
    str text = {signs, strong ? 2 : 1};
    cmark_node_insert_before(emphasis, dialect_text_node(d, text));
    for (cmark_node *n; (n = cmark_node_first_child(emphasis)) != NULL;) {
        cmark_node_insert_before(emphasis, n);
    }
    cmark_node_insert_before(emphasis, dialect_text_node(d, text));
    cmark_node_free(emphasis);
}

/* Dissolves what lies around closer below the parent of opener, outermost first. */
static void level(struct pairing *p, cmark_node *opener, cmark_node *closer)
{
    while (cmark_node_parent(closer) != cmark_node_parent(opener)) {
        cmark_node *outer = cmark_node_parent(closer);
        while (cmark_node_parent(outer) != cmark_node_parent(opener)) {
            outer = cmark_node_parent(outer);
        }
        dissolve(p->dialect, outer);
        p->depth--;
    }
}

/* Puts what stands between an opener and a run into an element. False if it would lie too deep. */
static bool enclose(struct pairing *p, size_t index, cmark_node *closer)
{
    pop_to(p, index + 1);
    struct opener o = p->openers[index];
    pop_to(p, index);
    if (o.nested >= p->limit) {
        return false;
    }
    if (p->count > 0 && p->openers[p->count - 1].nested <= o.nested) {
        p->openers[p->count - 1].nested = o.nested + 1;
    }
    level(p, o.node, closer);
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_INLINE);
    cmark_node_insert_before(o.node, node);
    for (cmark_node *n; (n = cmark_node_next(o.node)) != closer;) {
        cmark_node_append_child(node, n);
    }
    cmark_node_free(o.node);
    cmark_node_free(closer);
    struct construct *c = dialect_construct(p->dialect, CONSTRUCT_SPAN, node, (struct place){0});
    c->span.element = elements[o.kind];
    return true;
}

static bool is_double(const struct run *run)
{
    return run->to - run->from == 2;
}

/* The opener that a run closes, or NOTHING. What stands low or high holds no blank. */
static size_t closed_by(const struct pairing *p, const struct run *run, char sign)
{
    enum kind low = sign == '^' ? SUPERSCRIPT : SUBSCRIPT;
    if (is_double(run)) {
        return run->flanks.right ? p->top[DELETED] : NOTHING;
    }
    size_t script = p->top[low], deleted = sign == '~' ? p->top[DELETED_ONE] : NOTHING;
    if (script != NOTHING && p->openers[script].blanks != run->blanks) {
        script = NOTHING;
    }
    if (deleted == NOTHING || !run->flanks.right) {
        return is_blank(run->flanks.before) ? NOTHING : script;
    }
    return script == NOTHING || deleted > script ? deleted : script;
}

static void open_run(struct pairing *p, const struct run *run, char sign)
{
    const struct flanks *f = &run->flanks;
    if (is_double(run)) {
        if (f->left) {
            push(p, run, DELETED);
        }
    } else if (sign == '^') {
        if (!is_blank(f->behind) && f->behind != '[') {
            push(p, run, SUPERSCRIPT);
        }
    } else if (is_base(f->before)) {
        if (!is_blank(f->behind)) {
            push(p, run, SUBSCRIPT);
        }
    } else if (f->left) {
        push(p, run, DELETED_ONE);
    }
}

static void take_text(struct pairing *p, cmark_node *text)
{
    str literal = str_copy(p->dialect->arena, dialect_literal(text));
    find_runs(p, text, literal);
    if (p->nruns == 0) {
        return;
    }
    split(p, text, literal);
    for (size_t i = 0; i < p->nruns; i++) {
        const struct run *run = &p->runs[i];
        char sign = literal.ptr[run->from];
        if (!is_double(run) && !p->scripts) {
            continue;
        }
        size_t opener = closed_by(p, run, sign);
        if (opener == NOTHING || !enclose(p, opener, run->node)) {
            open_run(p, run, sign);
        }
    }
}

static void take(struct pairing *p, cmark_node *node)
{
    str text;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        text = dialect_literal(node);
        if (text.len > 0 && strpbrk(text.ptr, "~^") != NULL) {
            take_text(p, node);
        } else if (p->scripts && p->count > 0) { /* they matter behind what opens */
            count_blanks(p, text);
        }
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        p->blanks++;
        break;
    default:
        break;
    }
}

/* Leaves emphasis: what was opened in it stays open no longer. */
static void leave(struct pairing *p)
{
    size_t count = p->count;
    while (count > 0 && p->openers[count - 1].depth >= p->depth) {
        count--;
    }
    pop_to(p, count);
    p->depth--;
}

/* What enclosures may still lie in one another at a node. */
static unsigned limit_at(cmark_node *node)
{
    unsigned around = 0;
    for (; node != NULL && around < MARKDOWN_MAX_SPANS; node = cmark_node_parent(node)) {
        const struct construct *c = (const struct construct *)cmark_node_get_user_data(node);
        around += cmark_node_get_type(node) == CMARK_NODE_CUSTOM_INLINE && c != NULL &&
                  c->kind == CONSTRUCT_SPAN;
    }
    return MARKDOWN_MAX_SPANS - around;
}

void dialect_delimiters(struct dialect *d, cmark_node *parent)
{
    struct pairing p = {.dialect = d,
                        .scripts = (d->options.features & DIALECT_SCRIPTS) != 0,
                        .top = {NOTHING, NOTHING, NOTHING, NOTHING},
                        .limit = limit_at(parent)};
    for (cmark_node *n = cmark_node_first_child(parent); n != NULL;) {
        cmark_node_type type = cmark_node_get_type(n);
        cmark_node *child = NULL;
        take(&p, n);
        if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
            child = cmark_node_first_child(n);
        }
        if (child != NULL) {
            p.depth++;
            n = child;
            continue;
        }
        while (cmark_node_next(n) == NULL && cmark_node_parent(n) != parent) {
            n = cmark_node_parent(n);
            leave(&p);
        }
        n = cmark_node_next(n);
    }
}
