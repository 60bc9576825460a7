/* The NCX: the same outline for reading systems that know no navigation document (OPF 2.0.1,
 * 2.4.1; ANSI/NISO Z39.86-2005, 8). Its order is that of the spine, playOrder 1 to n. */
#include "model/names.h"
#include "render/generated.h"
#include "render/pages.h"

struct ncx {
    struct xml xml;
    struct arena *arena;
    struct map ids;
    unsigned play_order;
};

static void head_meta(struct xml *x, const char *name, str content)
{
    xml_open(x, STR("meta"));
    xml_attr(x, "name", str_from(name));
    xml_attr(x, "content", content);
    xml_close(x);
    xml_line(x);
}

static void text_in(struct xml *x, const char *element, str text)
{
    xml_open(x, str_from(element));
    xml_leaf(x, "text", text);
    xml_close(x);
    xml_line(x);
}

/* An id from the target, so that it outlives a chapter put before it. */
static str point_id(struct ncx *n, str href)
{
    str id = str_concat(n->arena, (str[]){STR("nav-"), href}, 2);
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        ((char *)id.ptr)[i] = ascii_alnum(c) || c == '.' || c == '_' ? c : '-'; /* it is ours */
    }
    return name_free(n->arena, &n->ids, id, 1);
}

static void points(struct ncx *n, const struct outline_entry *first)
{
    struct xml *x = &n->xml;
    for (const struct outline_entry *e = first; e != NULL; e = e->next) {
        xml_open(x, STR("navPoint"));
        xml_attr(x, "id", point_id(n, e->href));
        xml_attr(x, "playOrder", str_decimal(n->arena, ++n->play_order));
        xml_line(x);
        text_in(x, "navLabel", e->label);
        xml_open(x, STR("content"));
        xml_attr(x, "src", e->href);
        xml_close(x);
        xml_line(x);
        points(n, e->first);
        xml_close(x);
        xml_line(x);
    }
}

/* The number of a page; 0: it has none, or one of another kind. */
static uint64_t page_number(str label)
{
    uint64_t number;
    return str_number(label, 1000000, &number) ? number : 0;
}

static uint64_t highest_page(const struct book *b)
{
    uint64_t highest = 0;
    for (size_t i = 0; i < b->npage_marks; i++) {
        uint64_t number = page_number(b->page_marks[i].label);
        highest = number > highest ? number : highest;
    }
    return highest;
}

static bool is_roman(str label)
{
    size_t i = 0;
    while (i < label.len && str_has(STR("ivxlcdm"), ascii_lower(label.ptr[i]))) {
        i++;
    }
    return label.len > 0 && i == label.len;
}

/* Roman numbers are those of the front matter. */
static void page_targets(struct ncx *n, const struct book *b)
{
    struct xml *x = &n->xml;
    for (size_t i = 0; i < b->npage_marks; i++) {
        const struct page_mark *m = &b->page_marks[i];
        bool normal = page_number(m->label) > 0;
        str href = href_of(n->arena, m->document->file, m->id);
        xml_open(x, STR("pageTarget"));
        xml_attr(x, "id", point_id(n, href));
        xml_attr(x, "type",
                 normal               ? STR("normal")
                 : is_roman(m->label) ? STR("front")
                                      : STR("special"));
        xml_attr_if(x, "value", normal ? m->label : STR_NONE);
        xml_line(x);
        text_in(x, "navLabel", m->label);
        xml_open(x, STR("content"));
        xml_attr(x, "src", href);
        xml_close(x);
        xml_line(x);
        xml_close(x);
        xml_line(x);
    }
}

static void head(struct xml *x, const struct book *b)
{
    xml_open(x, STR("head"));
    xml_line(x);
    head_meta(x, "dtb:uid", b->identifier);
    head_meta(x, "dtb:depth", str_decimal(b->arena, b->outline_depth));
    head_meta(x, "dtb:totalPageCount", str_decimal(b->arena, b->npage_marks));
    head_meta(x, "dtb:maxPageNumber", str_decimal(b->arena, highest_page(b)));
    xml_close(x);
    xml_line(x);
}

str ncx_render(const struct book *b)
{
    struct ncx n = {.arena = b->arena};
    struct xml *x = &n.xml;
    size_t count = 0;
    const str *authors = book_authors(b->arena, b, &count);
    xml_begin_in(x, b->arena, b->draft);
    xml_open(x, STR("ncx"));
    xml_attr(x, "xmlns", STR("http://www.daisy.org/z3986/2005/ncx/"));
    xml_attr(x, "version", STR("2005-1"));
    xml_attr(x, "xml:lang", b->manifest.lang);
    xml_attr(x, "dir", b->manifest.dir);
    xml_line(x);
    head(x, b);
    text_in(x, "docTitle", b->title);
    for (size_t i = 0; i < count; i++) {
        text_in(x, "docAuthor", authors[i]);
    }
    xml_open(x, STR("navMap"));
    xml_line(x);
    points(&n, b->outline);
    xml_close(x);
    xml_line(x);
    if (b->npage_marks > 0) {
        xml_open(x, STR("pageList"));
        xml_line(x);
        page_targets(&n, b);
        xml_close(x);
        xml_line(x);
    }
    return xml_end(x, NULL);
}
