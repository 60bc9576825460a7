/* The metadata of the package document: Dublin Core elements, each followed by what refines it.
 * EPUB 3.3, 5.5; source format, part 1. */
#include "render/package_internal.h"

#include "render/edition.h"

void package_meta(struct xml *x, const char *property, str value)
{
    package_refine(x, STR_NONE, property, NULL, value);
}

void package_refine(struct xml *x, str id, const char *property, const char *scheme, str value)
{
    if (value.len == 0) {
        return;
    }
    xml_open(x, STR("meta"));
    if (id.len > 0) {
        const str target[] = {STR("#"), id};
        xml_attr(x, "refines", str_concat(x->arena, target, 2));
    }
    xml_attr(x, "property", str_from(property));
    xml_attr_if(x, "scheme", str_from(scheme));
    xml_text(x, value);
    xml_close(x);
    xml_line(x);
}

/* A Dublin Core element; id may be empty. Nothing if value is empty. */
static void dc(struct xml *x, const char *name, str id, str value)
{
    if (value.len == 0) {
        return;
    }
    xml_open(x, str_from(name));
    xml_attr_if(x, "id", id);
    xml_text(x, value);
    xml_close(x);
    xml_line(x);
}

/* The id of the number-th of several like elements: "creator", "creator-2". No dot in it, so it
 * never meets the id of a manifest item. */
static str numbered(struct arena *a, const char *base, size_t number)
{
    return number <= 1 ? str_from(base) : str_printf(a, "%s-%zu", base, number);
}

/* ONIX code list 5 says what kind of number it is (EPUB 3.3, meta properties vocabulary,
 * identifier-type). */
static void identifiers(struct xml *x, const struct book *b)
{
    const struct manifest *m = &b->manifest;
    dc(x, "dc:identifier", STR("pub-id"), b->identifier);
    if (m->nidentifiers > 0) {
        package_refine(x, STR("pub-id"), "identifier-type", "onix:codelist5",
                       m->identifiers[0].onix);
    }
    for (size_t i = 1; i < m->nidentifiers; i++) {
        str onix = m->identifiers[i].onix;
        str id = onix.len > 0 ? numbered(b->arena, "identifier", i + 1) : STR_NONE;
        dc(x, "dc:identifier", id, m->identifiers[i].text);
        package_refine(x, id, "identifier-type", "onix:codelist5", onix);
    }
}

/* A title that stands alone needs no type. */
static void one_title(struct xml *x, str id, str text, str type, str file_as)
{
    bool refined = type.len > 0 || file_as.len > 0;
    if (text.len == 0) {
        return;
    }
    dc(x, "dc:title", refined ? id : STR_NONE, text);
    package_refine(x, id, "title-type", NULL, type);
    package_refine(x, id, "file-as", NULL, file_as);
}

static void titles(struct xml *x, const struct book *b)
{
    const struct manifest *m = &b->manifest;
    bool several = m->ntitles > 1 || m->subtitle.len > 0;
    one_title(x, STR("title"), b->title, several ? STR("main") : STR_NONE,
              m->ntitles > 0 ? m->titles[0].file_as : STR_NONE);
    one_title(x, STR("subtitle"), m->subtitle, STR("subtitle"), STR_NONE);
    for (size_t i = 1; i < m->ntitles; i++) {
        one_title(x, numbered(b->arena, "title", i + 1), m->titles[i].text, m->titles[i].type,
                  m->titles[i].file_as);
    }
}

static void people(struct xml *x, const struct book *b, bool contributors)
{
    const char *element = contributors ? "dc:contributor" : "dc:creator";
    size_t number = 0;
    for (size_t i = 0; i < b->manifest.npeople; i++) {
        const struct person *p = &b->manifest.people[i];
        if (p->contributor != contributors) {
            continue;
        }
        str id = numbered(b->arena, contributors ? "contributor" : "creator", ++number);
        dc(x, element, id, p->name);
        package_refine(x, id, "role", "marc:relators", p->role);
        package_refine(x, id, "file-as", NULL, p->file_as);
    }
}

/* EPUB 3.3, meta properties vocabulary, authority: it and term go together. */
static void subjects(struct xml *x, const struct book *b)
{
    for (size_t i = 0; i < b->manifest.nsubjects; i++) {
        const struct subject *s = &b->manifest.subjects[i];
        bool refined = s->authority.len > 0 && s->term.len > 0;
        str id = refined ? numbered(b->arena, "subject", i + 1) : STR_NONE;
        dc(x, "dc:subject", id, s->text);
        if (refined) {
            package_refine(x, id, "authority", NULL, s->authority);
            package_refine(x, id, "term", NULL, s->term);
        }
    }
}

static void plain_elements(struct xml *x, const struct manifest *m)
{
    for (size_t i = 0; i < m->npublishers; i++) {
        dc(x, "dc:publisher", STR_NONE, m->publishers[i]);
    }
    dc(x, "dc:date", STR_NONE, m->date);
    dc(x, "dc:description", STR_NONE, m->description);
    dc(x, "dc:type", STR_NONE, m->type);
    dc(x, "dc:format", STR_NONE, m->format);
    dc(x, "dc:source", STR_NONE, m->source);
    dc(x, "dc:relation", STR_NONE, m->relation);
    dc(x, "dc:coverage", STR_NONE, m->coverage);
    dc(x, "dc:rights", STR_NONE, m->rights.len > 0 ? m->rights : licence_name(m));
}

/* Where the numbers of the pages are from: the printed book, or nowhere else. */
static void page_source(struct xml *x, const struct book *b)
{
    str source = b->manifest.page_source.text;
    if (b->npage_marks == 0) {
        return;
    }
    if (source.len == 0 || str_eq(source, STR("none"))) {
        package_meta(x, "pageBreakSource", STR("none"));
        return;
    }
    dc(x, "dc:source", STR("page-source"), source);
    package_refine(x, STR("page-source"), "source-of", NULL, STR("pagination"));
}

static void license_link(struct xml *x, str url)
{
    if (url.len > 0) {
        xml_open(x, STR("link"));
        xml_attr(x, "rel", STR("dcterms:license"));
        xml_attr(x, "href", url);
        xml_close(x);
        xml_line(x);
    }
}

static void collection(struct xml *x, const struct manifest *m)
{
    if (m->collection.len == 0) {
        return;
    }
    xml_open(x, STR("meta"));
    xml_attr(x, "property", STR("belongs-to-collection"));
    xml_attr(x, "id", STR("collection"));
    xml_text(x, m->collection);
    xml_close(x);
    xml_line(x);
    package_refine(x, STR("collection"), "collection-type", NULL, STR("series"));
    package_refine(x, STR("collection"), "group-position", NULL, m->collection_position);
}

bool package_has_ibooks_version(const struct manifest *m)
{
    str rest = m->version, part;
    uint64_t number;
    unsigned parts = 0;
    while (rest.len > 0) {
        bool more = str_cut(rest, '.', &part, &rest);
        if (!str_number(part, UINT64_MAX, &number) || (more && rest.len == 0)) {
            return false;
        }
        parts++;
    }
    return parts >= 1 && parts <= 3;
}

/* OPF 2.0.1's way of naming the cover, by which some readers make thumbnails. */
static void cover_meta(struct xml *x)
{
    xml_open(x, STR("meta"));
    xml_attr(x, "name", STR("cover"));
    xml_attr(x, "content", STR("cover-image"));
    xml_close(x);
    xml_line(x);
}

/* Its time is put in when all is digested, see package_dated. */
static void modification(struct xml *x)
{
    xml_open(x, STR("meta"));
    xml_attr(x, "property", STR("dcterms:modified"));
    xml_close(x);
    xml_line(x);
}

void package_metadata(struct xml *x, const struct book *b, const struct publication *p)
{
    const struct manifest *m = &b->manifest;
    xml_open(x, STR("metadata"));
    xml_attr(x, "xmlns:dc", STR("http://purl.org/dc/elements/1.1/"));
    xml_line(x);
    identifiers(x, b);
    titles(x, b);
    dc(x, "dc:language", STR_NONE, m->lang);
    people(x, b, false);
    people(x, b, true);
    subjects(x, b);
    plain_elements(x, m);
    page_source(x, b);
    modification(x);
    license_link(x, m->license_url);
    collection(x, m);
    if (package_has_ibooks_version(m)) {
        package_meta(x, "ibooks:version", m->version);
    }
    package_accessibility(x, b, p);
    if (b->cover != NULL) {
        cover_meta(x);
    }
    xml_close(x);
    xml_line(x);
}
