/* Pieces of a reference: what stands between them, and the few inline marks that CSL-JSON knows
 * (CSL 1.0.2 input: i, b, sup, sub, sc, span). */
#include "render/entry_internal.h"

/* Does text end a sentence, closing quotation marks apart? */
static bool ends_sentence(str text)
{
    static const str quotes[] = {STR_INIT("\""), STR_INIT("'"), STR_INIT("”"), STR_INIT("’"),
                                 STR_INIT("“"),  STR_INIT("»"), STR_INIT("«")};
    static const str stops[] = {STR_INIT("."), STR_INIT("?"), STR_INIT("!"), STR_INIT("…"),
                                STR_INIT("。")};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (str_ends(text, quotes[i])) {
            text.len -= quotes[i].len;
            break;
        }
    }
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (str_ends(text, stops[i])) {
            return true;
        }
    }
    return false;
}

void piece_separate(struct pieces *p, str separator)
{
    if (!p->begun) {
        return;
    }
    if (p->stopped && str_starts(separator, STR("."))) {
        separator = str_sub(separator, 1, separator.len);
    }
    xml_text(p->xml, separator);
}

void piece_text(struct pieces *p, str text)
{
    if (text.len > 0) {
        xml_text(p->xml, text);
        p->begun = true;
        p->stopped = ends_sentence(text);
    }
}

struct mark {
    str open, close;
    const char *element; /* NULL: only the text inside is kept */
};

static const struct mark marks[] = {
    {STR_INIT("<i>"), STR_INIT("</i>"), "i"},       {STR_INIT("<b>"), STR_INIT("</b>"), "b"},
    {STR_INIT("<sup>"), STR_INIT("</sup>"), "sup"}, {STR_INIT("<sub>"), STR_INIT("</sub>"), "sub"},
    {STR_INIT("<sc>"), STR_INIT("</sc>"), NULL},    {STR_INIT("<span"), STR_INIT("</span>"), NULL},
};

/* The mark whose start or end tag stands at the begin of rest, and the tag's length; NULL if the
 * "<" there is text. */
static const struct mark *mark_at(str rest, bool *closing, size_t *len)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        *closing = str_starts(rest, marks[i].close);
        if (*closing || str_starts(rest, marks[i].open)) {
            *len = str_find(rest, '>', 0) + 1;
            return *len <= rest.len ? &marks[i] : NULL;
        }
    }
    return NULL;
}

/* The length of text up to the next tag. */
static size_t text_length(str rest)
{
    size_t at = 0, len;
    bool closing;
    while ((at = str_find(rest, '<', at)) < rest.len &&
           mark_at(str_sub(rest, at, rest.len), &closing, &len) == NULL) {
        at++;
    }
    return at;
}

/* An end tag closes the innermost element of its name that was opened since base, and with it
 * what stands open inside; one that closes nothing is dropped. */
static void close_mark(struct xml *x, const struct mark *mark, size_t base)
{
    for (size_t depth = xml_depth(x); depth > base; depth--) {
        if (str_eq(xml_name_at(x, depth - 1), str_from(mark->element))) {
            xml_close_to(x, depth - 1);
            return;
        }
    }
}

#define MARK_DEPTH 8 /* deeper nesting in a title is noise */

void piece_markup(struct pieces *p, str text)
{
    struct xml *x = p->xml;
    size_t base = xml_depth(x);
    str rest = str_trim(text);
    while (rest.len > 0) {
        bool closing = false;
        size_t len = 0;
        const struct mark *mark = mark_at(rest, &closing, &len);
        if (mark == NULL) {
            len = text_length(rest);
            piece_text(p, str_sub(rest, 0, len));
        } else if (mark->element != NULL && closing) {
            close_mark(x, mark, base);
        } else if (mark->element != NULL && xml_depth(x) < base + MARK_DEPTH) {
            xml_open(x, str_from(mark->element));
        }
        rest = str_sub(rest, len, rest.len);
    }
    xml_close_to(x, base);
}

str markup_dropped(struct arena *a, str text)
{
    struct buf out = {0};
    str rest = str_trim(text);
    while (rest.len > 0) {
        bool closing = false;
        size_t len = 0;
        if (mark_at(rest, &closing, &len) == NULL) {
            len = text_length(rest);
            buf_add(&out, str_sub(rest, 0, len));
        }
        rest = str_sub(rest, len, rest.len);
    }
    return buf_finish(&out, a);
}
