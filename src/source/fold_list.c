/* Notes and definitions: a list item behind a mark. */
#include "source/fold.h"

static struct construct *part(struct fold *f, enum construct_kind kind, cmark_node *node)
{
    struct construct *c = dialect_part(f->d, kind, markdown_place(f->d->markdown, node));
    c->node = node;
    cmark_node_set_user_data(node, c);
    return c;
}

void fold_note(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next)
{
    struct place at = markdown_place(f->d->markdown, block);
    cmark_node *note = dialect_node(CMARK_NODE_CUSTOM_BLOCK);
    bool tight;
    if (!fold_take_item(f, note, next, &tight)) {
        cmark_node_free(note);
        fold_restore(f, mark, block);
        return;
    }
    cmark_node_free(block);
    dialect_add_note(f->d, note, mark->label, at);
}

/* The lines of a paragraph, each a term. */
static void take_terms(struct fold *f, cmark_node *list, cmark_node *paragraph)
{
    cmark_node *term = paragraph;
    cmark_node_append_child(list, paragraph);
    part(f, CONSTRUCT_TERM, paragraph);
    for (cmark_node *n = cmark_node_first_child(paragraph), *next; n != NULL; n = next) {
        next = cmark_node_next(n);
        if (cmark_node_get_type(n) == CMARK_NODE_SOFTBREAK) {
            cmark_node_free(n);
            term = dialect_node(CMARK_NODE_PARAGRAPH);
            cmark_node_append_child(list, term);
            part(f, CONSTRUCT_TERM, term);
        } else if (term != paragraph) {
            cmark_node_append_child(term, n);
        }
    }
}

/* The list of definitions that ends before the mark; one is begun behind a paragraph. NULL if
 * nothing that could be a term stands there. */
static cmark_node *list_before(struct fold *f, cmark_node *block)
{
    cmark_node *before = cmark_node_previous(block);
    if (before == NULL || fold_kind(before) == CONSTRUCT_DEFINITIONS) {
        return before;
    }
    if (cmark_node_get_type(before) != CMARK_NODE_PARAGRAPH || dialect_is_taken(before)) {
        return NULL;
    }
    cmark_node *list = cmark_node_previous(before);
    if (fold_kind(list) != CONSTRUCT_DEFINITIONS) {
        list = dialect_node(CMARK_NODE_CUSTOM_BLOCK);
        cmark_node_insert_before(before, list);
        dialect_construct(f->d, CONSTRUCT_DEFINITIONS, list,
                          markdown_place(f->d->markdown, before));
    }
    take_terms(f, list, before);
    return list;
}

static bool is_paragraph_alone(cmark_node *node)
{
    cmark_node *first = cmark_node_first_child(node);
    return first != NULL && cmark_node_next(first) == NULL &&
           cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH;
}

static bool has_caption(cmark_node *table)
{
    return fold_kind(cmark_node_first_child(table)) == CONSTRUCT_CAPTION;
}

/* ": text" is the caption of the table before it, or, behind a blank line, of the one that
 * follows. */
static bool fold_as_caption(struct fold *f, const struct mark *mark, cmark_node *block,
                            cmark_node *definition, cmark_node *next)
{
    cmark_node *before = cmark_node_previous(block);
    const struct mark *behind = next != NULL ? marks_of(f->marks, next) : NULL;
    bool table_before = fold_kind(before) == CONSTRUCT_TABLE && !has_caption(before);
    bool table_behind = behind != NULL && behind->kind == MARK_TABLE && !mark->same;
    if (!(f->marks->features & DIALECT_FIGURES) || !is_paragraph_alone(definition) ||
        (!table_before && !table_behind)) {
        return false;
    }
    cmark_node *paragraph = cmark_node_first_child(definition);
    if (table_before) {
        fold_caption(f, before, paragraph);
    } else {
        cmark_node_insert_before(block, paragraph);
        f->caption = paragraph;
    }
    return true;
}

/* Neither: the colon is text, and what it stood before comes back. */
static void restore_colon(struct fold *f, const struct mark *mark, cmark_node *block,
                          cmark_node *definition)
{
    cmark_node *first = cmark_node_first_child(definition);
    cmark_node *colon = dialect_text_node(f->d, mark->written);
    cmark_node *inside = first != NULL ? cmark_node_first_child(first) : NULL;
    if (inside != NULL && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH) {
        cmark_node_insert_before(inside, colon);
    } else {
        cmark_node *paragraph = dialect_node(CMARK_NODE_PARAGRAPH);
        cmark_node_append_child(paragraph, colon);
        cmark_node_insert_before(block, paragraph);
    }
    for (cmark_node *child; (child = cmark_node_first_child(definition)) != NULL;) {
        cmark_node_insert_before(block, child);
    }
    cmark_node_free(definition);
}

void fold_definition(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next)
{
    cmark_node *definition = dialect_node(CMARK_NODE_CUSTOM_BLOCK), *list;
    struct place at = markdown_place(f->d->markdown, block);
    bool tight;
    if (!fold_take_item(f, definition, next, &tight)) {
        cmark_node_free(definition);
        fold_restore(f, mark, block);
        return;
    }
    if (fold_as_caption(f, mark, block, definition, *next)) {
        cmark_node_free(definition);
    } else if ((list = list_before(f, block)) != NULL) {
        struct construct *c = part(f, CONSTRUCT_DEFINITION, definition);
        c->at = at;
        c->definition.tight = tight && mark->same;
        cmark_node_append_child(list, definition);
    } else {
        restore_colon(f, mark, block, definition);
    }
    cmark_node_free(block);
}
