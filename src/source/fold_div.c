/* Divs: what stands between ":::" and ":::". */
#include "source/fold.h"

#include "messages.h"

static void report(struct fold *f, unsigned kind, struct place at)
{
    diag_report(f->d->diag, &(struct report){.kind = kind, .at = at});
}

void fold_div(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next)
{
    struct place at = markdown_place(f->d->markdown, block);
    if (f->ndivs == FOLD_MOST_DIVS) {
        if (f->beyond++ == 0) {
            diag_report(f->d->diag, &(struct report){.kind = MSG_TOO_DEEP,
                                                     .at = at,
                                                     .args = {STR("the text"), STR("100")}});
        }
        cmark_node_free(block);
        return;
    }
    cmark_node *div = dialect_node(CMARK_NODE_CUSTOM_BLOCK), *title = *next;
    cmark_node_insert_before(block, div);
    cmark_node_free(block);
    if (mark->div.titled && title != NULL && cmark_node_get_type(title) == CMARK_NODE_HEADING) {
        *next = cmark_node_next(title);
        cmark_node_append_child(div, title);
    }
    dialect_box_of_div(f->d, div, &mark->div, at);
    f->divs[f->ndivs++] = div;
}

void fold_div_end(struct fold *f, cmark_node *block)
{
    struct place at = markdown_place(f->d->markdown, block);
    if (f->beyond > 0) {
        f->beyond--;
        cmark_node_free(block);
    } else if (f->ndivs > 0) {
        f->ndivs--;
        cmark_node_free(block);
    } else {
        report(f, MSG_DIV_STRAY, at);
        cmark_node_free(block);
    }
}

void fold_unclosed(struct fold *f)
{
    for (; f->ndivs > 0; f->ndivs--) {
        const struct construct *c =
            (const struct construct *)cmark_node_get_user_data(f->divs[f->ndivs - 1]);
        report(f, MSG_DIV_UNCLOSED, c->at);
    }
}
