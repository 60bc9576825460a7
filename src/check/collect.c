/* What an element refers to and makes use of. One table: element, attribute, kind. */
#include "check/walk.h"

#include "check/css.h"
#include "check/values.h"

#include "base/urls.h"
#include "vocab/media.h"

/* By the tag of an element: where it refers to what. */
static const struct {
    uint8_t attr, kind;
} html_references[TAGS][2] = {
    [TAG_A] = {{ATTR_HREF, REF_LINK}},
    [TAG_AREA] = {{ATTR_HREF, REF_LINK}},
    [TAG_IMG] = {{ATTR_SRC, REF_IMAGE}},
    [TAG_INPUT] = {{ATTR_SRC, REF_EMBED}},
    [TAG_AUDIO] = {{ATTR_SRC, REF_AUDIO}},
    [TAG_VIDEO] = {{ATTR_SRC, REF_VIDEO}, {ATTR_POSTER, REF_IMAGE}},
    [TAG_TRACK] = {{ATTR_SRC, REF_TRACK}},
    [TAG_OBJECT] = {{ATTR_DATA, REF_EMBED}},
    [TAG_EMBED] = {{ATTR_SRC, REF_EMBED}},
    [TAG_IFRAME] = {{ATTR_SRC, REF_FRAME}},
    [TAG_SCRIPT] = {{ATTR_SRC, REF_SCRIPT}},
    [TAG_BLOCKQUOTE] = {{ATTR_CITE, REF_CITE}},
    [TAG_Q] = {{ATTR_CITE, REF_CITE}},
    [TAG_INS] = {{ATTR_CITE, REF_CITE}},
    [TAG_DEL] = {{ATTR_CITE, REF_CITE}},
};

/* Elements of SVG that refer by href or xlink:href. */
static const struct {
    const char *local;
    enum reference_kind kind;
} svg_references[] = {
    {"a", REF_LINK},         {"image", REF_IMAGE},          {"use", REF_USE},
    {"script", REF_SCRIPT},  {"feImage", REF_PAINT},        {"linearGradient", REF_PAINT},
    {"textPath", REF_PAINT}, {"radialGradient", REF_PAINT}, {"pattern", REF_PAINT},
    {"mpath", REF_PAINT},    {"tref", REF_PAINT},           {"filter", REF_PAINT},
};

static struct reference *refer(struct walk *w, const struct node *n, enum reference_kind kind,
                               str url)
{
    return facts_refer(w->judge, w->facts, kind, url, n->at);
}

static str type_of(const struct walk *w, const struct node *n)
{
    const str *type = node_attr(n, ATTR_TYPE);
    return type == NULL ? STR_NONE
                        : subject_keep(w->judge->arena, w->document->subject, str_trim(*type));
}

/* HTML, 4.8.4.3: candidates are separated by commas behind white space or a descriptor. */
static void srcset(struct walk *w, const struct node *n, enum reference_kind kind, str value)
{
    str rest = str_trim(value), url, type = kind == REF_CHOICE ? type_of(w, n) : STR_NONE;
    while (str_word(&rest, &url)) {
        bool alone = str_ends(url, STR(","));
        while (str_ends(url, STR(","))) {
            url = str_sub(url, 0, url.len - 1);
        }
        if (url.len > 0) {
            refer(w, n, kind, url)->type = type;
        }
        if (!alone) {
            str descriptor;
            str_cut(rest, ',', &descriptor, &rest);
        }
    }
}

static void collect_link(struct walk *w, const struct node *n)
{
    const str *rel = node_attr(n, ATTR_REL), *href = node_attr(n, ATTR_HREF);
    if (rel == NULL || href == NULL) {
        return;
    }
    bool sheet = value_has_word(*rel, STR("stylesheet"));
    const str *title = node_attr(n, ATTR_TITLE);
    if (sheet && value_has_word(*rel, STR("alternate")) &&
        (title == NULL || str_trim(*title).len == 0)) { /* HTML, 4.6.7.22; HTML 4.01, 14.3.2 */
        walk_say(w, n, (struct report){.kind = MSG_STYLE_UNTITLED});
    }
    if (sheet) {
        facts_use(w->facts, USES_STYLE, n->at);
    }
    refer(w, n, sheet ? REF_STYLE : REF_OTHER, *href)->type = type_of(w, n);
}

/* A type of script that browsers run (HTML, 4.12.1); others are blocks of data. */
static bool runs(const struct walk *w, const struct node *n)
{
    str type = type_of(w, n);
    return type.len == 0 ||
           html_word_in(type,
                        "module text/javascript application/javascript text/ecmascript "
                        "application/ecmascript application/x-javascript "
                        "application/x-ecmascript text/jscript text/livescript "
                        "text/javascript1.0 text/javascript1.1 text/javascript1.2 "
                        "text/javascript1.3 text/javascript1.4 text/javascript1.5 "
                        "text/x-javascript text/x-ecmascript",
                        true);
}

static void collect_style(struct walk *w, const struct node *n)
{
    str type = type_of(w, n);
    facts_use(w->facts, USES_STYLE, n->at);
    bool plain = node_child(n) == NULL; /* else told: it holds text */
    if (plain && (type.len == 0 || str_eq_nocase(type, STR("text/css")))) {
        str text =
            subject_keep(w->judge->arena, w->document->subject, node_text(w->judge->arena, n));
        css_check_block(w->judge, w->facts, text, n->at);
    }
}

/* EPUB 3.3, 3.5.2: another source of the same sound, unless its type says that it is foreign too.
 */
static bool has_other_source(const struct walk *w, const struct node *n)
{
    for (const struct node *c = node_child(n->parent); c != NULL; c = node_sibling(c)) {
        str type = node_is_tag(c, TAG_SOURCE) ? type_of(w, c) : STR_NONE;
        if (c != n && node_is_tag(c, TAG_SOURCE) && (type.len == 0 || media_is_core(type))) {
            return true;
        }
    }
    return false;
}

/* A source belongs to what holds it. */
static void collect_source(struct walk *w, const struct node *n)
{
    const str *src = node_attr(n, ATTR_SRC), *set = node_attr(n, ATTR_SRCSET);
    bool video = node_is_tag(n->parent, TAG_VIDEO);
    if (src != NULL) {
        struct reference *r = refer(w, n, video ? REF_VIDEO : REF_AUDIO, *src);
        r->type = type_of(w, n);
        r->has_fallback = has_other_source(w, n);
    }
    if (set != NULL) {
        srcset(w, n, REF_CHOICE, *set);
    }
}

static void collect_special(struct walk *w, const struct node *n, enum tag tag)
{
    const str *set;
    switch (tag) {
    case TAG_LINK:
        collect_link(w, n);
        break;
    case TAG_STYLE:
        collect_style(w, n);
        break;
    case TAG_SCRIPT:
        if (runs(w, n)) {
            facts_use(w->facts, USES_SCRIPT, n->at);
        }
        break;
    case TAG_BASE:
        set = node_attr(n, ATTR_HREF);
        w->base = set != NULL && w->base.len == 0 ? str_trim(*set) : w->base;
        break;
    case TAG_FORM:
        facts_use(w->facts, USES_SCRIPT, n->at);
        break;
    case TAG_SOURCE:
        collect_source(w, n);
        break;
    case TAG_IMG:
        set = node_attr(n, ATTR_SRCSET);
        if (set != NULL) {
            srcset(w, n, node_is_tag(n->parent, TAG_PICTURE) ? REF_SOURCE : REF_IMAGE, *set);
        }
        break;
    default:
        break;
    }
}

/* EPUB 3.3, 3.5.2: what stands in audio is no fallback for its sound, nor that in video. */
static bool has_other_content(const struct node *n, enum tag tag)
{
    return tag == TAG_OBJECT && node_speaks(n);
}

static void collect_html(struct walk *w, const struct node *n, enum tag tag)
{
    for (size_t i = 0; i < 2 && html_references[tag][i].attr != ATTR_UNKNOWN; i++) {
        const str *url = node_attr(n, (enum attr)html_references[tag][i].attr);
        if (url == NULL) {
            continue;
        }
        enum reference_kind kind = (enum reference_kind)html_references[tag][i].kind;
        bool picture = tag == TAG_IMG && n->parent != NULL && node_is_tag(n->parent, TAG_PICTURE);
        struct reference *r = refer(w, n, picture ? REF_SOURCE : kind, *url);
        r->type = tag == TAG_INPUT ? STR_NONE : type_of(w, n);
        r->has_fallback = has_other_content(n, tag);
    }
    if (n->parent != NULL) {
        collect_special(w, n, tag);
    }
}

/* SVG 2, 13: paint servers and clips by "url(#id)". */
static void collect_paint(struct walk *w, const struct node *n)
{
    static const char *const names[] = {"fill", "stroke", "clip-path"};
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct attribute *a = &n->attributes[i];
        str value = str_trim(a->value);
        if (a->name->space != SPACE_NONE || !str_starts(value, STR("url("))) {
            continue;
        }
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            if (str_eq(a->name->local, str_from(names[k]))) {
                str url = str_trim(str_sub(value, 4, str_find(value, ')', 4)));
                bool quoted = url.len > 1 && (url.ptr[0] == '"' || url.ptr[0] == '\'');
                refer(w, n, k < 2 ? REF_FILL : REF_CLIP,
                      quoted ? str_sub(url, 1, url.len - 1) : url);
            }
        }
    }
}

/* SVG 2, 5.6 and 12.3: an image or a copy of nothing. */
static void svg_refer(struct walk *w, const struct node *n, enum reference_kind kind, str url)
{
    if ((kind == REF_IMAGE || kind == REF_USE) && str_trim(url).len == 0) {
        walk_say(w, n, (struct report){.kind = MSG_TARGET_MISSING, .args = {str_trim(url)}});
    } else {
        refer(w, n, kind, url);
    }
}

static void collect_svg(struct walk *w, const struct node *n)
{
    collect_paint(w, n);
    facts_use(w->facts, USES_SVG, n->at);
    const str *url = node_attr_in(n, SPACE_XLINK, "href");
    const str *plain = node_attr(n, ATTR_HREF);
    url = plain != NULL ? plain : url;
    for (size_t i = 0; url != NULL && i < sizeof svg_references / sizeof *svg_references; i++) {
        if (str_eq(n->name->local, str_from(svg_references[i].local))) {
            svg_refer(w, n, svg_references[i].kind, *url);
        }
    }
    if (str_eq(n->name->local, STR("script"))) {
        facts_use(w->facts, USES_SCRIPT, n->at);
    } else if (str_eq(n->name->local, STR("style"))) {
        collect_style(w, n);
    } else if (str_eq(n->name->local, STR("font-face-uri")) && url != NULL) {
        refer(w, n, REF_FONT, *url);
    }
}

/* Associating Style Sheets with XML, 4: href="..." in the instruction. */
void collect_instructions(struct walk *w)
{
    for (const struct instruction *i = w->document->instructions; i != NULL; i = i->next) {
        size_t at = str_find_str(i->data, STR("href="), 0) + 5;
        if (!str_eq(i->target, STR("xml-stylesheet")) || at >= i->data.len) {
            continue;
        }
        char quote = i->data.ptr[at];
        str url = str_sub(i->data, at + 1, str_find(i->data, quote, at + 1));
        facts_use(w->facts, USES_STYLE, i->at);
        facts_refer(w->judge, w->facts, REF_STYLE, url, i->at);
    }
}

void collect_rebase(struct walk *w)
{
    size_t end = w->base.len;
    while (end > 0 && w->base.ptr[end - 1] != '/') {
        end--;
    }
    for (size_t i = 0; w->base.len > 0 && i < w->facts->nreferences; i++) {
        str *url = &w->facts->references[i].url;
        bool whole = str_starts(*url, STR("#")) || url->len == 0; /* of the base document itself */
        if (url_scheme(*url).len == 0 && !str_starts(*url, STR("/"))) {
            str parts[] = {str_sub(w->base, 0, whole ? w->base.len : end), *url};
            *url = str_concat(w->judge->arena, parts, 2);
        }
    }
}

void collect(struct walk *w, const struct node *n)
{
    const str *image, *base = n->parent != NULL ? NULL : node_attr_in(n, SPACE_XML, "base");
    if (base != NULL) {
        w->base = str_trim(*base); /* XML Base, 3 */
    }
    switch (n->name->space) {
    case SPACE_HTML:
        if (n->name->element != NULL) {
            collect_html(w, n, (enum tag)n->name->element->tag);
        }
        break;
    case SPACE_SVG:
        collect_svg(w, n);
        break;
    case SPACE_MATHML:
        facts_use(w->facts, USES_MATHML, n->at);
        image = node_attr_in(n, SPACE_NONE, "altimg");
        if (image != NULL) {
            refer(w, n, REF_IMAGE, *image);
        }
        break;
    case SPACE_EPUB:
        if (str_eq(n->name->local, STR("switch"))) {
            facts_use(w->facts, USES_SWITCH, n->at);
        }
        break;
    default:
        break;
    }
}
