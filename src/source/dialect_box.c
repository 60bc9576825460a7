/* Boxes, written as GitHub's alerts: a quote that begins with [!TIP], alone or with a title up to
 * the end of the line; and written as divs. */
#include "source/marks.h"

#include "base/nearest.h"
#include "messages.h"
#include "vocab/html.h"

static const struct {
    str word;
    enum box_kind kind;
    bool alert; /* GitHub's word, too */
} kinds[] = {
    {STR_INIT("TIP"), BOX_TIP, true},
    {STR_INIT("NOTE"), BOX_NOTE, true},
    {STR_INIT("IMPORTANT"), BOX_IMPORTANT, true},
    {STR_INIT("WARNING"), BOX_WARNING, true},
    {STR_INIT("CAUTION"), BOX_CAUTION, true},
    {STR_INIT("EXAMPLE"), BOX_EXAMPLE, false},
    {STR_INIT("EPIGRAPH"), BOX_EPIGRAPH, false},
    {STR_INIT("PULLQUOTE"), BOX_PULLQUOTE, false},
};

static bool kind_of(str word, bool alert, enum box_kind *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_eq_nocase(word, kinds[i].word) && (kinds[i].alert || !alert)) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

bool dialect_box_known(str word)
{
    enum box_kind kind;
    return kind_of(word, false, &kind);
}

static void report_unknown(struct dialect *d, str word, struct place at)
{
    struct nearest nearest = {.wanted = word};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].alert) {
            nearest_offer(&nearest, kinds[i].word);
        }
    }
    diag_report(d->diag,
                &(struct report){
                    .kind = MSG_ALERT_UNKNOWN, .at = at, .args = {word}, .nearest = nearest.best});
}

/* "[!WORD]" at the front of text, then a blank or the end: the word, and the offset behind. */
static bool read_mark(str text, str *word, size_t *behind)
{
    size_t end = 2;
    if (!str_starts(text, STR("[!"))) {
        return false;
    }
    while (end < text.len && (ascii_alpha(text.ptr[end]) || text.ptr[end] == '-')) {
        end++;
    }
    if (end == 2 || end >= text.len || text.ptr[end] != ']') {
        return false;
    }
    *word = str_sub(text, 2, end);
    *behind = end + 1;
    return *behind == text.len || ascii_space(text.ptr[*behind]);
}

static bool ends_line(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* Moves the inlines up to the end of the line from paragraph to title; the break goes. */
static void move_line(cmark_node *paragraph, cmark_node *title)
{
    cmark_node *n = cmark_node_first_child(paragraph);
    while (n != NULL && !ends_line(n)) {
        cmark_node *next = cmark_node_next(n);
        cmark_node_append_child(title, n);
        n = next;
    }
    if (n != NULL) {
        cmark_node_free(n);
    }
}

static bool is_blank(cmark_node *title)
{
    cmark_node *first = cmark_node_first_child(title);
    return cmark_node_next(first) == NULL && dialect_literal(first).len == 0;
}

/* Takes the first line off the box's first paragraph. Returns the paragraph of the title, or NULL
 * if the line held the mark alone. */
static cmark_node *take_title(struct dialect *d, cmark_node *paragraph, size_t behind)
{
    cmark_node *title = dialect_node(CMARK_NODE_PARAGRAPH);
    cmark_node *first = cmark_node_first_child(paragraph);
    str text = dialect_literal(first);
    str rest = str_copy(d->arena, str_trim(str_sub(text, behind, text.len)));
    bool spaced = text.len > behind && cmark_node_next(first) != NULL &&
                  !ends_line(cmark_node_next(first)) && ascii_space(text.ptr[text.len - 1]);
    str parts[] = {rest, spaced && rest.len > 0 ? STR(" ") : STR_NONE};
    cmark_node_set_literal(first, str_concat(d->arena, parts, 2).ptr);
    move_line(paragraph, title);
    if (is_blank(title)) {
        cmark_node_free(title);
        title = NULL;
    } else {
        cmark_node_insert_before(paragraph, title);
    }
    if (cmark_node_first_child(paragraph) == NULL) {
        cmark_node_free(paragraph);
    }
    return title;
}

bool dialect_box_in_tip(cmark_node *node)
{
    while ((node = cmark_node_parent(node)) != NULL) {
        const struct construct *c = (const struct construct *)cmark_node_get_user_data(node);
        if (cmark_node_get_type(node) != CMARK_NODE_DOCUMENT && c != NULL &&
            c->kind == CONSTRUCT_BOX && c->box.kind == BOX_TIP) {
            return true;
        }
    }
    return false;
}

void dialect_box(struct dialect *d, cmark_node *quote)
{
    str word;
    size_t behind;
    enum box_kind kind;
    cmark_node *paragraph = cmark_node_first_child(quote);
    cmark_node *first = paragraph != NULL && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH
                            ? cmark_node_first_child(paragraph)
                            : NULL;
    if (first == NULL || cmark_node_get_type(first) != CMARK_NODE_TEXT ||
        !read_mark(dialect_literal(first), &word, &behind)) {
        return;
    }
    struct place title_at = markdown_place(d->markdown, paragraph);
    if (!kind_of(word, true, &kind)) {
        report_unknown(d, word, title_at);
        return;
    }
    dialect_enter_block(d, paragraph); /* the title has no lines of its own */
    cmark_node *title = take_title(d, paragraph, behind);
    d->block = NULL; /* the paragraph may be gone */
    struct construct *box =
        dialect_construct(d, CONSTRUCT_BOX, quote, markdown_place(d->markdown, quote));
    box->box = (struct box){.kind = kind, .titled = title != NULL};
    if (title != NULL) {
        dialect_construct(d, CONSTRUCT_BOX_TITLE, title, title_at);
    }
}

/* A name that HTML lets authors make up: "data-" and the key. */
static str data_name(struct arena *a, str key)
{
    struct buf out = {0};
    buf_add(&out, STR("data-"));
    for (size_t i = str_starts(key, STR("data-")) ? 5 : 0; i < key.len; i++) {
        char c = ascii_lower(key.ptr[i]);
        buf_addch(&out, ascii_alnum(c) || c == '_' || c == '.' ? c : '-');
    }
    return buf_finish(&out, a);
}

/* Attributes that every element has are HTML's, but for those that could do harm. */
static str attribute_name(struct arena *a, str key)
{
    const struct html_attr *known = html_attr_find(key);
    bool ours = known != NULL && known->scope == SCOPE_GLOBAL && known->value != VALUE_EVENT &&
                known->value != VALUE_STYLE && known->value != VALUE_ID;
    return ours ? key : data_name(a, key);
}

static void take_attributes(struct dialect *d, struct box *box, const struct attributes *list)
{
    for (size_t i = 0; i < list->nothers; i++) {
        if (list->others[i].key.len > 0) {
            *ARENA_PUSH(d->arena, struct box_attribute, &box->attributes, &box->nattributes) =
                (struct box_attribute){attribute_name(d->arena, list->others[i].key),
                                       list->others[i].value};
        }
    }
}

/* The word, and the classes but for the one that names the kind. */
static void take_classes(struct dialect *d, struct box *box, const struct div_head *head)
{
    struct buf classes = {0};
    str rest = head->attributes.classes, name = head->word;
    box->kind = BOX_DIV;
    for (bool more = name.len > 0 || str_word(&rest, &name); more; more = str_word(&rest, &name)) {
        if (box->kind == BOX_DIV && classes.len == 0 && kind_of(name, false, &box->kind)) {
            continue;
        }
        buf_add(&classes, classes.len > 0 ? STR(" ") : STR_NONE);
        buf_add(&classes, name);
    }
    box->classes = buf_finish(&classes, d->arena);
}

void dialect_box_of_div(struct dialect *d, cmark_node *node, const struct div_head *head,
                        struct place at)
{
    struct construct *c = dialect_construct(d, CONSTRUCT_BOX, node, at);
    cmark_node *title = cmark_node_first_child(node);
    take_classes(d, &c->box, head);
    take_attributes(d, &c->box, &head->attributes);
    c->box.anchor = dialect_anchor(d, head->attributes.id, at);
    c->box.titled = title != NULL;
    if (title != NULL) {
        dialect_construct(d, CONSTRUCT_BOX_TITLE, title, markdown_place(d->markdown, title));
    }
}
