/* The attributes of one element: names and values by the tables of HTML, roles by ARIA in HTML,
 * and what EPUB adds. References to ids wait until all ids are known. */
#include "check/walk.h"

#include "check/css.h"
#include "check/schema.h"
#include "check/values.h"

#include "base/nearest.h"

/* Says r where the attribute of that value stands. */
static void attribute_say(struct walk *w, const struct node *n, str value, struct report r)
{
    struct subject *s = w->document->subject;
    say(w->judge, s, attribute_spot(s, n, value), r);
}

static void value_say(struct walk *w, const struct node *n, str name, str value, str remedy)
{
    attribute_say(w, n, value,
                  (struct report){.kind = MSG_MARKUP_VALUE, .args = {name, value, remedy}});
}

void idref_wait(struct walk *w, const struct node *n, const struct html_attr *attr, str value)
{
    if (w->nidrefs == w->idrefs_capacity) {
        size_t capacity = w->idrefs_capacity * 2 + 32;
        w->idrefs = arena_grow(w->judge->arena, w->idrefs, w->nidrefs, capacity, sizeof *w->idrefs,
                               _Alignof(struct pending_idref));
        w->idrefs_capacity = capacity;
    }
    w->idrefs[w->nidrefs++] = (struct pending_idref){n, attr, value};
}

/* HTML, 4.10.2: the labelable elements. */
static enum anchor_kind kind_of_html(const struct node *n)
{
    const str *type = node_attr(n, ATTR_TYPE);
    switch (n->name->element == NULL ? TAG_UNKNOWN : (enum tag)n->name->element->tag) {
    case TAG_INPUT:
        return type != NULL && str_eq_nocase(str_trim(*type), STR("hidden")) ? ANCHOR_PLAIN
                                                                             : ANCHOR_FIELD;
    case TAG_BUTTON:
    case TAG_METER:
    case TAG_OUTPUT:
    case TAG_PROGRESS:
    case TAG_SELECT:
    case TAG_TEXTAREA:
        return ANCHOR_FIELD;
    case TAG_TH:
        return ANCHOR_HEADER;
    default:
        return ANCHOR_PLAIN;
    }
}

static enum anchor_kind kind_of(const struct node *n)
{
    str local = n->name->local;
    if (n->name->space == SPACE_HTML && !str_has(local, '-')) {
        return kind_of_html(n);
    }
    if (n->name->space != SPACE_SVG) {
        return str_has(local, '-') ? ANCHOR_FIELD : ANCHOR_PLAIN; /* of the author's own making */
    }
    return html_word_in(local, "linearGradient radialGradient pattern", false) ? ANCHOR_PAINT
           : str_eq(local, STR("symbol"))                                      ? ANCHOR_SYMBOL
           : str_eq(local, STR("clipPath"))                                    ? ANCHOR_CLIP
                                                                               : ANCHOR_PLAIN;
}

/* SVG 1.1, 5.10.1: in a document of its own an id is one of XML. */
static bool is_svg_id(const struct walk *w, const struct node *n, str value)
{
    return (w->kind & CONTENT_SVG) == 0 || n->name->space != SPACE_SVG || schema_is_name(value);
}

/* HTML, 3.2.6.1: an id is not empty and holds no white space. */
static void id_check(struct walk *w, const struct node *n, str name, str value)
{
    str rest = value, word;
    if (!str_word(&rest, &word) || word.len != value.len) {
        str remedy = STR("write a name without blanks");
        if (str_trim(value).len != value.len || value.len == 0 || rest.len > 0) {
            value_say(w, n, name, value, remedy);
        }
    } else if (!is_svg_id(w, n, value)) {
        value_say(w, n, name, value, STR("begin it with a letter"));
    }
    if (value.len > 0) {
        facts_anchor_kind(w->judge, w->facts, value, n->at, kind_of(n));
    }
}

/* ARIA in HTML, 4: the figure's, the li's and the a's roles hang on more than their name. */
static bool role_fits(const struct node *n, const struct html_element *kind, str role)
{
    if ((kind->flags & HTML_ROLE_ANY) != 0) {
        return true;
    }
    if ((kind->tag == TAG_A || kind->tag == TAG_AREA) && node_attr(n, ATTR_HREF) == NULL) {
        return true;
    }
    const str *list =
        kind->tag != TAG_LI || n->parent == NULL ? NULL : node_attr(n->parent, ATTR_ROLE);
    if (list != NULL && !str_eq_nocase(str_trim(*list), STR("list"))) {
        return true;
    }
    return html_word_in(role, kind->roles, true);
}

/* DPUB-ARIA 1.1, 4.3 and 4.16; what ARIA 1.2 deprecates is of no harm. */
static void deprecated_role(struct walk *w, const struct node *n, str role)
{
    if ((w->judge->flags & CHECK_HOUSE) != 0) {
        attribute_say(w, n, role, (struct report){.kind = MSG_HOUSE_ROLE, .args = {role}});
    } else if (str_starts(role, STR("doc-")) && !w->judge->old) {
        attribute_say(w, n, role, (struct report){.kind = MSG_ROLE_DEPRECATED, .args = {role}});
    }
}

static void role_check(struct walk *w, const struct node *n, const struct html_element *kind,
                       str value)
{
    str rest = value, role;
    while (str_word(&rest, &role)) {
        if (html_word_in(role, kind->roles, true) && !html_role_deprecated(role)) {
            continue; /* as nearly all are */
        }
        if (!html_role_known(role)) {
            struct nearest near = {.wanted = role};
            if (w->offers++ < MAX_OFFERS) {
                html_offer_roles(&near);
            }
            attribute_say(
                w, n, role,
                (struct report){.kind = MSG_ROLE_UNKNOWN, .args = {role}, .nearest = near.best});
        } else if (html_role_deprecated(role)) {
            deprecated_role(w, n, role);
        } else if (!role_fits(n, kind, role)) {
            attribute_say(
                w, n, role,
                (struct report){.kind = MSG_ROLE_MISPLACED, .args = {role, n->name->local}});
        }
    }
}

/* SVG 2, 3.2.4: elements that are never seen themselves. */
static bool is_never_rendered(const struct node *n)
{
    return n->name->space == SPACE_SVG &&
           html_word_in(n->name->local,
                        "clipPath defs desc linearGradient marker mask metadata pattern "
                        "radialGradient script style title stop filter animate animateMotion "
                        "animateTransform set mpath view",
                        false);
}

/* EPUB 3.3, 6.1.3.1 and 6.2.3: nothing that is metadata, or not seen, has an epub:type. */
static void type_check(struct walk *w, const struct node *n, str value)
{
    const struct html_element *kind = n->name->element;
    bool metadata = kind != NULL && kind->tag != TAG_TEMPLATE &&
                    ((kind->is & IS_METADATA) != 0 || kind->tag == TAG_HEAD);
    if (metadata || is_never_rendered(n)) {
        attribute_say(w, n, value,
                      (struct report){.kind = MSG_MARKUP_ATTRIBUTE,
                                      .args = {STR("epub:type"), n->name->local}});
    }
    if (!schema_is_names(value)) {
        value_say(w, n, STR("epub:type"), value, STR("name what the element is"));
        return;
    }
    prefixes_check(&w->prefixes, w->judge, w->document->subject, value, n->at);
}

static void epub_attribute(struct walk *w, const struct node *n, const struct attribute *a)
{
    str name = a->name->local;
    if (str_eq(name, STR("type"))) {
        type_check(w, n, a->value);
        return;
    }
    if ((str_eq(name, STR("prefix")) && n->parent == NULL) || n->name->space == SPACE_MATHML) {
        return;
    }
    str parts[] = {STR("epub:"), name};
    attribute_say(w, n, a->value,
                  (struct report){.kind = MSG_MARKUP_ATTRIBUTE,
                                  .args = {str_concat(w->judge->arena, parts, 2), n->name->local}});
}

/* EPUB 3.3, 6.1.3.3: namespaces of W3C and IDPF are not for authors. */
static bool is_reserved_space(str uri)
{
    str host;
    size_t at = str_find_str(uri, STR("://"), 0);
    str rest = str_sub(uri, at + 3, uri.len);
    str_cut(rest, '/', &host, &rest);
    return str_find_str(host, STR("w3.org"), 0) < host.len ||
           str_find_str(host, STR("idpf.org"), 0) < host.len;
}

static void foreign_attribute(struct walk *w, const struct node *n, const struct attribute *a)
{
    static const char *const known[] = {"http://www.w3.org/2005/11/its",
                                        "http://www.w3.org/1998/Math/MathML",
                                        "http://www.w3.org/2001/10/synthesis",
                                        "http://www.w3.org/2000/svg",
                                        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
                                        "http://www.w3.org/2001/xml-events"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (str_eq(a->name->uri, str_from(known[i]))) {
            return;
        }
    }
    if (is_reserved_space(a->name->uri)) {
        attribute_say(w, n, a->value,
                      (struct report){.kind = MSG_ATTRIBUTE_RESERVED,
                                      .args = {a->name->local, a->name->uri}});
    }
}

static void xml_attribute(struct walk *w, const struct node *n, const struct attribute *a)
{
    bool lang = str_eq(a->name->local, STR("lang"));
    if (lang && !w->judge->old && !value_is_language(a->value) &&
        !value_is_old_language(a->value)) {
        value_say(w, n, STR("xml:lang"), a->value, STR("write a language tag such as \"en\""));
    }
    if (str_eq(a->name->local, STR("space")) && !w->judge->old &&
        !html_word_in(a->value, "default preserve", false)) {
        value_say(w, n, STR("xml:space"), a->value, STR("use one of: default preserve"));
    }
    if (str_eq(a->name->local, STR("id"))) {
        id_check(w, n, STR("xml:id"), a->value);
    }
    const str *plain = lang && n->name->element != NULL ? node_attr(n, ATTR_LANG) : NULL;
    if (plain != NULL && !str_eq_nocase(*plain, a->value)) {
        attribute_say(w, n, a->value,
                      (struct report){.kind = MSG_LANG_DIFFERS, .args = {*plain, a->value}});
    }
}

static void qualified(struct walk *w, const struct node *n, const struct attribute *a)
{
    switch (a->name->space) {
    case SPACE_EPUB:
        epub_attribute(w, n, a);
        break;
    case SPACE_XML:
        xml_attribute(w, n, a);
        break;
    case SPACE_SSML:
        if (str_eq(a->name->local, STR("ph")) && str_trim(a->value).len == 0) {
            attribute_say(w, n, a->value, (struct report){.kind = MSG_SSML_EMPTY});
        }
        break;
    case SPACE_XLINK:
        if (n->name->space == SPACE_HTML) {
            str parts[] = {STR("xlink:"), a->name->local};
            attribute_say(
                w, n, a->value,
                (struct report){.kind = MSG_MARKUP_ATTRIBUTE,
                                .args = {str_concat(w->judge->arena, parts, 2), n->name->local}});
        }
        break;
    case SPACE_OTHER:
    case SPACE_COMPRESSION:
    case SPACE_METADATA:
    case SPACE_RENDITION:
    case SPACE_SVG:
    case SPACE_MATHML:
        foreign_attribute(w, n, a);
        break;
    default:
        break;
    }
}

bool attribute_is_event(str name)
{
    return name.len > 2 && str_starts(name, STR("on")) && ascii_alpha(name.ptr[2]);
}

/* HTML, 3.2.6.6: "data-" and a name without upper-case letters. */
static void data_check(struct walk *w, const struct node *n, const struct attribute *a)
{
    str name = a->name->local;
    bool fine = name.len > 5;
    for (size_t i = 5; i < name.len; i++) {
        fine = fine && !(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z');
    }
    if (!fine) {
        attribute_say(w, n, a->value, (struct report){.kind = MSG_ATTRIBUTE_DATA, .args = {name}});
    }
}

static void unknown_attribute(struct walk *w, const struct node *n, const struct html_element *kind,
                              const struct attribute *a)
{
    str name = a->name->local;
    if (str_starts(name, STR("data-"))) {
        data_check(w, n, a);
        return;
    }
    if (str_starts(name, STR("its-"))) {
        return; /* HTML, 3.2.6.6; Internationalization Tag Set 2, 2.5.3 */
    }
    if (attribute_is_event(name)) {
        facts_use(w->facts, USES_SCRIPT, n->at);
        return;
    }
    struct nearest near = {.wanted = name};
    if (w->offers++ < MAX_OFFERS) {
        html_offer_attributes(kind, &near);
    }
    attribute_say(w, n, a->value,
                  (struct report){.kind = MSG_MARKUP_ATTRIBUTE,
                                  .args = {name, n->name->local},
                                  .nearest = near.best});
}

static void keyword_say(struct walk *w, const struct node *n, const struct attribute *a,
                        enum html_value type, str remedy)
{
    bool listed = type == VALUE_KEYWORD || type == VALUE_EXACT || type == VALUE_KEYWORDS;
    if (listed && str_starts(remedy, STR("- "))) {
        remedy = str_sub(remedy, 2, remedy.len); /* the empty value goes without saying */
    }
    attribute_say(w, n, a->value,
                  (struct report){.kind = listed ? MSG_MARKUP_KEYWORD : MSG_MARKUP_VALUE,
                                  .args = {a->name->local, a->value, remedy}});
}

/* HTML, 16.1: obsolete, but conforming. */
static bool is_tolerated(const struct html_element *kind, const struct html_attr *attr, str value)
{
    return (attr->attr == ATTR_NAME && kind->tag == TAG_A && value.len > 0) ||
           (attr->attr == ATTR_BORDER && kind->tag == TAG_IMG && str_eq(value, STR("0")));
}

static void plain_attribute(struct walk *w, const struct node *n, const struct html_element *kind,
                            const struct attribute *a)
{
    const struct html_attr *attr = a->name->attribute;
    if (attr != NULL && (w->judge->flags & CHECK_HOUSE) == 0 &&
        is_tolerated(kind, attr, a->value)) {
        return;
    }
    if (attr == NULL || !html_attr_fits(kind, (enum attr)attr->attr)) {
        unknown_attribute(w, n, kind, a);
        return;
    }
    const char *words;
    enum html_value type = html_attr_value(kind, attr, &words);
    str remedy = STR_NONE;
    switch (type) {
    case VALUE_TEXT:
    case VALUE_URL:
    case VALUE_SRCSET:
        break;
    case VALUE_ID:
        id_check(w, n, a->name->local, a->value);
        break;
    case VALUE_IDREF:
    case VALUE_IDREFS:
        idref_wait(w, n, attr, a->value);
        break;
    case VALUE_ROLE:
        role_check(w, n, kind, a->value);
        break;
    case VALUE_STYLE:
        css_check_style(w->judge, w->facts, a->value,
                        attribute_spot(w->document->subject, n, a->value));
        break;
    default:
        if (!value_fits(type, words, a->name->local, a->value, &remedy)) {
            keyword_say(w, n, a, type, remedy);
        }
    }
}

static void required_check(struct walk *w, const struct node *n, const struct html_element *kind)
{
    for (const uint8_t *r = kind->required; r != NULL && *r != 0; r++) {
        if (node_attr(n, (enum attr) * r) == NULL) {
            str name = str_from(html_attr_of((enum attr) * r)->name);
            walk_say(w, n,
                     (struct report){.kind = MSG_MARKUP_LACKS, .args = {n->name->local, name}});
        }
    }
}

/* HTML, 4.5.1 and 4.8: the value of an itemprop that is an address must be there. */
static void itemprop_check(struct walk *w, const struct node *n, const struct html_element *kind)
{
    static const struct {
        enum tag tag;
        enum attr needs;
    } rows[] = {{TAG_A, ATTR_HREF},    {TAG_AREA, ATTR_HREF},  {TAG_AUDIO, ATTR_SRC},
                {TAG_VIDEO, ATTR_SRC}, {TAG_IFRAME, ATTR_SRC}, {TAG_EMBED, ATTR_SRC}};
    if (node_attr(n, ATTR_ITEMPROP) == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (kind->tag == rows[i].tag && node_attr(n, rows[i].needs) == NULL) {
            str name = str_from(html_attr_of(rows[i].needs)->name);
            walk_say(w, n,
                     (struct report){.kind = MSG_MARKUP_LACKS, .args = {n->name->local, name}});
        }
    }
}

void attributes_check(struct walk *w, const struct node *n, const struct html_element *kind)
{
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct attribute *a = &n->attributes[i];
        if (a->name->space == SPACE_NONE) {
            plain_attribute(w, n, kind, a);
        } else {
            qualified(w, n, a);
        }
    }
    if (kind->required != NULL) {
        required_check(w, n, kind);
    }
    itemprop_check(w, n, kind);
}

void attributes_check_foreign(struct walk *w, const struct node *n)
{
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct attribute *a = &n->attributes[i];
        bool id = a->name->attribute != NULL && a->name->attribute->attr == ATTR_ID;
        if (id) {
            id_check(w, n, a->name->local, a->value);
        } else if (a->name->space == SPACE_EPUB || a->name->space == SPACE_XML) {
            qualified(w, n, a);
        } else if (a->name->attribute != NULL && a->name->attribute->attr == ATTR_STYLE) {
            css_check_style(w->judge, w->facts, a->value,
                            attribute_spot(w->document->subject, n, a->value));
        } else if (a->name->space == SPACE_NONE && attribute_is_event(a->name->local)) {
            facts_use(w->facts, USES_SCRIPT, n->at);
        }
    }
}

/* HTML, 4.10.4: a label is for a labelable element; 4.9.11: headers are th elements. */
static bool target_fits(const struct pending_idref *p, enum anchor_kind kind)
{
    bool label = p->attr->attr == ATTR_FOR && node_is_tag(p->node, TAG_LABEL);
    return (!label || kind == ANCHOR_FIELD) &&
           (p->attr->attr != ATTR_HEADERS || kind == ANCHOR_HEADER);
}

static void idref_check(struct walk *w, const struct pending_idref *p, str id)
{
    size_t anchor = map_get(&w->facts->ids, id);
    if (anchor == MAP_NONE) {
        attribute_say(
            w, p->node, p->value,
            (struct report){.kind = MSG_MARKUP_IDREF, .args = {id, str_from(p->attr->name)}});
    } else if (!target_fits(p, w->facts->anchors[anchor].kind)) {
        bool label = p->attr->attr == ATTR_FOR;
        value_say(w, p->node, str_from(p->attr->name), id,
                  label ? STR("name a field, such as an input") : STR("name th elements"));
    }
}

void idrefs_check(struct walk *w)
{
    for (size_t i = 0; i < w->nidrefs; i++) {
        const struct pending_idref *p = &w->idrefs[i];
        str rest = p->value, id;
        bool any = false;
        for (; str_word(&rest, &id); any = true) {
            idref_check(w, p, id);
        }
        if (!any && p->attr->value == VALUE_IDREF && !node_is_tag(p->node, TAG_OUTPUT)) {
            value_say(w, p->node, str_from(p->attr->name), p->value, STR("name an id"));
        }
    }
}
