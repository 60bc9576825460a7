/* EPUB 3.3, 8.2.2.6: a page of fixed layout says how large it is. */
#include "check/walk.h"

struct size {
    unsigned widths, heights;
};

static bool is_separator(char c)
{
    return str_has(STR(",; \t\r\n"), c);
}

static void skip_blanks(str s, size_t *at)
{
    while (*at < s.len && str_has(STR(" \t\r\n"), s.ptr[*at])) {
        ++*at;
    }
}

static str word_at(str s, size_t *at)
{
    size_t from = *at;
    while (*at < s.len && s.ptr[*at] != '=' && !is_separator(s.ptr[*at])) {
        ++*at;
    }
    return str_sub(s, from, *at);
}

/* A property of the content: a name, and behind "=" a value. False: what comes next is none. */
static bool property_at(str s, size_t *at, str *name, str *value)
{
    *name = word_at(s, at);
    *value = STR_NONE;
    skip_blanks(s, at);
    if (*at < s.len && s.ptr[*at] == '=') {
        ++*at;
        skip_blanks(s, at);
        *value = word_at(s, at);
        if (value->len == 0) {
            return false;
        }
    } else if (*at < s.len && !str_has(STR(",;"), s.ptr[*at])) {
        return false; /* two words without "=" */
    }
    return name->len > 0 && (*at == s.len || is_separator(s.ptr[*at]));
}

/* CSS 2.2, 4.3.1: digits, with a full stop among or before them; more than zero. */
static bool is_positive(str value)
{
    bool positive = false, stop = false, digit = false;
    for (size_t i = 0; i < value.len; i++) {
        digit = ascii_digit(value.ptr[i]);
        if (!digit && (stop || value.ptr[i] != '.')) {
            return false;
        }
        stop = stop || !digit;
        positive = positive || (digit && value.ptr[i] != '0');
    }
    return positive && digit;
}

static void dimension(struct walk *w, const struct node *n, str name, str value, struct size *size)
{
    /* EPUB 3.3, 8.2.2.6: the names are in lower case. */
    bool width = str_eq(name, STR("width")), height = str_eq(name, STR("height"));
    if (!width && !height) {
        return;
    }
    unsigned *seen = width ? &size->widths : &size->heights;
    if (++*seen == 2) {
        walk_say(w, n, (struct report){.kind = MSG_VIEWPORT_TWICE, .args = {name}});
        return;
    }
    bool device = str_eq_nocase(value, width ? STR("device-width") : STR("device-height"));
    if (*seen == 1 && !device && !is_positive(value)) {
        walk_say(w, n, (struct report){.kind = MSG_VIEWPORT_VALUE, .args = {name, value}});
    }
}

/* EPUB 3.3, F.2: properties, with separators between them only. */
static bool is_viewport(str content)
{
    size_t at = 0;
    str name, value;
    while (property_at(content, &at, &name, &value)) {
        if (at == content.len) {
            return true;
        }
        while (at < content.len && is_separator(content.ptr[at])) {
            at++;
        }
    }
    return false;
}

static void viewport(struct walk *w, const struct node *n)
{
    const str *attribute = node_attr(n, ATTR_CONTENT);
    struct size size = {0};
    size_t at = 0;
    str content = attribute == NULL ? STR_NONE : str_trim(*attribute), name, value;
    if (attribute == NULL) {
        return;
    }
    if (!is_viewport(content)) {
        walk_say(w, n, (struct report){.kind = MSG_VIEWPORT_SYNTAX, .args = {content}});
        return;
    }
    while (at < content.len && property_at(content, &at, &name, &value)) {
        dimension(w, n, name, value, &size);
        while (at < content.len && is_separator(content.ptr[at])) {
            at++;
        }
    }
    if (size.widths == 0 || size.heights == 0) {
        str missing = size.widths == 0 ? STR("width") : STR("height");
        walk_say(w, n, (struct report){.kind = MSG_VIEWPORT_LACKS, .args = {missing}});
    }
}

static void fixed_html(struct walk *w)
{
    const struct node *root = w->document->root;
    const struct node *head = node_child(root);
    bool found = false;
    if (head == NULL || !node_is_tag(head, TAG_HEAD)) {
        return; /* told by the model of html */
    }
    for (const struct node *n = node_child(head); n != NULL && !found; n = node_sibling(n)) {
        const str *name = node_is_tag(n, TAG_META) ? node_attr(n, ATTR_NAME) : NULL;
        if (name != NULL && str_eq_nocase(str_trim(*name), STR("viewport"))) {
            viewport(w, n);
            found = true;
        }
    }
    if (!found) {
        say(w->judge, w->document->subject, node_end(w->document->subject, head),
            (struct report){.kind = MSG_VIEWPORT_ABSENT});
    }
}

void fixed_check(struct walk *w)
{
    const struct node *root = w->document->root;
    if (node_is(root, SPACE_SVG, "svg")) {
        if (node_attr_in(root, SPACE_NONE, "viewBox") == NULL) {
            walk_say(w, root, (struct report){.kind = MSG_VIEWBOX_ABSENT});
        }
        return;
    }
    fixed_html(w);
}
