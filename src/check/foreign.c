/* SVG, MathML and what else may stand in a content document (EPUB 3.3, 6.1.2.3, 6.2, 6.1.4). The
 * vocabularies themselves are judged lightly: what is in a wrong place. EPUB 3.3 holds SVG against
 * no schema: its unknown elements and attributes are no errors (6.2; SVG 2 has none). MathML:
 * mathml.c. */
#include "check/walk.h"

static const struct frame anything = {.takes = UINT32_MAX};

static struct frame math_enter(struct walk *w, const struct node *n, const struct frame *parent)
{
    bool top = str_eq(n->name->local, STR("math"));
    if (top && n->parent != NULL && n->parent->name->space == SPACE_HTML &&
        (parent->takes & (IS_FLOW | IS_PHRASING)) == 0) {
        walk_misplaced(w, n);
    } else if (!top && n->parent != NULL && n->parent->name->space == SPACE_HTML) {
        walk_misplaced(w, n);
    }
    mathml_check(w, n);
    struct frame f = anything;
    f.bars = parent->bars;
    if (html_word_in(n->name->local, "mi mn mo ms mtext", false)) {
        f.takes = IS_PHRASING | IS_TEXT; /* HTML, 4.8.15 */
    }
    return f;
}

/* EPUB 3.3, 6.2.3: in XHTML a foreignObject takes flow content, in an SVG document a body too. */
static struct frame svg_enter(struct walk *w, const struct node *n, const struct frame *parent)
{
    str local = n->name->local;
    struct frame f = anything;
    f.bars = parent->bars;
    bool in_html = n->parent != NULL && n->parent->name->space == SPACE_HTML;
    bool in_title = n->parent != NULL && node_is(n->parent, SPACE_SVG, "title");
    bool in_foreign = n->parent != NULL && node_is(n->parent, SPACE_SVG, "foreignObject");
    if (in_title || ((in_html || in_foreign) && !str_eq(local, STR("svg")))) {
        walk_misplaced(w, n);
    } else if (str_eq(local, STR("svg")) && n->parent != NULL &&
               n->parent->name->space == SPACE_HTML && parent->kind != NULL &&
               (parent->takes & (IS_FLOW | IS_PHRASING)) == 0) {
        walk_misplaced(w, n);
    } else if (str_eq(local, STR("foreignObject"))) {
        const struct node *body = node_child(n);
        bool document = (w->kind & CONTENT_SVG) != 0 && body != NULL &&
                        node_is_tag(body, TAG_BODY) && node_sibling(body) == NULL;
        f.takes = document ? UINT32_MAX : IS_FLOW | IS_PHRASING | IS_TEXT;
    }
    return f;
}

static void lacks(struct walk *w, const struct node *n, const char *what)
{
    walk_say(
        w, n,
        (struct report){.kind = MSG_MARKUP_MODEL,
                        .args = {n->name->local, str_printf(w->judge->arena, "holds no %s", what),
                                 STR("add it")}});
}

/* Cases, then one default. */
static void switch_check(struct walk *w, const struct node *n)
{
    size_t cases = 0;
    bool is_default = false;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        if (is_default) {
            walk_misplaced(w, c);
        }
        is_default = is_default || node_is(c, SPACE_EPUB, "default");
        cases += node_is(c, SPACE_EPUB, "case");
    }
    if (!is_default) {
        lacks(w, n, "default");
    }
    if (cases == 0) {
        lacks(w, n, "case");
    }
}

/* EPUB 3.0.1, 2.1.3.6: both are ids of elements of the document. */
static void trigger_check(struct walk *w, const struct node *n)
{
    static const struct html_attr rows[] = {{.name = "ref", .value = VALUE_IDREF},
                                            {.name = "observer", .value = VALUE_IDREF}};
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct attribute *a = &n->attributes[i];
        for (size_t k = 0; k < 2; k++) {
            if (str_eq(a->name->local, str_from(rows[k].name))) {
                idref_wait(w, n, &rows[k], a->value);
            }
        }
    }
}

/* EPUB 3.3 has these no more; EPUB 3.0.1, 2.1.3.4 to 2.1.3.6. */
static struct frame switch_enter(struct walk *w, const struct node *n, const struct frame *parent)
{
    struct frame f = *parent;
    if (str_eq(n->name->local, STR("trigger"))) {
        walk_say(w, n, (struct report){.kind = MSG_TRIGGER_DEPRECATED});
        trigger_check(w, n);
    } else if (str_eq(n->name->local, STR("case")) &&
               node_attr_in(n, SPACE_NONE, "required-namespace") == NULL) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_LACKS,
                                 .args = {STR("case"), STR("required-namespace")}});
    } else if (str_eq(n->name->local, STR("switch"))) {
        walk_say(w, n, (struct report){.kind = MSG_SWITCH_DEPRECATED});
        switch_check(w, n);
        f.kind = f.surround = NULL;
    }
    return f;
}

/* An element of another vocabulary in SVG's title, or in HTML. */
static struct frame other_enter(struct walk *w, const struct node *n, const struct frame *parent)
{
    const struct node *up = n->parent;
    /* EPUB 3.3, 3.9 */
    bool include = str_eq(n->name->uri, STR("http://www.w3.org/2001/XInclude"));
    if (up != NULL &&
        (include || up->name->space == SPACE_HTML || node_is(up, SPACE_SVG, "title") ||
         node_is(up, SPACE_SVG, "foreignObject"))) {
        walk_misplaced(w, n);
    }
    struct frame f = anything;
    f.bars = parent->bars;
    return f;
}

struct frame foreign_enter(struct walk *w, const struct node *n, const struct frame *parent)
{
    attributes_check_foreign(w, n);
    switch (n->name->space) {
    case SPACE_SVG:
        return svg_enter(w, n, parent);
    case SPACE_MATHML:
        return math_enter(w, n, parent);
    case SPACE_EPUB:
        return switch_enter(w, n, parent);
    default:
        return other_enter(w, n, parent);
    }
}
