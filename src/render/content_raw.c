/* Raw HTML: its tags open and close on the writer's stack. A raw end tag closes only what a raw
 * start tag opened in the same container of Markdown; what stays open there is closed with it.
 * Whether an element may stand where it does is for the gate to say. */
#include "render/content_internal.h"

#include "messages.h"
#include "vocab/html.h"

/* HTML, 13.1.2.4: elements whose end tag may be left out. */
static bool end_is_optional(str name)
{
    static const char *const names[] = {
        "p",     "li",    "dt",     "dd",       "tr",       "td",      "th", "thead",
        "tbody", "tfoot", "option", "optgroup", "colgroup", "caption", "rt", "rp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(name, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

/* HTML, 13.2.4.3: formatting elements, which a browser opens again behind what cut them off. */
static bool is_formatting(str name)
{
    static const char *const names[] = {"a",    "b", "big",   "code",   "em",     "font", "i",
                                        "nobr", "s", "small", "strike", "strong", "tt",   "u"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(name, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

static void report(struct content *c, unsigned kind, struct place at, str first, str second)
{
    diag_report(c->diag, &(struct report){.kind = kind, .at = at, .args = {first, second}});
}

static str quoted(struct content *c, const char *before, str name, const char *behind)
{
    str parts[] = {str_from(before), name, str_from(behind)};
    return str_concat(c->xml->arena, parts, 3);
}

static void forgive(struct content_state *s, str name, bool told)
{
    s->forgiven[s->nforgiven++ % MAX_FORGIVEN] = (struct forgiven){.name = name, .told = told};
}

/* Closes the innermost raw element without its end tag. */
static void close_unasked(struct content *c)
{
    struct content_state *s = c->state;
    const struct raw_element *e = &s->raw[--s->nraw];
    str name = e->token->name;
    bool optional = end_is_optional(name);
    xml_close(c->xml);
    if (!optional && !e->told) {
        report(c, MSG_HTML_UNCLOSED, e->token->at, name, STR_NONE);
    }
    forgive(s, name, !optional || e->told);
}

void raw_enter_container(struct content *c)
{
    struct content_state *s = c->state;
    s->barriers[s->nbarriers++] = s->barrier;
    s->barrier = s->nraw;
}

void raw_leave_container(struct content *c)
{
    struct content_state *s = c->state;
    while (s->nraw > s->barrier) {
        close_unasked(c);
    }
    s->barrier = s->barriers[--s->nbarriers];
}

void raw_close_paragraph(struct content *c)
{
    struct content_state *s = c->state;
    if (s->nraw > s->barrier && str_eq(s->raw[s->nraw - 1].token->name, STR("p"))) {
        close_unasked(c);
    }
}

static enum tag tag_of(str name)
{
    const struct html_element *e = html_element_find(name);
    return e != NULL ? (enum tag)e->tag : TAG_UNKNOWN;
}

/* "<li>" ends the list item before it, and the paragraph that is open in that. */
static void close_implied(struct content *c, str next)
{
    struct content_state *s = c->state;
    enum tag tag = tag_of(next);
    for (size_t i = s->nraw; i > s->barrier; i--) {
        str open = s->raw[i - 1].token->name;
        if (html_end_implied(tag_of(open), tag)) {
            while (s->nraw >= i) {
                close_unasked(c);
            }
        } else if (!end_is_optional(open)) {
            return;
        }
    }
}

static bool has_xlink(const struct html_token *token)
{
    for (size_t i = 0; i < token->nattributes; i++) {
        if (str_starts(token->attributes[i].name, STR("xlink:"))) {
            return true;
        }
    }
    return false;
}

/* Name spaces are declared where they are needed: the author's declarations were dropped. */
static void name_spaces(struct content *c, const struct html_token *token)
{
    if (str_eq(token->element, STR("svg"))) {
        xml_attr(c->xml, "xmlns", STR("http://www.w3.org/2000/svg"));
    } else if (str_eq(token->element, STR("math"))) {
        xml_attr(c->xml, "xmlns", STR("http://www.w3.org/1998/Math/MathML"));
    }
    if (has_xlink(token)) {
        xml_attr(c->xml, "xmlns:xlink", STR("http://www.w3.org/1999/xlink"));
    }
}

static bool is_dead_link(const struct html_token *token)
{
    return token->link != NULL && token->link->link.target == LINK_TEXT_ONLY;
}

/* HTML, 4.5.1: what an "a" may have only beside an href; so a link that leads nowhere is its text.
 */
static bool is_of_link(const struct html_token *token, str attribute)
{
    static const char *const names[] = {"target",   "download", "ping",          "rel",
                                        "hreflang", "type",     "referrerpolicy"};
    for (size_t i = 0; is_dead_link(token) && i < sizeof names / sizeof *names; i++) {
        if (str_eq(attribute, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

void raw_attributes(struct content *c, const struct html_token *token)
{
    name_spaces(c, token);
    for (size_t i = 0; i < token->nattributes; i++) {
        const struct html_attribute *a = &token->attributes[i];
        if (is_of_link(token, a->name)) {
            continue;
        }
        xml_mark(c->xml, a->at.file != NULL ? a->at : token->at);
        if (a->media == NULL) {
            xml_attr_str(c->xml, a->name, a->value);
        } else if (a->media->media.resource != NULL) {
            xml_attr_str(c->xml, a->name, a->media->media.resource->file);
        }
    }
    if (token->anchor != NULL && !c->copy) {
        xml_mark(c->xml, token->anchor->at);
        xml_attr_if(c->xml, "id", token->anchor->anchor.id);
    }
}

static void open_element(struct content *c, const struct html_token *token)
{
    xml_open(c->xml, token->element);
    if (token->link != NULL) {
        xml_attr_if(c->xml, "href", content_href(c, &token->link->link));
    }
    raw_attributes(c, token);
}

/* False if the element would lie too deep; that is told once. */
static bool has_room(struct content *c, const struct html_token *token)
{
    struct content_state *s = c->state;
    if (xml_depth(c->xml) < MAX_ELEMENTS && s->nraw < MAX_ELEMENTS) {
        return true;
    }
    if (!s->too_deep) {
        s->too_deep = true;
        report(c, MSG_TOO_DEEP, token->at, quoted(c, "element \"", token->name, "\""), STR("200"));
    }
    return false;
}

/* The file that an attribute names and that is not to be had, which was told; NULL: there is none.
 * The attribute is left out. */
static const struct construct *missing_file(const struct html_token *token)
{
    for (size_t i = 0; i < token->nattributes; i++) {
        const struct construct *media = token->attributes[i].media;
        if (media != NULL && media->media.resource == NULL) {
            return media;
        }
    }
    return NULL;
}

/* A source or track is nothing without its file, an area nothing without a target. */
static bool is_nothing(const struct html_token *token)
{
    enum tag tag = tag_of(token->name);
    bool needs_file = tag == TAG_SOURCE || tag == TAG_TRACK;
    return (needs_file && missing_file(token) != NULL) || (tag == TAG_AREA && is_dead_link(token));
}

static void start_tag(struct content *c, const struct html_token *token)
{
    struct content_state *s = c->state;
    close_implied(c, token->name);
    if (is_nothing(token) || !has_room(c, token)) {
        return;
    }
    const struct construct *missing = missing_file(token);
    xml_place(c->xml, missing != NULL ? missing->at : token->at);
    if (token->image != NULL) {
        content_img(c, &token->image->image, token);
        return;
    }
    open_element(c, token);
    if (token->void_element) {
        xml_close(c->xml);
    } else {
        s->raw[s->nraw++] = (struct raw_element){.token = token};
    }
}

/* An end tag that finds nothing to close: the consequence of a fault told before, something a
 * browser would pass over, or a fault. */
static void stray(struct content *c, const struct html_token *token)
{
    struct content_state *s = c->state;
    for (size_t i = s->barrier; i > 0; i--) { /* opened outside: it cannot be closed in here */
        if (str_eq(s->raw[i - 1].token->name, token->name)) {
            s->raw[i - 1].told = true;
            break;
        }
    }
    for (size_t i = 0; i < s->nforgiven && i < MAX_FORGIVEN; i++) {
        struct forgiven *f = &s->forgiven[i];
        if (str_eq(f->name, token->name)) {
            if (!f->told) {
                report(c, MSG_HTML_REPAIRED, token->at,
                       quoted(c, "element \"", token->name, "\" had ended already"),
                       quoted(c, "delete \"</", token->name, ">\""));
            }
            f->name = STR_NONE;
            return;
        }
    }
    if (!s->too_deep) {
        report(c, MSG_HTML_STRAY, token->at, token->name, STR_NONE);
    }
}

/* The raw element that an end tag closes: its index, or nraw. */
static size_t find_open(const struct content_state *s, str name)
{
    for (size_t i = s->nraw; i > s->barrier; i--) {
        if (str_eq(s->raw[i - 1].token->name, name)) {
            return i - 1;
        }
    }
    return s->nraw;
}

/* Tags that cross, "<b><i></b></i>": up to three formatting elements are opened again, as a browser
 * does. Returns their number, 0 if that is no remedy; again is theirs, outermost first. */
static size_t to_reopen(const struct content_state *s, size_t index,
                        const struct html_token *again[3])
{
    size_t count = s->nraw - index - 1;
    for (size_t i = 0; count <= 3 && i < count; i++) {
        again[i] = s->raw[index + 1 + i].token;
        if (!is_formatting(again[i]->name)) {
            return 0;
        }
    }
    return count <= 3 ? count : 0;
}

static void end_tag(struct content *c, const struct html_token *token)
{
    struct content_state *s = c->state;
    const struct html_token *again[3];
    size_t index = find_open(s, token->name);
    if (index == s->nraw) {
        stray(c, token);
        return;
    }
    size_t count = to_reopen(s, index, again);
    if (count > 0) {
        report(c, MSG_HTML_REPAIRED, token->at,
               quoted(c, "\"</", token->name, ">\" ends what another element cuts into"),
               STR("close the inner element first"));
    }
    while (s->nraw > index + 1) {
        if (count > 0) {
            xml_close(c->xml);
            s->nraw--;
        } else {
            close_unasked(c);
        }
    }
    xml_close(c->xml);
    s->nraw--;
    for (size_t i = 0; i < count; i++) {
        struct html_token *copy = ARENA_NEW(c->xml->arena, struct html_token);
        *copy = *again[i];
        copy->anchor = NULL; /* an id stands once */
        open_element(c, copy);
        s->raw[s->nraw++] = (struct raw_element){.token = copy};
    }
}

/* The line break at the end of an HTML block is ours: what follows begins a line anyway. */
static bool ends_block(const struct raw *raw, size_t index)
{
    return raw->block && index + 1 == raw->count && str_trim(raw->tokens[index].text).len == 0;
}

static bool enter_raw(struct content *c, cmark_node *node)
{
    const struct raw *raw = &content_construct(node)->raw;
    if (raw->block) {
        xml_line(c->xml);
    }
    for (size_t i = 0; i < raw->count; i++) {
        const struct html_token *token = &raw->tokens[i];
        if (token->kind == HTML_TEXT && ends_block(raw, i)) {
            xml_line(c->xml);
        } else if (token->kind == HTML_TEXT) {
            xml_mark(c->xml, token->at);
            xml_text(c->xml, token->text);
        } else if (token->kind == HTML_START) {
            start_tag(c, token);
        } else {
            end_tag(c, token);
        }
    }
    return false;
}

const struct handler content_raw = {enter_raw, NULL};
