/* Islands of SVG and MathML in HTML, and of HTML in those: they decide what a name means. "title",
 * "a" and "text" are other elements in SVG than outside (HTML, 13.2.6.5). */
#include "source/html_internal.h"

#include "vocab/html.h"

enum html_island { ISLAND_SVG, ISLAND_MATHML, ISLAND_HTML };

/* Elements of SVG and MathML that hold HTML. */
static bool holds_html(const struct html_token *t)
{
    static const char *const in_svg[] = {"foreignObject", "desc", "title"};
    static const char *const in_mathml[] = {"mi", "mo", "mn", "ms", "mtext"};
    bool svg = t->space == HTML_SPACE_SVG;
    const char *const *names = svg ? in_svg : in_mathml;
    size_t count = svg ? sizeof in_svg / sizeof *in_svg : sizeof in_mathml / sizeof *in_mathml;
    for (size_t i = 0; i < count; i++) {
        if (str_eq(t->name, str_from(names[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < t->nattributes && str_eq(t->name, STR("annotation-xml")); i++) {
        const struct html_attribute *a = &t->attributes[i];
        if (str_eq(a->name, STR("encoding"))) {
            return html_word_in(a->value, "text/html application/xhtml+xml", true);
        }
    }
    return false;
}

static enum html_space space_now(const struct html_reader *r)
{
    switch (r->nislands > 0 ? r->islands[r->nislands - 1] : ISLAND_HTML) {
    case ISLAND_SVG:
        return HTML_SPACE_SVG;
    case ISLAND_MATHML:
        return HTML_SPACE_MATHML;
    default:
        return HTML_SPACE_HTML;
    }
}

bool html_in_island(const struct html_reader *r)
{
    return space_now(r) != HTML_SPACE_HTML;
}

/* An element of HTML in SVG or MathML ends the island, as in a browser. */
static void break_out(struct html_reader *r)
{
    while (space_now(r) != HTML_SPACE_HTML) {
        r->nislands--;
    }
}

enum html_space html_settle_space(struct html_reader *r, str *name, bool *unknown)
{
    enum html_space now = space_now(r);
    str spelled;
    *unknown = false;
    if (str_eq(*name, STR("svg")) || str_eq(*name, STR("math"))) {
        return str_eq(*name, STR("svg")) ? HTML_SPACE_SVG : HTML_SPACE_MATHML;
    }
    if (now != HTML_SPACE_HTML && foreign_element(*name, &spelled)) {
        *name = spelled;
        return now;
    }
    const struct html_element *e = html_element_find(*name);
    if (now != HTML_SPACE_HTML && e != NULL) {
        break_out(r);
        now = HTML_SPACE_HTML;
    }
    *unknown = e == NULL || (e->flags & HTML_OBSOLETE) != 0;
    return now;
}

static void push(struct html_reader *r, enum html_island island)
{
    if (r->nislands < HTML_ISLANDS) {
        r->islands[r->nislands++] = (unsigned char)island;
    }
}

void html_enter_island(struct html_reader *r, const struct html_token *token)
{
    if (str_eq(token->name, STR("svg"))) {
        push(r, ISLAND_SVG);
    } else if (str_eq(token->name, STR("math"))) {
        push(r, ISLAND_MATHML);
    } else if (token->space != HTML_SPACE_HTML && holds_html(token)) {
        push(r, ISLAND_HTML);
    }
}

/* Which island an end tag ends; false if none. */
static bool island_of(str name, enum html_island *island)
{
    static const struct {
        str name;
        enum html_island island;
    } ends[] = {
        {STR_INIT("svg"), ISLAND_SVG},   {STR_INIT("math"), ISLAND_MATHML},
        {STR_INIT("desc"), ISLAND_HTML}, {STR_INIT("foreignObject"), ISLAND_HTML},
        {STR_INIT("mi"), ISLAND_HTML},   {STR_INIT("annotation-xml"), ISLAND_HTML},
        {STR_INIT("mo"), ISLAND_HTML},   {STR_INIT("title"), ISLAND_HTML},
        {STR_INIT("mn"), ISLAND_HTML},   {STR_INIT("mtext"), ISLAND_HTML},
        {STR_INIT("ms"), ISLAND_HTML},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (str_eq(name, ends[i].name)) {
            *island = ends[i].island;
            return true;
        }
    }
    return false;
}

void html_leave_island(struct html_reader *r, str name)
{
    enum html_island island;
    if (r->nislands == 0 || !island_of(name, &island)) {
        return;
    }
    for (size_t i = r->nislands; i > 0; i--) {
        if (r->islands[i - 1] == island) {
            r->nislands = i - 1;
            return;
        }
    }
}
