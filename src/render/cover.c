/* The cover page: one image and no word, so that readers which show the cover by themselves can
 * drop the page. Source format, 3.6. */
#include "render/frame.h"
#include "render/pages.h"
#include "vocab/words.h"

static str cover_alt(const struct book *b, const struct words *w)
{
    if (b->manifest.cover_alt.len > 0) {
        return b->manifest.cover_alt;
    }
    size_t count = 0;
    const str *authors = book_authors(b->arena, b, &count);
    const str pairs[] = {STR("title"), b->title, STR("authors"),
                         words_list(b->arena, w, authors, count)};
    return count > 0 ? word_fill(b->arena, w, WORD_COVER_ALT, pairs, 2)
                     : word_fill(b->arena, w, WORD_COVER_ALT_PLAIN, pairs, 2);
}

str cover_render(const struct book *b, const struct document *doc, const struct origin **origin)
{
    const struct words *w = frame_words(doc);
    struct xml x;
    frame_begin(&x, b, doc->title, doc->lang, doc->dir);
    xml_open(&x, STR("section"));
    xml_attr(&x, "class", STR("cover"));
    xml_attr(&x, "epub:type", STR("cover"));
    xml_attr(&x, "aria-label", word(w, WORD_COVER));
    xml_open(&x, STR("img"));
    xml_attr(&x, "src", b->cover != NULL ? b->cover->file : STR_NONE);
    xml_attr(&x, "role", STR("doc-cover"));
    xml_attr(&x, "alt", cover_alt(b, w));
    xml_close(&x);
    xml_close(&x);
    return frame_end(&x, origin);
}
