/* The tables of HTML: sorted, complete, and true to the standard where a slip is easy. */
#include "test.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "vocab/html.h"

#include <string.h>

static void test_every_row_is_found_by_its_name(void)
{
    for (enum tag i = TAG_UNKNOWN + 1; i < TAGS; i++) {
        const struct html_element *e = html_element_of(i);
        CHECK_NUM(e->tag, i);
        CHECK(html_element_find(str_from(e->name)) == e);
        CHECK(e->roles != NULL);
    }
    for (enum attr i = ATTR_UNKNOWN + 1; i < ATTRS; i++) {
        const struct html_attr *a = html_attr_of(i);
        CHECK_NUM(a->attr, i);
        CHECK(html_attr_find(str_from(a->name)) == a);
    }
}

static void test_unknown_names(void)
{
    static const char *const names[] = {"", "P", "aa", "zzz", "h7", "1", "html5"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK(html_element_find(str_from(names[i])) == NULL);
        CHECK(html_attr_find(str_from(names[i])) == NULL);
    }
    CHECK(html_element_of(TAG_UNKNOWN) == NULL);
    CHECK(html_attr_of(ATTR_UNKNOWN) == NULL);
}

static void test_rows_make_sense(void)
{
    for (enum tag i = TAG_UNKNOWN + 1; i < TAGS; i++) {
        const struct html_element *e = html_element_of(i);
        if ((e->flags & HTML_VOID) != 0) {
            CHECK(e->takes == 0 && e->children == NULL);
        }
        if ((e->flags & HTML_OBSOLETE) != 0) {
            CHECK(e->is == 0);
        }
        if ((e->is & IS_PHRASING) != 0) {
            CHECK((e->is & IS_FLOW) != 0);
        }
        for (const uint8_t *r = e->required; r != NULL && *r != 0; r++) {
            CHECK(html_attr_fits(e, (enum attr) * r));
        }
        str rest = str_from(e->roles), role;
        while (str_word(&rest, &role)) {
            CHECK(html_role_known(role));
        }
    }
}

static void test_keywords_are_listed_where_they_are_wanted(void)
{
    for (enum attr i = ATTR_UNKNOWN + 1; i < ATTRS; i++) {
        const struct html_attr *a = html_attr_of(i);
        bool listed = a->value == VALUE_KEYWORD || a->value == VALUE_KEYWORDS;
        CHECK(listed == (strlen(a->words) > 0));
    }
}

static void test_void_elements(void)
{
    /* HTML, 13.1.2. */
    static const char *const names = " area base br col embed hr img input link meta source track "
                                     "wbr ";
    size_t count = 0;
    for (enum tag i = TAG_UNKNOWN + 1; i < TAGS; i++) {
        const struct html_element *e = html_element_of(i);
        if ((e->flags & HTML_VOID) != 0 && (e->flags & HTML_OBSOLETE) == 0 && i != TAG_PARAM) {
            CHECK(html_word_in(str_from(e->name), names, false));
            count++;
        }
    }
    CHECK_NUM(count, 13);
}

static void test_attributes(void)
{
    const struct html_element *a = html_element_find(STR("a"));
    const struct html_element *ol = html_element_find(STR("ol"));
    const struct html_element *li = html_element_find(STR("li"));
    const char *words;
    CHECK(html_attr_fits(a, ATTR_HREF));
    CHECK(!html_attr_fits(li, ATTR_HREF));
    CHECK(html_attr_fits(li, ATTR_ID) && html_attr_fits(li, ATTR_ARIA_LABEL));
    CHECK_NUM(html_attr_value(ol, html_attr_of(ATTR_TYPE), &words), VALUE_EXACT);
    CHECK(html_word_in(STR("A"), words, false) && !html_word_in(STR("b"), words, false));
    CHECK_NUM(html_attr_value(a, html_attr_of(ATTR_TYPE), &words), VALUE_MEDIA_TYPE);
    CHECK_NUM(html_attr_value(li, html_attr_of(ATTR_VALUE), &words), VALUE_INTEGER);
    CHECK_NUM(html_attr_value(a, html_attr_of(ATTR_HREF), &words), VALUE_URL);
}

static void test_words(void)
{
    CHECK(html_word_in(STR("HIDDEN"), "- hidden", true));
    CHECK(!html_word_in(STR("HIDDEN"), "- hidden", false));
    CHECK(html_word_in(STR(""), "- hidden", true));
    CHECK(!html_word_in(STR(""), "hidden", true));
    CHECK(!html_word_in(STR("hid"), "hidden", true));
}

static void test_implied_end_tags(void)
{
    CHECK(html_end_implied(TAG_P, TAG_DIV));
    CHECK(html_end_implied(TAG_P, TAG_P));
    CHECK(!html_end_implied(TAG_P, TAG_SPAN));
    CHECK(html_end_implied(TAG_LI, TAG_LI));
    CHECK(html_end_implied(TAG_DT, TAG_DD) && html_end_implied(TAG_TD, TAG_TR));
    CHECK(!html_end_implied(TAG_DIV, TAG_DIV));
}

static void test_roles(void)
{
    CHECK(html_role_known(STR("doc-chapter")) && html_role_known(STR("BUTTON")));
    CHECK(!html_role_known(STR("")) && !html_role_known(STR("doc-chaptr")));
    CHECK(!html_role_known(STR("a-role-of-more-than-thirty-two-letters")));
    CHECK(html_role_deprecated(STR("doc-endnote")) && !html_role_deprecated(STR("doc-endnotes")));
}

static void test_nearest(void)
{
    struct nearest element = {.wanted = STR("sectoin")}, attribute = {.wanted = STR("hrfe")};
    html_offer_elements(&element);
    CHECK_STR(element.best, "section");
    html_offer_attributes(html_element_find(STR("a")), &attribute);
    CHECK_STR(attribute.best, "href");
}

TEST_MAIN(test_every_row_is_found_by_its_name, test_unknown_names, test_rows_make_sense,
          test_keywords_are_listed_where_they_are_wanted, test_void_elements, test_attributes,
          test_words, test_implied_end_tags, test_roles, test_nearest)
