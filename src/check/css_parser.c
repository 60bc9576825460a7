/* One pass, no recursion: blocks are counted, strings, comments and brackets are stepped over. */
#include "check/css_parser.h"

static size_t skip_string(str t, size_t at)
{
    char quote = t.ptr[at++];
    while (at < t.len && t.ptr[at] != quote && t.ptr[at] != '\n') {
        at += t.ptr[at] == '\\' ? 2 : 1;
    }
    return at < t.len ? at + 1 : t.len;
}

static bool comment_at(str t, size_t at)
{
    return at + 1 < t.len && t.ptr[at] == '/' && t.ptr[at + 1] == '*';
}

static size_t skip_comment(str t, size_t at)
{
    size_t end = str_find_str(t, STR("*/"), at + 2);
    return end < t.len ? end + 2 : t.len;
}

static size_t skip_blank(str t, size_t at)
{
    for (;;) {
        if (at < t.len && ascii_space(t.ptr[at])) {
            at++;
        } else if (comment_at(t, at)) {
            at = skip_comment(t, at);
        } else {
            return at;
        }
    }
}

/* The first of the characters in stops outside strings, comments and brackets. */
static size_t find_stop(str t, size_t at, const char *stops)
{
    unsigned round = 0;
    str s = str_from(stops);
    while (at < t.len) {
        char c = t.ptr[at];
        if (c == '"' || c == '\'') {
            at = skip_string(t, at);
            continue;
        }
        if (comment_at(t, at)) {
            at = skip_comment(t, at);
            continue;
        }
        if (round == 0 && str_has(s, c)) {
            return at;
        }
        if (c == '(' || c == '[') {
            round++;
        } else if ((c == ')' || c == ']') && round > 0) {
            round--;
        } else if (c == '\\') {
            at++;
        } else if (c == '}' || (c == '{' && round > 0)) {
            return at; /* a bracket was left open */
        }
        at++;
    }
    return t.len;
}

struct css_parser css_begin(str text, bool declarations)
{
    return (struct css_parser){
        .text = text, .depth = declarations, .inner = declarations, .attribute = declarations};
}

static enum css_event give(struct css_parser *p, enum css_event event, str head, str value,
                           size_t next)
{
    p->event = event;
    p->head = str_trim(head);
    p->value = str_trim(value);
    p->at = next < p->text.len ? next : p->text.len;
    return event;
}

static enum css_event fault(struct css_parser *p, const char *what, str where, size_t next)
{
    p->fault = what;
    return give(p, CSS_FAULT, where, STR_NONE, next);
}

static bool is_statement(str head)
{
    str rest = head, name;
    return str_word(&rest, &name) &&
           (str_eq_nocase(name, STR("@import")) || str_eq_nocase(name, STR("@charset")) ||
            str_eq_nocase(name, STR("@namespace")));
}

static bool begins_with_any(str head, const char *const *names)
{
    for (; *names != NULL; names++) {
        str name = str_from(*names);
        if (str_eq_nocase(str_sub(head, 0, name.len), name) &&
            (head.len == name.len || !ascii_alnum(head.ptr[name.len]))) {
            return true;
        }
    }
    return false;
}

/* Marks a block that was just opened, so far as it is not too deep to be told. */
static void mark(struct css_parser *p, str head)
{
    static const char *const groups[] = {"@media",     "@supports", "@layer",
                                         "@container", "@document", NULL};
    static const char *const frames[] = {"@keyframes", "@-webkit-keyframes", "@-moz-keyframes",
                                         "@-o-keyframes", NULL};
    if (p->depth < 64) {
        uint64_t bit = (uint64_t)1 << p->depth;
        bool frame = begins_with_any(head, frames);
        p->groups = begins_with_any(head, groups) || frame ? p->groups | bit : p->groups & ~bit;
        p->frames = frame ? p->frames | bit : p->frames & ~bit;
    }
}

static bool marked(uint64_t marks, unsigned depth)
{
    return depth < 64 && (marks >> depth & 1) != 0;
}

bool css_is_frame(const struct css_parser *p)
{
    return p->depth > 0 && marked(p->frames, p->depth - 1);
}

/* The "}" of the rule that is open was forgotten, as it seems: so it is thought here. */
static void close_lost(struct css_parser *p)
{
    p->depth = p->inner - 1;
    p->inner = 0;
    p->lost++;
}

/* At-rules whose block takes declarations, not rules. */
static bool takes_declarations(str head)
{
    static const char *const names[] = {"@font-face",           "@page",     "@viewport",
                                        "@counter-style",       "@property", "@-ms-viewport",
                                        "@font-palette-values", NULL};
    return begins_with_any(head, names);
}

static enum css_event at_rule(struct css_parser *p, size_t at)
{
    size_t end = find_stop(p->text, at, "{;");
    str head = str_sub(p->text, at, end);
    if (p->attribute) {
        p->lost += end < p->text.len && p->text.ptr[end] == '{';
        return fault(p, "an at-rule stands in a style attribute", head, end + 1);
    }
    if (p->inner > 0 && p->of_rule) {
        close_lost(p);
        return fault(p, "an at-rule stands inside a rule", head, at);
    }
    p->block = end < p->text.len && p->text.ptr[end] == '{';
    p->depth += p->block;
    if (p->block) {
        mark(p, head);
    }
    if (p->block && p->inner == 0 && takes_declarations(head)) {
        p->inner = p->depth;
        p->of_rule = false;
    }
    if (p->block && is_statement(head)) {
        return fault(p, "this at-rule has no block", head, end + 1);
    }
    bool close = end < p->text.len && p->text.ptr[end] == '}';
    return give(p, CSS_AT_RULE, head, STR_NONE, close ? end : end + 1);
}

static bool is_property(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool fine = ascii_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80 || c == '\\';
        i += c == '\\'; /* whatever it escapes */
        if (!fine) {
            return false;
        }
    }
    return name.len > 0;
}

static enum css_event declaration(struct css_parser *p, size_t at, size_t end)
{
    str whole = str_sub(p->text, at, end);
    size_t next = end < p->text.len && p->text.ptr[end] == ';' ? end + 1 : end;
    size_t colon = find_stop(whole, 0, ":");
    str name = str_trim(str_sub(whole, 0, colon));
    size_t comment = str_find_str(name, STR("/*"), 0);
    name = str_trim(str_sub(name, 0, comment));
    if (colon == whole.len) {
        return fault(p, "a declaration has no \":\"", whole, next);
    }
    if (!is_property(name)) {
        return fault(p, "a declaration has no property", whole, next);
    }
    return give(p, CSS_DECLARATION, name, str_sub(whole, colon + 1, whole.len), next);
}

static bool is_balanced(str head)
{
    size_t square = 0, round = 0;
    for (size_t i = 0; i < head.len; i++) {
        char c = head.ptr[i];
        if (c == '"' || c == '\'') {
            i = skip_string(head, i) - 1;
        } else if (comment_at(head, i)) {
            i = skip_comment(head, i) - 1;
        } else if (c == '\\') {
            i++;
        } else {
            square += c == '[';
            square -= c == ']' && square > 0;
            round += c == '(';
            round -= c == ')' && round > 0;
        }
    }
    return square == 0 && round == 0;
}

/* A rule inside a rule: most often the first one lacks its "}". */
static enum css_event rule(struct css_parser *p, size_t at, size_t end)
{
    str head = str_sub(p->text, at, end);
    if (p->attribute) {
        return fault(p, "a rule stands in a style attribute", head, p->text.len);
    }
    if (p->inner > 0) {
        close_lost(p);
        p->depth++;
        p->inner = p->depth;
        p->of_rule = true;
        return fault(p, "a rule stands inside a rule", head, end + 1);
    }
    p->depth++;
    if (!is_balanced(head)) {
        return fault(p, "a bracket of a selector is not closed", head, end + 1);
    }
    p->inner = p->depth;
    p->of_rule = true;
    return give(p, CSS_RULE, head, STR_NONE, end + 1);
}

/* Custom Properties 1, 2: the value of a property of the author's own may hold blocks. */
static size_t own_value_end(str t, size_t at)
{
    size_t depth = 0;
    for (at = find_stop(t, at, "{;"); at < t.len; at = find_stop(t, at, "{;")) {
        char c = t.ptr[at];
        if (depth == 0 && c != '{') {
            break;
        }
        depth += c == '{';
        depth -= c == '}';
        at++;
    }
    return at;
}

/* The end of a "<!--" or "-->", or at. */
static size_t comment_mark(str t, size_t at)
{
    str rest = str_sub(t, at, t.len);
    return at + (str_starts(rest, STR("<!--")) ? 4 : str_starts(rest, STR("-->")) ? 3 : 0);
}

/* An empty declaration, or the "}" that was taken to be missing, or that of a block in a style
 * attribute. */
static bool is_passed_over(struct css_parser *p, char c)
{
    bool late = c == '}' && p->depth == p->attribute && p->lost > 0;
    p->lost -= late;
    return c == ';' || late;
}

/* Where the next rule or declaration begins. Between rules the comment marks of HTML are passed
 * over (CSS Syntax 3, 5.4.1). */
static size_t next_begin(struct css_parser *p)
{
    size_t at = skip_blank(p->text, p->at), end = at;
    for (;;) {
        if (at < p->text.len && is_passed_over(p, p->text.ptr[at])) {
            end = at + 1;
        } else {
            end = p->depth == 0 && !p->attribute ? comment_mark(p->text, at) : at;
        }
        if (end == at) {
            return at;
        }
        at = skip_blank(p->text, end);
    }
}

enum css_event css_next(struct css_parser *p)
{
    size_t at = next_begin(p);
    if (at >= p->text.len) {
        return give(p, CSS_END, STR_NONE, STR_NONE, at);
    }
    if (p->text.ptr[at] == '}') {
        if (p->depth == 0 || (p->attribute && p->depth == 1)) {
            return fault(p, "a \"}\" closes nothing", str_sub(p->text, at, at + 1), at + 1);
        }
        p->inner = p->inner == p->depth ? 0 : p->inner;
        p->depth--;
        return give(p, CSS_CLOSE, STR_NONE, STR_NONE, at + 1);
    }
    if (p->text.ptr[at] == '@') {
        return at_rule(p, at);
    }
    size_t end = find_stop(p->text, at, "{;");
    bool block = end < p->text.len && p->text.ptr[end] == '{';
    if (block && p->inner > 0 && str_starts(str_sub(p->text, at, end), STR("--"))) {
        return declaration(p, at, own_value_end(p->text, at));
    }
    if (p->depth > 0 && !block) {
        if (p->inner == 0 && marked(p->groups, p->depth)) {
            size_t next = end < p->text.len && p->text.ptr[end] == ';' ? end + 1 : end;
            return fault(p, "a declaration stands in no rule", str_sub(p->text, at, end), next);
        }
        return declaration(p, at, end);
    }
    if (!block) {
        size_t next = end < p->text.len && p->text.ptr[end] == ';' ? end + 1 : end;
        return fault(p, "a rule has no block", str_sub(p->text, at, end),
                     next > at ? next : at + 1);
    }
    return rule(p, at, end);
}

static bool word_char(char c)
{
    return ascii_alnum(c) || c == '-' || c == '_' || c == '.' || c == '%' || c == '#' ||
           (unsigned char)c >= 0x80;
}

static enum css_token url_token(str v, size_t from, size_t *at, str *token)
{
    size_t i = from;
    while (i < v.len && ascii_space(v.ptr[i])) {
        i++;
    }
    if (i < v.len && (v.ptr[i] == '"' || v.ptr[i] == '\'')) {
        size_t end = skip_string(v, i);
        *token = str_sub(v, i + 1, end > i + 1 ? end - 1 : i + 1);
        i = str_find(v, ')', end);
    } else {
        size_t end = str_find(v, ')', i);
        *token = str_trim(str_sub(v, i, end));
        i = end;
    }
    *at = i < v.len ? i + 1 : v.len;
    return CSS_T_URL;
}

enum css_token css_token_next(str v, size_t *at, str *token)
{
    size_t i = *at;
    while (i < v.len && (ascii_space(v.ptr[i]) || comment_at(v, i))) {
        i = comment_at(v, i) ? skip_comment(v, i) : i + 1;
    }
    if (i >= v.len) {
        *at = v.len;
        return CSS_T_END;
    }
    if (v.ptr[i] == '"' || v.ptr[i] == '\'') {
        *at = skip_string(v, i);
        *token = str_sub(v, i + 1, *at > i + 1 ? *at - 1 : i + 1);
        return CSS_T_STRING;
    }
    size_t end = i;
    while (end < v.len && word_char(v.ptr[end])) {
        end++;
    }
    *token = str_sub(v, i, end > i ? end : i + 1);
    *at = end > i ? end : i + 1;
    if (end == i) {
        return CSS_T_OTHER;
    }
    if (end < v.len && v.ptr[end] == '(') {
        *at = end + 1;
        return str_eq_nocase(*token, STR("url")) ? url_token(v, end + 1, at, token)
                                                 : CSS_T_FUNCTION;
    }
    return CSS_T_WORD;
}
