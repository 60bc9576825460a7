/* The raw elements that are open. A raw end tag closes only what a raw start tag opened in the same
 * container of Markdown; what stays open there is closed with it. */
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

void raw_report(struct content *c, unsigned kind, struct place at, str first, str second)
{
    diag_report(c->diag, &(struct report){.kind = kind, .at = at, .args = {first, second}});
}

str raw_quoted(struct content *c, const char *before, str name, const char *behind)
{
    str parts[] = {str_from(before), name, str_from(behind)};
    return str_concat(c->xml->arena, parts, 3);
}

static void forgive(struct content_state *s, str name, bool told)
{
    s->forgiven[s->nforgiven++ % MAX_FORGIVEN] = (struct forgiven){.name = name, .told = told};
}

void raw_forgive(struct content *c, str name)
{
    forgive(c->state, name, true);
}

void raw_push(struct content *c, struct raw_element element)
{
    struct content_state *s = c->state;
    if (s->raw == NULL) {
        s->raw = ARENA_ARRAY(c->xml->arena, struct raw_element, MAX_ELEMENTS);
    }
    s->raw[s->nraw++] = element;
}

void raw_close(struct content *c)
{
    struct content_state *s = c->state;
    const struct raw_element *e = &s->raw[--s->nraw];
    if (!e->again || !xml_take_back(c->xml)) {
        xml_close(c->xml);
    }
}

static uint32_t takes_of(str name)
{
    const struct html_element *e = html_element_find(name);
    return e == NULL || (e->flags & HTML_TRANSPARENT) != 0 ? IS_FLOW : e->takes;
}

/* An "a" that is no link only marks a place, and a tag that HTML does not know says nothing: it
 * matters little where they end. */
static bool is_mere_mark(const struct html_token *token)
{
    return token->space == HTML_SPACE_HTML &&
           (token->unknown || (token->link == NULL && str_eq(token->name, STR("a"))));
}

static void tell_ended(struct content *c, const struct html_token *token, const char *where)
{
    str what = raw_quoted(c, "element \"", token->name, "\" is not closed; it ends ");
    str remedy = raw_quoted(c, "add \"</", token->name, ">\"");
    if (token->unknown) {
        str parts[] = {remedy, STR(", or write \"\\<"), token->name, STR("\" if it is text")};
        remedy = str_concat(c->xml->arena, parts, 4);
    }
    raw_report(c, MSG_HTML_REPAIRED, token->at, raw_quoted(c, "", what, where), remedy);
}

/* Where blocks may not stand, those that do may be no fault of their own. */
static void tell_unclosed(struct content *c, const struct html_token *token)
{
    if (is_mere_mark(token)) {
        tell_ended(c, token, "with what it stands in");
        return;
    }
    struct report r = {.kind = MSG_HTML_UNCLOSED, .at = token->at, .args = {token->name}};
    if ((takes_of(token->element) & IS_FLOW) == 0) {
        r.until = c->xml->at;
        r.until.column = UINT32_MAX;
    }
    diag_report(c->diag, &r);
}

/* Closes the innermost raw element without its end tag. */
void raw_close_unasked(struct content *c)
{
    struct content_state *s = c->state;
    const struct raw_element *e = &s->raw[s->nraw - 1];
    str name = e->token->name;
    bool optional = end_is_optional(name);
    raw_close(c);
    if (!optional && !e->told) {
        tell_unclosed(c, e->token);
    }
    forgive(s, name, !optional || e->told);
}

void raw_enter_container(struct content *c)
{
    struct content_state *s = c->state;
    s->barriers[s->nbarriers++] = (unsigned char)s->barrier; /* MAX_ELEMENTS */
    s->barrier = s->nraw;
}

void raw_leave_container(struct content *c)
{
    struct content_state *s = c->state;
    while (s->nraw > s->barrier) {
        raw_close_unasked(c);
    }
    s->barrier = s->barriers[--s->nbarriers];
}

static bool holds_phrasing(const struct html_token *t)
{
    return t->space == HTML_SPACE_HTML && !t->unknown &&
           (takes_of(t->element) & (IS_FLOW | IS_PHRASING)) == IS_PHRASING;
}

/* What takes no text would hold all that follows it. */
void raw_end(struct content *c)
{
    struct content_state *s = c->state;
    for (; s->nraw > s->barrier; raw_close(c)) {
        const struct raw_element *e = &s->raw[s->nraw - 1];
        bool fair = (takes_of(e->token->element) & (IS_FLOW | IS_PHRASING)) != 0;
        if (end_is_optional(e->token->name) || e->told || c->copy) {
            continue;
        }
        if (fair) {
            tell_ended(c, e->token, "with the text");
        } else {
            tell_unclosed(c, e->token);
        }
    }
}

void raw_close_phrasing(struct content *c)
{
    struct content_state *s = c->state;
    while (s->nraw > s->barrier && holds_phrasing(s->raw[s->nraw - 1].token)) {
        raw_close_unasked(c);
    }
}

enum tag raw_tag(str name)
{
    const struct html_element *e = html_element_find(name);
    return e != NULL ? (enum tag)e->tag : TAG_UNKNOWN;
}

/* "<li>" ends the list item before it, and the paragraph that is open in that. */
void raw_close_implied(struct content *c, str next)
{
    struct content_state *s = c->state;
    enum tag tag = raw_tag(next);
    for (size_t i = s->nraw; i > s->barrier; i--) {
        str open = s->raw[i - 1].token->name;
        if (html_end_implied(raw_tag(open), tag)) {
            while (s->nraw >= i) {
                raw_close_unasked(c);
            }
        } else if (!end_is_optional(open)) {
            return;
        }
    }
}

/* An end tag that finds nothing to close: the consequence of a fault told before, something a
 * browser would pass over, or a fault. */
void raw_stray(struct content *c, const struct html_token *token)
{
    struct content_state *s = c->state;
    for (size_t i = s->barrier; i > 0; i--) { /* opened outside: it cannot be closed in here */
        if (str_eq_nocase(s->raw[i - 1].token->name, token->name)) {
            s->raw[i - 1].told = true;
            break;
        }
    }
    for (size_t i = 0; i < s->nforgiven && i < MAX_FORGIVEN; i++) {
        struct forgiven *f = &s->forgiven[i];
        if (str_eq(f->name, token->name)) {
            if (!f->told) {
                raw_report(c, MSG_HTML_REPAIRED, token->at,
                           raw_quoted(c, "element \"", token->name, "\" had ended already"),
                           raw_quoted(c, "delete \"</", token->name, ">\""));
            }
            f->name = STR_NONE;
            return;
        }
    }
    if (!s->too_deep) {
        raw_report(c, MSG_HTML_STRAY, token->at, token->name, STR_NONE);
    }
}

size_t raw_find(const struct content_state *s, str name)
{
    for (size_t i = s->nraw; i > s->barrier; i--) {
        if (str_eq_nocase(s->raw[i - 1].token->name, name)) {
            return i - 1;
        }
    }
    return s->nraw;
}
