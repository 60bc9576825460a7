/* EPUB 3.3, 8.2.2.6: a page of fixed layout says how large it is. */
#include "check/walk.h"

#include "check/values.h"

struct size {
    unsigned widths, heights;
};

static void dimension(struct walk *w, const struct node *n, str pair, struct size *size)
{
    str name, value;
    bool has_value = str_cut(pair, '=', &name, &value);
    name = str_trim(name);
    value = str_trim(value);
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
    if (has_value && value.len == 0) {
        walk_say(w, n, (struct report){.kind = MSG_VIEWPORT_SYNTAX, .args = {name}});
        return;
    }
    bool device = str_eq_nocase(value, width ? STR("device-width") : STR("device-height"));
    if (*seen == 1 &&
        (!has_value || (!device && (!value_is_number(value) || str_starts(value, STR("-")))))) {
        walk_say(w, n, (struct report){.kind = MSG_VIEWPORT_VALUE, .args = {name, value}});
    }
}

static void viewport(struct walk *w, const struct node *n)
{
    const str *content = node_attr(n, ATTR_CONTENT);
    struct size size = {0};
    size_t from = 0;
    if (content == NULL) {
        return;
    }
    if (str_trim(*content).len == 0) {
        walk_say(w, n, (struct report){.kind = MSG_VIEWPORT_SYNTAX, .args = {STR("content")}});
        return;
    }
    for (size_t i = 0; i <= content->len; i++) {
        if (i == content->len || str_has(STR(",;"), content->ptr[i])) {
            dimension(w, n, str_sub(*content, from, i), &size);
            from = i + 1;
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
        say(w->judge, w->document->subject, head->end,
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
