/* The package document: what the publication holds and in which order it is read. Manifest from
 * the publication, spine and guide from the book. EPUB 3.3, 5; source format, 3.4. */
#include "model/publication.h"
#include "render/package_internal.h"
#include "render/pages.h"
#include "vocab/words.h"

static const str root_folder = STR_INIT("EPUB/");

/* Manifest id = file path with "/" -> "-". An XML id begins with no digit. */
static str path_id(struct arena *a, str file)
{
    bool fine = file.len > 0 && (ascii_alpha(file.ptr[0]) || file.ptr[0] == '_');
    str id = str_concat(a, (str[]){fine || file.len == 0 ? STR_NONE : STR("_"), file}, 2);
    for (size_t at = str_find(id, '/', 0); at < id.len; at = str_find(id, '/', at + 1)) {
        ((char *)id.ptr)[at] = '-'; /* it is ours */
    }
    return id;
}

static bool is_cover(const struct book *b, str file)
{
    return b->cover != NULL && str_eq(b->cover->file, file);
}

static str item_id(const struct book *b, str file)
{
    if (str_eq(file, STR("nav.xhtml"))) {
        return STR("nav");
    }
    if (str_eq(file, STR("toc.ncx"))) {
        return STR("ncx");
    }
    return is_cover(b, file) ? STR("cover-image") : path_id(b->arena, file);
}

bool package_holds_math(const struct publication *p)
{
    for (size_t i = 0; i < p->count; i++) {
        if ((p->entries[i].holds & HOLDS_MATH) != 0) {
            return true;
        }
    }
    return false;
}

/* EPUB 3.3, manifest properties vocabulary; in the order of the alphabet. */
static str item_properties(const struct book *b, const struct entry *e, str file)
{
    if (str_eq(file, STR("nav.xhtml"))) {
        return STR("nav");
    }
    if (is_cover(b, file)) {
        return STR("cover-image");
    }
    bool math = (e->holds & HOLDS_MATH) != 0, svg = (e->holds & HOLDS_SVG) != 0;
    if (math && svg) {
        return STR("mathml svg");
    }
    return math ? STR("mathml") : svg ? STR("svg") : STR_NONE;
}

static void item(struct xml *x, const struct book *b, const struct entry *e)
{
    str file = str_sub(e->path, root_folder.len, e->path.len);
    xml_open(x, STR("item"));
    xml_attr(x, "id", item_id(b, file));
    xml_attr(x, "href", file);
    xml_attr(x, "media-type", e->media_type);
    xml_attr_if(x, "properties", item_properties(b, e, file));
    xml_close(x);
    xml_line(x);
}

/* EPUB 3.3, the manifest element: every resource of the publication but the package document. */
static void manifest(struct xml *x, const struct book *b, const struct publication *p)
{
    xml_open(x, STR("manifest"));
    xml_line(x);
    for (size_t i = 0; i < p->count; i++) {
        const struct entry *e = &p->entries[i];
        if (str_starts(e->path, root_folder) && !str_eq(e->path, STR("EPUB/package.opf"))) {
            item(x, b, e);
        }
    }
    xml_close(x);
    xml_line(x);
}

static void spine(struct xml *x, const struct book *b)
{
    xml_open(x, STR("spine"));
    xml_attr(x, "toc", STR("ncx"));
    xml_attr(x, "page-progression-direction", b->manifest.dir);
    xml_line(x);
    for (size_t i = 0; i < b->ndocuments; i++) {
        xml_open(x, STR("itemref"));
        xml_attr(x, "id", str_concat(x->arena, (str[]){STR("at-"), b->documents[i]->file}, 2));
        xml_attr(x, "idref", item_id(b, b->documents[i]->file));
        xml_attr_if(x, "linear", b->documents[i]->linear ? STR_NONE : STR("no"));
        xml_close(x);
        xml_line(x);
    }
    xml_close(x);
    xml_line(x);
}

static void guide_reference(struct xml *x, const char *type, str title, const struct document *doc)
{
    if (doc == NULL) {
        return;
    }
    xml_open(x, STR("reference"));
    xml_attr(x, "type", str_from(type));
    xml_attr(x, "title", title);
    xml_attr(x, "href", doc->file);
    xml_close(x);
    xml_line(x);
}

/* OPF 2.0.1, 2.6: some readers find cover, contents and beginning only here. */
static void guide(struct xml *x, const struct book *b)
{
    const struct words *w = words_for(b->manifest.lang, NULL);
    if (b->cover_page == NULL && b->contents == NULL && b->body_start == NULL) {
        return;
    }
    xml_open(x, STR("guide"));
    xml_line(x);
    guide_reference(x, "cover", word(w, WORD_COVER), b->cover_page);
    guide_reference(x, "toc", b->contents != NULL ? b->contents->title : STR_NONE, b->contents);
    guide_reference(x, "text", word(w, WORD_START), b->body_start);
    xml_close(x);
    xml_line(x);
}

str package_render(const struct book *b, const struct publication *p)
{
    struct xml x;
    xml_begin(&x, b->arena);
    xml_open(&x, STR("package"));
    xml_attr(&x, "xmlns", STR("http://www.idpf.org/2007/opf"));
    xml_attr(&x, "version", STR("3.0"));
    xml_attr(&x, "unique-identifier", STR("pub-id"));
    xml_attr(&x, "xml:lang", b->manifest.lang);
    xml_attr(&x, "dir", b->manifest.dir);
    if (package_has_ibooks_version(&b->manifest)) {
        xml_attr(&x, "prefix",
                 STR("ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/"
                     "vocabulary-extensions-1.0/"));
    }
    xml_line(&x);
    package_metadata(&x, b, p);
    manifest(&x, b, p);
    spine(&x, b);
    guide(&x, b);
    xml_close(&x);
    return xml_end(&x, NULL);
}

str package_dated(struct arena *a, str package, str modified, size_t *end)
{
    static const str element = STR_INIT("<meta property=\"dcterms:modified\"/>");
    size_t begin = str_find_str(package, element, 0), behind = begin + element.len;
    const str parts[] = {str_sub(package, 0, behind - 2), STR(">"), modified, STR("</meta>"),
                         str_sub(package, behind, package.len)};
    if (begin >= package.len) {
        *end = 0;
        return package;
    }
    *end = parts[0].len + parts[1].len + modified.len;
    return str_concat(a, parts, 5);
}
