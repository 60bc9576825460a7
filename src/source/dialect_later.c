/* What authors know from other Markdown dialects and Octavo does not read yet: told with its
 * place, once a place, and left as text. Escapes and code are no such thing. */
#include "source/dialect.h"

#include "messages.h"

#include <string.h>

static void tell(struct dialect *d, struct place at, const char *what)
{
    diag_report(d->diag,
                &(struct report){.kind = MSG_DIALECT_LATER, .at = at, .args = {str_from(what)}});
}

/* Where the last sign of each kind stands in a text: a pair whose second sign would have to stand
 * behind it is none. So no search goes on in vain, again and again. */
struct ends {
    size_t bracket;
};

static size_t last_of(str text, str sign)
{
    size_t at = text.len;
    while (at > 0 && !str_starts(str_sub(text, at, text.len), sign)) {
        at--;
    }
    return at;
}

/* "[text]{.class}": the end of the text. */
static size_t attributes(str text, size_t at, const struct ends *ends)
{
    (void)ends;
    bool braces = at + 2 < text.len && text.ptr[at + 1] == '{';
    return braces && str_has(STR("#."), text.ptr[at + 2]) ? at + 2 : 0;
}

/* What is known by a sign within a line, by the sign's first character. end is the offset behind
 * what was found at an offset, or 0. */
static const struct {
    char first;
    size_t (*end)(str text, size_t at, const struct ends *ends);
    const char *what;
} signs[] = {
    {']', attributes, "attributes of text"},
};

/* Tells of what begins at offset at; the offset to go on from. */
static size_t look_at_sign(struct dialect *d, str text, size_t at, const struct ends *ends)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t end = text.ptr[at] == signs[i].first ? signs[i].end(text, at, ends) : 0;
        if (end > 0) {
            size_t needle = at + 2;
            while (needle < end && ascii_alnum(text.ptr[needle])) {
                needle++;
            }
            tell(d, dialect_find(d, str_sub(text, at, needle)), signs[i].what);
            return end;
        }
    }
    return at + 1;
}

static void look_within_line(struct dialect *d, str text)
{
    static const char interesting[] = "]^";
    size_t at = strcspn(text.ptr, interesting);
    if (at >= text.len) {
        return;
    }
    const struct ends ends = {
        .bracket = last_of(text, STR("]")),
    };
    while (at < text.len) {
        at = look_at_sign(d, text, at, &ends);
        at += strcspn(text.ptr + at, interesting);
    }
}

void dialect_later(struct dialect *d, cmark_node *text)
{
    str literal = dialect_literal(text);
    if (literal.len > 0) {
        look_within_line(d, literal);
    }
}
