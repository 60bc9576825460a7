/* Written as tables: what, and what to do instead. Each row has broken books on a device in wide
 * use. */
#include "check/css_house.h"

struct unsafe {
    const char *word, *remedy;
};

static const struct unsafe rules[] = {
    {"@media", "write rules that suit every screen; some readers drop the whole sheet"},
    {"@supports", "write rules that every reader knows"},
    {"@import", "list the sheet among the book's own"},
    {"@namespace", "leave it out"},
    {"@container", "write rules that suit every screen"},
    {"@layer", "write the rules in their order"},
};

/* "*" at the end: any property that begins so. */
static const struct unsafe properties[] = {
    {"--*", "write the value itself; some readers drop the whole sheet"},
    {"color", "leave colours to the reader's theme"},
    {"background*", "leave colours to the reader's theme"},
    {"border-color", "leave colours to the reader's theme"},
    {"position", "let the text flow"},
    {"box-sizing", "set widths without it"},
    {"gap", "use margins"},
    {"grid*", "let the text flow"},
    {"flex*", "let the text flow"},
    {"transform*", "leave it out"},
    {"animation*", "leave it out"},
    {"transition*", "leave it out"},
};

static const struct unsafe functions[] = {
    {"calc", "write the value itself; some readers drop the whole sheet"},
    {"min", "write one value; some readers call the book damaged"},
    {"max", "write one value; some readers call the book damaged"},
    {"clamp", "write one value; some readers call the book damaged"},
    {"var", "write the value itself"},
    {"rgb", "leave colours to the reader's theme"},
    {"rgba", "leave colours to the reader's theme"},
    {"hsl", "leave colours to the reader's theme"},
    {"hsla", "leave colours to the reader's theme"},
};

static const struct unsafe units[] = {
    {"vw", "use em or %"},   {"vh", "use em or %"}, {"vmin", "use em or %"},
    {"vmax", "use em or %"}, {"ch", "use em"},
};

static const struct unsafe displays[] = {
    {"flex", "let the text flow; some readers do not open the book"},
    {"inline-flex", "let the text flow; some readers do not open the book"},
    {"grid", "let the text flow; some readers do not open the book"},
    {"inline-grid", "let the text flow"},
    {"none", "leave it out of the book; some readers show it all the same"},
};

/* What the reader chooses for the page as a whole. */
static const struct unsafe of_body[] = {
    {"font-size", "leave it to the reader"},   {"line-height", "leave it to the reader"},
    {"font-family", "leave it to the reader"}, {"font", "leave it to the reader"},
    {"margin*", "leave it to the reader"},
};

static const struct unsafe *find(const struct unsafe *table, size_t count, str word)
{
    for (size_t i = 0; i < count; i++) {
        str w = str_from(table[i].word);
        bool stem = str_ends(w, STR("*"));
        str begin = stem ? str_sub(word, 0, w.len - 1) : word;
        if (str_eq_nocase(begin, stem ? str_sub(w, 0, w.len - 1) : w)) {
            return &table[i];
        }
    }
    return NULL;
}

#define FIND(table, word) find((table), sizeof(table) / sizeof *(table), (word))

static void tell(struct judge *j, struct subject *s, const char *before, str what,
                 const struct unsafe *u, struct spot at)
{
    if (u != NULL) {
        str parts[] = {str_from(before), what};
        say(j, s, at,
            (struct report){.kind = MSG_CSS_UNSAFE,
                            .args = {str_concat(j->arena, parts, 2), str_from(u->remedy)}});
    }
}

/* The unit behind a number: "vw" of "50vw"; empty if word is no such thing. */
static str unit_of(str word)
{
    size_t i = str_starts(word, STR("-")) || str_starts(word, STR("+"));
    bool digit = false;
    while (i < word.len && (ascii_digit(word.ptr[i]) || word.ptr[i] == '.')) {
        digit = digit || ascii_digit(word.ptr[i]);
        i++;
    }
    return digit ? str_sub(word, i, word.len) : STR_NONE;
}

static bool is_negative_length(str word)
{
    return word.len > 1 && word.ptr[0] == '-' && (ascii_digit(word.ptr[1]) || word.ptr[1] == '.');
}

static void value_house(struct judge *j, struct subject *s, str property, str value, struct spot at)
{
    static const struct unsafe negative = {"", "use no margin below 0; text overlaps"};
    bool margin = str_eq_nocase(str_sub(property, 0, 6), STR("margin"));
    size_t i = 0;
    str token;
    enum css_token t;
    while ((t = css_token_next(value, &i, &token)) != CSS_T_END) {
        if (t == CSS_T_FUNCTION) {
            tell(j, s, "function ", token, FIND(functions, token), at);
        } else if (t == CSS_T_WORD) {
            tell(j, s, "unit ", unit_of(token), FIND(units, unit_of(token)), at);
            if (str_eq_nocase(property, STR("display"))) {
                tell(j, s, "display: ", token, FIND(displays, token), at);
            }
            if (margin && is_negative_length(token)) {
                tell(j, s, "a negative ", property, &negative, at);
            }
        }
    }
}

static void selector_house(struct judge *j, struct subject *s, str selector, struct spot at)
{
    static const struct unsafe combinator = {"", "use a class, or a blank"};
    size_t i = 0;
    str token;
    enum css_token t;
    while ((t = css_token_next(selector, &i, &token)) != CSS_T_END) {
        if (t == CSS_T_OTHER && str_has(STR(">+~"), token.ptr[0])) {
            /* "~=" belongs to an attribute. */
            bool attribute = i < selector.len && selector.ptr[i] == '=';
            tell(j, s, "selector ", token, attribute ? NULL : &combinator, at);
        }
    }
}

void css_house(struct judge *j, struct subject *s, const struct css_parser *p, bool in_body,
               struct spot at)
{
    str head = p->head, name;
    switch (p->event) {
    case CSS_AT_RULE:
        if (str_word(&head, &name)) {
            tell(j, s, "", name, FIND(rules, name), at);
        }
        break;
    case CSS_RULE:
        selector_house(j, s, head, at);
        break;
    case CSS_DECLARATION:
        tell(j, s, "property ", head, FIND(properties, head), at);
        if (in_body && !str_eq(p->value, STR("0"))) {
            tell(j, s, "on the whole page, property ", head, FIND(of_body, head), at);
        }
        value_house(j, s, head, p->value, at);
        break;
    default:
        break;
    }
}
