#include "render/generated.h"

#include "render/content_notes.h"
#include "render/frame.h"

str heading_name(unsigned rank)
{
    static const str names[] = {STR_INIT("h1"), STR_INIT("h2"), STR_INIT("h3"),
                                STR_INIT("h4"), STR_INIT("h5"), STR_INIT("h6")};
    return names[rank < 1 ? 0 : rank > 6 ? 5 : rank - 1];
}

static void made_heading(struct xml *x, const struct document *doc)
{
    xml_open(x, heading_name(doc->depth));
    xml_attr(x, "id", doc->heading_id);
    frame_language(x, doc->title_lang, doc->lang);
    xml_text(x, doc->title);
    xml_close(x);
    xml_line(x);
}

void generated_begin(struct generated *g, const struct book *b, const struct document *doc,
                     struct diag *d, const char *type, const char *role)
{
    struct xml *x = &g->xml;
    frame_begin(x, b, doc->title, doc->lang, doc->dir);
    g->content = (struct content){
        .xml = x, .book = b, .document = doc, .words = frame_words(doc), .diag = d};
    xml_open(x, STR("section"));
    xml_attr_if(x, "epub:type", str_from(type));
    xml_attr_if(x, "role", str_from(role));
    xml_attr(x, "aria-labelledby", doc->heading_id);
    xml_line(x);
    if (doc->heading == NULL) {
        made_heading(x, doc);
    }
    if (doc->chapter != NULL && doc->begin != NULL) {
        content_blocks(&g->content, doc->begin, doc->end);
        xml_line(x);
    }
}

str generated_end(struct generated *g, const struct origin **origin)
{
    content_notes(&g->content);
    xml_close(&g->xml);
    content_give_ids(&g->content);
    return frame_end(&g->xml, origin);
}

void link_render(struct xml *x, str href, str text)
{
    xml_open(x, STR("a"));
    xml_attr(x, "href", href);
    xml_text(x, text);
    xml_close(x);
}

bool is_address(str text)
{
    static const str schemes[] = {STR_INIT("https://"), STR_INIT("http://"), STR_INIT("mailto:"),
                                  STR_INIT("tel:")};
    str rest = text, word;
    if (!str_word(&rest, &word) || word.len != text.len) {
        return false;
    }
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (text.len > schemes[i].len &&
            str_eq_nocase(str_sub(text, 0, schemes[i].len), schemes[i])) {
            return true;
        }
    }
    return false;
}

void text_or_link(struct xml *x, str text)
{
    if (is_address(text)) {
        link_render(x, text, text);
    } else {
        xml_text(x, text);
    }
}

str href_of(struct arena *a, str file, str id)
{
    const str parts[] = {file, STR("#"), id};
    return str_concat(a, parts, 3);
}

static void fill_slot(struct xml *x, const struct slot *slot)
{
    bool foreign = slot->lang.len > 0 && !str_eq(slot->lang, slot->around);
    bool link = slot->href.len > 0;
    if (link || foreign) {
        xml_open(x, link ? STR("a") : STR("span"));
        xml_attr_if(x, "href", slot->href);
        frame_language(x, slot->lang, slot->around);
    }
    xml_text(x, slot->text);
    if (link || foreign) {
        xml_close(x);
    }
}

void fill_with_links(struct xml *x, str template, const struct slot *slots, size_t nslots)
{
    str text, name;
    while (str_cut(template, '{', &text, &template)) {
        xml_text(x, text);
        str_cut(template, '}', &name, &template);
        for (size_t i = 0; i < nslots; i++) {
            if (str_eq(slots[i].name, name)) {
                fill_slot(x, &slots[i]);
            }
        }
    }
    xml_text(x, text);
}

/* A heading's id that the author's own text does not use. */
static str free_id(const struct document *doc, struct arena *a, const char *wanted)
{
    str id = str_from(wanted);
    for (unsigned n = 1; map_get(&doc->ids, id) != MAP_NONE; n++) {
        id = str_printf(a, "%s-%u", wanted, n);
    }
    return id;
}

void part_open(struct content *c, const char *class_name, const char *type, const char *id,
               enum word title)
{
    struct xml *x = c->xml;
    xml_open(x, STR("section"));
    xml_attr_if(x, "class", str_from(class_name));
    xml_attr_if(x, "epub:type", str_from(type));
    xml_line(x);
    xml_open(x, heading_name(c->document->depth + 1));
    xml_attr(x, "id", free_id(c->document, c->book->arena, id));
    frame_language(x, frame_words_language(c->words, c->document->lang), STR_NONE);
    xml_text(x, word(c->words, title));
    xml_close(x);
    xml_line(x);
}

void part_close(struct content *c)
{
    xml_close(c->xml);
    xml_line(c->xml);
}
