/* What HTML has dropped and authors still write, and what no book may hold (source format, part 4;
 * HTML, 16.2; EPUB 3.3, 5.2 and 6.3). */
#include "source/html_internal.h"

#define NO_SCRIPTS "many readers run no scripts; remove it"
#define NO_FORMS   "readers have no forms; say it in words"
#define NO_FRAMES  "readers show nothing there; put the content itself into the text"
#define NO_HEAD    "styles belong into a file that \"css\" names in the manifest"
#define NO_PAGE    "every chapter gets its own; keep what is inside the body"

static const struct {
    str name;
    const char *why;
} forbidden[] = {
    {STR_INIT("script"), NO_SCRIPTS},
    {STR_INIT("style"), NO_HEAD},
    {STR_INIT("iframe"), NO_FRAMES},
    {STR_INIT("object"), NO_FRAMES},
    {STR_INIT("embed"), NO_FRAMES},
    {STR_INIT("applet"), NO_FRAMES},
    {STR_INIT("frame"), NO_FRAMES},
    {STR_INIT("frameset"), NO_FRAMES},
    {STR_INIT("form"), NO_FORMS},
    {STR_INIT("input"), NO_FORMS},
    {STR_INIT("button"), NO_FORMS},
    {STR_INIT("select"), NO_FORMS},
    {STR_INIT("textarea"), NO_FORMS},
    {STR_INIT("option"), NO_FORMS},
    {STR_INIT("optgroup"), NO_FORMS},
    {STR_INIT("param"), NO_FRAMES},
    {STR_INIT("link"), NO_HEAD},
    {STR_INIT("meta"), "the manifest says what the book is; remove it"},
    {STR_INIT("base"), "write every address in full; remove it"},
    {STR_INIT("noembed"), NO_FRAMES},
    {STR_INIT("noframes"), NO_FRAMES},
    {STR_INIT("html"), NO_PAGE},
    {STR_INIT("head"), NO_PAGE},
    {STR_INIT("body"), NO_PAGE},
};

static const struct {
    str part, whole;
} forbidden_parts[] = {
    {STR_INIT("option"), STR_INIT("select")},
    {STR_INIT("optgroup"), STR_INIT("select")},
    {STR_INIT("param"), STR_INIT("object")},
    {STR_INIT("frame"), STR_INIT("frameset")},
};

str forbidden_whole(str name)
{
    for (size_t i = 0; i < sizeof forbidden_parts / sizeof *forbidden_parts; i++) {
        if (str_eq(name, forbidden_parts[i].part)) {
            return forbidden_parts[i].whole;
        }
    }
    return STR_NONE;
}

const char *forbidden_element(str name)
{
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        if (str_eq(name, forbidden[i].name)) {
            return forbidden[i].why;
        }
    }
    return NULL;
}

static const struct {
    str name, element, class_name;
} obsolete[] = {
    {STR_INIT("center"), STR_INIT("div"), STR_INIT("center")},
    {STR_INIT("font"), STR_INIT("span"), STR_INIT("")},
    {STR_INIT("tt"), STR_INIT("code"), STR_INIT("")},
    {STR_INIT("big"), STR_INIT("span"), STR_INIT("big")},
    {STR_INIT("strike"), STR_INIT("del"), STR_INIT("")},
    {STR_INIT("acronym"), STR_INIT("abbr"), STR_INIT("")},
    {STR_INIT("nobr"), STR_INIT("span"), STR_INIT("nobr")},
    {STR_INIT("dir"), STR_INIT("ul"), STR_INIT("")},
    {STR_INIT("xmp"), STR_INIT("pre"), STR_INIT("")},
    {STR_INIT("image"), STR_INIT("img"), STR_INIT("")},
};

bool obsolete_element(str name, str *element, str *class_name)
{
    for (size_t i = 0; i < sizeof obsolete / sizeof *obsolete; i++) {
        if (str_eq(name, obsolete[i].name)) {
            *element = obsolete[i].element;
            *class_name = obsolete[i].class_name;
            return true;
        }
    }
    return false;
}

/* What an attribute becomes. element "": on every element. */
enum becomes { ITS_VALUE, ITS_NAME, A_WIDTH, NOTHING };

static const struct {
    str element, name;
    enum becomes becomes;
} attributes[] = {
    {STR_INIT(""), STR_INIT("align"), ITS_VALUE},
    {STR_INIT(""), STR_INIT("valign"), ITS_VALUE},
    {STR_INIT(""), STR_INIT("bgcolor"), ITS_NAME},
    {STR_INIT(""), STR_INIT("border"), ITS_NAME},
    {STR_INIT(""), STR_INIT("width"), A_WIDTH},
    {STR_INIT(""), STR_INIT("cellpadding"), NOTHING},
    {STR_INIT(""), STR_INIT("cellspacing"), NOTHING},
    {STR_INIT(""), STR_INIT("background"), NOTHING},
    {STR_INIT(""), STR_INIT("hspace"), NOTHING},
    {STR_INIT(""), STR_INIT("vspace"), NOTHING},
    {STR_INIT("td"), STR_INIT("nowrap"), ITS_NAME},
    {STR_INIT("th"), STR_INIT("nowrap"), ITS_NAME},
    {STR_INIT("br"), STR_INIT("clear"), NOTHING},
    {STR_INIT("hr"), STR_INIT("size"), NOTHING},
    {STR_INIT("hr"), STR_INIT("noshade"), NOTHING},
    {STR_INIT("font"), STR_INIT("color"), NOTHING},
    {STR_INIT("font"), STR_INIT("face"), NOTHING},
    {STR_INIT("font"), STR_INIT("size"), NOTHING},
};

/* The widths for which the style has a rule: "width=33%" is the class "width-33". A width in
 * between takes the nearest. */
static const unsigned char widths[] = {10, 20, 25, 30, 33, 40, 50, 60, 67, 70, 75, 80, 90, 100};

str width_class_name(struct arena *a, uint64_t percent)
{
    unsigned best = widths[0];
    for (size_t i = 1; i < sizeof widths; i++) {
        if (percent > (best + (unsigned)widths[i]) / 2) {
            best = widths[i];
        }
    }
    return str_printf(a, "width-%u", best);
}

/* Elements whose "width" is HTML's own: a number of pixels. */
static bool has_width(str element)
{
    static const char *const names[] = {"img",     "video",   "svg",    "rect",   "image",
                                        "pattern", "use",     "mask",   "filter", "foreignObject",
                                        "mspace",  "mpadded", "mtable", "mglyph"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(element, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

/* A percentage on HTML's elements is a class; elsewhere a number of pixels says nothing. */
static bool width_class(struct arena *a, str element, str value, str *class_name)
{
    uint64_t percent;
    bool own = has_width(element);
    if (own && !str_eq(element, STR("img")) && !str_eq(element, STR("video"))) {
        return false;
    }
    if (str_ends(value, STR("%")) && str_number(str_sub(value, 0, value.len - 1), 1000, &percent)) {
        *class_name = width_class_name(a, percent);
        return true;
    }
    return !own;
}

bool obsolete_attribute(struct arena *a, str element, str name, str value, str *class_name)
{
    *class_name = STR_NONE;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        str on = attributes[i].element;
        if (!str_eq(name, attributes[i].name) || (on.len > 0 && !str_eq(on, element))) {
            continue;
        }
        if (attributes[i].becomes == A_WIDTH) {
            return width_class(a, element, value, class_name);
        }
        if (attributes[i].becomes == ITS_VALUE) {
            *class_name = str_lower(a, value);
        } else if (attributes[i].becomes == ITS_NAME && !str_eq(value, STR("0"))) {
            *class_name = name;
        }
        return true;
    }
    return false;
}
