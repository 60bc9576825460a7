/* Recognises SVG by the start tag of its root element: just enough of XML 1.0 to get there, and no
 * judgement of what is passed on the way. */
#include "vocab/media.h"
#include "vocab/media_internal.h"

#define SVG_NAMESPACE STR("http://www.w3.org/2000/svg")

/* A cursor; at == text.len: nothing more. */
struct scan {
    str text;
    size_t at;
};

static bool looking_at(const struct scan *s, str what)
{
    return str_starts(str_sub(s->text, s->at, s->text.len), what);
}

static void skip_space(struct scan *s)
{
    while (s->at < s->text.len && ascii_space(s->text.ptr[s->at])) {
        s->at++;
    }
}

/* Moves behind the next end; to the end of all if there is none. */
static void skip_behind(struct scan *s, str end)
{
    size_t found = str_find_str(s->text, end, s->at);
    s->at = found < s->text.len ? found + end.len : s->text.len;
}

/* XML 1.0, production 28: the internal subset's brackets, and literals and comments, where a ">"
 * ends nothing. */
static void skip_doctype(struct scan *s)
{
    bool in_subset = false;
    while (s->at < s->text.len) {
        char c = s->text.ptr[s->at];
        if (looking_at(s, STR("<!--"))) {
            skip_behind(s, STR("-->"));
            continue;
        }
        if (looking_at(s, STR("<?"))) {
            skip_behind(s, STR("?>"));
            continue;
        }
        s->at++;
        if (c == '"' || c == '\'') {
            skip_behind(s, (str){&c, 1});
        } else if (c == '[' || c == ']') {
            in_subset = c == '[';
        } else if (c == '>' && !in_subset) {
            return;
        }
    }
}

static void skip_prolog(struct scan *s)
{
    if (looking_at(s, STR("\xEF\xBB\xBF"))) {
        s->at += 3;
    }
    for (;;) {
        skip_space(s);
        if (looking_at(s, STR("<?"))) {
            skip_behind(s, STR("?>"));
        } else if (looking_at(s, STR("<!--"))) {
            skip_behind(s, STR("-->"));
        } else if (looking_at(s, STR("<!DOCTYPE"))) {
            skip_doctype(s);
        } else {
            return;
        }
    }
}

static str take_name(struct scan *s)
{
    size_t from = s->at;
    while (s->at < s->text.len && !ascii_space(s->text.ptr[s->at]) &&
           !str_has(STR("=/><\"'"), s->text.ptr[s->at])) {
        s->at++;
    }
    return str_sub(s->text, from, s->at);
}

/* name = "value"; false at the end of the tag, or where there is no attribute. */
static bool take_attribute(struct scan *s, str *name, str *value)
{
    skip_space(s);
    *name = take_name(s);
    skip_space(s);
    if (name->len == 0 || !looking_at(s, STR("="))) {
        return false;
    }
    s->at++;
    skip_space(s);
    char quote = s->at < s->text.len ? s->text.ptr[s->at] : '\0';
    if (quote != '"' && quote != '\'') {
        return false;
    }
    size_t from = s->at + 1;
    s->at = from;
    skip_behind(s, (str){&quote, 1});
    *value = str_sub(s->text, from, s->at - 1);
    return true;
}

/* Does the attribute declare the namespace of elements with this prefix (empty: without one)? */
static bool declares(str attribute, str prefix)
{
    if (prefix.len == 0) {
        return str_eq(attribute, STR("xmlns"));
    }
    return str_starts(attribute, STR("xmlns:")) &&
           str_eq(str_sub(attribute, 6, attribute.len), prefix);
}

bool svg_sniff(str bytes)
{
    struct scan s = {.text = bytes};
    skip_prolog(&s);
    if (!looking_at(&s, STR("<"))) {
        return false;
    }
    s.at++;
    str prefix, local, name, value;
    if (!str_cut(take_name(&s), ':', &prefix, &local)) {
        local = prefix;
        prefix = STR_NONE;
    }
    if (!str_eq(local, STR("svg"))) {
        return false;
    }
    while (take_attribute(&s, &name, &value)) {
        if (declares(name, prefix)) {
            return str_eq(value, SVG_NAMESPACE);
        }
    }
    return false;
}

/* A literal in its quotes. */
static bool take_literal(struct scan *s)
{
    skip_space(s);
    char quote = s->at < s->text.len ? s->text.ptr[s->at] : '\0';
    if (quote != '"' && quote != '\'') {
        return false;
    }
    s->at++;
    skip_behind(s, (str){&quote, 1});
    return true;
}

/* XML 1.0, productions 28 and 75. */
str media_svg_external(str bytes)
{
    struct scan s = {.text = bytes};
    while (s.at < bytes.len && !looking_at(&s, STR("<!DOCTYPE"))) {
        if (looking_at(&s, STR("<!--"))) {
            skip_behind(&s, STR("-->"));
        } else if (looking_at(&s, STR("<")) && !looking_at(&s, STR("<?"))) {
            return STR_NONE;
        } else {
            s.at++;
        }
    }
    size_t whole = s.at;
    s.at += s.at < bytes.len ? STR("<!DOCTYPE").len : 0;
    skip_space(&s);
    take_name(&s);
    skip_space(&s);
    size_t from = s.at;
    if (!looking_at(&s, STR("PUBLIC")) && !looking_at(&s, STR("SYSTEM"))) {
        return STR_NONE;
    }
    s.at += 6;
    size_t to = s.at;
    while (take_literal(&s)) {
        to = s.at;
    }
    skip_space(&s);
    if (looking_at(&s, STR(">"))) {
        from = whole;
        to = s.at + 1;
    }
    return str_sub(bytes, from, to);
}
