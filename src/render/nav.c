/* The navigation document, which reading systems show in a menu of their own: outside the spine,
 * with the toc and the landmarks. EPUB 3.3, 7. */
#include "render/frame.h"
#include "render/generated.h"
#include "render/pages.h"
#include "vocab/words.h"

/* As deep as the outline is, which has at most the ranks of headings below each document. */
void outline_render(struct xml *x, const struct outline_entry *first)
{
    xml_open(x, STR("ol"));
    xml_line(x);
    for (const struct outline_entry *e = first; e != NULL; e = e->next) {
        xml_open(x, STR("li"));
        xml_open(x, STR("a"));
        xml_attr(x, "href", e->href);
        frame_language(x, e->lang, STR_NONE);
        xml_text(x, e->label);
        xml_close(x);
        if (e->first != NULL) {
            xml_line(x);
            outline_render(x, e->first);
        }
        xml_close(x);
        xml_line(x);
    }
    xml_close(x);
    xml_line(x);
}

static void open_nav(struct xml *x, const char *type, const char *id)
{
    xml_open(x, STR("nav"));
    xml_attr(x, "epub:type", str_from(type));
    xml_attr(x, "id", str_from(type));
    xml_attr(x, "aria-labelledby", str_from(id));
}

static void heading(struct xml *x, const char *name, const char *id, str text, str lang)
{
    xml_line(x);
    xml_open(x, str_from(name));
    xml_attr(x, "id", str_from(id));
    frame_language(x, lang, STR_NONE);
    xml_text(x, text);
    xml_close(x);
    xml_line(x);
}

static void landmark(struct xml *x, const char *type, const struct document *doc, str label,
                     str lang)
{
    if (doc == NULL) {
        return;
    }
    xml_open(x, STR("li"));
    xml_open(x, STR("a"));
    xml_attr(x, "epub:type", str_from(type));
    xml_attr(x, "href", doc->file);
    frame_language(x, lang, STR_NONE);
    xml_text(x, label);
    xml_close(x);
    xml_close(x);
    xml_line(x);
}

/* A generated page, by its title. */
static void page_landmark(struct xml *x, const char *type, const struct document *doc)
{
    if (doc != NULL) {
        landmark(x, type, doc, doc->title, doc->title_lang);
    }
}

/* EPUB 3.3, 7.4.4. An empty list would be an error, so a book without any of them has no nav. */
static void landmarks(struct xml *x, const struct book *b, const struct words *w)
{
    if (b->cover_page == NULL && b->contents == NULL && b->body_start == NULL &&
        b->references_page == NULL) {
        return;
    }
    str lang = frame_words_language(w, b->manifest.lang);
    open_nav(x, "landmarks", "landmarks-heading");
    xml_attr(x, "hidden", STR("hidden"));
    heading(x, "h2", "landmarks-heading", word(w, WORD_LANDMARKS), lang);
    xml_open(x, STR("ol"));
    xml_line(x);
    landmark(x, "cover", b->cover_page, word(w, WORD_COVER), lang);
    page_landmark(x, "toc", b->contents);
    landmark(x, "bodymatter", b->body_start, word(w, WORD_START), lang);
    page_landmark(x, "bibliography", b->references_page);
    xml_close(x);
    xml_line(x);
    xml_close(x);
    xml_line(x);
}

static void page_list(struct xml *x, const struct book *b, const struct words *w)
{
    if (b->npage_marks == 0) {
        return;
    }
    open_nav(x, "page-list", "pages-heading");
    xml_attr(x, "role", STR("doc-pagelist"));
    xml_attr(x, "hidden", STR("hidden"));
    heading(x, "h2", "pages-heading", word(w, WORD_PAGES),
            frame_words_language(w, b->manifest.lang));
    xml_open(x, STR("ol"));
    xml_line(x);
    for (size_t i = 0; i < b->npage_marks; i++) {
        const struct page_mark *m = &b->page_marks[i];
        xml_open(x, STR("li"));
        xml_open(x, STR("a"));
        xml_attr(x, "href", href_of(b->arena, m->document->file, m->id));
        xml_text(x, m->label);
        xml_close(x);
        xml_close(x);
        xml_line(x);
    }
    xml_close(x);
    xml_line(x);
    xml_close(x);
    xml_line(x);
}

str nav_render(const struct book *b, const struct origin **origin)
{
    const struct manifest *m = &b->manifest;
    const struct words *w = words_for(m->lang, NULL);
    bool own = m->contents_title.len > 0;
    str title = own ? m->contents_title : word(w, WORD_CONTENTS);
    struct xml x;
    frame_begin(&x, b, title, m->lang, m->dir);
    open_nav(&x, "toc", "toc-heading");
    xml_attr(&x, "role", STR("doc-toc"));
    heading(&x, "h1", "toc-heading", title, own ? STR_NONE : frame_words_language(w, m->lang));
    outline_render(&x, b->outline);
    xml_close(&x);
    xml_line(&x);
    landmarks(&x, b, w);
    page_list(&x, b, w);
    return frame_end(&x, origin);
}
