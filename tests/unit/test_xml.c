/* The writer: balance, escapes, places. */
#include "test.h"

#include "render/xml.h"

static void documents(void)
{
    struct arena a = {0};
    struct xml x;
    const struct origin *origin;
    xml_begin(&x, &a);
    xml_place(&x, (struct place){.line = 1});
    xml_open(&x, STR("package"));
    xml_attr(&x, "version", STR("3.0"));
    xml_attr_if(&x, "dir", STR_NONE);
    xml_line(&x);
    xml_line(&x);
    xml_place(&x, (struct place){.line = 7});
    xml_leaf(&x, "item", STR_NONE);
    xml_leaf(&x, "title", STR("Salt & <pepper> \"x\""));
    CHECK_NUM(xml_depth(&x), 1);
    CHECK_STR(xml_name_at(&x, 0), "package");
    CHECK_STR(xml_end(&x, &origin), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                    "<package version=\"3.0\">\n<item/>"
                                    "<title>Salt &amp; &lt;pepper&gt; \"x\"</title></package>\n");
    CHECK_NUM(origin->count, 3);
    CHECK_NUM(origin->marks[0].at.line, 1);
    CHECK_NUM(origin->marks[2].at.line, 7);
    arena_release(&a);
}

/* What one element with an attribute and a text becomes, without the declaration. */
static str element(struct arena *a, str name, str value, str text)
{
    struct xml x;
    xml_begin(&x, a);
    buf_clear(&x.out);
    xml_doctype_html(&x);
    xml_open(&x, name);
    xml_attr_if(&x, "a", value);
    xml_text(&x, text);
    str all = xml_end(&x, NULL);
    return str_sub(all, sizeof "<!DOCTYPE html>\n" - 1, all.len);
}

static void escapes(void)
{
    static const struct {
        const char *name, *value, *text, *want;
    } cases[] = {
        {"p", "", "", "<p></p>\n"},
        {"br", "", "", "<br/>\n"},
        {"br", "x", "", "<br a=\"x\"/>\n"},
        {"svg", "", "", "<svg/>\n"},
        {"p", "<&>\"'", "<&>\"'", "<p a=\"&lt;&amp;&gt;&quot;'\">&lt;&amp;&gt;\"'</p>\n"},
        {"p", "\t\n\r", "\t\n\r", "<p a=\"&#9;&#10;&#13;\">\t\n&#13;</p>\n"},
        {"p", "", "\x01", "<p>\xEF\xBF\xBD</p>\n"},
        {"p", "", "a\xFFz", "<p>a\xEF\xBF\xBDz</p>\n"},
        {"p", "", "a\xEF\xBF\xBE<", "<p>a\xEF\xBF\xBD&lt;</p>\n"},
        {"p", "", "\xC3\xA4\xF0\x9F\x98\x80", "<p>\xC3\xA4\xF0\x9F\x98\x80</p>\n"},
        {"p", "", "cut \xE2\x82", "<p>cut \xEF\xBF\xBD\xEF\xBF\xBD</p>\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        CHECK_STR(
            element(&a, str_from(cases[i].name), str_from(cases[i].value), str_from(cases[i].text)),
            cases[i].want);
        arena_release(&a);
    }
}

static void islands(void)
{
    struct arena a = {0};
    struct xml x;
    xml_begin(&x, &a);
    buf_clear(&x.out);
    xml_doctype_html(&x);
    xml_open(&x, STR("div"));
    xml_open(&x, STR("svg"));
    xml_leaf(&x, "path", STR_NONE);
    xml_open(&x, STR("foreignObject"));
    xml_leaf(&x, "p", STR_NONE);
    CHECK(!xml_in_foreign(&x));
    xml_close_to(&x, 2);
    CHECK(xml_in_foreign(&x));
    xml_close_to(&x, 1);
    xml_open(&x, STR("b"));
    xml_open(&x, STR("u"));
    CHECK(xml_take_back(&x) && xml_take_back(&x) && !xml_take_back(&x));
    xml_leaf(&x, "i", STR_NONE);
    xml_attr(&x, "late", STR("attributes after a tag is closed are nobody's"));
    CHECK_STR(xml_end(&x, NULL), "<!DOCTYPE html>\n<div><svg><path/><foreignObject><p "
                                 "xmlns=\"http://www.w3.org/1999/xhtml\"></p></foreignObject></svg>"
                                 "<i></i></div>\n");
    arena_release(&a);
}

/* What a document of an element in another one, and of a text, is said to hold. */
static unsigned holding(const char *outer, const char *inner)
{
    struct arena a = {0};
    struct xml x;
    const struct origin *origin;
    xml_begin(&x, &a);
    xml_doctype_html(&x);
    xml_open(&x, str_from(outer));
    xml_leaf(&x, inner, STR("<math> &lt;svg> <svg"));
    xml_end(&x, &origin);
    unsigned holds = origin->holds;
    arena_release(&a);
    return holds;
}

/* What is taken back is not held. */
static void contents_taken_back(void)
{
    struct arena a = {0};
    struct xml x;
    const struct origin *origin;
    xml_begin(&x, &a);
    xml_doctype_html(&x);
    xml_open(&x, STR("p"));
    xml_open(&x, STR("svg"));
    CHECK(xml_take_back(&x));
    xml_leaf(&x, "math", STR("x"));
    xml_end(&x, &origin);
    CHECK_NUM(origin->holds, HOLDS_MATH);
    arena_release(&a);
}

static void contents(void)
{
    CHECK_NUM(holding("p", "svg"), HOLDS_SVG);
    CHECK_NUM(holding("math", "p"), HOLDS_MATH);
    CHECK_NUM(holding("math", "svg"), HOLDS_MATH | HOLDS_SVG);
    CHECK_NUM(holding("p", "svgx"), 0);
    CHECK_NUM(holding("mathx", "path"), 0);
}

TEST_MAIN(documents, escapes, islands, contents, contents_taken_back)
