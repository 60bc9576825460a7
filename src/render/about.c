/* The about page: which edition this is, what may be done with it, how to cite it, and what
 * changed. All of it is the manifest's. Source format, 3.6. */
#include "render/cite.h"
#include "render/edition.h"
#include "render/frame.h"
#include "render/generated.h"
#include "render/pages.h"
#include "vocab/words.h"

/* A heading's id that the author's own text does not use. */
static str free_id(const struct document *doc, struct arena *a, const char *wanted)
{
    str id = str_from(wanted);
    for (unsigned n = 1; map_get(&doc->ids, id) != MAP_NONE; n++) {
        id = str_printf(a, "%s-%u", wanted, n);
    }
    return id;
}

static void open_part(struct content *c, const char *type, const char *id, enum word title)
{
    struct xml *x = c->xml;
    xml_open(x, STR("section"));
    xml_attr_if(x, "epub:type", str_from(type));
    xml_line(x);
    xml_open(x, heading_name(c->document->depth + 1));
    xml_attr(x, "id", free_id(c->document, c->book->arena, id));
    frame_language(x, frame_words_language(c->words, c->document->lang), STR_NONE);
    xml_text(x, word(c->words, title));
    xml_close(x);
    xml_line(x);
}

static void close_part(struct content *c)
{
    xml_close(c->xml);
    xml_line(c->xml);
}

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
        open_part(c, NULL, id, title);
        paragraph(c, text);
        close_part(c);
    }
}

/* What stands for a {name} of a template: text, linked if it has an address. */
struct slot {
    str name, text, href;
};

/* A sentence with elements in it: the template is written piece by piece, so that its word order
 * stays the language's. */
static void fill_with_links(struct xml *x, str template, const struct slot *slots, size_t nslots)
{
    str text, name;
    while (str_cut(template, '{', &text, &template)) {
        xml_text(x, text);
        str_cut(template, '}', &name, &template);
        for (size_t i = 0; i < nslots; i++) {
            if (!str_eq(slots[i].name, name)) {
                continue;
            }
            if (is_address(slots[i].href)) {
                link_render(x, slots[i].href, slots[i].text);
            } else {
                xml_text(x, slots[i].text);
            }
        }
    }
    xml_text(x, text);
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
        {STR("title"), c->book->title, m->source},
        {STR("authors"), words_list(a, c->words, authors, count), STR_NONE},
        {STR("licence"), name, m->license_url},
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
    open_part(c, "revision-history", "changes", WORD_CHANGES);
    xml_open(c->xml, STR("ul"));
    xml_line(c->xml);
    for (size_t i = 0; i < m->nchanges; i++) {
        change(c, &m->changes[i]);
    }
    xml_close(c->xml);
    xml_line(c->xml);
    close_part(c);
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
    return generated_end(&g, origin);
}
