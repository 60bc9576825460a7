/* The whole is judged again only if it shows something else than one that had no fault: ids to
 * which nothing refers may come and go. */
#include "test.h"

#include "base/arena.h"
#include "check/check.h"
#include "messages.h"

#include <string.h>

/* What was kept of the last whole that was judged. */
struct kept {
    struct arena arena;
    bool any;
    struct digest shown;
    str asked;
    unsigned times, sound;
    str circumstances, facts; /* of the first document */
};

static bool remembers(void *user, const struct entry *e)
{
    (void)user;
    return e->media_type.len > 0;
}

static bool recall(void *user, const struct entry *e, str circumstances, struct arena *a,
                   str *facts)
{
    (void)user, (void)e, (void)circumstances, (void)a, (void)facts;
    return false;
}

static void keep(void *user, const struct entry *e, str circumstances, str facts, struct arena *a)
{
    struct kept *k = user;
    (void)a;
    if (str_eq(e->path, STR("a.xhtml"))) {
        k->circumstances = str_copy(&k->arena, circumstances);
        k->facts = str_copy(&k->arena, facts);
    }
}

static bool recall_sound(void *user, const struct digest *shown, struct arena *a, str *asked)
{
    const struct kept *k = user;
    (void)a;
    *asked = k->asked;
    return k->any && memcmp(shown, &k->shown, sizeof *shown) == 0;
}

static void keep_sound(void *user, const struct digest *shown, str asked)
{
    struct kept *k = user;
    k->any = true;
    k->shown = *shown;
    k->asked = str_copy(&k->arena, asked);
    k->times++;
}

static void is_sound(void *user, const struct digest *shown)
{
    struct kept *k = user;
    (void)shown;
    k->sound++;
}

static void add(struct arena *a, struct publication *p, const char *path, const char *type,
                const char *text)
{
    publication_add(a, p, str_from(path), str_from(type), str_from(text));
}

#define XHTML(title, body)                                                                         \
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">"    \
    "<head><title>" title "</title></head><body>" body "</body></html>"

static const char package[] =
    "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">"
    "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
    "<dc:identifier id=\"id\">urn:isbn:9780306406157</dc:identifier><dc:title>T</dc:title>"
    "<dc:language>en</dc:language><meta property=\"dcterms:modified\">2026-01-15T00:00:00Z</meta>"
    "</metadata><manifest>"
    "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>"
    "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>"
    "<item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>"
    "<item id=\"i\" href=\"i.png\" media-type=\"image/png\"/>"
    "</manifest><spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";

static const char container[] =
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
    "<rootfiles><rootfile full-path=\"p.opf\" media-type=\"application/oebps-package+xml\"/>"
    "</rootfiles></container>";

static const char nav[] =
    XHTML("Contents", "<nav epub:type=\"toc\"><ol><li><a href=\"a.xhtml#one\">One</a></li>"
                      "<li><a href=\"a.xhtml#two\">Two</a></li><li><a href=\"b.xhtml\">B</a></li>"
                      "</ol></nav>");

static const str picture =
    STR_INIT("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9BU");

static struct check_memory memory_of(struct kept *k)
{
    return (struct check_memory){.user = k,
                                 .remembers = remembers,
                                 .recall = recall,
                                 .keep = keep,
                                 .recall_sound = recall_sound,
                                 .keep_sound = keep_sound,
                                 .is_sound = is_sound};
}

/* The publication whose first document is that, with so much of its picture. */
static struct publication publication_with(struct arena *a, const char *first, size_t size)
{
    struct publication p = {.name = STR("b")};
    add(a, &p, "mimetype", "", "application/epub+zip");
    add(a, &p, "META-INF/container.xml", "", container);
    add(a, &p, "p.opf", "application/oebps-package+xml", package);
    add(a, &p, "nav.xhtml", "application/xhtml+xml", nav);
    add(a, &p, "a.xhtml", "application/xhtml+xml", first);
    add(a, &p, "b.xhtml", "application/xhtml+xml",
        XHTML("B", "<p><a href=\"a.xhtml#two\">Two</a></p>"));
    publication_add(a, &p, STR("i.png"), STR("image/png"), str_sub(picture, 0, size));
    return p;
}

/* Judges it. */
static unsigned faults_in(struct kept *k, const char *first, size_t size)
{
    struct arena a = {0};
    struct diag d;
    struct publication p = publication_with(&a, first, size);
    const struct check_memory memory = memory_of(k);
    diag_init(&d, messages, MESSAGES);
    check_publication_on(1, &a, &p, 0, &memory, &d);
    unsigned faults = (unsigned)d.nrows;
    diag_release(&d);
    arena_release(&a);
    return faults;
}

static unsigned faults_with(struct kept *k, const char *first)
{
    return faults_in(k, first, picture.len);
}

static struct kept begin(void)
{
    struct kept k = {.any = false};
    CHECK_NUM(
        faults_with(&k, XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"two\">2</h2><p id=\"p\">p</p>")),
        0);
    CHECK_NUM(k.times, 1);
    return k;
}

static void test_other_ids(void)
{
    struct kept k = begin();
    CHECK_NUM(
        faults_with(&k, XHTML("A", "<h1 id=\"one\">1</h1><p id=\"q\">q</p><h2 id=\"two\">2</h2>")),
        0);
    CHECK_NUM(k.times, 1);
    arena_release(&k.arena);
}

static void test_lost_id(void)
{
    struct kept k = begin();
    CHECK_NUM(faults_with(&k, XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"p\">2</h2>")), 2);
    CHECK_NUM(k.times, 1);
    arena_release(&k.arena);
}

/* The table of contents goes in the order of the document. */
static void test_order(void)
{
    struct kept k = begin();
    CHECK_NUM(faults_with(&k, XHTML("A", "<h1 id=\"two\">2</h1><h2 id=\"one\">1</h2>")), 1);
    arena_release(&k.arena);
}

/* An anchor may become one of another kind. */
static void test_kind(void)
{
    struct kept k = begin();
    CHECK_NUM(faults_with(&k, XHTML("A", "<h1 id=\"one\">1</h1>"
                                         "<p><svg xmlns=\"http://www.w3.org/2000/svg\"><defs>"
                                         "<clipPath id=\"two\"/></defs></svg></p>")) > 0,
              1);
    arena_release(&k.arena);
}

static void test_other_links(void)
{
    struct kept k = begin();
    CHECK_NUM(faults_with(&k, XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"two\">2</h2>"
                                         "<p id=\"p\"><a href=\"b.xhtml\">b</a></p>")),
              0);
    CHECK_NUM(k.times, 2);
    arena_release(&k.arena);
}

/* Of a picture only its form is looked at. */
static void test_picture(void)
{
    static const char first[] =
        XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"two\">2</h2><p id=\"p\">p</p>");
    struct kept k = begin();
    CHECK_NUM(faults_in(&k, first, picture.len - 4), 0);
    CHECK_NUM(k.times, 1);
    CHECK_NUM(faults_in(&k, first, 12), 1);
    CHECK(faults_in(&k, first, 2) > 0);
    CHECK(faults_in(&k, first, 0) > 0);
    arena_release(&k.arena);
}

/* Is it sound still, by its first document and what was kept? That is kept then, too. */
static bool still_sound(struct kept *k, const char *first)
{
    struct arena a = {0};
    struct diag d;
    struct publication p = publication_with(&a, first, picture.len);
    const struct check_memory memory = memory_of(k);
    const struct check_renewed document = {publication_find(&p, STR("a.xhtml")), k->circumstances,
                                           k->facts};
    str asked;
    diag_init(&d, messages, MESSAGES);
    bool sound = check_renewed_on(&a, &p, 0, &document, 1, k->asked, &asked, &memory, &d);
    if (sound) {
        k->asked = str_copy(&k->arena, asked);
    }
    diag_release(&d);
    arena_release(&a);
    return sound;
}

static void test_renewed(void)
{
    struct kept k = begin();
    CHECK(
        still_sound(&k, XHTML("A", "<h1 id=\"one\">1</h1><p id=\"q\">q</p><h2 id=\"two\">2</h2>")));
    CHECK(still_sound(&k, XHTML("A", "<h1 id=\"one\">1</h1><p>q</p><h2 id=\"two\">2</h2>")));
    CHECK(!still_sound(&k, XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"p\">2</h2>")));
    CHECK(!still_sound(&k, XHTML("A", "<h1 id=\"two\">1</h1><h2 id=\"one\">2</h2>")));
    CHECK(!still_sound(&k, XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"two\">2</h2>"
                                      "<p><a href=\"b.xhtml\">b</a></p>")));
    CHECK(!still_sound(&k, XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"two\">2</h2><p><p/></p>")));
    k.circumstances = STR("others");
    CHECK(!still_sound(&k, XHTML("A", "<h1 id=\"one\">1</h1><p>q</p><h2 id=\"two\">2</h2>")));
    arena_release(&k.arena);
}

/* What is known of a whole is told whether it was judged or not. */
static void test_sound(void)
{
    struct kept k = begin();
    CHECK_NUM(k.sound, 1);
    faults_with(&k, XHTML("A", "<h1 id=\"one\">1</h1><p id=\"q\">q</p><h2 id=\"two\">2</h2>"));
    CHECK_NUM(k.times, 1);
    CHECK_NUM(k.sound, 2);
    faults_with(&k, XHTML("A", "<h1 id=\"one\">1</h1><h2 id=\"p\">2</h2>"));
    CHECK_NUM(k.sound, 2);
    arena_release(&k.arena);
}

TEST_MAIN(test_renewed, test_sound, test_picture, test_other_ids, test_lost_id, test_order,
          test_kind, test_other_links)
