/* One walk over cmark's tree, and the table of the rooms that it calls. */
#include "source/dialect.h"

#include "base/utf8.h"
#include "messages.h"
#include "source/smart.h"

#include <limits.h>
#include <string.h>

#define IS(type) (1u << CMARK_NODE_##type)

/* What each room wants to see, and the feature that it belongs to (0: always). At a node they run
 * in this order. */
static const struct room {
    unsigned types, feature;
    void (*run)(struct dialect *d, cmark_node *node);
} rooms[] = {
    {IS(PARAGRAPH) | IS(HEADING), 0, dialect_enter_block},
    {IS(HEADING), 0, dialect_heading},
    {IS(BLOCK_QUOTE), DIALECT_BOXES, dialect_box},
    {IS(PARAGRAPH), DIALECT_FIGURES, dialect_figure},
    {IS(PARAGRAPH), DIALECT_TASKS, dialect_task},
    {IS(CODE_BLOCK), DIALECT_RUST, dialect_rust},
    {IS(PARAGRAPH), DIALECT_MATH, dialect_math_paragraph},
    {IS(CUSTOM_INLINE), DIALECT_MATH, dialect_math},
    {IS(CODE_BLOCK), DIALECT_MATH, dialect_math_fence},
    {IS(PARAGRAPH) | IS(HEADING) | IS(EMPH) | IS(STRONG) | IS(LINK), DIALECT_ATTRIBUTES,
     dialect_bracket},
    {IS(CODE_BLOCK), DIALECT_ATTRIBUTES, dialect_code},
    {IS(CODE), DIALECT_ATTRIBUTES, dialect_code_span},
    {IS(IMAGE), 0, dialect_image},
    {IS(LINK), 0, dialect_link},
    {IS(HTML_BLOCK) | IS(HTML_INLINE), 0, dialect_raw},
    {IS(TEXT), DIALECT_NOTES, dialect_note},
    {IS(TEXT), DIALECT_DEFINITIONS, dialect_note_inline},
    {IS(TEXT), DIALECT_CITATIONS, dialect_citation},
    {IS(TEXT), DIALECT_AUTOLINKS, dialect_autolink},
};
_Static_assert(CMARK_NODE_LAST_INLINE < sizeof(unsigned) * CHAR_BIT, "types fit a set");

struct construct *dialect_construct(struct dialect *d, enum construct_kind kind, cmark_node *node,
                                    struct place at)
{
    struct construct *c = ARENA_NEW(d->arena, struct construct);
    c->kind = kind;
    c->at = at;
    c->node = node;
    c->behind = d->cursor;
    if (node != NULL) {
        cmark_node_set_user_data(node, c);
    }
    return c;
}

struct construct *dialect_part(struct dialect *d, enum construct_kind kind, struct place at)
{
    struct construct *c = dialect_construct(d, kind, NULL, at);
    c->part = true;
    return c;
}

struct construct *dialect_anchor(struct dialect *d, str id, struct place at)
{
    if (id.len == 0) {
        return NULL;
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_ANCHOR, NULL, at);
    c->anchor.explicit_id = id;
    return c;
}

bool dialect_is_taken(cmark_node *node)
{
    return cmark_node_get_user_data(node) != NULL;
}

static void append_one(struct dialect *d, struct construct *c)
{
    if (c != NULL) {
        *d->tail = c;
        d->tail = &c->next;
    }
}

static void append_token(struct dialect *d, const struct html_token *t)
{
    append_one(d, t->heading);
    append_one(d, t->link);
    append_one(d, t->image);
    append_one(d, t->anchor);
    append_one(d, t->page);
    for (size_t i = 0; i < t->nattributes; i++) {
        append_one(d, t->attributes[i].media);
    }
}

/* Links a construct as the last one so far. */
static void dialect_append(struct dialect *d, struct construct *c)
{
    append_one(d, c);
    if (c->kind == CONSTRUCT_IMAGE) {
        append_one(d, c->image.anchor);
    } else if (c->kind == CONSTRUCT_BOX) {
        append_one(d, c->box.anchor);
    } else if (c->kind == CONSTRUCT_TABLE) {
        append_one(d, c->table.given.anchor);
    } else if (c->kind == CONSTRUCT_LINK) {
        append_one(d, c->link.given.anchor);
    } else if (c->kind == CONSTRUCT_SPAN) {
        append_one(d, c->span.given.anchor);
    } else if (c->kind == CONSTRUCT_CODE) {
        append_one(d, c->code.given.anchor);
    } else if (c->kind == CONSTRUCT_PAGE) {
        append_one(d, c->page.anchor);
    } else if (c->kind == CONSTRUCT_RAW) {
        for (size_t i = 0; i < c->raw.count; i++) {
            append_token(d, &c->raw.tokens[i]);
        }
    }
}

cmark_node *dialect_node(cmark_node_type type)
{
    return cmark_node_new_with_mem(type, tree_memory());
}

cmark_node *dialect_text_node(struct dialect *d, str text)
{
    cmark_node *node = dialect_node(CMARK_NODE_TEXT);
    cmark_node_set_literal(node, str_copy(d->arena, text).ptr);
    return node;
}

str dialect_literal(cmark_node *node)
{
    return str_from(cmark_node_get_literal(node));
}

/* Text that is no heading is what a chapter may begin with instead of one. */
static void note_text(struct dialect *d, cmark_node *node, cmark_node_type type)
{
    bool shows =
        type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK;
    if (d->markdown->has_text || !shows) {
        return;
    }
    const struct construct *c =
        d->block != NULL ? (const struct construct *)cmark_node_get_user_data(d->block) : NULL;
    bool heading = c != NULL && c->kind == CONSTRUCT_HEADING && type != CMARK_NODE_CODE_BLOCK;
    if (!heading) {
        d->markdown->has_text = str_trim(dialect_literal(node)).len > 0;
    }
}

static void choose_rooms(struct dialect *d)
{
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        bool wanted = rooms[i].feature == 0 || (d->options.features & rooms[i].feature) != 0;
        for (unsigned type = 0; wanted && type <= CMARK_NODE_LAST_INLINE; type++) {
            struct rooms_of_type *of = &d->rooms[type];
            if (rooms[i].types & 1u << type) {
                of->all[of->count++] = (unsigned char)i;
            }
        }
    }
}

static void run_rooms(struct dialect *d, cmark_node *node, cmark_node_type type)
{
    const struct rooms_of_type *of = &d->rooms[type];
    for (size_t i = 0; i < of->count; i++) {
        rooms[of->all[i]].run(d, node);
    }
}

/* What no room for texts looks for anything without: most texts hold none of it. */
static bool may_hold_construct(str text)
{
    return text.len > 0 && (strpbrk(text.ptr, "[]@:") != NULL || strstr(text.ptr, "www.") != NULL);
}

/* Each room that looks through a text begins where the text does. */
static void run_text_rooms(struct dialect *d, cmark_node *text)
{
    const struct rooms_of_type *of = &d->rooms[CMARK_NODE_TEXT];
    size_t begin = d->cursor, farthest = begin;
    for (size_t i = 0; i < of->count; i++) {
        d->cursor = begin;
        rooms[of->all[i]].run(d, text);
        farthest = d->cursor > farthest ? d->cursor : farthest;
    }
    d->cursor = farthest;
}

/* What comes behind an inline that a room has made of a part of a text is looked for where that
 * inline ends. */
static void visit(struct dialect *d, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    struct construct *made = (struct construct *)cmark_node_get_user_data(node);
    if (made != NULL &&
        (made->kind == CONSTRUCT_CITATION || made->kind == CONSTRUCT_NOTE_REFERENCE)) {
        d->cursor = made->behind;
    }
    if (type != CMARK_NODE_TEXT) {
        run_rooms(d, node, type);
    } else if (d->pieces_end != NULL || may_hold_construct(dialect_literal(node))) {
        run_text_rooms(d, node);
    }
    note_text(d, node, type);
    struct construct *c = (struct construct *)cmark_node_get_user_data(node);
    if (c != NULL && !c->part) {
        dialect_append(d, c);
    }
}

/* An image's inlines are its alt text, which is a string; only as a caption are they inlines. */
static bool walks_into(cmark_node *node)
{
    const struct construct *c = (const struct construct *)cmark_node_get_user_data(node);
    if (c != NULL && c->kind == CONSTRUCT_NOTES) {
        return false; /* note by note, when the text is through */
    }
    return cmark_node_get_type(node) != CMARK_NODE_IMAGE || c == NULL || c->image.caption_inlines;
}

/* Whatever walks the tree later may rely on its depth. */
static void cut_off(struct dialect *d, cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    if (first != NULL && !d->too_deep) {
        d->too_deep = true;
        diag_report(d->diag, &(struct report){.kind = MSG_TOO_DEEP,
                                              .at = markdown_place(d->markdown, first),
                                              .args = {STR("the text"), STR("200")}});
    }
    for (; first != NULL; first = cmark_node_first_child(node)) {
        cmark_node_free(first);
    }
}

/* root itself is a document, or a note, of which there is nothing to see. */
static void walk(struct dialect *d, cmark_node *root)
{
    unsigned depth = 0;
    for (cmark_node *node = root; node != NULL;) {
        visit(d, node);
        if (depth == MARKDOWN_MAX_DEPTH) {
            cut_off(d, node);
        }
        cmark_node *next = cmark_node_first_child(node);
        if (next != NULL && walks_into(node)) {
            depth++;
        } else {
            while (node != root && cmark_node_next(node) == NULL) {
                node = cmark_node_parent(node);
                depth--;
            }
            next = node != root ? cmark_node_next(node) : NULL;
        }
        node = next;
    }
}

/* Shows each parent of inlines to a pass, which may take the inlines apart. */
static void each_parent(struct dialect *d, cmark_node *root,
                        void (*pass)(struct dialect *d, cmark_node *parent))
{
    for (cmark_node *node = root; node != NULL; node = tree_next(node, root)) {
        if (dialect_holds_inlines(node)) {
            pass(d, node);
        }
    }
}

/* Looking at a thousand nodes is enough. */
str dialect_first_words(struct dialect *d, cmark_node *block)
{
    struct buf out = {0};
    size_t words = 0;
    cmark_iter *iter = cmark_iter_new(block);
    for (int i = 0; i < 1000 && words < 5 && cmark_iter_next(iter) != CMARK_EVENT_DONE; i++) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        str rest =
            type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ? dialect_literal(node) : STR_NONE;
        for (str word; words < 5 && str_word(&rest, &word); words++) {
            if (out.len > 0) {
                buf_addch(&out, ' ');
            }
            buf_add(&out, word);
        }
    }
    cmark_iter_free(iter);
    return buf_finish(&out, d->arena);
}

static str collapsed(struct arena *a, str text)
{
    struct buf out = {0};
    buf_add_collapsed(&out, text);
    return buf_finish(&out, a);
}

static str as_written(struct dialect *d, str text)
{
    return d->escapes ? dialect_unescape(d->arena, text) : text;
}

/* The texts that ids are made of, when all rooms are through: citations are no text then. They are
 * as written, so that smart punctuation changes no id. */
static void take_names(struct dialect *d, struct construct *c)
{
    if (c->kind == CONSTRUCT_HEADING && !c->heading.raw) {
        c->heading.text = as_written(d, markdown_plain(d->arena, c->node));
    } else if (c->kind == CONSTRUCT_BOX && c->box.titled) {
        str title = markdown_plain(d->arena, cmark_node_first_child(c->node));
        c->box.title = str_trim(as_written(d, title));
    } else if (c->kind == CONSTRUCT_BOX) {
        c->box.words = as_written(d, dialect_first_words(d, c->node));
    }
}

/* The texts that are shown. */
static void take_texts(struct dialect *d, struct construct *c)
{
    switch (c->kind) {
    case CONSTRUCT_HEADING:
        c->heading.label = collapsed(d->arena, c->heading.raw ? c->heading.text
                                                              : markdown_plain(d->arena, c->node));
        break;
    case CONSTRUCT_IMAGE:
        if (c->node != NULL && !c->image.alt_given) {
            c->image.alt = markdown_alt(d->arena, c->node);
            c->image.alt_given = c->image.alt.len > 0;
        }
        break;
    case CONSTRUCT_FIGURE:
        if (d->options.features & DIALECT_SMART) {
            struct image *image = &c->figure.image->image;
            image->title = smart_text(d->arena, image->title, d->options.lang);
        }
        break;
    case CONSTRUCT_BOX:
        c->box.in_tip = dialect_box_in_tip(c->node);
        if (c->box.titled) {
            str title = markdown_plain(d->arena, cmark_node_first_child(c->node));
            c->box.label = str_trim(title);
        }
        break;
    default:
        break;
    }
}

/* All constructs of the text, then of each note. */
static void each_construct(struct dialect *d, void (*act)(struct dialect *d, struct construct *c))
{
    for (struct construct *c = d->markdown->first; c != NULL; c = c->next) {
        act(d, c);
    }
    for (size_t i = 0; i < d->markdown->nnotes; i++) {
        for (struct construct *c = d->markdown->notes[i]->note.first; c != NULL; c = c->next) {
            act(d, c);
        }
    }
}

static size_t length_of(cmark_node *block)
{
    size_t length = 0;
    cmark_node *node = block;
    for (; node != NULL && length <= MARKDOWN_MAX_NOTE; node = tree_next(node, block)) {
        length += utf8_count(dialect_literal(node));
    }
    return length;
}

/* The constructs of each note are a list of their own. */
void dialect_walk_note(struct dialect *d, struct construct *note)
{
    struct construct **tail = d->tail;
    cmark_node *block = d->block;
    bool in_note = d->in_note;
    d->tail = &note->note.first;
    d->in_note = note->note.walked;
    walk(d, note->node);
    d->tail = tail;
    d->block = block;
    d->in_note = in_note;
    if (length_of(note->node) > MARKDOWN_MAX_NOTE) {
        diag_report(
            d->diag,
            &(struct report){.kind = MSG_NOTE_LONG, .at = note->at, .args = {note->note.label}});
    }
}

/* Those that stand where they are referred to were walked there. */
static void walk_notes(struct dialect *d)
{
    for (size_t i = 0; i < d->markdown->nnotes; i++) {
        if (!d->markdown->notes[i]->note.walked) {
            dialect_walk_note(d, d->markdown->notes[i]);
        }
    }
}

/* Character references may stand for what is changed. */
static bool may_be_smart(str text)
{
    return str_has(text, '&') || smart_wanted(text);
}

void dialect_apply(struct dialect *d)
{
    cmark_node *root = d->markdown->root;
    if (d->escapes) {
        dialect_unescape_literals(d);
    }
    choose_rooms(d);
    walk(d, root);
    walk_notes(d);
    if (d->options.features & (DIALECT_STRIKETHROUGH | DIALECT_SCRIPTS) &&
        (str_has(d->markdown->source.text, '~') || str_has(d->markdown->source.text, '^'))) {
        each_parent(d, root, dialect_delimiters);
    }
    each_construct(d, take_names);
    if (d->options.features & DIALECT_SMART && may_be_smart(d->markdown->source.text)) {
        dialect_smart(d, root);
    }
    if (d->escapes) {
        dialect_unescape_texts(d);
    }
    each_construct(d, take_texts);
}
