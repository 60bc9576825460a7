/* The contents page of the spine: what the navigation document holds for reading systems, for
 * people. Source format, 3.6. */
#include "render/frame.h"
#include "render/generated.h"
#include "render/pages.h"

str contents_render(const struct book *b, const struct document *doc, const struct origin **origin)
{
    struct xml x;
    frame_begin(&x, b, doc->title, doc->lang, doc->dir);
    xml_open(&x, STR("nav"));
    xml_attr(&x, "class", STR("contents"));
    xml_attr(&x, "role", STR("doc-toc"));
    xml_attr(&x, "aria-labelledby", doc->heading_id);
    xml_line(&x);
    xml_open(&x, heading_name(doc->depth));
    xml_attr(&x, "id", doc->heading_id);
    frame_language(&x, doc->title_lang, doc->lang);
    xml_text(&x, doc->title);
    xml_close(&x);
    xml_line(&x);
    outline_render(&x, b->outline);
    xml_close(&x);
    return frame_end(&x, origin);
}
