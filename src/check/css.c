/* EPUB 3.3, 6.3. References are told apart by the rule that they stand in. */
#include "check/css.h"

#include "base/utf8.h"
#include "check/check.h"
#include "check/css_grammar.h"
#include "check/css_house.h"
#include "check/css_parser.h"

struct sheet {
    struct judge *judge;
    struct facts *facts;
    struct spot at;      /* of the element that holds it */
    bool font_face;      /* inside @font-face */
    size_t declarations; /* in the block that is open */
    struct spot block_at;
    bool body; /* inside a rule of html or body */
};

static struct spot spot_of(const struct sheet *s, str where)
{
    return spot_in(&s->facts->subject, where, s->at);
}

static void tell(struct sheet *s, str where, struct report r)
{
    say(s->judge, &s->facts->subject, spot_of(s, where), r);
}

static void refer(struct sheet *s, enum reference_kind kind, str url)
{
    if (str_trim(url).len == 0) {
        tell(s, url, (struct report){.kind = MSG_CSS_URL_EMPTY});
        return;
    }
    facts_refer(s->judge, s->facts, kind, url, spot_of(s, url));
}

static void refer_all(struct sheet *s, str value, enum reference_kind kind, bool strings)
{
    size_t at = 0;
    str token;
    enum css_token t;
    while ((t = css_token_next(value, &at, &token)) != CSS_T_END) {
        if (t == CSS_T_URL || (strings && t == CSS_T_STRING)) {
            refer(s, kind, token);
        }
    }
}

/* EPUB 3.3, 6.3.1: the direction is the document's business. */
static void declaration(struct sheet *s, const struct css_parser *p)
{
    s->declarations++;
    if (s->judge->old) {
        ; /* OPS 2.0.1 has no such rule */
    } else if (str_eq_nocase(p->head, STR("direction")) ||
               str_eq_nocase(p->head, STR("unicode-bidi"))) {
        tell(s, p->head, (struct report){.kind = MSG_CSS_DIRECTION, .args = {p->head}});
    }
    bool font = s->font_face && str_eq_nocase(p->head, STR("src"));
    refer_all(s, p->value, font ? REF_FONT : REF_CSS, false);
}

static bool of_body(str selectors)
{
    str rest = selectors, one;
    do {
        str_cut(rest, ',', &one, &rest);
        one = str_trim(one);
        if (str_eq_nocase(one, STR("body")) || str_eq_nocase(one, STR("html"))) {
            return true;
        }
    } while (rest.len > 0);
    return false;
}

static void at_rule(struct sheet *s, const struct css_parser *p)
{
    str rest = p->head, name = STR_NONE;
    str_word(&rest, &name);
    if (str_eq_nocase(str_sub(name, 0, 7), STR("@import"))) {
        str tail = str_sub(p->head, 7, p->head.len);
        size_t at = 0;
        str token;
        enum css_token t = css_token_next(tail, &at, &token);
        if (t == CSS_T_URL || t == CSS_T_STRING) {
            refer(s, REF_IMPORT, token);
        }
    }
    s->font_face = str_eq_nocase(str_sub(name, 0, 10), STR("@font-face"));
    s->declarations = 0;
    s->block_at = spot_of(s, p->head);
    s->body = str_eq_nocase(name, STR("@page")) ? false : s->body;
}

static void close_block(struct sheet *s)
{
    if (s->font_face && s->declarations == 0) {
        say(s->judge, &s->facts->subject, s->block_at, (struct report){.kind = MSG_CSS_FONT_EMPTY});
    }
    s->font_face = false;
    s->body = false;
}

static void fault(struct sheet *s, str where, const char *what)
{
    if (what != NULL) {
        tell(s, where, (struct report){.kind = MSG_CSS_SYNTAX, .args = {str_from(what)}});
    }
}

/* CSS Syntax 3, 4.3.2: a comment that is not closed swallows the rest. */
static void comment_check(struct sheet *s, str text)
{
    size_t at = str_find_str(text, STR("/*"), 0), last = at;
    if (at == text.len) {
        return;
    }
    for (; at < text.len; at = str_find_str(text, STR("/*"), at)) {
        last = at;
        at = str_find_str(text, STR("*/"), at + 2);
        if (at == text.len) {
            fault(s, str_sub(text, last, last + 2), "a comment is not closed");
            return;
        }
        at += 2;
    }
}

static void run(struct sheet *s, str text, bool declarations)
{
    struct css_parser p = css_begin(text, declarations);
    bool house = (s->judge->flags & CHECK_HOUSE) != 0 && !s->facts->picture;
    unsigned base = p.depth;
    while (css_next(&p) != CSS_END) {
        switch (p.event) {
        case CSS_AT_RULE:
            fault(s, p.head, css_at_rule_fault(p.head));
            at_rule(s, &p);
            break;
        case CSS_RULE:
            fault(s, p.head, css_is_frame(&p) ? NULL : css_selectors_fault(p.head));
            s->font_face = false;
            s->body = of_body(p.head);
            break;
        case CSS_DECLARATION:
            fault(s, p.head, css_value_fault(p.head, p.value));
            declaration(s, &p);
            break;
        case CSS_FAULT:
            fault(s, p.head, p.fault);
            refer_all(s, p.head, REF_CSS, false);
            break;
        default:
            close_block(s);
        }
        if (house) {
            css_house(s->judge, &s->facts->subject, &p, s->body, spot_of(s, p.head));
        }
    }
    comment_check(s, text);
    if (p.depth > base) {
        text = str_trim(text);
        tell(s, str_sub(text, text.len, text.len),
             (struct report){.kind = MSG_CSS_SYNTAX, .args = {STR("a block is not closed")}});
    }
}

/* EPUB 3.3, 6.3: UTF-8 or UTF-16. CSS Syntax 3, 3.2: @charset stands first. */
/* Our own style sheets are UTF-8, and so are those that readers understand. */
static void utf8_house(struct judge *j, struct facts *f)
{
    size_t at = 0;
    uint32_t c;
    if ((j->flags & CHECK_HOUSE) != 0 && utf8_check(f->subject.text, &at, &c) != UTF8_FINE) {
        say(j, &f->subject, (struct spot){(uint32_t)at, NO_ELEMENT},
            (struct report){.kind = MSG_CSS_BYTES});
    }
}

static bool encoding_check(struct judge *j, struct facts *f)
{
    str t = f->subject.text, name;
    struct spot at = {0, NO_ELEMENT};
    if (str_starts(t, STR("\xFE\xFF")) || str_starts(t, STR("\xFF\xFE"))) {
        say(j, &f->subject, at, (struct report){.kind = MSG_CSS_UTF16});
        return false;
    }
    if (!str_starts(t, STR("@charset \""))) {
        return true;
    }
    name = str_sub(t, 10, str_find(t, '"', 10));
    if (!str_eq_nocase(name, STR("utf-8"))) {
        bool utf16 = str_eq_nocase(str_sub(name, 0, 6), STR("utf-16"));
        say(j, &f->subject, at,
            (struct report){.kind = utf16 ? MSG_CSS_UTF16 : MSG_CSS_CHARSET, .args = {name}});
    }
    return true;
}

void css_check(struct judge *j, struct facts *f)
{
    struct sheet s = {.judge = j, .facts = f, .at = {0, NO_ELEMENT}};
    f->readable = true;
    if (encoding_check(j, f)) {
        utf8_house(j, f);
        run(&s, f->subject.text, false);
    }
}

void css_check_block(struct judge *j, struct facts *f, str text, struct spot at)
{
    struct sheet s = {.judge = j, .facts = f, .at = at};
    run(&s, text, false);
}

void css_check_style(struct judge *j, struct facts *f, str text, struct spot at)
{
    struct sheet s = {.judge = j, .facts = f, .at = at};
    facts_use(f, USES_STYLE, at);
    run(&s, text, true);
}
