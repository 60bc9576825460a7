/* The walk: each element is looked up once in the tables of HTML and held against the frame that
 * its parent opened. */
#include "check/content.h"

#include "check/doctype.h"
#include "check/walk.h"
#include "check/xhtml11.h"

#include "base/nearest.h"

static bool has_child(const struct html_element *kind, unsigned tag)
{
    for (const uint8_t *c = kind == NULL ? NULL : kind->children; c != NULL && *c != 0; c++) {
        if (*c == tag) {
            return true;
        }
    }
    return false;
}

/* The classes of this very element: some depend on attributes (HTML, 3.2.5.2.7; 4.2.4). */
static uint32_t classes_of(const struct node *n, const struct html_element *kind)
{
    uint32_t is = kind->is;
    const str *type = NULL;
    switch (kind->tag) {
    case TAG_A:
        return node_attr(n, ATTR_HREF) != NULL ? is | IS_INTERACTIVE : is;
    case TAG_AUDIO:
    case TAG_VIDEO:
        return node_attr(n, ATTR_CONTROLS) != NULL ? is | IS_INTERACTIVE : is;
    case TAG_IMG:
    case TAG_OBJECT:
        return node_attr(n, ATTR_USEMAP) != NULL ? is | IS_INTERACTIVE : is;
    case TAG_INPUT:
        type = node_attr(n, ATTR_TYPE);
        return type != NULL && str_eq_nocase(*type, STR("hidden")) ? is : is | IS_INTERACTIVE;
    case TAG_LINK:
    case TAG_META:
        /* In the body: microdata and RDFa, and styles of its own. */
        return node_attr(n, ATTR_ITEMPROP) != NULL || node_attr(n, ATTR_PROPERTY) != NULL ||
                       (kind->tag == TAG_LINK && node_attr(n, ATTR_REL) != NULL)
                   ? is | IS_FLOW | IS_PHRASING
                   : is;
    default:
        return is;
    }
}

/* The nearest element above that bars the classes. */
static str barring(const struct node *n, uint32_t classes)
{
    for (const struct node *at = n->parent; at != NULL; at = at->parent) {
        if (at->name->element != NULL && (at->name->element->bars & classes) != 0) {
            return at->name->local;
        }
    }
    return STR("it");
}

static str model_name(const struct frame *f, const struct node *n)
{
    return f->kind != NULL ? str_from(f->kind->name) : n->parent->name->local;
}

static void place_check(struct walk *w, const struct node *n, const struct html_element *kind,
                        const struct frame *parent)
{
    uint32_t is = classes_of(n, kind);
    if (parent->takes == UINT32_MAX) {
        return;
    }
    if ((is & parent->takes) == 0 && !has_child(parent->kind, kind->tag) &&
        !has_child(parent->surround, kind->tag)) {
        str in = n->parent == NULL ? STR("a document") : model_name(parent, n);
        walk_say(w, n, (struct report){.kind = MSG_MARKUP_CHILD, .args = {n->name->local, in}});
    } else if ((is & parent->bars) != 0) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_BARRED,
                                 .args = {n->name->local, barring(n, is & parent->bars)}});
    }
}

/* What the element's children are held against. */
static struct frame frame_of(const struct node *n, const struct html_element *kind,
                             const struct frame *parent)
{
    struct frame f = {.kind = kind, .takes = kind->takes, .bars = parent->bars | kind->bars};
    if ((kind->flags & HTML_TRANSPARENT) != 0) {
        f.takes = parent->takes;
        f.surround = parent->surround != NULL ? parent->surround : parent->kind;
        /* A lone transparent element at the top takes flow content. */
        f.takes |= parent->kind == NULL ? IS_FLOW | IS_PHRASING | IS_TEXT : 0;
    }
    if (kind->tag == TAG_DIV && n->parent != NULL && node_is_tag(n->parent, TAG_DL)) {
        f.kind = html_element_of(TAG_DL);
        f.takes = IS_SCRIPT;
    }
    return f;
}

/* HTML, 4.13.2: a name with a hyphen is the author's. */
static bool is_custom(str name)
{
    return str_has(name, '-');
}

static struct frame unknown_enter(struct walk *w, const struct node *n, const struct frame *parent)
{
    struct frame f = {.bars = parent->bars, .takes = UINT32_MAX};
    if (!is_custom(n->name->local)) {
        struct nearest near = {.wanted = n->name->local};
        if (w->offers++ < MAX_OFFERS) {
            html_offer_elements(&near);
        }
        walk_say(w, n,
                 (struct report){
                     .kind = MSG_MARKUP_ELEMENT, .args = {n->name->local}, .nearest = near.best});
    } else if ((parent->takes & (IS_FLOW | IS_PHRASING)) == 0) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_CHILD,
                                 .args = {n->name->local, model_name(parent, n)}});
    }
    attributes_check_foreign(w, n);
    return f;
}

static struct frame html_enter(struct walk *w, const struct node *n, const struct frame *parent)
{
    const struct html_element *kind = n->name->element;
    if (kind == NULL) {
        return unknown_enter(w, n, parent);
    }
    if ((kind->flags & HTML_OBSOLETE) != 0) {
        walk_say(w, n, (struct report){.kind = MSG_MARKUP_OBSOLETE, .args = {n->name->local}});
        attributes_check_foreign(w, n);
        return (struct frame){.bars = parent->bars, .takes = UINT32_MAX};
    }
    place_check(w, n, kind, parent);
    if (parent->takes == IS_TEXT) {
        return (struct frame){.bars = parent->bars, .takes = UINT32_MAX}; /* text, by mistake */
    }
    attributes_check(w, n, kind);
    model_check(w, n, (enum tag)kind->tag);
    return frame_of(n, kind, parent);
}

static void text_check(struct walk *w, const struct node *n)
{
    const struct frame *f = &w->frames[w->depth];
    if ((f->takes & IS_TEXT) != 0 || str_trim(n->text).len == 0 || f->kind == NULL) {
        return;
    }
    say(w->judge, w->document->subject, n->at,
        (struct report){.kind = MSG_MARKUP_TEXT, .args = {str_from(f->kind->name)}});
}

static void element_check(struct walk *w, const struct node *n)
{
    const struct frame *parent = &w->frames[w->depth];
    w->frames[w->depth + 1] =
        n->name->space == SPACE_HTML ? html_enter(w, n, parent) : foreign_enter(w, n, parent);
    collect(w, n);
    if ((w->judge->flags & CHECK_HOUSE) != 0) {
        house_element(w, n);
    }
}

/* EPUB 2: ids and references are all that is looked at. */
static void element_collect(struct walk *w, const struct node *n)
{
    attributes_check_foreign(w, n);
    collect(w, n);
}

static void walk_tree(struct walk *w)
{
    const struct node *n = w->document->root;
    while (n != NULL) {
        if (n->name == NULL) {
            if ((w->kind & CONTENT_OLD) == 0) {
                text_check(w, n);
            }
        } else if ((w->kind & CONTENT_OLD) != 0) {
            element_collect(w, n);
        } else {
            element_check(w, n);
        }
        if (n->name != NULL && n->first != NULL) {
            n = n->first;
            w->depth++;
            continue;
        }
        while (n != NULL && n->next == NULL) {
            n = n->parent;
            w->depth -= n != NULL;
        }
        n = n == NULL ? NULL : n->next;
    }
}

/* EPUB 3.3, D.1.4: only the root declares prefixes. */
static void declare_prefixes(struct walk *w)
{
    const struct node *root = w->document->root;
    const str *value = node_attr_in(root, SPACE_EPUB, "prefix");
    if (value != NULL) {
        prefixes_declare(&w->prefixes, w->judge, w->document->subject, *value, root->at);
    }
}

/* What is no document of its kind at all is not judged further. */
static bool root_check(struct walk *w)
{
    const struct node *root = w->document->root;
    bool svg = (w->kind & CONTENT_SVG) != 0;
    if (str_eq(root->name->uri, STR(DOCUMENT_ENTITY))) {
        return false; /* an entity names its namespace: whatever it is, it cannot be judged */
    }
    if (svg ? !node_is(root, SPACE_SVG, "svg") : !node_is_tag(root, TAG_HTML)) {
        str wanted = svg ? STR("svg") : STR("html");
        walk_say(w, root,
                 (struct report){.kind = MSG_MARKUP_ROOT, .args = {root->name->local, wanted}});
    }
    return svg ? root->name->space == SPACE_SVG : node_is_tag(root, TAG_HTML);
}

void content_check(struct judge *j, struct parser *p, unsigned kind, struct facts *f)
{
    struct document doc;
    f->picture = (kind & CONTENT_SVG) != 0;
    f->readable = document_parse(p, j, &f->subject, &doc);
    if (!f->readable) {
        return;
    }
    struct frame frames[DOCUMENT_MAX_DEPTH + 2];
    struct walk walk = {.judge = j, .document = &doc, .facts = f, .kind = kind, .frames = frames};
    struct walk *w = &walk;
    frames[0] = (struct frame){.takes = UINT32_MAX};
    if ((kind & CONTENT_SVG) != 0) {
        doctype_check(j, &doc, "-//W3C//DTD SVG 1.1//EN",
                      "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd");
    } else {
        doctype_check_html(j, &doc);
    }
    if ((kind & CONTENT_GUESS) != 0 && nav_is(doc.root)) {
        w->kind = kind |= CONTENT_NAV;
    }
    if (!root_check(w)) {
        f->readable = false;
        return;
    }
    if ((kind & CONTENT_OLD) == 0) {
        declare_prefixes(w);
    } else if ((kind & CONTENT_SVG) == 0) {
        xhtml11_check(j, &f->subject, doc.root);
    }
    walk_tree(w);
    collect_rebase(w);
    collect_instructions(w);
    if ((kind & CONTENT_OLD) == 0) {
        idrefs_check(w);
        if ((kind & CONTENT_NAV) != 0) {
            nav_check(w);
        }
        if ((kind & CONTENT_FIXED) != 0) {
            fixed_check(w);
        }
    }
}
