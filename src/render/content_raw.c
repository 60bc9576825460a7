/* Raw HTML: its tags open and close on the writer's stack. Whether an element may stand where it
 * does is for the gate to say. */
#include "render/content_internal.h"

#include "messages.h"
#include "vocab/html.h"

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
    if (token->page != NULL) {
        content_page_break(c, &token->page->page);
    } else if (token->anchor != NULL && !c->copy) {
        xml_mark(c->xml, token->anchor->at);
        xml_attr_if(c->xml, "id", token->anchor->anchor.id);
    }
}

/* May a div stand in the innermost element? */
static bool takes_blocks(const struct xml *x)
{
    for (size_t i = xml_depth(x); i > 0; i--) {
        const struct html_element *e = html_element_find(xml_name_at(x, i - 1));
        if (e == NULL || (e->flags & HTML_TRANSPARENT) == 0) {
            return e == NULL || (e->takes & IS_FLOW) != 0;
        }
    }
    return true;
}

static void open_element(struct content *c, const struct html_token *token)
{
    const struct construct *h = token->heading;
    bool unknown = token->unknown && token->space == HTML_SPACE_HTML;
    str element = h != NULL ? content_heading_name(c, &h->heading) : token->element;
    xml_open(c->xml, unknown && !takes_blocks(c->xml) ? STR("span") : element);
    if (h != NULL && !c->copy) {
        xml_mark(c->xml, h->heading.list_at);
        xml_attr_if(c->xml, "id", h->heading.id);
    }
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
        raw_report(c, MSG_TOO_DEEP, token->at, raw_quoted(c, "element \"", token->name, "\""),
                   STR("200"));
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
    enum tag tag = raw_tag(token->name);
    bool needs_file = tag == TAG_SOURCE || tag == TAG_TRACK;
    return (needs_file && missing_file(token) != NULL) || (tag == TAG_AREA && is_dead_link(token));
}

/* HTML, 13.1.2.4 and 13.2.6.4.9: elements that a start tag opens by itself, in what is open. */
static const struct {
    uint8_t next, open;
    const char *implied;
    bool told; /* HTML does not allow to leave the start tag out */
} implied_starts[] = {
    {TAG_TR, TAG_TABLE, "tbody", false}, {TAG_COL, TAG_TABLE, "colgroup", false},
    {TAG_TD, TAG_TABLE, "tbody", false}, {TAG_TH, TAG_TABLE, "tbody", false},
    {TAG_TD, TAG_TBODY, "tr", true},     {TAG_TH, TAG_TBODY, "tr", true},
    {TAG_TD, TAG_THEAD, "tr", true},     {TAG_TH, TAG_THEAD, "tr", true},
    {TAG_TD, TAG_TFOOT, "tr", true},     {TAG_TH, TAG_TFOOT, "tr", true},
};

static void open_implied(struct content *c, const struct html_token *token)
{
    struct content_state *s = c->state;
    enum tag next = raw_tag(token->name);
    for (size_t i = 0; i < sizeof implied_starts / sizeof *implied_starts; i++) {
        if (implied_starts[i].next != next || s->nraw == s->barrier ||
            raw_tag(s->raw[s->nraw - 1].token->name) != implied_starts[i].open ||
            !has_room(c, token)) {
            continue;
        }
        struct html_token *made = ARENA_NEW(c->xml->arena, struct html_token);
        made->kind = HTML_START;
        made->name = made->element = str_from(implied_starts[i].implied);
        made->at = token->at;
        if (implied_starts[i].told) {
            raw_report(c, MSG_HTML_REPAIRED, token->at,
                       raw_quoted(c, "element \"", token->name, "\" stands in no row"),
                       STR("it gets one; write \"<tr>\" before it"));
        }
        xml_place(c->xml, made->at);
        xml_open(c->xml, made->element);
        raw_push(c, (struct raw_element){.token = made});
    }
}

/* Nothing but their own may stand in SVG and MathML; to the gate a wrong name there is none of its
 * business. */
static void check_foreign(struct content *c, const struct html_token *token)
{
    const struct xml *x = c->xml;
    bool html = token->space == HTML_SPACE_HTML;
    if ((html && xml_in_foreign(x)) || (token->unknown && token->space == HTML_SPACE_SVG)) {
        raw_report(c, MSG_MARKUP_CHILD, token->at, token->name, xml_name_at(x, xml_depth(x) - 1));
    }
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

/* Tags that cross, "<b><i></b></i>": up to three formatting elements are opened again, as a browser
 * does. Returns their number, 0 if that is no remedy; again is theirs, outermost first. */
static size_t to_reopen(const struct content_state *s, size_t index, struct raw_element again[3])
{
    size_t count = index < s->nraw ? s->nraw - index - 1 : 0;
    for (size_t i = 0; count <= 3 && i < count; i++) {
        again[i] = s->raw[index + 1 + i];
        if (!is_formatting(again[i].token->name)) {
            return 0;
        }
    }
    return count <= 3 ? count : 0;
}

/* Closes the element at index and all in it, but opens again what is to be. end: the tag that does
 * so, if it crosses them. */
static void cut(struct content *c, size_t index, const struct raw_element *again, size_t count,
                const struct html_token *end)
{
    struct content_state *s = c->state;
    while (s->nraw > index + 1) {
        if (count > 0) {
            raw_close(c);
        } else {
            raw_close_unasked(c);
        }
    }
    raw_close(c);
    for (size_t i = 0; i < count; i++) {
        struct html_token *copy = ARENA_NEW(c->xml->arena, struct html_token);
        *copy = *again[i].token;
        copy->anchor = NULL; /* an id stands once */
        open_element(c, copy);
        raw_push(c, (struct raw_element){copy, again[i].told, true, end});
    }
}

/* Told when the element that was cut off ends, too: one that does not is a fault of its own. */
static void tell_crossing(struct content *c, const struct html_token *end)
{
    if (end != NULL) {
        raw_report(c, MSG_HTML_REPAIRED, end->at,
                   raw_quoted(c, "\"</", end->name, ">\" ends what another element cuts into"),
                   STR("close the inner element first"));
    }
}

static void end_tag(struct content *c, const struct html_token *token)
{
    struct content_state *s = c->state;
    struct raw_element again[3];
    size_t index = raw_find(s, token->name);
    if (index == s->nraw) {
        raw_stray(c, token);
        return;
    }
    tell_crossing(c, s->raw[index].cut);
    cut(c, index, again, to_reopen(s, index, again), token);
}

void raw_end_link(struct content *c, struct place next)
{
    struct content_state *s = c->state;
    struct raw_element again[3];
    size_t index = raw_find(s, STR("a")), count = to_reopen(s, index, again);
    if (index == s->nraw || count < s->nraw - index - 1 ||
        s->raw[index].token->space != HTML_SPACE_HTML) {
        return;
    }
    raw_report(c, MSG_HTML_REPAIRED, next,
               STR("an element \"a\" may not stand in another; that ends here"),
               STR("add \"</a>\" before it"));
    cut(c, index, again, count, NULL);
    raw_forgive(c, STR("a"));
}

static void start_tag(struct content *c, const struct html_token *token)
{
    if (token->space == HTML_SPACE_HTML && str_eq(token->name, STR("a"))) {
        raw_end_link(c, token->at);
    }
    raw_close_implied(c, token->name);
    open_implied(c, token);
    if (is_nothing(token) || !has_room(c, token)) {
        return;
    }
    check_foreign(c, token);
    const struct construct *missing = missing_file(token);
    xml_place(c->xml, missing != NULL ? missing->at : token->at);
    if (token->heading != NULL) {
        content_open_section(c, token->heading);
    }
    if (token->image != NULL) {
        content_img(c, &token->image->image, token);
        return;
    }
    open_element(c, token);
    if (token->void_element) {
        xml_close(c->xml);
    } else {
        raw_push(c, (struct raw_element){.token = token});
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
