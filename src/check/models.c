/* What tables of classes cannot say: number and order of an element's children, and attributes
 * that hang together (the element sections of the HTML standard). */
#include "check/values.h"
#include "check/walk.h"

typedef void rule(struct walk *w, const struct node *n);

static void fault(struct walk *w, const struct node *n, str text, str remedy)
{
    walk_say(w, n,
             (struct report){.kind = MSG_MARKUP_MODEL, .args = {n->name->local, text, remedy}});
}

static void lacks(struct walk *w, const struct node *n, const char *attribute)
{
    walk_say(
        w, n,
        (struct report){.kind = MSG_MARKUP_LACKS, .args = {n->name->local, str_from(attribute)}});
}

static size_t count_of(const struct node *n, enum tag tag)
{
    size_t count = 0;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        count += node_is_tag(c, tag);
    }
    return count;
}

/* Other elements have no place in html at all, as was told. */
static const struct node *next_part(const struct node *n)
{
    while (n != NULL && !node_is_tag(n, TAG_HEAD) && !node_is_tag(n, TAG_BODY)) {
        n = node_sibling(n);
    }
    return n;
}

/* HTML, 4.1.1: one head, then one body. What is wrong is told where the first of it stands. */
static void html_rule(struct walk *w, const struct node *n)
{
    static const enum tag wanted[] = {TAG_HEAD, TAG_BODY};
    const struct node *c = next_part(node_child(n));
    for (size_t i = 0; i < 2; i++, c = next_part(node_sibling(c))) {
        if (c == NULL || !node_is_tag(c, wanted[i])) {
            say(w->judge, w->document->subject,
                c == NULL ? node_end(w->document->subject, n) : c->at,
                (struct report){.kind = MSG_MARKUP_MODEL,
                                .args = {n->name->local,
                                         STR("does not hold one head and one body, in this order"),
                                         STR_NONE}});
            return;
        }
    }
    if (c != NULL) {
        walk_say(
            w, c,
            (struct report){.kind = MSG_MARKUP_ORDER, .args = {c->name->local, n->name->local}});
    }
}

/* EPUB 3.3 leaves the title to HTML, where a title known otherwise may be left out: EPUBCheck
 * only warns. */
static void head_rule(struct walk *w, const struct node *n)
{
    size_t titles = 0, charsets = 0, bases = 0;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        const str *equiv = node_attr(c, ATTR_HTTP_EQUIV);
        bool charset = node_attr(c, ATTR_CHARSET) != NULL ||
                       (equiv != NULL && str_eq_nocase(str_trim(*equiv), STR("content-type")));
        if (node_is_tag(c, TAG_TITLE) && ++titles == 2) {
            fault(w, c, STR("stands twice"), STR("keep one of them"));
        } else if (node_is_tag(c, TAG_BASE) && ++bases == 2) {
            fault(w, c, STR("stands twice"), STR("keep one of them"));
        } else if (node_is_tag(c, TAG_META) && charset && ++charsets == 2) {
            fault(w, c, STR("declares the encoding again"), STR("keep <meta charset=\"utf-8\"/>"));
        }
    }
    if (titles == 0) {
        walk_say(w, n, (struct report){.kind = MSG_TITLE_ABSENT});
    }
}

static void title_rule(struct walk *w, const struct node *n)
{
    if (n->first == NULL || !node_speaks(n)) {
        fault(w, n, STR("is empty"), STR("write the title"));
    }
}

static void meta_rule(struct walk *w, const struct node *n)
{
    const str *equiv = node_attr(n, ATTR_HTTP_EQUIV), *content = node_attr(n, ATTR_CONTENT);
    bool charset = node_attr(n, ATTR_CHARSET) != NULL;
    bool any = charset || equiv != NULL || node_attr(n, ATTR_NAME) != NULL ||
               node_attr(n, ATTR_PROPERTY) != NULL || node_attr(n, ATTR_ITEMPROP) != NULL;
    int kinds = charset + (equiv != NULL) + (node_attr(n, ATTR_NAME) != NULL) +
                (node_attr(n, ATTR_ITEMPROP) != NULL);
    if (kinds > 1) {
        fault(w, n, STR("has more than one of name, http-equiv, charset and itemprop"),
              STR("keep one of them"));
    }
    if (!any) {
        lacks(w, n, "name");
    } else if (!charset && content == NULL) {
        lacks(w, n, "content");
    }
    if (equiv != NULL && str_eq_nocase(str_trim(*equiv), STR("content-type")) && content != NULL) {
        str v = str_lower(w->judge->arena, str_trim(*content));
        if (!str_eq(v, STR("text/html; charset=utf-8")) &&
            !str_eq(v, STR("text/html;charset=utf-8"))) {
            walk_say(w, n,
                     (struct report){.kind = MSG_MARKUP_VALUE,
                                     .args = {STR("content"), *content,
                                              STR("write \"text/html; charset=utf-8\"")}});
        }
    }
}

static void link_rule(struct walk *w, const struct node *n)
{
    const str *rel = node_attr(n, ATTR_REL);
    if (rel == NULL && node_attr(n, ATTR_PROPERTY) == NULL && node_attr(n, ATTR_ITEMPROP) == NULL &&
        node_attr(n, ATTR_REV) == NULL) {
        lacks(w, n, "rel");
    }
    if (node_attr(n, ATTR_HREF) == NULL && node_attr(n, ATTR_RESOURCE) == NULL &&
        node_attr(n, ATTR_IMAGESRCSET) == NULL) {
        lacks(w, n, "href");
    }
    if (rel == NULL) {
        return;
    }
    if (node_attr(n, ATTR_SIZES) != NULL && !value_has_word(*rel, STR("icon")) &&
        !value_has_word(*rel, STR("apple-touch-icon"))) {
        walk_say(
            w, n,
            (struct report){.kind = MSG_MARKUP_ATTRIBUTE, .args = {STR("sizes"), STR("link")}});
    }
}

/* HTML, 4.9.1: caption, colgroups, thead, bodies or rows, tfoot. */
static void table_rule(struct walk *w, const struct node *n)
{
    static const uint8_t ranks[TAGS] = {[TAG_CAPTION] = 1, [TAG_COLGROUP] = 2, [TAG_THEAD] = 3,
                                        [TAG_TBODY] = 5,   [TAG_TR] = 5,       [TAG_TFOOT] = 6};
    unsigned last = 0, seen = 0;
    enum tag bodies = TAG_UNKNOWN;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        enum tag tag = c->name->element == NULL ? TAG_UNKNOWN : (enum tag)c->name->element->tag;
        unsigned rank = ranks[tag];
        if (tag == TAG_TFOOT && last < 5) {
            rank = 4; /* before the bodies, as HTML 4 had it */
        }
        bool twice = (rank == 1 || rank == 3 || rank >= 6) && (seen & 1U << rank) != 0;
        bool mixed = rank == 5 && bodies != TAG_UNKNOWN && bodies != tag;
        if (rank > 0 && (rank < last || twice || mixed)) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_ORDER,
                                     .args = {c->name->local, n->name->local}});
        }
        bodies = rank == 5 ? tag : bodies;
        last = rank > last ? rank : last;
        seen |= 1U << rank;
    }
}

static void colgroup_rule(struct walk *w, const struct node *n)
{
    if (node_attr(n, ATTR_SPAN) != NULL && node_child(n) != NULL) {
        fault(w, n, STR("has both span and columns"), STR("keep one of them"));
    }
}

/* HTML, 4.4.9: in a div of a dl, dt elements and then dd elements. */
static void group_rule(struct walk *w, const struct node *n)
{
    size_t dts = 0, dds = 0;
    if (n->parent == NULL || !node_is_tag(n->parent, TAG_DL)) {
        return;
    }
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        bool dt = node_is_tag(c, TAG_DT), dd = node_is_tag(c, TAG_DD);
        if ((dd && dts == 0) || (dt && dds > 0)) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_ORDER,
                                     .args = {c->name->local, n->name->local}});
            return;
        }
        dts += dt;
        dds += dd;
    }
    if (dts == 0 || dds == 0) {
        fault(w, n, STR("holds no group of dt and dd"), STR("add what is missing"));
    }
}

/* HTML, 4.4.9: groups of dt and dd. */
static void dl_rule(struct walk *w, const struct node *n)
{
    enum tag last = TAG_UNKNOWN;
    bool divs = count_of(n, TAG_DIV) > 0;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        enum tag tag = c->name->element == NULL ? TAG_UNKNOWN : (enum tag)c->name->element->tag;
        if (tag != TAG_DT && tag != TAG_DD) {
            continue;
        }
        if ((tag == TAG_DD && last == TAG_UNKNOWN) || divs) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_ORDER,
                                     .args = {c->name->local, n->name->local}});
            return;
        }
        last = tag;
    }
    if (last == TAG_DT) {
        say(w->judge, w->document->subject, node_end(w->document->subject, n),
            (struct report){
                .kind = MSG_MARKUP_MODEL,
                .args = {n->name->local, STR("ends in a dt without dd"), STR("add the dd")}});
    }
}

/* Only the first child, or the last where that is allowed, and only one. */
static void lone_child(struct walk *w, const struct node *n, enum tag tag, bool last_too)
{
    size_t seen = 0, place = 0;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c), place++) {
        if (!node_is_tag(c, tag)) {
            continue;
        }
        bool fine = place == 0 || (last_too && node_sibling(c) == NULL);
        if (seen++ > 0 || !fine) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_ORDER,
                                     .args = {c->name->local, n->name->local}});
        }
    }
}

static void figure_rule(struct walk *w, const struct node *n)
{
    lone_child(w, n, TAG_FIGCAPTION, true);
}

/* HTML, 4.10.9: a group of options has a label, or a legend first. */
static void optgroup_rule(struct walk *w, const struct node *n)
{
    const struct node *first = node_child(n);
    bool legend = first != NULL && node_is_tag(first, TAG_LEGEND);
    if (!legend && node_attr(n, ATTR_LABEL) == NULL) {
        lacks(w, n, "label");
    }
}

static void fieldset_rule(struct walk *w, const struct node *n)
{
    lone_child(w, n, TAG_LEGEND, false);
}

static void details_rule(struct walk *w, const struct node *n)
{
    const struct node *first = node_child(n);
    if (first == NULL || !node_is_tag(first, TAG_SUMMARY)) {
        fault(w, n, STR("does not begin with a summary"), STR("add it"));
    } else if (n->first->name == NULL) {
        say(w->judge, w->document->subject, n->first->at,
            (struct report){.kind = MSG_MARKUP_TEXT, .args = {n->name->local}});
    }
    lone_child(w, n, TAG_SUMMARY, false);
}

static void picture_rule(struct walk *w, const struct node *n)
{
    const struct node *image = NULL;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        if (image != NULL && (node_is_tag(c, TAG_SOURCE) || node_is_tag(c, TAG_IMG))) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_ORDER,
                                     .args = {c->name->local, n->name->local}});
        }
        image = node_is_tag(c, TAG_IMG) ? c : image;
    }
    if (image == NULL) {
        fault(w, n, STR("holds no img"), STR("add it behind the sources"));
    }
}

/* HTML, 4.5.10: rt elements as they come, or between rp elements: rp, then rt and rp in turn. */
static void ruby_rule(struct walk *w, const struct node *n)
{
    enum { OUTSIDE, OPENED, FILLED, CLOSED } state = OUTSIDE;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        bool rt = node_is_tag(c, TAG_RT), rp = node_is_tag(c, TAG_RP);
        bool blank = c->name == NULL && str_trim(c->text).len == 0;
        bool fine = rt   ? state != FILLED
                    : rp ? state != OPENED
                         : state != OPENED && state != FILLED;
        if (!fine && !blank) {
            walk_say(w, c,
                     (struct report){
                         .kind = MSG_MARKUP_ORDER,
                         .args = {c->name == NULL ? STR("text") : c->name->local, n->name->local}});
            return;
        }
        if (rt) {
            state = state == OUTSIDE ? OUTSIDE : FILLED;
        } else if (rp) {
            state = state == FILLED ? CLOSED : OPENED;
        } else if (!blank) {
            state = OUTSIDE;
        }
    }
    if (state == OPENED || state == FILLED) {
        fault(w, n, STR("ends within its rp elements"),
              STR("write <rp>(</rp><rt>...</rt><rp>)</rp>"));
    }
    if (count_of(n, TAG_RT) + count_of(n, TAG_RTC) == 0) {
        fault(w, n, STR("holds no rt"), STR("add the annotation"));
    }
}

/* HTML, 4.8.8 and 4.8.9: sources only without src, before anything else. */
static void media_rule(struct walk *w, const struct node *n)
{
    bool src = node_attr(n, ATTR_SRC) != NULL, content = false;
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        bool source = node_is_tag(c, TAG_SOURCE), track = node_is_tag(c, TAG_TRACK);
        if ((source && src) || ((source || track) && content)) {
            walk_say(w, c,
                     (struct report){.kind = MSG_MARKUP_ORDER,
                                     .args = {c->name->local, n->name->local}});
        }
        content = content || !(source || track);
    }
}

static void source_rule(struct walk *w, const struct node *n)
{
    bool picture = n->parent != NULL && node_is_tag(n->parent, TAG_PICTURE);
    if (node_attr(n, picture ? ATTR_SRCSET : ATTR_SRC) == NULL) {
        lacks(w, n, picture ? "srcset" : "src");
    }
}

static void object_rule(struct walk *w, const struct node *n)
{
    if (node_attr(n, ATTR_DATA) == NULL && node_attr(n, ATTR_TYPE) == NULL) {
        lacks(w, n, "data");
    }
}

static bool in_captioned_figure(struct walk *w, const struct node *n)
{
    n = n->parent;
    while (n != NULL && !node_is_tag(n, TAG_FIGURE)) {
        n = n->parent;
    }
    if (n != NULL && n != w->figure) {
        w->figure = n;
        w->figure_captioned = count_of(n, TAG_FIGCAPTION) > 0;
    }
    return n != NULL && w->figure_captioned;
}

/* EPUB leaves it to accessibility (EPUB Accessibility 1.1, 3.3); our own books must have it. */
static void alt_absent(struct walk *w, const struct node *n)
{
    if ((w->judge->flags & CHECK_HOUSE) != 0) {
        lacks(w, n, "alt");
    } else {
        walk_say(w, n, (struct report){.kind = MSG_ALT_ABSENT});
    }
}

/* HTML, 4.8.4.4.5: when an image may do without alt. */
static void img_rule(struct walk *w, const struct node *n)
{
    if (node_attr(n, ATTR_ALT) == NULL && node_attr(n, ATTR_TITLE) == NULL &&
        !in_captioned_figure(w, n)) {
        alt_absent(w, n);
    }
    if (node_attr(n, ATTR_ISMAP) != NULL && !node_inside(n, TAG_A)) {
        walk_say(w, n,
                 (struct report){.kind = MSG_MARKUP_ATTRIBUTE, .args = {STR("ismap"), STR("img")}});
    }
}

static void area_rule(struct walk *w, const struct node *n)
{
    if (node_attr(n, ATTR_HREF) != NULL && node_attr(n, ATTR_ALT) == NULL) {
        lacks(w, n, "alt");
    }
}

static void map_rule(struct walk *w, const struct node *n)
{
    const str *id = node_attr(n, ATTR_ID), *name = node_attr(n, ATTR_NAME);
    if (id != NULL && name != NULL && !str_eq(*id, *name)) {
        fault(w, n, STR("has an id other than its name"), STR("make them equal"));
    }
}

static void select_rule(struct walk *w, const struct node *n)
{
    size_t selected = 0;
    for (const struct node *c = node_after(n, n, false); c != NULL; c = node_after(c, n, false)) {
        selected += node_is_tag(c, TAG_OPTION) && node_attr(c, ATTR_SELECTED) != NULL;
    }
    if (selected > 1 && node_attr(n, ATTR_MULTIPLE) == NULL) {
        fault(w, n, STR("has several options selected"), STR("select one"));
    }
}

static void time_rule(struct walk *w, const struct node *n)
{
    if (node_attr(n, ATTR_DATETIME) == NULL && node_child(n) != NULL) {
        fault(w, n, STR("holds elements, but has no datetime"), STR("add the attribute"));
    }
}

static void hgroup_rule(struct walk *w, const struct node *n)
{
    for (const struct node *c = node_child(n); c != NULL; c = node_sibling(c)) {
        if (c->name->element != NULL && (c->name->element->is & IS_HEADING) != 0) {
            return;
        }
    }
    fault(w, n, STR("holds no heading"), STR("add it"));
}

static rule *const rules[TAGS] = {
    [TAG_HTML] = html_rule,       [TAG_HEAD] = head_rule,         [TAG_TITLE] = title_rule,
    [TAG_META] = meta_rule,       [TAG_LINK] = link_rule,         [TAG_TABLE] = table_rule,
    [TAG_DL] = dl_rule,           [TAG_COLGROUP] = colgroup_rule, [TAG_FIGURE] = figure_rule,
    [TAG_DETAILS] = details_rule, [TAG_FIELDSET] = fieldset_rule, [TAG_OPTGROUP] = optgroup_rule,
    [TAG_PICTURE] = picture_rule, [TAG_RUBY] = ruby_rule,         [TAG_AUDIO] = media_rule,
    [TAG_VIDEO] = media_rule,     [TAG_SOURCE] = source_rule,     [TAG_OBJECT] = object_rule,
    [TAG_IMG] = img_rule,         [TAG_AREA] = area_rule,         [TAG_MAP] = map_rule,
    [TAG_DIV] = group_rule,       [TAG_SELECT] = select_rule,     [TAG_TIME] = time_rule,
    [TAG_HGROUP] = hgroup_rule,
};

void model_check(struct walk *w, const struct node *n, enum tag tag)
{
    if (rules[tag] != NULL) {
        rules[tag](w, n);
    }
}
