#include "render/content_tip.h"

#include "render/content_internal.h"
#include "vocab/words.h"

#include <cmark.h>

/* The node that holds the title's inlines; NULL for a box without title. */
static struct cmark_node *title_node(const struct tip *tip)
{
    if (tip->box == NULL) {
        return tip->heading->node;
    }
    struct cmark_node *first = cmark_node_first_child(tip->box->node);
    const struct construct *title = first != NULL ? content_construct(first) : NULL;
    return title != NULL && title->kind == CONSTRUCT_BOX_TITLE ? first : NULL;
}

void content_tip_title(struct content *c, const struct tip *tip)
{
    struct cmark_node *title = title_node(tip);
    if (title != NULL) {
        content_inlines(c, title);
    } else {
        xml_text(c->xml, word(c->words, WORD_TIP));
    }
}

void content_tip_blocks(struct content *c, const struct tip *tip)
{
    struct cmark_node *title = title_node(tip);
    struct cmark_node *begin =
        title != NULL ? cmark_node_next(title) : cmark_node_first_child(tip->box->node);
    struct cmark_node *end = tip->box != NULL ? NULL : tip->end;
    if (begin != NULL && begin != end) {
        content_blocks(c, begin, end);
    }
}

void content_tips_opening(struct content *c)
{
    const struct book *b = c->book;
    size_t i = 0;
    while (i < b->ntips && b->tips[i].box != NULL) {
        i++;
    }
    if (i == b->ntips) {
        return;
    }
    struct cmark_node *heading = b->tips[i].heading->node;
    struct cmark_node *first = cmark_node_first_child(cmark_node_parent(heading));
    if (first != heading) {
        content_blocks(c, first, heading);
        xml_line(c->xml);
    }
}
