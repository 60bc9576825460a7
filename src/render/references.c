/* The references page: a numbered list of what is cited, each entry with a way back to every
 * place that cites it. Source format, part 4 (entry). */
#include "render/entry.h"
#include "render/frame.h"
#include "render/generated.h"
#include "render/pages.h"
#include "vocab/words.h"

static void back_link(struct content *c, const struct reference *r, size_t place)
{
    struct xml *x = c->xml;
    struct arena *a = c->book->arena;
    const struct citing *citing = &r->places[place];
    const str pairs[] = {STR("m"), str_decimal(a, place + 1), STR("n"), str_decimal(a, r->number)};
    xml_text(x, STR(" "));
    xml_open(x, STR("a"));
    xml_attr(x, "href", href_of(a, citing->document->file, citing->id));
    xml_attr(x, "epub:type", STR("backlink"));
    xml_attr(x, "role", STR("doc-backlink"));
    frame_language(x, frame_words_language(c->words, c->document->lang), STR_NONE);
    xml_attr(x, "aria-label", word_fill(a, c->words, WORD_BACK_CITE, pairs, 2));
    xml_text(x, r->nplaces == 1 ? word(c->words, WORD_BACK)
                                : word_fill(a, c->words, WORD_BACK_N, pairs, 2));
    xml_close(x);
}

static void reference_entry(struct content *c, const struct reference *r)
{
    struct xml *x = c->xml;
    xml_place(x, r->item->at);
    xml_open(x, STR("li"));
    xml_attr(x, "id", r->id);
    xml_attr(x, "epub:type", STR("biblioentry"));
    xml_open(x, STR("p"));
    entry_render(x, r->item, c->words, c->book->manifest.link_bibliography);
    for (size_t i = 0; i < r->nplaces; i++) {
        back_link(c, r, i);
    }
    xml_close(x);
    xml_close(x);
    xml_line(x);
}

str references_render(const struct book *b, const struct document *doc, struct diag *d,
                      const struct origin **origin)
{
    struct generated g;
    generated_begin(&g, b, doc, d, "bibliography", "doc-bibliography");
    if (b->nreferences > 0) {
        xml_open(&g.xml, STR("ol"));
        xml_line(&g.xml);
        for (size_t i = 0; i < b->nreferences; i++) {
            reference_entry(&g.content, b->references[i]);
        }
        xml_close(&g.xml);
        xml_line(&g.xml);
    }
    return generated_end(&g, origin);
}
