/* Classes, case and normal forms. */
#include "test.h"

#include "base/arena.h"
#include "vocab/unicode.h"

#include <string.h>

static void test_slug_characters(void)
{
    static const uint32_t in[] = {'a',    'Z',   '0',    '_',    0xE9,  0x301,
                                  0x6C49, 0x663, 0x2160, 0x203F, 0x24B6};
    static const uint32_t out[] = {' ', '-', '.', '!', 0xD7, 0xBD, 0x2014, 0x1F600, 0x110000, 0xA0};
    for (size_t i = 0; i < sizeof in / sizeof *in; i++) {
        CHECK(unicode_slug_char(in[i]));
    }
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        CHECK(!unicode_slug_char(out[i]));
    }
}

static void test_lower(void)
{
    CHECK_NUM(unicode_lower('A'), 'a');
    CHECK_NUM(unicode_lower(0xC4), 0xE4);
    CHECK_NUM(unicode_lower(0x130), 'i');
    CHECK_NUM(unicode_lower(0x110000), 0x110000);
}

static void test_decompose(void)
{
    struct arena a = {0};
    CHECK_STR(unicode_decompose(&a, STR("")), "");
    CHECK_STR(unicode_decompose(&a, STR("plain")), "plain");
    CHECK_STR(unicode_decompose(&a, STR("\xC3\xA9")), "e\xCC\x81");
    /* Marks come into canonical order: dot below (220) before acute (230). */
    CHECK_STR(unicode_decompose(&a, STR("a\xCC\x81\xCC\xA3")), "a\xCC\xA3\xCC\x81");
    CHECK_STR(unicode_decompose(&a, STR("x\xFF")), "x\xEF\xBF\xBD");
    arena_release(&a);
}

static void test_fold(void)
{
    struct arena a = {0};
    CHECK_STR(unicode_fold(&a, STR("ABC.XHTML")), "abc.xhtml");
    CHECK_STR(unicode_fold(&a, STR("Stra\xC3\x9F"
                                   "e")),
              "strasse");
    CHECK(str_eq(unicode_fold(&a, STR("E\xCC\x81")), unicode_fold(&a, STR("\xC3\xA9"))));
    CHECK(!str_eq(unicode_fold(&a, STR("\xC3\xA9")), unicode_fold(&a, STR("e"))));
    arena_release(&a);
}

/* A million marks on one letter, in the worst order, take no time worth noting. */
static void test_long_run_of_marks(void)
{
    struct arena a = {0};
    struct buf b = {0};
    buf_addch(&b, 'a');
    for (size_t i = 0; i < 500000; i++) {
        buf_add(&b, STR("\xCC\x81\xCC\xA3"));
    }
    str d = unicode_decompose(&a, buf_str(&b));
    CHECK_NUM(d.len, b.len);
    CHECK_NUM(unicode_fold(&a, buf_str(&b)).len > 0, 1);
    buf_release(&b);
    arena_release(&a);
}

TEST_MAIN(test_slug_characters, test_lower, test_decompose, test_fold, test_long_run_of_marks)
