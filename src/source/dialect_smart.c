/* Smart punctuation in a tree: the texts of a block are one run, with what stands between them;
 * code, formulas, addresses and raw code are no text of it. */
#include "source/dialect.h"

#include "source/smart.h"

/* A text of the run: where it begins there. */
struct piece {
    cmark_node *node;
    size_t from;
};

struct reader {
    struct arena scratch;
    struct smart smart;
    struct quotes quotes; /* of the file's language */
    struct buf run;
    struct piece *pieces;
    size_t npieces, pieces_capacity;
    struct smart_part *parts;
    size_t nparts, parts_capacity;
    size_t quiet; /* raw elements that are open, and whose text is code */
};

static const struct construct *construct_of(cmark_node *node)
{
    return (const struct construct *)cmark_node_get_user_data(node);
}

static bool is_kind(cmark_node *node, enum construct_kind kind)
{
    const struct construct *c = construct_of(node);
    return c != NULL && c->kind == kind;
}

/* What is written in a language of its own: {lang=fr}. */
static str language_of(cmark_node *node)
{
    const struct given_list *given = is_kind(node, CONSTRUCT_SPAN) ? &construct_of(node)->span.given
                                     : is_kind(node, CONSTRUCT_LINK)
                                         ? &construct_of(node)->link.given
                                         : NULL;
    for (size_t i = 0; given != NULL && i < given->nattributes; i++) {
        if (str_eq(given->attributes[i].name, STR("lang"))) {
            return given->attributes[i].value;
        }
    }
    return STR_NONE;
}

/* The quotes of the language that a text stands in. */
static const struct quotes *quotes_of(struct reader *r, cmark_node *text)
{
    cmark_node *node = cmark_node_parent(text);
    for (; cmark_node_get_type(node) >= CMARK_NODE_FIRST_INLINE; node = cmark_node_parent(node)) {
        str lang = language_of(node);
        if (lang.len > 0) {
            struct quotes *own = ARENA_NEW(&r->scratch, struct quotes);
            *own = quotes_for(lang);
            return own;
        }
    }
    return &r->quotes;
}

static void add_text(struct reader *r, cmark_node *node)
{
    struct arena *a = &r->scratch;
    if (r->quiet > 0) {
        buf_addch(&r->run, SMART_LETTER);
        return;
    }
    if (r->npieces == r->pieces_capacity) {
        size_t capacity = r->pieces_capacity * 2 + 64;
        r->pieces = (struct piece *)arena_grow(a, r->pieces, r->npieces, capacity,
                                               sizeof *r->pieces, _Alignof(struct piece));
        r->pieces_capacity = capacity;
    }
    if (r->nparts == r->parts_capacity) {
        size_t capacity = r->parts_capacity * 2 + 64;
        r->parts = (struct smart_part *)arena_grow(a, r->parts, r->nparts, capacity,
                                                   sizeof *r->parts, _Alignof(struct smart_part));
        r->parts_capacity = capacity;
    }
    r->pieces[r->npieces++] = (struct piece){node, r->run.len};
    r->parts[r->nparts++] = (struct smart_part){r->run.len, quotes_of(r, node)};
    buf_add(&r->run, dialect_literal(node));
}

static bool is_code(str name)
{
    static const char *const names[] = {"code", "kbd", "samp", "var", "pre", "tt", "math", "svg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(name, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

static void pass_tags(struct reader *r, cmark_node *html)
{
    const struct construct *c = construct_of(html);
    for (size_t i = 0; c != NULL && c->kind == CONSTRUCT_RAW && i < c->raw.count; i++) {
        const struct html_token *t = &c->raw.tokens[i];
        if (t->kind == HTML_TEXT || !is_code(t->name)) {
            continue;
        }
        if (t->kind == HTML_START) {
            r->quiet += !t->void_element;
        } else if (r->quiet > 0) {
            r->quiet--;
        }
    }
}

/* Is there text of the run below an inline? */
static bool is_open(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
        return true;
    case CMARK_NODE_LINK:
        return dialect_holds_inlines(node);
    case CMARK_NODE_CUSTOM_INLINE: /* one without construct is an affix of a citation */
        return construct_of(node) == NULL || is_kind(node, CONSTRUCT_SPAN) ||
               is_kind(node, CONSTRUCT_CITATION);
    default:
        return false;
    }
}

/* Adds what an inline is in the run; true if it is to be entered. */
static bool add(struct reader *r, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        add_text(r, node);
        return false;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        buf_addch(&r->run, '\n');
        return false;
    case CMARK_NODE_HTML_INLINE:
        buf_addch(&r->run, SMART_ENTER);
        buf_addch(&r->run, SMART_LEAVE);
        pass_tags(r, node);
        return false;
    default:
        break;
    }
    if (is_open(node) && cmark_node_first_child(node) != NULL) {
        buf_addch(&r->run, is_kind(node, CONSTRUCT_CITATION) ? SMART_SIGN : SMART_ENTER);
        return true;
    }
    bool sign = cmark_node_get_type(node) == CMARK_NODE_CUSTOM_INLINE &&
                !is_kind(node, CONSTRUCT_SPAN) && cmark_node_first_child(node) == NULL;
    buf_addch(&r->run, sign ? SMART_SIGN : SMART_LETTER);
    return false;
}

static void collect(struct reader *r, cmark_node *block)
{
    buf_clear(&r->run);
    r->npieces = r->nparts = r->quiet = 0;
    for (cmark_node *n = cmark_node_first_child(block); n != NULL;) {
        if (add(r, n)) {
            n = cmark_node_first_child(n);
            continue;
        }
        while (cmark_node_next(n) == NULL && cmark_node_parent(n) != block) {
            n = cmark_node_parent(n);
            buf_addch(&r->run, is_kind(n, CONSTRUCT_CITATION) ? SMART_SIGN : SMART_LEAVE);
        }
        n = cmark_node_next(n);
    }
}

/* Carries the edits back into the texts. */
static void write_back(struct reader *r)
{
    struct buf text = {0};
    str run = buf_str(&r->run);
    size_t next = 0;
    for (size_t i = 0; i < r->npieces; i++) {
        size_t from = r->pieces[i].from;
        size_t end = from + dialect_literal(r->pieces[i].node).len, begun = next;
        buf_clear(&text);
        for (; next < r->smart.nedits && r->smart.edits[next].at < end; next++) {
            const struct smart_edit *e = &r->smart.edits[next];
            buf_add(&text, str_sub(run, from, e->at));
            buf_add(&text, e->text);
            from = e->at + e->length;
        }
        if (next > begun) {
            buf_add(&text, str_sub(run, from, end));
            cmark_node_set_literal(r->pieces[i].node, text.data);
        }
    }
    buf_release(&text);
}

static void read_block(struct reader *r, cmark_node *block)
{
    collect(r, block);
    if (r->npieces == 0 || !smart_wanted(buf_str(&r->run))) {
        return;
    }
    r->smart.parts = r->parts;
    r->smart.nparts = r->nparts;
    smart_run(&r->smart, buf_str(&r->run));
    if (r->smart.nedits > 0) {
        write_back(r);
    }
}

/* A block that holds inlines; an image only if they are its caption. */
static bool is_block(cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    if (first == NULL || cmark_node_get_type(first) < CMARK_NODE_FIRST_INLINE) {
        return false;
    }
    return cmark_node_get_type(node) < CMARK_NODE_FIRST_INLINE ||
           (is_kind(node, CONSTRUCT_IMAGE) && construct_of(node)->image.caption_inlines);
}

void dialect_smart(struct dialect *d, cmark_node *root)
{
    struct reader r = {.quotes = quotes_for(d->options.lang)};
    r.smart.arena = &r.scratch;
    for (cmark_node *node = root; node != NULL;) {
        if (is_block(node)) {
            read_block(&r, node);
        }
        cmark_node *next = cmark_node_first_child(node);
        while (next == NULL && node != root) {
            next = cmark_node_next(node);
            node = cmark_node_parent(node);
        }
        node = next;
    }
    buf_release(&r.run);
    arena_release(&r.scratch);
}
