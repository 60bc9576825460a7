/* The navigation document (EPUB 3.3, 7): lists that machines read. */
#include "check/values.h"
#include "check/walk.h"

struct nav_type {
    const char *type;
    enum reference_kind kind;
    bool flat; /* should not nest */
};

static const struct nav_type types[] = {
    {"toc", REF_NAV_TOC, false},
    {"page-list", REF_NAV_PAGES, true},
    {"landmarks", REF_NAV_LANDMARKS, true},
};

static void fault(struct walk *w, const struct node *n, const char *text, const char *remedy)
{
    walk_say(w, n,
             (struct report){.kind = MSG_NAV_MODEL,
                             .args = {n->name->local, str_from(text), str_from(remedy)}});
}

static bool is_heading(const struct node *n)
{
    return n->name->element != NULL && (n->name->element->is & IS_HEADING) != 0;
}

/* EPUB 3.3, 7.3: a link of a list holds phrasing content, whatever the list item would take. (A
 * link or meta is told by HTML's rules, or phrasing.) */
static void phrasing_check(struct walk *w, const struct node *link)
{
    for (const struct node *c = node_child(link); c != NULL; c = node_sibling(c)) {
        if (c->name->element != NULL && c->name->space == SPACE_HTML &&
            (c->name->element->is & (IS_PHRASING | IS_METADATA)) == 0) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_CHILD, .args = {c->name->local, STR("a")}});
        }
    }
}

static bool is_said(const str *value)
{
    return value != NULL && str_trim(*value).len > 0;
}

/* EPUB 3.3, 7.3: what stands in alt or title for an image or the like is text too, and so is an
 * aria-label. */
static bool has_text(const struct node *n)
{
    if (node_speaks(n)) {
        return true;
    }
    for (const struct node *c = n; c != NULL; c = node_after(c, n, false)) {
        if (c->name != NULL &&
            (is_said(node_attr(c, ATTR_TITLE)) || is_said(node_attr(c, ATTR_ARIA_LABEL)))) {
            return true;
        }
    }
    return false;
}

/* A label of a list item: a link, or a span above a list. */
static void label_check(struct walk *w, const struct node *n, const struct node *list)
{
    if (!has_text(n)) {
        fault(w, n, "is empty", "write the label");
    }
    if (node_is_tag(n, TAG_SPAN) && list == NULL) {
        fault(w, n, "labels no list", "make it a link, or add the list");
    }
    if (node_is_tag(n, TAG_A)) {
        phrasing_check(w, n);
    }
}

static void item_check(struct walk *w, const struct node *li, const struct nav_type *type)
{
    for (const struct node *c = li->first; c != NULL; c = c->next) {
        if (c->name == NULL && str_trim(c->text).len > 0) {
            walk_say(w, c, (struct report){.kind = MSG_MARKUP_TEXT, .args = {STR("li")}});
        }
    }
    const struct node *label = node_child(li);
    if (label == NULL || (!node_is_tag(label, TAG_A) && !node_is_tag(label, TAG_SPAN))) {
        walk_say(
            w, label == NULL ? li : label,
            (struct report){.kind = MSG_NAV_MODEL,
                            .args = {STR("li"), STR("has no label"), STR("begin it with a link")}});
        return;
    }
    const struct node *list = node_sibling(label);
    if (list != NULL && (!node_is_tag(list, TAG_OL) || node_sibling(list) != NULL)) {
        const struct node *extra = node_is_tag(list, TAG_OL) ? node_sibling(list) : list;
        walk_say(
            w, extra,
            (struct report){.kind = MSG_MARKUP_CHILD, .args = {extra->name->local, STR("li")}});
    }
    label_check(w, label, list);
    if (list != NULL && type != NULL && type->flat) {
        walk_say(w, list, (struct report){.kind = MSG_NAV_NESTED, .args = {str_from(type->type)}});
    }
}

static void list_check(struct walk *w, const struct node *ol, const struct nav_type *type)
{
    if (node_child(ol) == NULL) {
        fault(w, ol, "holds no li", "add entries, or remove the list");
    }
    for (const struct node *li = node_child(ol); li != NULL; li = node_sibling(li)) {
        if (node_is_tag(li, TAG_LI)) {
            item_check(w, li, type);
        }
    }
}

/* EPUB 3.3, 7.3: an optional heading, then one ol. */
static void model(struct walk *w, const struct node *nav, const struct nav_type *type)
{
    const struct node *n = node_child(nav);
    for (const struct node *c = nav->first; c != NULL; c = c->next) {
        if (c->name == NULL && str_trim(c->text).len > 0) {
            walk_say(w, c, (struct report){.kind = MSG_MARKUP_TEXT, .args = {STR("nav")}});
        }
    }
    if (n != NULL && is_heading(n)) {
        if (!has_text(n)) {
            fault(w, n, "is empty", "write the heading, or remove it");
        }
        n = node_sibling(n);
    } else if (type == NULL) {
        fault(w, nav, "has no heading",
              "add one; only toc, page-list and landmarks may do without");
    }
    if (n == NULL || !node_is_tag(n, TAG_OL)) {
        if (n != NULL) {
            walk_say(
                w, n,
                (struct report){.kind = MSG_MARKUP_CHILD, .args = {n->name->local, STR("nav")}});
        } else {
            say(w->judge, w->document->subject, node_end(w->document->subject, nav),
                (struct report){
                    .kind = MSG_NAV_MODEL,
                    .args = {STR("nav"), STR("holds no ol"), STR("add the list here")}});
        }
        return;
    }
    if (node_sibling(n) != NULL) {
        walk_say(w, node_sibling(n),
                 (struct report){.kind = MSG_MARKUP_CHILD,
                                 .args = {node_sibling(n)->name->local, STR("nav")}});
    }
    for (const struct node *c = n; c != NULL; c = node_after(c, n, false)) {
        if (node_is_tag(c, TAG_OL)) {
            list_check(w, c, type);
        }
    }
}

/* EPUB 3.3, 7.4.3: landmarks say what they are, each once for a target. */
static void landmark(struct walk *w, const struct node *a, struct map *seen)
{
    const str *type = node_attr_in(a, SPACE_EPUB, "type");
    const str *href = node_attr(a, ATTR_HREF);
    if (type == NULL) {
        walk_say(w, a,
                 (struct report){.kind = MSG_MARKUP_LACKS, .args = {STR("a"), STR("epub:type")}});
        return;
    }
    str rest = *type, word;
    while (href != NULL && str_word(&rest, &word)) {
        str parts[] = {word, STR(" "), str_trim(*href)};
        str key = str_concat(w->judge->arena, parts, 3);
        if (map_put(w->judge->arena, seen, key, a->at.offset) != a->at.offset) {
            walk_say(w, a, (struct report){.kind = MSG_LANDMARK_TWICE, .args = {word}});
        }
    }
}

static void links(struct walk *w, const struct node *nav, const struct nav_type *type)
{
    struct map seen = {0};
    for (const struct node *n = nav; n != NULL; n = node_after(n, nav, false)) {
        const str *href = node_is_tag(n, TAG_A) ? node_attr(n, ATTR_HREF) : NULL;
        if (href != NULL) {
            facts_refer(w->judge, w->facts, type->kind, *href, n->at);
        }
        if (node_is_tag(n, TAG_A) && type->kind == REF_NAV_LANDMARKS) {
            landmark(w, n, &seen);
        }
    }
}

static const struct nav_type *type_of(str value)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (value_has_word(value, str_from(types[i].type))) {
            return &types[i];
        }
    }
    return NULL;
}

/* EPUB 3.3, 7.3.5: a body of nothing but lists, of which one is of a kind that is made for
 * machines.
 */
static bool is_all_lists(const struct node *body)
{
    bool typed = false;
    for (const struct node *n = node_child(body); n != NULL; n = node_sibling(n)) {
        const str *value = node_attr_in(n, SPACE_EPUB, "type");
        if (!node_is_tag(n, TAG_NAV)) {
            return false;
        }
        str rest = value == NULL ? STR_NONE : *value, word;
        while (str_word(&rest, &word)) {
            typed = typed || html_word_in(word, "loa loi lot lov", false);
        }
    }
    return typed;
}

bool nav_is(const struct node *root)
{
    for (const struct node *n = root; n != NULL; n = node_after(n, root, false)) {
        const str *value = node_is_tag(n, TAG_NAV) ? node_attr_in(n, SPACE_EPUB, "type") : NULL;
        if ((value != NULL && type_of(*value) != NULL) ||
            (node_is_tag(n, TAG_BODY) && is_all_lists(n))) {
            return true;
        }
    }
    return false;
}

/* Where the toc ought to be: at a list that says nothing of itself, or in the body. */
static const struct node *toc_place(const struct node *root)
{
    const struct node *body = root;
    for (const struct node *n = root; n != NULL; n = node_after(n, root, false)) {
        const str *value = node_is_tag(n, TAG_NAV) ? node_attr_in(n, SPACE_EPUB, "type") : NULL;
        if (node_is_tag(n, TAG_NAV) && (value == NULL || type_of(*value) == NULL)) {
            return n;
        }
        body = node_is_tag(n, TAG_BODY) ? n : body;
    }
    return body;
}

void nav_check(struct walk *w)
{
    size_t counts[sizeof types / sizeof *types] = {0};
    const struct node *root = w->document->root;
    for (const struct node *n = root; n != NULL; n = node_after(n, root, false)) {
        const str *value = node_is_tag(n, TAG_NAV) ? node_attr_in(n, SPACE_EPUB, "type") : NULL;
        if (value == NULL) {
            continue;
        }
        const struct nav_type *type = type_of(*value);
        model(w, n, type);
        if (type != NULL) {
            links(w, n, type);
            if (++counts[type - types] == 2) {
                walk_say(w, n,
                         (struct report){.kind = MSG_NAV_SECOND, .args = {str_from(type->type)}});
            }
        }
    }
    if (counts[0] == 0) {
        walk_say(w, toc_place(root), (struct report){.kind = MSG_NAV_NO_TOC});
    }
}
