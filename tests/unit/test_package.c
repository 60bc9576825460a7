/* The package document of books made by hand. */
#include "render/package_internal.h"
#include "render/pages.h"
#include "test.h"

#include "base/arena.h"
#include "model/publication.h"

static void add(struct arena *a, struct publication *p, const char *path, const char *type,
                const char *bytes)
{
    publication_add(a, p, str_from(path), str_from(type), str_from(bytes));
}

/* What follows start, up to and with end. */
static str part(str all, const char *start, const char *end)
{
    size_t from = str_find_str(all, str_from(start), 0);
    size_t to = str_find_str(all, str_from(end), from);
    return str_sub(all, from, to + str_from(end).len);
}

static bool has(str all, const char *wanted)
{
    return str_find_str(all, str_from(wanted), 0) < all.len;
}

static const struct document chapter = {
    .file = STR_INIT("one.xhtml"), .title = STR_INIT("One"), .linear = true};

/* A book of one chapter and nothing else. */
static struct book small_book(struct arena *a)
{
    struct book b = {.arena = a, .title = STR("Small & Good"), .identifier = STR("urn:uuid:1")};
    b.manifest.lang = STR("en");
    b.manifest.dir = STR("ltr");
    b.documents = ARENA_ARRAY(a, struct document *, 1);
    b.documents[0] = ARENA_NEW(a, struct document);
    *b.documents[0] = chapter;
    b.ndocuments = 1;
    b.body_start = b.documents[0];
    b.all_images_have_alt = true;
    return b;
}

static void small_publication(struct arena *a, struct publication *p)
{
    add(a, p, "mimetype", "", "application/epub+zip");
    add(a, p, "META-INF/container.xml", "", "");
    add(a, p, "EPUB/package.opf", "application/oebps-package+xml", "");
    add(a, p, "EPUB/nav.xhtml", "application/xhtml+xml", "");
    add(a, p, "EPUB/toc.ncx", "application/x-dtbncx+xml", "");
    add(a, p, "EPUB/one.xhtml", "application/xhtml+xml", "<p>a</p>");
    add(a, p, "EPUB/styles/octavo.css", "text/css", "");
}

static str dated(struct arena *a, const struct book *b, const struct publication *p)
{
    size_t end;
    str time = STR("2026-01-15T00:00:01Z");
    str all = package_dated(a, package_render(b, p), time, &end);
    CHECK_STR(str_sub(all, end - time.len, end), "2026-01-15T00:00:01Z");
    return all;
}

static void test_undated(void)
{
    struct arena a = {0};
    size_t end;
    CHECK_STR(package_dated(&a, STR("<package/>"), STR("2026-01-15T00:00:01Z"), &end),
              "<package/>");
    CHECK(end == 0);
    arena_release(&a);
}

static void test_small(void)
{
    struct arena a = {0};
    struct publication p = {0};
    struct book b = small_book(&a);
    small_publication(&a, &p);
    CHECK_STR(
        dated(&a, &b, &p),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
        "unique-identifier=\"pub-id\" xml:lang=\"en\" dir=\"ltr\">\n"
        "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
        "<dc:identifier id=\"pub-id\">urn:uuid:1</dc:identifier>\n"
        "<dc:title>Small &amp; Good</dc:title>\n"
        "<dc:language>en</dc:language>\n"
        "<meta property=\"dcterms:modified\">2026-01-15T00:00:01Z</meta>\n"
        "<meta property=\"schema:accessMode\">textual</meta>\n"
        "<meta property=\"schema:accessModeSufficient\">textual</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">ARIA</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">displayTransformability</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">readingOrder</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">structuralNavigation</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">tableOfContents</meta>\n"
        "<meta property=\"schema:accessibilityFeature\">unlocked</meta>\n"
        "<meta property=\"schema:accessibilityHazard\">none</meta>\n"
        "<meta property=\"schema:accessibilitySummary\">This book is reflowable text with headings "
        "and a linked table of contents.</meta>\n"
        "</metadata>\n"
        "<manifest>\n"
        "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" "
        "properties=\"nav\"/>\n"
        "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n"
        "<item id=\"one.xhtml\" href=\"one.xhtml\" media-type=\"application/xhtml+xml\"/>\n"
        "<item id=\"styles-octavo.css\" href=\"styles/octavo.css\" media-type=\"text/css\"/>\n"
        "</manifest>\n"
        "<spine toc=\"ncx\" page-progression-direction=\"ltr\">\n"
        "<itemref id=\"at-one.xhtml\" idref=\"one.xhtml\"/>\n"
        "</spine>\n"
        "<guide>\n"
        "<reference type=\"text\" title=\"Start of text\" href=\"one.xhtml\"/>\n"
        "</guide>\n"
        "</package>\n");
    arena_release(&a);
}

/* The digest is taken over a package document whose time is empty. */
static void test_empty_time(void)
{
    struct arena a = {0};
    struct publication p = {0};
    struct book b = small_book(&a);
    CHECK(has(package_render(&b, &p), "<meta property=\"dcterms:modified\"/>"));
    arena_release(&a);
}

static struct manifest full_manifest(void)
{
    static struct title titles[] = {
        {.text = STR_INIT("Big")},
        {.text = STR_INIT("B."), .type = STR_INIT("short"), .file_as = STR_INIT("B")}};
    static struct person people[] = {
        {.name = STR_INIT("Jane Author"),
         .role = STR_INIT("aut"),
         .file_as = STR_INIT("Author, Jane")},
        {.name = STR_INIT("Joan Other"), .role = STR_INIT("aut")},
        {.name = STR_INIT("Eve Drawer"), .role = STR_INIT("ill"), .contributor = true}};
    static struct identifier identifiers[] = {
        {.text = STR_INIT("urn:isbn:9780306406157"), .onix = STR_INIT("15")},
        {.text = STR_INIT("doi:10.1/2"), .onix = STR_INIT("06")},
        {.text = STR_INIT("x")}};
    static struct subject subjects[] = {{.text = STR_INIT("Parenting")},
                                        {.text = STR_INIT("Fiction"),
                                         .authority = STR_INIT("BISAC"),
                                         .term = STR_INIT("FIC000000")}};
    static str publishers[] = {STR_INIT("One"), STR_INIT("Two")};
    return (struct manifest){
        .titles = titles,
        .ntitles = 2,
        .subtitle = STR("and more"),
        .people = people,
        .npeople = 3,
        .lang = STR("ar"),
        .dir = STR("rtl"),
        .identifiers = identifiers,
        .nidentifiers = 3,
        .subjects = subjects,
        .nsubjects = 2,
        .publishers = publishers,
        .npublishers = 2,
        .date = STR("2026-01"),
        .version = STR("1.2.0"),
        .description = STR("D"),
        .type = STR("T"),
        .format = STR("F"),
        .source = STR("S"),
        .relation = STR("R"),
        .coverage = STR("C"),
        .license_name = STR("CC BY 4.0"),
        .license_url = STR("https://cc.example/by"),
        .collection = STR("Series"),
        .collection_position = STR("2"),
        .accessibility = {.conformance = STR("EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
                          .certified_by = STR("Us"),
                          .certifier_credential = STR("Cred"),
                          .certifier_report = STR("https://r.example/")}};
}

static void test_full_metadata(void)
{
    struct arena a = {0};
    struct publication p = {0};
    struct book b = small_book(&a);
    b.manifest = full_manifest();
    b.title = STR("Big");
    b.identifier = STR("urn:isbn:9780306406157");
    str all = dated(&a, &b, &p);
    CHECK(has(all, "dir=\"rtl\" prefix=\"ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/"
                   "vocabulary-extensions-1.0/\">"));
    CHECK(has(all, "<spine toc=\"ncx\" page-progression-direction=\"rtl\">"));
    CHECK_STR(
        part(all, "<dc:identifier", "<meta property=\"schema:accessMode\">"),
        "<dc:identifier id=\"pub-id\">urn:isbn:9780306406157</dc:identifier>\n"
        "<meta refines=\"#pub-id\" property=\"identifier-type\" "
        "scheme=\"onix:codelist5\">15</meta>\n"
        "<dc:identifier id=\"identifier-2\">doi:10.1/2</dc:identifier>\n"
        "<meta refines=\"#identifier-2\" property=\"identifier-type\" "
        "scheme=\"onix:codelist5\">06</meta>\n"
        "<dc:identifier>x</dc:identifier>\n"
        "<dc:title id=\"title\">Big</dc:title>\n"
        "<meta refines=\"#title\" property=\"title-type\">main</meta>\n"
        "<dc:title id=\"subtitle\">and more</dc:title>\n"
        "<meta refines=\"#subtitle\" property=\"title-type\">subtitle</meta>\n"
        "<dc:title id=\"title-2\">B.</dc:title>\n"
        "<meta refines=\"#title-2\" property=\"title-type\">short</meta>\n"
        "<meta refines=\"#title-2\" property=\"file-as\">B</meta>\n"
        "<dc:language>ar</dc:language>\n"
        "<dc:creator id=\"creator\">Jane Author</dc:creator>\n"
        "<meta refines=\"#creator\" property=\"role\" scheme=\"marc:relators\">aut</meta>\n"
        "<meta refines=\"#creator\" property=\"file-as\">Author, Jane</meta>\n"
        "<dc:creator id=\"creator-2\">Joan Other</dc:creator>\n"
        "<meta refines=\"#creator-2\" property=\"role\" scheme=\"marc:relators\">aut</meta>\n"
        "<dc:contributor id=\"contributor\">Eve Drawer</dc:contributor>\n"
        "<meta refines=\"#contributor\" property=\"role\" scheme=\"marc:relators\">ill</meta>\n"
        "<dc:subject>Parenting</dc:subject>\n"
        "<dc:subject id=\"subject-2\">Fiction</dc:subject>\n"
        "<meta refines=\"#subject-2\" property=\"authority\">BISAC</meta>\n"
        "<meta refines=\"#subject-2\" property=\"term\">FIC000000</meta>\n"
        "<dc:publisher>One</dc:publisher>\n"
        "<dc:publisher>Two</dc:publisher>\n"
        "<dc:date>2026-01</dc:date>\n"
        "<dc:description>D</dc:description>\n"
        "<dc:type>T</dc:type>\n"
        "<dc:format>F</dc:format>\n"
        "<dc:source>S</dc:source>\n"
        "<dc:relation>R</dc:relation>\n"
        "<dc:coverage>C</dc:coverage>\n"
        "<dc:rights>CC BY 4.0</dc:rights>\n"
        "<meta property=\"dcterms:modified\">2026-01-15T00:00:01Z</meta>\n"
        "<link rel=\"dcterms:license\" href=\"https://cc.example/by\"/>\n"
        "<meta property=\"belongs-to-collection\" id=\"collection\">Series</meta>\n"
        "<meta refines=\"#collection\" property=\"collection-type\">series</meta>\n"
        "<meta refines=\"#collection\" property=\"group-position\">2</meta>\n"
        "<meta property=\"ibooks:version\">1.2.0</meta>\n"
        "<meta property=\"schema:accessMode\">");
    CHECK_STR(
        part(all, "<meta property=\"dcterms:conformsTo\"", "</metadata>"),
        "<meta property=\"dcterms:conformsTo\" id=\"conformance\">EPUB Accessibility 1.1 - WCAG "
        "2.2 "
        "Level AA</meta>\n"
        "<meta property=\"a11y:certifiedBy\" id=\"certifier\" refines=\"#conformance\">Us</meta>\n"
        "<meta refines=\"#certifier\" property=\"a11y:certifierCredential\">Cred</meta>\n"
        "<link rel=\"a11y:certifierReport\" refines=\"#certifier\" href=\"https://r.example/\"/>\n"
        "</metadata>");
    arena_release(&a);
}

static void test_items(void)
{
    static const struct {
        const char *path, *type;
        unsigned holds;
        const char *want;
    } items[] = {
        {"EPUB/2020.xhtml", "application/xhtml+xml", HOLDS_SVG,
         "<item id=\"_2020.xhtml\" href=\"2020.xhtml\" media-type=\"application/xhtml+xml\" "
         "properties=\"svg\"/>"},
        {"EPUB/m.xhtml", "application/xhtml+xml", HOLDS_MATH | HOLDS_SVG,
         "<item id=\"m.xhtml\" href=\"m.xhtml\" media-type=\"application/xhtml+xml\" "
         "properties=\"mathml svg\"/>"},
        {"EPUB/n.xhtml", "application/xhtml+xml", 0,
         "<item id=\"n.xhtml\" href=\"n.xhtml\" media-type=\"application/xhtml+xml\"/>"},
        {"EPUB/images/a.svg", "image/svg+xml", 0,
         "<item id=\"images-a.svg\" href=\"images/a.svg\" media-type=\"image/svg+xml\"/>"},
        {"EPUB/images/c.jpg", "image/jpeg", 0,
         "<item id=\"cover-image\" href=\"images/c.jpg\" media-type=\"image/jpeg\" "
         "properties=\"cover-image\"/>"},
    };
    struct arena a = {0};
    struct publication p = {0};
    struct book b = small_book(&a);
    const struct resource cover = {.file = STR_INIT("images/c.jpg"), .cover = true};
    b.cover = &cover;
    b.documents[0]->file = STR("2020.xhtml");
    b.documents[0]->linear = false;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        publication_add(&a, &p, str_from(items[i].path), str_from(items[i].type), STR_NONE)->holds =
            items[i].holds;
    }
    str all = package_render(&b, &p);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        CHECK(has(all, items[i].want));
    }
    CHECK(has(all, "<itemref id=\"at-2020.xhtml\" idref=\"_2020.xhtml\" linear=\"no\"/>"));
    CHECK(has(all, "<meta name=\"cover\" content=\"cover-image\"/>"));
    arena_release(&a);
}

static void test_ibooks_version(void)
{
    static const struct {
        const char *version;
        bool want;
    } versions[] = {{"1", true},     {"1.10", true}, {"1.2.3", true}, {"", false},
                    {"1.", false},   {".1", false},  {"1..2", false}, {"1.2.3.4", false},
                    {"1.2b", false}, {"2nd", false}};
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        struct manifest m = {.version = str_from(versions[i].version)};
        CHECK(package_has_ibooks_version(&m) == versions[i].want);
    }
}

/* What is claimed depends on what is seen. */
static void test_accessibility(void)
{
    struct arena a = {0};
    struct publication p = {0};
    struct book b = small_book(&a);
    b.images = true;
    str all = package_render(&b, &p);
    CHECK(has(all, "accessMode\">visual<") && has(all, "Sufficient\">textual,visual<"));
    CHECK(has(all, "Sufficient\">textual<") && has(all, ">alternativeText<"));
    CHECK(has(all, "Every image has a text alternative."));
    b.all_images_have_alt = false;
    all = package_render(&b, &p);
    CHECK(!has(all, "Sufficient\">textual<") && !has(all, ">alternativeText<"));
    CHECK(!has(all, "Every image has"));
    b.animated = true;
    CHECK(has(package_render(&b, &p), "accessibilityHazard\">unknown<"));
    b.manifest.accessibility = (struct accessibility){
        .hazards_given = true, .hazards = HAZARD_SOUND | HAZARD_FLASHING, .summary = STR("Mine")};
    all = package_render(&b, &p);
    CHECK_STR(part(all, "<meta property=\"schema:accessibilityHazard\"", "Mine"),
              "<meta property=\"schema:accessibilityHazard\">flashing</meta>\n"
              "<meta property=\"schema:accessibilityHazard\">sound</meta>\n"
              "<meta property=\"schema:accessibilitySummary\">Mine");
    b.manifest.accessibility = (struct accessibility){.hazards_given = true};
    CHECK(has(package_render(&b, &p), "accessibilityHazard\">none<"));
    arena_release(&a);
}

static void test_container(void)
{
    CHECK_STR(container_text(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<container version=\"1.0\" "
                                "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
                                "<rootfiles>\n"
                                "<rootfile full-path=\"EPUB/package.opf\" "
                                "media-type=\"application/oebps-package+xml\"/>\n"
                                "</rootfiles>\n"
                                "</container>\n");
}

TEST_MAIN(test_undated, test_small, test_empty_time, test_full_metadata, test_items,
          test_ibooks_version, test_accessibility, test_container)
