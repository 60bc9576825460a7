/* The pages that Octavo makes itself, for a book made by hand. */
#include "messages.h"
#include "render/pages.h"
#include "test.h"

#include "base/arena.h"

#define PAGE_OF(kind, name)                                                                        \
    {                                                                                              \
        .page = (kind), .file = STR_INIT(name ".xhtml"), .title = STR_INIT("Title"),               \
        .heading_id = STR_INIT(name), .lang = STR_INIT("en"), .dir = STR_INIT("ltr"), .depth = 1   \
    }

static const struct markdown_options all_features = {.features = DIALECT_OCTAVO};

static const struct document about = PAGE_OF(PAGE_ABOUT, "about");
static const struct document references = PAGE_OF(PAGE_REFERENCES, "references");
static const struct document titlepage = PAGE_OF(PAGE_TITLEPAGE, "titlepage");
static const struct document one = {.file = STR_INIT("one.xhtml")};
static const struct document two = {.file = STR_INIT("two.xhtml")};

static struct person people[] = {
    {.name = STR_INIT("Jane"), .role = STR_INIT("aut")},
    {.name = STR_INIT("Joan"), .role = STR_INIT("aut")},
    {.name = STR_INIT("Eve"), .role = STR_INIT("ill"), .contributor = true},
};

static struct book book_of(struct arena *a)
{
    struct book b = {.arena = a, .title = STR("Small {licence}")};
    b.manifest.lang = STR("en");
    b.manifest.dir = STR("ltr");
    b.manifest.people = people;
    b.manifest.npeople = sizeof people / sizeof *people;
    return b;
}

static str body(str all)
{
    size_t from = str_find_str(all, STR("<body>"), 0);
    size_t to = str_find_str(all, STR("</body>"), from);
    return str_sub(all, from + 7, to);
}

static void test_references(void)
{
    static struct item first = {.type = STR_INIT("book"), .title = STR_INIT("First")};
    static struct item second = {.type = STR_INIT("book"), .title = STR_INIT("Second")};
    static struct citing first_places[] = {{&one, STR_INIT("cite-a")}};
    static struct citing second_places[] = {{&one, STR_INIT("cite-b")}, {&two, STR_INIT("cite-b")}};
    static struct reference a_reference = {&first, 1, STR_INIT("ref-a"), first_places, 1};
    static struct reference b_reference = {&second, 2, STR_INIT("ref-b"), second_places, 2};
    static struct reference *list[] = {&a_reference, &b_reference};
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct origin *origin = NULL;
    b.references = list;
    b.nreferences = 2;
    CHECK_STR(body(references_render(&b, &references, NULL, &origin)),
              "<section epub:type=\"bibliography\" role=\"doc-bibliography\" "
              "aria-labelledby=\"references\">\n"
              "<h1 id=\"references\">Title</h1>\n"
              "<ol>\n"
              "<li id=\"ref-a\" epub:type=\"biblioentry\"><p><i>First</i>. "
              "<a href=\"one.xhtml#cite-a\" epub:type=\"backlink\" role=\"doc-backlink\" "
              "aria-label=\"Back to citation 1 of reference 1\">Back</a></p></li>\n"
              "<li id=\"ref-b\" epub:type=\"biblioentry\"><p><i>Second</i>. "
              "<a href=\"one.xhtml#cite-b\" epub:type=\"backlink\" role=\"doc-backlink\" "
              "aria-label=\"Back to citation 1 of reference 2\">Back 1</a> "
              "<a href=\"two.xhtml#cite-b\" epub:type=\"backlink\" role=\"doc-backlink\" "
              "aria-label=\"Back to citation 2 of reference 2\">Back 2</a></p></li>\n"
              "</ol>\n"
              "</section>\n");
    arena_release(&a);
}

/* A name in braces in the title is no template; the sentence keeps the language's order. */
static void test_about(void)
{
    static struct change list[] = {
        {STR_INIT("1.2.0"), STR_INIT("2026-01-15"), STR_INIT("new tips")},
        {STR_INIT(""), STR_INIT(""), STR_INIT("all")}};
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct origin *origin = NULL;
    b.manifest.version = STR("1.2.0");
    b.manifest.date = STR("2026-01");
    b.manifest.license_name = STR("CC BY 4.0");
    b.manifest.license_url = STR("https://cc.example/");
    b.manifest.source = STR("https://x.example/");
    b.manifest.contact = STR("javascript:alert(1)");
    b.manifest.cite_as = STR("Like this.");
    b.manifest.changes = list;
    b.manifest.nchanges = 2;
    CHECK_STR(body(about_render(&b, &about, NULL, &origin)),
              "<section epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"about\">\n"
              "<h1 id=\"about\">Title</h1>\n"
              "<p>Version 1.2.0, January 2026</p>\n"
              "<p><a href=\"https://x.example/\">Small {licence}</a> by Jane and Joan is licensed "
              "under <a href=\"https://cc.example/\">CC BY 4.0</a>.</p>\n"
              "<section>\n<h2 id=\"how-to-cite\">How to cite</h2>\n<p>Like this.</p>\n</section>\n"
              "<section>\n<h2 id=\"source\">Source</h2>\n"
              "<p><a href=\"https://x.example/\">https://x.example/</a></p>\n</section>\n"
              "<section>\n<h2 id=\"contact\">Contact</h2>\n<p>javascript:alert(1)</p>\n</section>\n"
              "<section epub:type=\"revision-history\">\n<h2 id=\"changes\">Changes</h2>\n<ul>\n"
              "<li>Version 1.2.0, 15 January 2026: new tips</li>\n"
              "<li>all</li>\n"
              "</ul>\n</section>\n"
              "</section>\n");
    arena_release(&a);
}

/* The author has a name first where both want it. */
static void test_about_ids(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    struct document own = about;
    const struct origin *origin = NULL;
    b.manifest.contact = STR("Me");
    map_put(&a, &own.ids, STR("contact"), 0);
    map_put(&a, &own.ids, STR("contact-1"), 0);
    str all = about_render(&b, &own, NULL, &origin);
    CHECK(str_find_str(all, STR("<h2 id=\"contact-2\">"), 0) < all.len);
    arena_release(&a);
}

static void test_about_german(void)
{
    struct arena a = {0};
    struct book b = book_of(&a);
    struct document own = about;
    const struct origin *origin = NULL;
    own.lang = STR("de-AT");
    b.title = STR("Klein");
    b.manifest.npeople = 0;
    b.manifest.license_url = STR("https://cc.example/");
    CHECK_STR(body(about_render(&b, &own, NULL, &origin)),
              "<section epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"about\">\n"
              "<h1 id=\"about\">Title</h1>\n"
              "<p>Klein ist lizenziert unter <a href=\"https://cc.example/\">https://cc.example/"
              "</a>.</p>\n"
              "</section>\n");
    arena_release(&a);
}

static void test_titlepage(void)
{
    static str publishers[] = {STR_INIT("Octavo")};
    struct arena a = {0};
    struct book b = book_of(&a);
    const struct origin *origin = NULL;
    b.manifest.subtitle = STR("Sub");
    b.manifest.edition = STR("2nd edition");
    b.manifest.publishers = publishers;
    b.manifest.npublishers = 1;
    b.manifest.rights = STR("All rights reserved");
    CHECK_STR(body(titlepage_render(&b, &titlepage, &origin)),
              "<section class=\"titlepage\" epub:type=\"titlepage\">\n"
              "<h1>Small {licence}</h1>\n"
              "<p class=\"subtitle\">Sub</p>\n"
              "<p class=\"author\">by Jane and Joan</p>\n"
              "<p class=\"edition\">2nd edition</p>\n"
              "<p class=\"publisher\">Octavo</p>\n"
              "<p class=\"rights\">All rights reserved</p>\n"
              "</section>\n");
    arena_release(&a);
}

/* The construct of that kind which comes number-th. */
static struct construct *construct(struct markdown *m, enum construct_kind kind, unsigned number)
{
    struct construct *c = m->first;
    while (c != NULL && (c->kind != kind || number-- > 0)) {
        c = c->next;
    }
    return c;
}

/* Boxes are copied without their title's paragraph and ids, and lead to their chapter; the tips
 * of a tips file have no chapter. */
static void test_tips(void)
{
    struct arena a = {0};
    struct diag d;
    struct markdown boxes, file;
    struct book b = book_of(&a);
    struct document chapter = one;
    const struct document page = PAGE_OF(PAGE_TIPS, "tips");
    const struct origin *origin = NULL;
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *source = diag_file(&d, STR("one.md"), 1);
    markdown_parse(&a, source,
                   STR("> [!TIP] Dim *the* lights\n> Half an hour.\n\n"
                       "> [!TIP]\n> ### Small\n"),
                   1, &all_features, &boxes, &d);
    markdown_parse(&a, source, STR("# One\n\nText.\n\n# Two\n"), 1, &all_features, &file, &d);
    struct construct *titled = construct(&boxes, CONSTRUCT_BOX, 0);
    titled->box.id = STR("tip-dim-the-lights");
    struct construct *untitled = construct(&boxes, CONSTRUCT_BOX, 1);
    untitled->box.id = STR("tip-small");
    struct construct *second = construct(&file, CONSTRUCT_HEADING, 1);
    chapter.title = STR("Long title");
    chapter.nav_label = STR("Short");
    chapter.lang = STR("en");
    const str en = STR("en"), untitled_id = STR("tip-small");
    struct tip tips[] = {
        {.box = titled, .document = &chapter, .id = STR("tip-dim-the-lights"), .lang = en},
        {.box = untitled, .document = &chapter, .id = untitled_id, .lang = en},
        {.heading = construct(&file, CONSTRUCT_HEADING, 0),
         .end = second->node,
         .id = STR("one"),
         .lang = en},
        {.heading = second, .id = STR("two"), .lang = en},
    };
    b.tips = tips;
    b.ntips = sizeof tips / sizeof *tips;
    CHECK_STR(body(tips_render(&b, &page, &d, &origin)),
              "<section aria-labelledby=\"tips\">\n"
              "<h1 id=\"tips\">Title</h1>\n"
              "<section class=\"tip-copy\">\n"
              "<h2 id=\"tip-dim-the-lights\">Dim <em>the</em> lights</h2>\n"
              "<p>Half an hour.</p>\n"
              "<p class=\"tip-from\"><a href=\"one.xhtml#tip-dim-the-lights\">From: Short</a></p>\n"
              "</section>\n"
              "<section class=\"tip-copy\">\n"
              "<h2 id=\"tip-small\">Tip</h2>\n"
              "<h3>Small</h3>\n"
              "<p class=\"tip-from\"><a href=\"one.xhtml#tip-small\">From: Short</a></p>\n"
              "</section>\n"
              "<section class=\"tip-copy\">\n"
              "<h2 id=\"one\">One</h2>\n"
              "<p>Text.</p>\n"
              "</section>\n"
              "<section class=\"tip-copy\">\n"
              "<h2 id=\"two\">Two</h2>\n"
              "</section>\n"
              "</section>\n");
    CHECK_NUM(origin->marks[origin->count - 1].at.line, 5);
    markdown_release(&boxes);
    markdown_release(&file);
    diag_release(&d);
    arena_release(&a);
}

TEST_MAIN(test_references, test_about, test_about_ids, test_about_german, test_titlepage, test_tips)
