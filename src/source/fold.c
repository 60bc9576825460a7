/* Goes over the containers of the tree and folds the marks among their blocks. */
#include "source/fold.h"

int fold_kind(cmark_node *node)
{
    const struct construct *c =
        node != NULL ? (const struct construct *)cmark_node_get_user_data(node) : NULL;
    return c != NULL ? (int)c->kind : -1;
}

bool fold_take_item(struct fold *f, cmark_node *into, cmark_node **next, bool *tight)
{
    cmark_node *list = *next;
    (void)f;
    if (list == NULL || cmark_node_get_type(list) != CMARK_NODE_LIST) {
        return false;
    }
    cmark_node *item = cmark_node_first_child(list), *filler = cmark_node_first_child(item);
    if (filler != NULL && cmark_node_get_type(filler) == CMARK_NODE_HTML_BLOCK &&
        str_eq(str_trim(dialect_literal(filler)), MARK_FILLER)) {
        cmark_node_free(filler);
    }
    *tight = cmark_node_get_list_tight(list) != 0;
    for (cmark_node *child; (child = cmark_node_first_child(item)) != NULL;) {
        cmark_node_append_child(into, child);
    }
    cmark_node_free(item);
    if (cmark_node_first_child(list) == NULL) {
        *next = cmark_node_next(list);
        cmark_node_free(list);
    }
    return true;
}

void fold_restore(struct fold *f, const struct mark *mark, cmark_node *block)
{
    cmark_node *paragraph = dialect_node(CMARK_NODE_PARAGRAPH);
    cmark_node_append_child(paragraph, dialect_text_node(f->d, mark->written));
    cmark_node_insert_before(block, paragraph);
    cmark_node_free(block);
}

static void fold_one(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next)
{
    switch (mark->kind) {
    case MARK_NOTE:
        fold_note(f, mark, block, next);
        break;
    case MARK_DEFINITION:
        fold_definition(f, mark, block, next);
        break;
    case MARK_DIV:
        fold_div(f, mark, block, next);
        break;
    case MARK_DIV_END:
        fold_div_end(f, block);
        break;
    case MARK_TABLE:
        fold_table(f, mark, block, next);
        break;
    case MARK_VERSE:
        fold_verse(f, mark, block, next);
        break;
    }
}

/* What stands between a div's mark and its end is moved into it. */
static void fold_children(struct fold *f, cmark_node *container)
{
    cmark_node *next;
    f->ndivs = f->beyond = 0;
    f->caption = NULL;
    for (cmark_node *n = cmark_node_first_child(container); n != NULL; n = next) {
        const struct mark *mark = marks_of(f->marks, n);
        next = cmark_node_next(n);
        if (f->ndivs > 0) {
            cmark_node_append_child(f->divs[f->ndivs - 1], n);
        }
        if (mark != NULL) {
            fold_one(f, mark, n, &next);
        }
    }
    fold_unclosed(f);
}

static bool holds_blocks(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_CUSTOM_BLOCK:
        return true;
    default:
        return false;
    }
}

void dialect_fold(struct dialect *d, const struct marks *m)
{
    struct fold f = {.d = d, .marks = m};
    cmark_node *root = d->markdown->root;
    marks_undo(m, root);
    for (cmark_node *node = root; node != NULL;) {
        cmark_node *down = NULL;
        if (holds_blocks(node)) {
            fold_children(&f, node);
            down = cmark_node_first_child(node);
        }
        while (down == NULL && node != root && cmark_node_next(node) == NULL) {
            node = cmark_node_parent(node);
        }
        node = down != NULL ? down : node != root ? cmark_node_next(node) : NULL;
    }
    dialect_settle_notes(d);
}
