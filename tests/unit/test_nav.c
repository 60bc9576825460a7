/* The navigation document, the NCX and the made pages of a book made by hand. */
#include "render/cite.h"
#include "render/edition.h"
#include "render/frame.h"
#include "render/pages.h"
#include "render/style.h"
#include "source/html.h"
#include "test.h"

#include "base/arena.h"

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

static const struct document cover = {.page = PAGE_COVER,
                                      .file = STR_INIT("cover.xhtml"),
                                      .title = STR_INIT("Cover"),
                                      .lang = STR_INIT("en"),
                                      .dir = STR_INIT("ltr"),
                                      .depth = 1};
static const struct document contents = {.page = PAGE_CONTENTS,
                                         .file = STR_INIT("contents.xhtml"),
                                         .title = STR_INIT("Contents"),
                                         .heading_id = STR_INIT("contents"),
                                         .lang = STR_INIT("en"),
                                         .dir = STR_INIT("ltr"),
                                         .depth = 1};
static const struct document one = {.file = STR_INIT("one.xhtml")};
static const struct document references = {.file = STR_INIT("references.xhtml"),
                                           .title = STR_INIT("References")};
static struct person author = {.name = STR_INIT("Jane Author"), .role = STR_INIT("aut")};

static struct outline_entry last = {.label = STR_INIT("References"),
                                    .href = STR_INIT("references.xhtml")};
static struct outline_entry clash = {.label = STR_INIT("One b"), .href = STR_INIT("one.xhtml-a")};
static struct outline_entry below = {
    .label = STR_INIT("A < B"), .href = STR_INIT("one.xhtml#a"), .next = &clash};
static struct outline_entry first = {
    .label = STR_INIT("One"), .href = STR_INIT("one.xhtml"), .first = &below, .next = &last};

static struct book book_of(struct arena *a)
{
    struct book b = {.arena = a,
                     .title = STR("Small"),
                     .identifier = STR("urn:uuid:1"),
                     .outline = &first,
                     .outline_depth = 2,
                     .contents = &contents,
                     .cover_page = &cover,
                     .references_page = &references,
                     .body_start = &one};
    b.manifest.lang = STR("en");
    b.manifest.dir = STR("ltr");
    b.manifest.people = &author;
    b.manifest.npeople = 1;
    return b;
}

#define OUTLINE                                                                                    \
    "<ol>\n"                                                                                       \
    "<li><a href=\"one.xhtml\">One</a>\n"                                                          \
    "<ol>\n"                                                                                       \
    "<li><a href=\"one.xhtml#a\">A &lt; B</a></li>\n"                                              \
    "<li><a href=\"one.xhtml-a\">One b</a></li>\n"                                                 \
    "</ol>\n"                                                                                      \
    "</li>\n"                                                                                      \
    "<li><a href=\"references.xhtml\">References</a></li>\n"                                       \
    "</ol>\n"

static void test_nav(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct origin *origin = NULL;
    CHECK_STR(
        nav_render(&b, &origin),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!DOCTYPE html>\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en\" xml:lang=\"en\">\n"
        "<head>\n"
        "<meta charset=\"utf-8\"/>\n"
        "<title>Contents - Small</title>\n"
        "<link rel=\"stylesheet\" type=\"text/css\" href=\"styles/octavo.css\"/>\n"
        "</head>\n"
        "<body>\n"
        "<nav epub:type=\"toc\" id=\"toc\" aria-labelledby=\"toc-heading\" role=\"doc-toc\">\n"
        "<h1 id=\"toc-heading\">Contents</h1>\n" OUTLINE "</nav>\n"
        "<nav epub:type=\"landmarks\" id=\"landmarks\" aria-labelledby=\"landmarks-heading\" "
        "hidden=\"hidden\">\n"
        "<h2 id=\"landmarks-heading\">Landmarks</h2>\n"
        "<ol>\n"
        "<li><a epub:type=\"cover\" href=\"cover.xhtml\">Cover</a></li>\n"
        "<li><a epub:type=\"toc\" href=\"contents.xhtml\">Contents</a></li>\n"
        "<li><a epub:type=\"bodymatter\" href=\"one.xhtml\">Start of text</a></li>\n"
        "<li><a epub:type=\"bibliography\" href=\"references.xhtml\">References</a></li>\n"
        "</ol>\n"
        "</nav>\n"
        "</body>\n"
        "</html>\n");
    CHECK(origin != NULL);
    b.contents = b.cover_page = b.references_page = b.body_start = NULL;
    CHECK(!has(nav_render(&b, &origin), "landmarks"));
    arena_release(&a);
}

/* Ids come from targets and stay apart even where two targets look alike. */
static void test_ncx(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    CHECK_STR(ncx_render(&b),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" "
              "xml:lang=\"en\" dir=\"ltr\">\n"
              "<head>\n"
              "<meta name=\"dtb:uid\" content=\"urn:uuid:1\"/>\n"
              "<meta name=\"dtb:depth\" content=\"2\"/>\n"
              "<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n"
              "<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n"
              "</head>\n"
              "<docTitle><text>Small</text></docTitle>\n"
              "<docAuthor><text>Jane Author</text></docAuthor>\n"
              "<navMap>\n"
              "<navPoint id=\"nav-one.xhtml\" playOrder=\"1\">\n"
              "<navLabel><text>One</text></navLabel>\n"
              "<content src=\"one.xhtml\"/>\n"
              "<navPoint id=\"nav-one.xhtml-a\" playOrder=\"2\">\n"
              "<navLabel><text>A &lt; B</text></navLabel>\n"
              "<content src=\"one.xhtml#a\"/>\n"
              "</navPoint>\n"
              "<navPoint id=\"nav-one.xhtml-a-1\" playOrder=\"3\">\n"
              "<navLabel><text>One b</text></navLabel>\n"
              "<content src=\"one.xhtml-a\"/>\n"
              "</navPoint>\n"
              "</navPoint>\n"
              "<navPoint id=\"nav-references.xhtml\" playOrder=\"4\">\n"
              "<navLabel><text>References</text></navLabel>\n"
              "<content src=\"references.xhtml\"/>\n"
              "</navPoint>\n"
              "</navMap>\n"
              "</ncx>\n");
    arena_release(&a);
}

static void test_contents(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct origin *origin = NULL;
    CHECK_STR(part(contents_render(&b, &contents, &origin), "<body>", "</body>"),
              "<body>\n"
              "<nav class=\"contents\" role=\"doc-toc\" aria-labelledby=\"contents\">\n"
              "<h1 id=\"contents\">Contents</h1>\n" OUTLINE "</nav>\n"
              "</body>");
    arena_release(&a);
}

static void test_cover(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct origin *origin = NULL;
    const struct resource image = {.file = STR_INIT("images/cover.jpg")};
    b.cover = &image;
    CHECK_STR(part(cover_render(&b, &cover, &origin), "<body>", "</body>"),
              "<body>\n"
              "<section class=\"cover\" epub:type=\"cover\" aria-label=\"Cover\">"
              "<img src=\"images/cover.jpg\" role=\"doc-cover\" "
              "alt=\"Cover: Small by Jane Author\"/></section>\n"
              "</body>");
    b.manifest.npeople = 0;
    CHECK(has(cover_render(&b, &cover, &origin), "alt=\"Cover: Small\""));
    b.manifest.cover_alt = STR("A \"tree\"");
    CHECK(has(cover_render(&b, &cover, &origin), "alt=\"A &quot;tree&quot;\""));
    arena_release(&a);
}

/* The author's sheets follow Octavo's; what is no sheet is not linked. */
static void test_frame(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct origin *origin = NULL;
    struct resource sheet = {.file = STR_INIT("styles/my.css"), .media_type = STR_INIT("text/css")};
    struct resource image = {.file = STR_INIT("i.png"), .media_type = STR_INIT("image/png")};
    struct resource *resources[] = {&sheet, &image};
    struct xml x;
    b.resources = resources;
    b.nresources = 2;
    frame_begin(&x, &b, STR("Kapitel"), STR("he"), STR("rtl"));
    str all = frame_end(&x, &origin);
    CHECK(has(all, " lang=\"he\" xml:lang=\"he\" dir=\"rtl\">"));
    CHECK(has(all, "styles/octavo.css\"/>\n<link rel=\"stylesheet\" type=\"text/css\" "
                   "href=\"styles/my.css\"/>\n</head>"));
    b.manifest.dir = STR("rtl");
    frame_begin(&x, &b, STR("K"), STR("en"), STR("ltr"));
    CHECK(has(frame_end(&x, &origin), " dir=\"ltr\">"));
    arena_release(&a);
}

static void test_cite_as(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct words *w = words_for(STR("en"), NULL);
    str publishers[] = {STR_INIT("Octavo")};
    CHECK_STR(cite_as(&b, w), "Jane Author. Small.");
    b.manifest.subtitle = STR("Is it good?");
    b.manifest.version = STR("1.2.0");
    b.manifest.date = STR("2026-01-15");
    b.manifest.publishers = publishers;
    b.manifest.npublishers = 1;
    b.manifest.source = STR("https://x.org/");
    CHECK_STR(cite_as(&b, w), "Jane Author. Small: Is it good? Version 1.2.0. Octavo; 2026. "
                              "https://x.org/");
    CHECK_STR(edition_line(&a, w, &b.manifest), "Version 1.2.0, 15 January 2026");
    b.manifest.edition = STR("2nd edition");
    CHECK_STR(edition_line(&a, w, &b.manifest), "2nd edition, Version 1.2.0, 15 January 2026");
    b.manifest = (struct manifest){.lang = STR_INIT("en")};
    CHECK_STR(cite_as(&b, w), "");
    CHECK_STR(edition_line(&a, w, &b.manifest), "");
    arena_release(&a);
}

/* Every width that the source can ask for has its rule. */
static void test_style(void)
{
    struct arena a = {0};
    str whole = style_octavo(), generated = style_generated();
    CHECK(str_find_str(whole, generated, 0) < whole.len);
    CHECK(whole.len > generated.len);
    CHECK(!has(generated, "margin"));
    for (unsigned percent = 1; percent <= 100; percent++) {
        str name = width_class_name(&a, percent);
        str rule = str_printf(&a, "\n.%.*s { width: ", STR_ARG(name));
        CHECK(has(generated, rule.ptr));
    }
    arena_release(&a);
}

TEST_MAIN(test_nav, test_ncx, test_contents, test_cover, test_frame, test_cite_as, test_style)
