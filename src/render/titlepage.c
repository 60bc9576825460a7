/* The title page, which stands for a cover where there is none. Source format, 3.6. */
#include "render/edition.h"
#include "render/frame.h"
#include "render/generated.h"
#include "render/pages.h"
#include "vocab/words.h"

static void line(struct xml *x, const char *class, str text)
{
    if (text.len > 0) {
        xml_open(x, STR("p"));
        xml_attr(x, "class", str_from(class));
        xml_text(x, text);
        xml_close(x);
        xml_line(x);
    }
}

static void licence(struct xml *x, const struct manifest *m)
{
    str name = licence_name(m);
    if (name.len == 0) {
        line(x, "rights", m->rights);
        return;
    }
    xml_open(x, STR("p"));
    xml_attr(x, "class", STR("rights"));
    if (is_address(m->license_url)) {
        link_render(x, m->license_url, name);
    } else {
        xml_text(x, name);
    }
    xml_close(x);
    xml_line(x);
}

str titlepage_render(const struct book *b, const struct document *doc, const struct origin **origin)
{
    const struct manifest *m = &b->manifest;
    const struct words *w = frame_words(doc);
    size_t count = 0;
    const str *authors = book_authors(b->arena, b, &count);
    struct xml x;
    frame_begin(&x, b, doc->title, doc->lang, doc->dir);
    xml_open(&x, STR("section"));
    xml_attr(&x, "class", STR("titlepage"));
    xml_attr(&x, "epub:type", STR("titlepage"));
    xml_line(&x);
    xml_leaf(&x, "h1", b->title);
    xml_line(&x);
    line(&x, "subtitle", m->subtitle);
    const str pairs[] = {STR("authors"), words_list(b->arena, w, authors, count)};
    line(&x, "author", count > 0 ? word_fill(b->arena, w, WORD_BY, pairs, 1) : STR_NONE);
    line(&x, "edition", edition_line(b->arena, w, m));
    for (size_t i = 0; i < m->npublishers; i++) {
        line(&x, "publisher", m->publishers[i]);
    }
    licence(&x, m);
    xml_close(&x);
    return frame_end(&x, origin);
}
