/* The about page: which edition this is, what may be done with it, how to cite it, and what
 * changed. All of it is the manifest's. Source format, 3.6. */
#include "render/changed.h"
#include "render/cite.h"
#include "render/edition.h"
#include "render/frame.h"
#include "render/generated.h"
#include "render/pages.h"
#include "vocab/words.h"

static void paragraph(struct content *c, str text)
{
    if (text.len > 0) {
        xml_open(c->xml, STR("p"));
        text_or_link(c->xml, text);
        xml_close(c->xml);
        xml_line(c->xml);
    }
}

static void part(struct content *c, const char *id, enum word title, str text)
{
    if (text.len > 0) {
        part_open(c, NULL, NULL, id, title);
        paragraph(c, text);
        part_close(c);
    }
}

static str link_of(str text)
{
    return is_address(text) ? text : STR_NONE;
}

/* Title, author, source and licence, as Creative Commons asks for: the source is the title's
 * address. */
static void licence(struct content *c)
{
    const struct manifest *m = &c->book->manifest;
    struct arena *a = c->book->arena;
    size_t count = 0;
    const str *authors = book_authors(a, c->book, &count);
    str name = licence_name(m);
    if (name.len == 0) {
        paragraph(c, m->rights);
        return;
    }
    const struct slot slots[] = {
        {.name = STR("title"), .text = c->book->title, .href = link_of(m->source)},
        {.name = STR("authors"), .text = words_list(a, c->words, authors, count)},
        {.name = STR("licence"), .text = name, .href = link_of(m->license_url)},
    };
    xml_open(c->xml, STR("p"));
    fill_with_links(c->xml, word(c->words, count > 0 ? WORD_LICENSED : WORD_LICENSED_PLAIN), slots,
                    sizeof slots / sizeof *slots);
    xml_close(c->xml);
    xml_line(c->xml);
}

/* "1.2.0, 15 January 2026: new tips" */
static void change(struct content *c, const struct change *change)
{
    struct arena *a = c->book->arena;
    str when = version_line(a, c->words, change->version, change->date);
    const str pairs[] = {STR("label"), when, STR("title"), change->text};
    xml_leaf(c->xml, "li",
             when.len > 0 ? word_fill(a, c->words, WORD_LABELLED, pairs, 2) : change->text);
    xml_line(c->xml);
}

static void changes(struct content *c)
{
    const struct manifest *m = &c->book->manifest;
    if (m->nchanges == 0) {
        return;
    }
    part_open(c, NULL, "revision-history", "changes", WORD_CHANGES);
    xml_open(c->xml, STR("ul"));
    xml_line(c->xml);
    for (size_t i = 0; i < m->nchanges; i++) {
        change(c, &m->changes[i]);
    }
    xml_close(c->xml);
    xml_line(c->xml);
    part_close(c);
}

str about_render(const struct book *b, const struct document *doc, struct diag *d,
                 const struct origin **origin)
{
    const struct manifest *m = &b->manifest;
    struct generated g;
    struct content *c = &g.content;
    generated_begin(&g, b, doc, d, "colophon", "doc-colophon");
    paragraph(c, edition_line(b->arena, c->words, m));
    licence(c);
    part(c, "how-to-cite", WORD_HOW_TO_CITE, cite_as(b, c->words));
    part(c, "source", WORD_SOURCE, m->source);
    part(c, "contact", WORD_CONTACT, m->contact);
    changes(c);
    changed_render(c);
    return generated_end(&g, origin);
}
