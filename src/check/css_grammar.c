/* Cursors over one head or value; every function moves forward, so all is linear. */
#include "check/css_grammar.h"

struct cursor {
    str text;
    size_t at;
};

static char now(const struct cursor *c)
{
    return c->at < c->text.len ? c->text.ptr[c->at] : '\0';
}

static char after(const struct cursor *c)
{
    return c->at + 1 < c->text.len ? c->text.ptr[c->at + 1] : '\0';
}

static bool take(struct cursor *c, char wanted)
{
    bool found = c->at < c->text.len && c->text.ptr[c->at] == wanted;
    c->at += found;
    return found;
}

static bool blanks(struct cursor *c)
{
    size_t from = c->at;
    for (;;) {
        if (c->at < c->text.len && ascii_space(now(c))) {
            c->at++;
        } else if (now(c) == '/' && after(c) == '*') {
            size_t end = str_find_str(c->text, STR("*/"), c->at + 2);
            c->at = end < c->text.len ? end + 2 : c->text.len;
        } else {
            return c->at > from;
        }
    }
}

/* A string in its quotes; false if it is not closed on its line. */
static bool string(struct cursor *c)
{
    char quote = now(c);
    for (c->at++; c->at < c->text.len && now(c) != '\n'; c->at++) {
        if (now(c) == quote) {
            c->at++;
            return true;
        }
        c->at += now(c) == '\\';
    }
    c->at = c->at < c->text.len ? c->at : c->text.len;
    return false;
}

static bool name_char(char ch)
{
    return ascii_alnum(ch) || ch == '-' || ch == '_' || (unsigned char)ch >= 0x80;
}

/* A name; identifiers do not begin with a digit, those of "#" may. */
static bool name(struct cursor *c, bool digit_first)
{
    size_t from = c->at;
    if (!digit_first && (ascii_digit(now(c)) || (now(c) == '-' && ascii_digit(after(c))))) {
        return false;
    }
    while (c->at < c->text.len) {
        if (now(c) == '\\' && after(c) != '\0' && after(c) != '\n') {
            c->at += 2;
        } else if (name_char(now(c))) {
            c->at++;
        } else {
            break;
        }
    }
    return c->at > from;
}

/* What brackets hold, up to the one that closes. False if there is none, or a dot too many. */
static bool arguments(struct cursor *c)
{
    size_t depth = 1;
    c->at++;
    while (c->at < c->text.len && depth > 0) {
        char ch = now(c);
        if (ch == '"' || ch == '\'') {
            string(c);
            continue;
        }
        if (ch == '.' && after(c) == '.') {
            return false;
        }
        depth += ch == '(' || ch == '[';
        depth -= ch == ')' || ch == ']';
        c->at += ch == '\\' && c->at + 1 < c->text.len ? 2 : 1;
    }
    return depth == 0;
}

/* Selectors 4, 6: "[name]", "[space|name = "value" i]". */
static bool attribute(struct cursor *c)
{
    c->at++;
    blanks(c);
    bool any = take(c, '*');
    bool named = !any && now(c) != '|' && name(c, false);
    if (now(c) == '|' && after(c) != '=') {
        c->at++;
        named = name(c, false);
    }
    blanks(c);
    if (!named || take(c, ']')) {
        return named;
    }
    if (str_has(STR("~|^$*"), now(c))) {
        c->at++;
    }
    if (!take(c, '=')) {
        return false;
    }
    blanks(c);
    bool quoted = now(c) == '"' || now(c) == '\'';
    if (quoted ? !string(c) : !name(c, false)) {
        return false;
    }
    blanks(c);
    if (now(c) != ']') {
        name(c, false);
        blanks(c);
    }
    return take(c, ']');
}

static bool pseudo(struct cursor *c)
{
    c->at++;
    take(c, ':');
    return name(c, false) && (now(c) != '(' || arguments(c));
}

static bool type_selector(struct cursor *c)
{
    bool first = take(c, '*') || name(c, false);
    if (now(c) == '|' && after(c) != '|') {
        c->at++;
        return take(c, '*') || name(c, false);
    }
    return first;
}

/* An element and what is asked of it, without blanks. */
static bool compound(struct cursor *c)
{
    bool any = take(c, '&'); /* CSS Nesting 1 */
    if (name_char(now(c)) || str_has(STR("*|\\"), now(c))) {
        any = type_selector(c);
        if (!any) {
            return false;
        }
    }
    for (bool fine = true; fine && c->at < c->text.len; any = any || fine) {
        switch (now(c)) {
        case '#':
            c->at++;
            fine = name(c, true);
            break;
        case '.':
            c->at++;
            fine = name(c, false);
            break;
        case '[':
            fine = attribute(c);
            break;
        case ':':
            fine = pseudo(c);
            break;
        default:
            return any;
        }
        if (!fine) {
            return false;
        }
    }
    return any;
}

const char *css_selectors_fault(str head)
{
    struct cursor c = {head, 0};
    for (;;) {
        blanks(&c);
        if (!compound(&c)) {
            return c.at < head.len && now(&c) != ',' ? "this is no selector"
                                                     : "a selector is not complete";
        }
        bool apart = blanks(&c);
        if (c.at >= head.len) {
            return NULL;
        }
        if (take(&c, ',') || take(&c, '>') || take(&c, '+') || take(&c, '~')) {
            continue;
        }
        if (now(&c) == '|' && after(&c) == '|') {
            c.at += 2;
        } else if (!apart) {
            return "this is no selector";
        }
    }
}

/* url(...) without quotes holds any characters but blanks, quotes and brackets (CSS Syntax 3,
 * 4.3.6): "data:image/svg+xml;utf8,<svg ...>" for one is none, but readers take it. Is there one
 * behind this bracket, and where does it end? */
static bool plain_url(const struct cursor *c, size_t *end)
{
    size_t from = c->at + 1;
    if (now(c) != '(' || c->at < 3 ||
        !str_eq_nocase(str_sub(c->text, c->at - 3, c->at), STR("url"))) {
        return false;
    }
    while (from < c->text.len && ascii_space(c->text.ptr[from])) {
        from++;
    }
    *end = str_find(c->text, ')', from);
    return from == c->text.len || (c->text.ptr[from] != '"' && c->text.ptr[from] != '\'');
}

/* Strings, brackets and comments are closed; nothing else stands in them, and outside of brackets
 * nothing that is barred: of "@", "&" and "<". */
static const char *balance_fault(struct cursor *c, str barred)
{
    size_t open = 0, end = 0;
    while (c->at < c->text.len) {
        char ch = now(c);
        if (blanks(c)) {
            continue;
        }
        if (ch == '"' || ch == '\'') {
            if (!string(c)) {
                return "a string is not closed";
            }
            continue;
        }
        if (plain_url(c, &end)) {
            if (end == c->text.len) {
                return "a url() is not closed";
            }
            c->at = end + 1;
            continue;
        }
        bool wrong = open == 0 && str_has(barred, ch);
        if (wrong && ch == '@' && ascii_alpha(after(c))) {
            return "a \";\" is missing before an at-rule";
        }
        if (ch == '.' && after(c) == '.') {
            return "a \".\" is one too many";
        }
        if (wrong && ch == '<' && after(c) == '!') {
            return "the comment marks of HTML are none here";
        }
        if (wrong && ch == '&') {
            return "a \"&\" is no part of a value";
        }
        if (ch == '\\' && (after(c) == '\n' || after(c) == '\0')) {
            return "a \"\\\" escapes nothing";
        }
        if ((ch == ')' || ch == ']' || ch == '}') && open-- == 0) {
            return "a bracket closes nothing";
        }
        open += ch == '(' || ch == '[' || ch == '{';
        c->at += ch == '\\' ? 2 : 1;
    }
    return open > 0 ? "a bracket is not closed" : NULL;
}

const char *css_at_rule_fault(str head)
{
    struct cursor c = {head, 1};
    if (!name(&c, false)) {
        return "an at-rule has no name";
    }
    str rest = head, word;
    str_word(&rest, &word);
    bool bare = str_eq_nocase(word, STR("@font-face"));
    blanks(&c);
    if (bare && c.at < head.len) {
        return "something stands between \"@font-face\" and its block";
    }
    if (str_eq_nocase(str_sub(head, 0, 8), STR("@charset"))) {
        bool quoted = (now(&c) == '"' || now(&c) == '\'') && string(&c);
        blanks(&c);
        return quoted && c.at >= head.len ? NULL : "\"@charset\" names an encoding, and no more";
    }
    return balance_fault(&c, STR("@"));
}

const char *css_value_fault(str property, str value)
{
    struct cursor c = {value, 0};
    blanks(&c);
    if (c.at >= value.len) {
        return str_starts(property, STR("--")) ? NULL : "a declaration has no value";
    }
    bool own = str_starts(property, STR("--")); /* Custom Properties 1, 2: almost anything */
    return balance_fault(&c, own ? STR("") : STR("@&<"));
}
