/* What a list of attributes gives an element of HTML: an attribute that the element has stays one,
 * any other is data. */
#include "source/dialect.h"

#include "messages.h"
#include "vocab/html.h"

/* A list while it is sorted. */
struct giving {
    struct dialect *dialect;
    const struct html_element *element;
    struct place at;
    struct given_list *given;
};

static void tell(struct giving *g, unsigned kind, str first, str second)
{
    diag_report(g->dialect->diag,
                &(struct report){.kind = kind, .at = g->at, .args = {first, second}});
}

/* A name as XML has it, and of a name space that is declared. */
static bool is_name(str key)
{
    if (str_eq(key, STR("epub:type")) || str_eq(key, STR("xml:lang"))) {
        return true;
    }
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];
        if (!ascii_alpha(c) && c != '_' && (i == 0 || (!ascii_digit(c) && c != '-' && c != '.'))) {
            return false;
        }
    }
    return key.len > 0;
}

/* Properties that change how a text looks, and that all reading systems bear. */
static bool is_safe_property(str name)
{
    static const char *const safe[] = {
        "border",          "font-size",   "font-style",     "font-variant",   "font-weight",
        "letter-spacing",  "line-height", "margin",         "padding",        "text-align",
        "text-decoration", "text-indent", "text-transform", "vertical-align", "white-space"};
    str side = str_starts(name, STR("margin-"))    ? STR("margin")
               : str_starts(name, STR("padding-")) ? STR("padding")
               : str_starts(name, STR("border-"))  ? STR("border")
                                                   : name;
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++) {
        if (str_eq(side, str_from(safe[i]))) {
            return true;
        }
    }
    return false;
}

/* Words and measures, none of them below zero; no functions, strings, colours or hacks. */
static bool is_safe_value(str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool minus = c == '-' && (i == 0 || !ascii_alpha(value.ptr[i - 1]));
        if (minus || (!ascii_alnum(c) && !str_has(STR(" .%-"), c))) {
            return false;
        }
    }
    return value.len > 0;
}

static bool is_safe_style(str style)
{
    str rest = style, declaration, name, value;
    while (str_trim(rest).len > 0) {
        str_cut(rest, ';', &declaration, &rest);
        if (str_trim(declaration).len > 0 &&
            (!str_cut(declaration, ':', &name, &value) || !is_safe_property(str_trim(name)) ||
             !is_safe_value(str_trim(value)))) {
            return false;
        }
    }
    return true;
}

static bool has(const struct given_list *g, str name)
{
    for (size_t i = 0; i < g->nattributes; i++) {
        if (str_eq(g->attributes[i].name, name)) {
            return true;
        }
    }
    return false;
}

static void keep(struct giving *g, str name, str value)
{
    struct given_list *out = g->given;
    if (!has(out, name)) { /* the first of equal names counts */
        *ARENA_PUSH(g->dialect->arena, struct html_attribute, &out->attributes, &out->nattributes) =
            (struct html_attribute){.name = name, .value = value, .at = g->at};
    }
}

static void add_classes(struct giving *g, str more)
{
    str *classes = &g->given->classes;
    str parts[] = {*classes, classes->len > 0 && more.len > 0 ? STR(" ") : STR_NONE, more};
    *classes = str_concat(g->dialect->arena, parts, 3);
}

static void add_id(struct giving *g, str id)
{
    if (g->given->anchor == NULL) {
        g->given->anchor = dialect_anchor(g->dialect, id, g->at);
    }
}

/* An attribute that HTML knows. Addresses are what Markdown has its own signs for. */
static void give_known(struct giving *g, const struct html_attr *attr, str name, str value)
{
    const char *words;
    enum html_value kind = html_attr_value(g->element, attr, &words);
    if (kind == VALUE_URL || kind == VALUE_URL_NONEMPTY || kind == VALUE_SRCSET) {
        tell(g, MSG_LIST_VALUE, name, value);
    } else if (kind == VALUE_STYLE && !is_safe_style(value)) {
        tell(g, MSG_LIST_VALUE, name, value);
    } else {
        keep(g, name, value);
    }
    if (str_eq(name, STR("lang"))) {
        keep(g, STR("xml:lang"), value);
    } else if (str_eq(name, STR("xml:lang"))) {
        keep(g, STR("lang"), value);
    }
}

static void give_pair(struct giving *g, const struct attribute *pair)
{
    struct arena *a = g->dialect->arena;
    str name = str_lower(a, pair->key);
    const struct html_attr *attr = html_attr_find(name);
    if (str_starts(name, STR("on")) && name.len > 2 && !str_has(name, '-')) {
        str parts[] = {STR("attribute \""), name, STR("\"")};
        tell(g, MSG_HTML_FORBIDDEN, str_concat(a, parts, 3),
             STR("readers run no scripts; remove it"));
    } else if (!is_name(name)) {
        tell(g, MSG_LIST_NAME, pair->key, STR_NONE);
    } else if (str_eq(name, STR("id"))) {
        add_id(g, pair->value);
    } else if (str_eq(name, STR("class"))) {
        add_classes(g, pair->value);
    } else if (str_has(name, ':') || str_starts(name, STR("data-"))) {
        keep(g, name, pair->value);
    } else if (attr != NULL && html_attr_fits(g->element, (enum attr)attr->attr)) {
        give_known(g, attr, name, pair->value);
    } else {
        keep(g, str_concat(a, (str[]){STR("data-"), name}, 2), pair->value);
    }
}

struct given_list dialect_give(struct dialect *d, const char *element,
                               const struct attributes *attributes, struct place at)
{
    struct given_list given = {0};
    struct giving g = {d, html_element_find(str_from(element)), at, &given};
    add_classes(&g, attributes->classes);
    add_id(&g, attributes->id);
    for (size_t i = 0; i < attributes->nothers; i++) {
        give_pair(&g, &attributes->others[i]);
    }
    return given;
}
