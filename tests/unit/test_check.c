/* The small grammars of check/, and how a fault finds its place. */
#include "test.h"

#include "check/address.h"
#include "check/check.h"
#include "check/clock.h"
#include "check/css_parser.h"
#include "check/document.h"
#include "check/values.h"
#include "messages.h"

#include <string.h>

static void test_datetimes(void)
{
    static const char *const good[] = {
        "2026",       "2026-01",          "2026-01-15",        "01-15",  "2026-W03",  "09:30",
        "09:30:15.5", "2026-01-15T09:30", "2026-01-15 09:30Z", "+01:00", "PT4H18M3S", "P1D",
        "4h 18m 3s"};
    static const char *const bad[] = {"",         "today",  "2026-13",  "2026-02-30",
                                      "2026-1-1", "24:00",  "2026-W54", "PT",
                                      "P1H",      "PT3S4H", "1x",       "2026-01-15T"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        CHECK(value_is_datetime(str_from(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(!value_is_datetime(str_from(bad[i])));
    }
    CHECK(value_is_moment(STR("2024-02-29")) && !value_is_moment(STR("2026-02-29")));
    CHECK(!value_is_moment(STR("2026-01")));
}

static void test_numbers(void)
{
    CHECK(value_is_number(STR("-1.5e3")) && value_is_number(STR(".5")) &&
          value_is_number(STR("0")));
    CHECK(!value_is_number(STR("")) && !value_is_number(STR("-")) && !value_is_number(STR("1.")));
    CHECK(!value_is_number(STR("1px")));
}

static void test_clocks(void)
{
    double s = 0;
    CHECK(clock_read(STR("0:01:02.5"), &s) && s > 62.4 && s < 62.6);
    CHECK(clock_read(STR("01:02"), &s) && s > 61.9 && s < 62.1);
    CHECK(clock_read(STR("5min"), &s) && s > 299 && s < 301);
    CHECK(clock_read(STR("500ms"), &s) && s > 0.49 && s < 0.51);
    CHECK(!clock_read(STR("1:2:3"), &s) && !clock_read(STR("soon"), &s) &&
          !clock_read(STR(""), &s));
    CHECK(!clock_read(STR("00:61"), &s));
}

static void test_addresses(void)
{
    struct arena a = {0};
    struct address to = address_of(&a, STR("EPUB/text/a.xhtml"), STR("../b%20c.xhtml#d%C3%A9"));
    CHECK_NUM(to.kind, ADDRESS_INSIDE);
    CHECK_STR(to.path, "EPUB/b c.xhtml");
    CHECK_STR(to.fragment, "d\xC3\xA9");
    to = address_of(&a, STR("EPUB/a.xhtml"), STR("#x"));
    CHECK_STR(to.path, "EPUB/a.xhtml");
    CHECK_NUM(address_of(&a, STR("a"), STR("../b")).kind, ADDRESS_OUTSIDE);
    CHECK_NUM(address_of(&a, STR("a"), STR("https://example.org/")).kind, ADDRESS_REMOTE);
    CHECK_NUM(address_of(&a, STR("a"), STR("https://")).kind, ADDRESS_BROKEN);
    CHECK_NUM(address_of(&a, STR("a"), STR("mailto:a@b")).kind, ADDRESS_OTHER);
    CHECK(address_of(&a, STR("a"), STR("b?c")).has_query);
    CHECK_STR(data_type(STR("data:image/png;base64,AA")), "image/png");
    CHECK_STR(data_type(STR("data:,a")), "text/plain");
    arena_release(&a);
}

static void test_css_events(void)
{
    struct css_parser p = css_begin(
        STR("/* { */ @import \"a\"; @media x { p > q { a: b; c: url(d;e) } } r{}"), false);
    static const enum css_event want[] = {CSS_AT_RULE,     CSS_AT_RULE, CSS_RULE,  CSS_DECLARATION,
                                          CSS_DECLARATION, CSS_CLOSE,   CSS_CLOSE, CSS_RULE,
                                          CSS_CLOSE,       CSS_END};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        CHECK_NUM(css_next(&p), want[i]);
    }
}

static void test_css_tokens(void)
{
    size_t at = 0;
    str token;
    str value = STR("url( \"a b\" ) calc(1em + 2vw) 'c'");
    static const struct {
        enum css_token kind;
        const char *text;
    } want[] = {{CSS_T_URL, "a b"}, {CSS_T_FUNCTION, "calc"}, {CSS_T_WORD, "1em"},
                {CSS_T_OTHER, "+"}, {CSS_T_WORD, "2vw"},      {CSS_T_OTHER, ")"},
                {CSS_T_STRING, "c"}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        CHECK_NUM(css_token_next(value, &at, &token), want[i].kind);
        CHECK_STR(token, want[i].text);
    }
    CHECK_NUM(css_token_next(value, &at, &token), CSS_T_END);
}

/* Any bytes end: each step moves on. */
static void test_css_ends(void)
{
    static const char *const hostile[] = {"{{{{",  "}}}}", "@",   "'",    "\"\\", "/*", "a:",
                                          "a{b:(", "(((",  ";;;", "a{:}", "@x{",  "\\", "a{b:c\\"};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct css_parser p = css_begin(str_from(hostile[i]), i % 2 != 0);
        size_t steps = 0;
        while (css_next(&p) != CSS_END && steps < 100) {
            steps++;
        }
        CHECK(steps < 100);
    }
}

struct fixture {
    struct arena arena;
    struct diag diag;
    struct publication publication;
    struct judge judge;
    struct parser *parser;
};

static struct entry *open_fixture(struct fixture *f, const char *text)
{
    *f = (struct fixture){0};
    diag_init(&f->diag, messages, MESSAGES);
    f->publication.name = STR("b");
    f->judge = (struct judge){.arena = &f->arena, .publication = &f->publication, .diag = &f->diag};
    f->parser = parser_new();
    return publication_add(&f->arena, &f->publication, STR("a.xhtml"), STR(""), str_from(text));
}

static void close_fixture(struct fixture *f)
{
    parser_free(f->parser);
    diag_release(&f->diag);
    arena_release(&f->arena);
}

static void test_tree_and_places(void)
{
    struct fixture f;
    struct document doc;
    struct entry *e = open_fixture(&f, "\xEF\xBB\xBF<a x='1 2'>\n\xC3\xA9 <b\n y=\"&lt;\"/>t</a>");
    struct subject s = subject_of(e);
    CHECK(document_parse(f.parser, &f.judge, &s, &doc));
    const struct node *b = node_child(doc.root);
    struct place at = subject_place(&f.judge, &s, b->at);
    CHECK_NUM(at.line, 2);
    CHECK_NUM(at.column, 3);
    CHECK_STR(b->name->local, "b");
    CHECK_STR(*node_attr_in(b, SPACE_NONE, "y"), "<");
    CHECK_STR(*node_attr_in(doc.root, SPACE_NONE, "x"), "1 2");
    CHECK_STR(node_text(&f.arena, doc.root), "\xC3\xA9 t");
    CHECK_NUM(b->at.element, 1);
    close_fixture(&f);
}

/* An entry that knows its origin leads to the author's file; the nearest element before counts. */
static void test_origin(void)
{
    struct fixture f;
    struct document doc;
    struct entry *e = open_fixture(&f, "<a><b/><c/></a>");
    const struct diag_file *file = diag_file(&f.diag, STR("a.md"), 1);
    const struct origin_mark marks[] = {{0, {.file = file, .line = 1, .column = 1}},
                                        {3, {.file = file, .line = 7, .column = 3}}};
    const struct origin origin = {.marks = marks, .count = 2};
    e->origin = &origin;
    struct subject s = subject_of(e);
    CHECK(document_parse(f.parser, &f.judge, &s, &doc));
    const struct node *b = node_child(doc.root);
    CHECK_NUM(subject_place(&f.judge, &s, b->at).line, 7);
    CHECK(subject_place(&f.judge, &s, b->at).file == file);
    close_fixture(&f);
}

/* Entities are neither loaded nor expanded, whatever they hold. */
static void test_entities(void)
{
    struct fixture f;
    struct document doc;
    struct entry *e = open_fixture(
        &f, "<!DOCTYPE a [<!ENTITY x \"&y;&y;\"><!ENTITY y \"&x;&x;\">]><a b='&x;'>&y;</a>");
    struct subject s = subject_of(e);
    CHECK(document_parse(f.parser, &f.judge, &s, &doc));
    CHECK_NUM(node_text(&f.arena, doc.root).len, 1);
    CHECK_NUM(node_attr_in(doc.root, SPACE_NONE, "b")->len, 1);
    close_fixture(&f);
}

/* One parser reads many documents, good after bad. */
static void test_reuse(void)
{
    struct fixture f;
    struct document doc;
    struct entry *e = open_fixture(&f, "<a><b></a>");
    struct subject bad = subject_of(e);
    CHECK(!document_parse(f.parser, &f.judge, &bad, &doc));
    CHECK(diag_failed(&f.diag));
    e = publication_add(&f.arena, &f.publication, STR("b"), STR(""), STR("<a><b/></a>"));
    struct subject good = subject_of(e);
    CHECK(document_parse(f.parser, &f.judge, &good, &doc));
    CHECK(doc.root != NULL && node_child(doc.root) != NULL);
    close_fixture(&f);
}

TEST_MAIN(test_datetimes, test_numbers, test_clocks, test_addresses, test_css_events,
          test_css_tokens, test_css_ends, test_tree_and_places, test_origin, test_entities,
          test_reuse)
