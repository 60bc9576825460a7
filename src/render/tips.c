/* The tips page: every tip once more, each with the way to its chapter. The tips do not lead back
 * here: a link both ways would be taken for a note. Source format, 3.6. */
#include "render/content_tip.h"
#include "render/frame.h"
#include "render/generated.h"
#include "render/pages.h"
#include "vocab/words.h"

/* "From: CHAPTER", linked to the box; the tips file is no chapter. */
static void tip_origin(struct content *c, const struct tip *tip)
{
    if (tip->document == NULL || tip->box == NULL) {
        return;
    }
    struct xml *x = c->xml;
    struct arena *a = c->book->arena;
    const struct document *from = tip->document;
    const str pairs[] = {STR("chapter"), from->nav_label.len > 0 ? from->nav_label : from->title};
    xml_open(x, STR("p"));
    xml_attr(x, "class", STR("tip-from"));
    frame_language(x, c->document->lang, from->lang);
    link_render(x, href_of(a, from->file, tip->box->box.id),
                word_fill(a, c->words, WORD_TIP_FROM, pairs, 1));
    xml_close(x);
    xml_line(x);
}

static void one_tip(struct content *c, const struct tip *tip, unsigned rank)
{
    struct xml *x = c->xml;
    const struct words *of_page = c->words;
    c->words = words_for(tip->lang, NULL);
    xml_place(x, tip->box != NULL ? tip->box->at : tip->heading->at);
    xml_open(x, STR("section"));
    xml_attr(x, "class", STR("tip-copy"));
    frame_language(x, tip->lang, c->document->lang);
    xml_line(x);
    xml_open(x, heading_name(rank));
    xml_attr(x, "id", tip->id);
    content_tip_title(c, tip);
    xml_close(x);
    xml_line(x);
    content_tip_blocks(c, tip);
    xml_line(x);
    c->words = of_page;
    tip_origin(c, tip);
    xml_close(x);
    xml_line(x);
}

str tips_render(const struct book *b, const struct document *doc, struct diag *d,
                const struct origin **origin)
{
    struct generated g;
    generated_begin(&g, b, doc, d, NULL, NULL);
    g.content.copy = true;
    g.content.copy_rank = doc->depth + 2;
    content_tips_opening(&g.content);
    for (size_t i = 0; i < b->ntips; i++) {
        one_tip(&g.content, &b->tips[i], doc->depth + 1);
    }
    return generated_end(&g, origin);
}
