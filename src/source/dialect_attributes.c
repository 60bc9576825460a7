/* "{#id .class key=value}" behind headings and images: the list itself, and headings. What
 * CommonMark shows as text stays text unless the whole list is one. */
#include "source/dialect.h"

#include "messages.h"

static bool is_name_char(char c)
{
    return ascii_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.' || (c & '\x80');
}

/* Takes the longest name at the front of *rest. */
static str take_name(str *rest)
{
    size_t n = 0;
    while (n < rest->len && is_name_char(rest->ptr[n])) {
        n++;
    }
    str name = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n, rest->len);
    return name;
}

static bool take_value(str *rest, str *value)
{
    char quote = rest->len > 0 ? rest->ptr[0] : ' ';
    size_t end = 0;
    if (quote == '"' || quote == '\'') {
        end = str_find(*rest, quote, 1);
        if (end == rest->len) {
            return false;
        }
        *value = str_sub(*rest, 1, end);
        *rest = str_sub(*rest, end + 1, rest->len);
        return true;
    }
    while (end < rest->len && !ascii_space(rest->ptr[end])) {
        end++;
    }
    *value = str_sub(*rest, 0, end);
    *rest = str_sub(*rest, end, rest->len);
    return end > 0;
}

/* A class: known ones are facts, all but "decorative" are kept as well. */
static void add_class(struct attributes *out, struct buf *classes, str name)
{
    out->unlisted |= str_eq(name, STR("unlisted"));
    if (str_eq(name, STR("decorative"))) {
        out->decorative = true;
        return;
    }
    if (classes->len > 0) {
        buf_addch(classes, ' ');
    }
    buf_add(classes, name);
}

static bool take_pair(struct arena *a, str *rest, struct attributes *out)
{
    struct attribute pair = {.key = take_name(rest)};
    if (pair.key.len == 0 || rest->len == 0 || rest->ptr[0] != '=') {
        return false;
    }
    *rest = str_sub(*rest, 1, rest->len);
    if (!take_value(rest, &pair.value)) {
        return false;
    }
    pair.value = dialect_unescape(a, pair.value);
    *ARENA_PUSH(a, struct attribute, &out->others, &out->nothers) = pair;
    return true;
}

/* One item: "#id", ".class", "-" (pandoc's short form of .unnumbered), key=value. */
static bool take_item(struct arena *a, str *rest, struct attributes *out, struct buf *classes)
{
    char first = rest->ptr[0];
    if (first != '#' && first != '.' && first != '-') {
        return take_pair(a, rest, out);
    }
    *rest = str_sub(*rest, 1, rest->len);
    if (first == '-') {
        add_class(out, classes, STR("unnumbered"));
        return true;
    }
    str name = take_name(rest);
    if (first == '#') {
        out->id = name;
    } else {
        add_class(out, classes, name);
    }
    return name.len > 0;
}

bool attributes_parse(struct arena *a, str text, struct attributes *out)
{
    struct buf classes = {0};
    str rest = str_trim(str_copy(a, text));
    bool fine = rest.len > 0;
    *out = (struct attributes){0};
    while (fine && rest.len > 0) {
        fine = take_item(a, &rest, out, &classes) && (rest.len == 0 || ascii_space(rest.ptr[0]));
        rest = str_trim(rest);
    }
    out->classes = buf_finish(&classes, a);
    return fine;
}

/* The search for the "}" that ends a list, beyond quoted values. No list is longer than MOST, so
 * that what looks like many costs no square of its length. */
struct list_search {
    char quote;
    size_t count;
};
enum { MOST = 1024 };

static enum span_step step_attributes(void *state, char c)
{
    struct list_search *search = (struct list_search *)state;
    if (search->count++ == MOST) {
        return SPAN_FAIL;
    }
    if (search->quote != 0) {
        search->quote = c == search->quote ? '\0' : search->quote;
        return SPAN_GO;
    }
    if (c == '"' || c == '\'') {
        search->quote = c;
    }
    return c == '}' ? SPAN_END : c == '{' ? SPAN_FAIL : SPAN_GO;
}

bool dialect_attributes_from(struct dialect *d, cmark_node *text, size_t at, struct attributes *out)
{
    struct spot spot = {.node = text, .text = dialect_literal(text), .at = at + 1};
    struct buf list = {0};
    struct list_search search = {0};
    bool fine = dialect_span(d, &spot, &list, step_attributes, &search) &&
                attributes_parse(d->arena, str_sub(buf_str(&list), 0, list.len - 1), out);
    if (fine) {
        dialect_cut(text, &spot);
    }
    buf_release(&list);
    return fine;
}

/* Takes a list from the inlines that follow the node; false if none stands there. */
static bool dialect_attributes_after(struct dialect *d, cmark_node *node, struct attributes *out)
{
    cmark_node *first = cmark_node_next(node);
    return (d->options.features & DIALECT_ATTRIBUTES) != 0 && first != NULL &&
           cmark_node_get_type(first) == CMARK_NODE_TEXT &&
           str_starts(dialect_literal(first), STR("{")) &&
           dialect_attributes_from(d, first, 0, out);
}

bool dialect_is_list_like(str text)
{
    return text.len > 2 && text.ptr[0] == '{' && (text.ptr[1] == '#' || text.ptr[1] == '.') &&
           is_name_char(text.ptr[2]);
}

bool dialect_take_list(struct dialect *d, cmark_node *node, struct place at, struct attributes *out)
{
    cmark_node *next = cmark_node_next(node);
    if (dialect_attributes_after(d, node, out)) {
        return true;
    }
    if ((d->options.features & DIALECT_ATTRIBUTES) != 0 && next != NULL &&
        cmark_node_get_type(next) == CMARK_NODE_TEXT &&
        dialect_is_list_like(dialect_literal(next))) {
        diag_report(d->diag,
                    &(struct report){.kind = MSG_LIST_SYNTAX, .at = dialect_list_behind(d, at)});
    }
    return false;
}

/* May a list stand right behind an inline? */
static bool takes_list(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_IMAGE || type == CMARK_NODE_LINK || type == CMARK_NODE_CODE;
}

/* Of its last text: "Title {#id}", but not "[text]{#id}". */
bool dialect_attributes_at_end(struct dialect *d, cmark_node *block, struct attributes *out)
{
    cmark_node *last = cmark_node_last_child(block);
    if ((d->options.features & DIALECT_ATTRIBUTES) == 0 || last == NULL ||
        cmark_node_get_type(last) != CMARK_NODE_TEXT) {
        return false;
    }
    str text = str_trim(dialect_literal(last));
    cmark_node *before = cmark_node_previous(last);
    if (before != NULL && takes_list(before) && str_starts(dialect_literal(last), STR("{"))) {
        return false; /* it is that one's */
    }
    size_t open = text.len;
    while (open > 0 && text.ptr[open - 1] != '{') {
        open--;
    }
    bool guarded = open > 1 && (text.ptr[open - 2] == ESCAPED || text.ptr[open - 2] == ']');
    struct attributes found;
    if (open == 0 || guarded || text.ptr[text.len - 1] != '}' ||
        !attributes_parse(d->arena, str_sub(text, open, text.len - 1), &found)) {
        return false;
    }
    *out = found;
    str kept = str_trim(str_sub(text, 0, open - 1));
    bool spaced = dialect_literal(last).ptr[0] == ' ';
    str parts[] = {spaced && kept.len > 0 ? STR(" ") : STR_NONE, kept};
    cmark_node_set_literal(last, str_concat(d->arena, parts, 2).ptr);
    return true;
}

/* Does a heading end with what looks like a list? */
static bool ends_like_list(struct dialect *d, cmark_node *heading)
{
    cmark_node *last = cmark_node_last_child(heading);
    if ((d->options.features & DIALECT_ATTRIBUTES) == 0 || last == NULL ||
        cmark_node_get_type(last) != CMARK_NODE_TEXT) {
        return false;
    }
    str text = str_trim(dialect_literal(last));
    size_t open = text.len;
    while (open > 0 && text.ptr[open - 1] != '{') {
        open--;
    }
    bool other = open > 1 && (text.ptr[open - 2] == ESCAPED || text.ptr[open - 2] == ']');
    bool first = open == 1 && cmark_node_previous(last) != NULL;
    return open > 0 && !other && !first && str_ends(text, STR("}")) &&
           dialect_is_list_like(str_sub(text, open - 1, text.len));
}

void dialect_heading(struct dialect *d, cmark_node *heading)
{
    if (dialect_is_taken(heading)) {
        return;
    }
    struct attributes attributes = {0};
    struct place at = markdown_place(d->markdown, heading);
    cmark_node *parent = cmark_node_parent(heading);
    struct place list_at = at;
    struct given_list given = {0};
    if (dialect_attributes_at_end(d, heading, &attributes)) {
        list_at = dialect_list_at_end(d, at);
        given = dialect_give(d, "h1", &attributes, list_at);
    } else if (ends_like_list(d, heading)) {
        diag_report(d->diag,
                    &(struct report){.kind = MSG_LIST_SYNTAX, .at = dialect_list_at_end(d, at)});
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_HEADING, heading, at);
    c->heading = (struct heading){
        .level = (unsigned)cmark_node_get_heading_level(heading),
        .explicit_id = given.anchor != NULL ? given.anchor->anchor.explicit_id : STR_NONE,
        .list_at = list_at,
        .classes = given.classes,
        .attributes = given.attributes,
        .nattributes = given.nattributes,
        .unlisted = attributes.unlisted,
        .top = parent != NULL && cmark_node_get_type(parent) == CMARK_NODE_DOCUMENT &&
               d->raw_depth == 0,
        .after_text = d->markdown->has_text,
    };
}
