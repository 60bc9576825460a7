/* The shell of every XHTML document: declaration, html in its language, head with title and
 * stylesheets, body. Knows no kind of page. Source format, 3.3. */
#include "render/frame.h"

#include "vocab/words.h"

static void stylesheet(struct xml *x, str file)
{
    xml_open(x, STR("link"));
    xml_attr(x, "rel", STR("stylesheet"));
    xml_attr(x, "type", STR("text/css"));
    xml_attr(x, "href", file);
    xml_close(x);
    xml_line(x);
}

/* The author's sheets follow Octavo's, so that they win. */
static void stylesheets(struct xml *x, const struct book *b)
{
    stylesheet(x, STR("styles/octavo.css"));
    for (size_t i = 0; i < b->nresources; i++) {
        const struct resource *r = b->resources[i];
        if (str_eq(r->media_type, STR("text/css")) && !r->imported) {
            stylesheet(x, r->file);
        }
    }
}

/* The direction of the package says nothing about a document (EPUB 3.3, the dir attribute), so a
 * document that is not left to right, or not as the book, says its own. */
static str shown_direction(const struct book *b, str dir)
{
    if (dir.len == 0) {
        dir = b->manifest.dir;
    }
    bool plain = str_eq(dir, STR("ltr")) && str_eq(dir, b->manifest.dir);
    return plain ? STR_NONE : dir;
}

static void head(struct xml *x, const struct book *b, str title)
{
    xml_open(x, STR("head"));
    xml_line(x);
    xml_open(x, STR("meta"));
    xml_attr(x, "charset", STR("utf-8"));
    xml_close(x);
    xml_line(x);
    xml_open(x, STR("title"));
    xml_text(x, title);
    xml_text(x, STR(" - "));
    xml_text(x, b->title);
    xml_close(x);
    xml_line(x);
    stylesheets(x, b);
    xml_close(x);
    xml_line(x);
}

void frame_begin(struct xml *x, const struct book *b, str title, str lang, str dir)
{
    xml_begin_in(x, b->arena, b->draft);
    xml_doctype_html(x);
    xml_open(x, STR("html"));
    xml_attr(x, "xmlns", STR("http://www.w3.org/1999/xhtml"));
    xml_attr(x, "xmlns:epub", STR("http://www.idpf.org/2007/ops"));
    xml_attr(x, "lang", lang);
    xml_attr(x, "xml:lang", lang);
    xml_attr_if(x, "dir", shown_direction(b, dir));
    xml_line(x);
    head(x, b, title);
    xml_open(x, STR("body"));
    xml_line(x);
}

str frame_end(struct xml *x, const struct origin **origin)
{
    xml_line(x);
    xml_close(x);
    xml_line(x);
    xml_close(x);
    return xml_end(x, origin);
}

str frame_words_language(const struct words *w, str lang)
{
    bool missing = false;
    words_for(lang, &missing);
    return missing ? str_from(w->language) : STR_NONE;
}

void frame_language(struct xml *x, str lang, str around)
{
    if (!str_eq(lang, around)) {
        xml_attr_if(x, "lang", lang);
        xml_attr_if(x, "xml:lang", lang);
    }
}

const struct words *frame_words(const struct document *doc)
{
    return words_for(doc->lang, NULL);
}
