#include "base/arena.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "unit/test.h"

#include <string.h>

static void arena_keeps_what_it_gave(void)
{
    struct arena a = {0};
    char *blocks[200];
    for (size_t i = 0; i < 200; i++) {
        blocks[i] = arena_alloc(&a, i * 977, 8);
        memset(blocks[i], (int)i, i * 977);
    }
    bool kept = true;
    for (size_t i = 0; i < 200; i++) {
        for (size_t k = 0; k < i * 977; k++) {
            kept = kept && blocks[i][k] == (char)i;
        }
    }
    CHECK(kept);
    arena_release(&a);
}

static void arena_pushes_zeroed_items(void)
{
    struct arena a = {0};
    int *items = NULL;
    size_t count = 0;
    for (int i = 0; i < 1000; i++) {
        int *item = ARENA_PUSH(&a, int, &items, &count);
        CHECK_NUM(*item, 0);
        *item = i;
    }
    CHECK_NUM(count, 1000);
    CHECK_NUM(items[0], 0);
    CHECK_NUM(items[999], 999);
    arena_release(&a);
}

/* Two arrays that grow in turn must not grow into each other. */
static void arena_grows_arrays(void)
{
    struct arena a = {0};
    unsigned char *one = NULL, *two = NULL;
    for (size_t n = 1; n <= 100000; n = n * 3 + 1) {
        size_t before = n == 1 ? 0 : (n - 1) / 3;
        one = arena_grow(&a, one, before, n, 1, 1);
        one = arena_grow(&a, one, n, n, 1, 1);
        two = arena_grow(&a, two, before, n, 1, 1);
        bool zeroed = true;
        for (size_t i = before; i < n; i++) {
            zeroed = zeroed && one[i] == 0 && two[i] == 0;
        }
        CHECK(zeroed);
        memset(one, 1, n);
        memset(two, 2, n);
        CHECK(memchr(one, 2, n) == NULL && memchr(two, 1, n) == NULL);
    }
    arena_release(&a);
}

static void views_are_cut_and_compared(void)
{
    str head, tail;
    CHECK(str_cut(STR("a:b:c"), ':', &head, &tail));
    CHECK_STR(head, "a");
    CHECK_STR(tail, "b:c");
    CHECK(!str_cut(STR("abc"), ':', &head, &tail));
    CHECK_STR(head, "abc");
    CHECK_STR(tail, "");
    CHECK_STR(str_trim(STR(" \t x y \n")), "x y");
    CHECK(str_starts(STR("abc"), STR("ab")) && !str_starts(STR("a"), STR("ab")));
    CHECK(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("c"), STR("bc")));
    CHECK_NUM(str_find_str(STR("aaab"), STR("ab"), 0), 2);
    CHECK_NUM(str_find_str(STR("aaab"), STR("abc"), 0), 4);
    CHECK(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("b"), STR("ab")) > 0);
    CHECK(str_eq(STR_NONE, STR("")));
}

static void templates_are_filled(void)
{
    struct arena a = {0};
    const str pairs[] = {STR("title"), STR("Cats {by}"), STR("by"), STR("Jane")};
    CHECK_STR(str_fill(&a, STR("{title} by {by}, {other} {"), pairs, 2),
              "Cats {by} by Jane, {other} {");
    CHECK_STR(str_fill(&a, STR("{#{by}}"), pairs, 2), "{#Jane}");
    arena_release(&a);
}

static void numbers_are_whole_or_nothing(void)
{
    struct arena a = {0};
    uint64_t n = 0;
    CHECK(str_number(STR("0042"), 100, &n) && n == 42);
    CHECK(!str_number(STR("101"), 100, &n));
    CHECK(!str_number(STR(""), 100, &n));
    CHECK(!str_number(STR("4x"), 100, &n));
    CHECK(!str_number(STR("99999999999999999999"), UINT64_MAX, &n));
    CHECK(str_number(STR("18446744073709551615"), UINT64_MAX, &n));
    CHECK_STR(str_decimal(&a, 0), "0");
    CHECK_STR(str_decimal(&a, 1204), "1204");
    CHECK_STR(str_decimal(&a, UINT64_MAX), "18446744073709551615");
    arena_release(&a);
}

static void maps_hold_many_keys(void)
{
    struct arena a = {0};
    struct map m = {0};
    for (size_t i = 0; i < 5000; i++) {
        CHECK_NUM(map_put(&a, &m, str_printf(&a, "key %zu", i), i), i);
    }
    CHECK_NUM(map_put(&a, &m, STR("key 7"), 99), 7);
    CHECK_NUM(map_get(&m, STR("key 4999")), 4999);
    CHECK(map_get(&m, STR("key 5000")) == MAP_NONE);
    map_set(&a, &m, STR("key 7"), 99);
    CHECK_NUM(map_get(&m, STR("key 7")), 99);
    CHECK_NUM(map_put(&a, &m, STR_NONE, 1), 1);
    CHECK_NUM(map_get(&m, STR("")), 1);
    arena_release(&a);
}

static void utf8_finds_the_first_fault(void)
{
    static const struct {
        str text;
        enum utf8_fault fault;
        size_t at;
    } rows[] = {
        {STR_INIT("plain text, and \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82\t\n"), UTF8_FINE, 0},
        {STR_INIT("12345678901234\xC3"), UTF8_BAD_SEQUENCE, 14},
        {STR_INIT("\xC0\xAF"), UTF8_BAD_SEQUENCE, 0},         /* overlong */
        {STR_INIT("a\xED\xA0\x80"), UTF8_BAD_SEQUENCE, 1},    /* surrogate */
        {STR_INIT("\xF4\x90\x80\x80"), UTF8_BAD_SEQUENCE, 0}, /* above U+10FFFF */
        {STR_INIT("12345678\x01"), UTF8_BAD_CHARACTER, 8},
        {STR_INIT("abc\xEF\xBF\xBE"), UTF8_BAD_CHARACTER, 3}, /* U+FFFE */
        {STR_INIT("abcdefg\x7F"), UTF8_FINE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at = 0;
        uint32_t c = 0;
        CHECK_NUM(utf8_check(rows[i].text, &at, &c), rows[i].fault);
        CHECK_NUM(at, rows[i].fault == UTF8_FINE ? rows[i].text.len : rows[i].at);
    }
}

static void utf8_goes_round(void)
{
    struct buf b = {0};
    static const uint32_t points[] = {0x41, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < 6; i++) {
        utf8_add(&b, points[i]);
    }
    size_t at = 0;
    for (size_t i = 0; i < 6; i++) {
        CHECK_NUM(utf8_next(buf_str(&b), &at), points[i]);
    }
    CHECK_NUM(at, b.len);
    CHECK_NUM(utf8_count(buf_str(&b)), 6);
    buf_release(&b);
}

static void nearest_is_near(void)
{
    static const char *const words[] = {"title", "subtitle", "actor", "author", "lang"};
    static const char *const cases[][2] = {
        {"titel", "title"}, {"autor", "author"}, {"langg", "lang"}, {"xyz", ""}, {"LANG", "lang"}};
    for (size_t i = 0; i < 5; i++) {
        struct nearest n = {.wanted = str_from(cases[i][0])};
        for (size_t k = 0; k < 5; k++) {
            nearest_offer(&n, str_from(words[k]));
        }
        CHECK_STR(n.best, cases[i][1]);
    }
}

static void digests_match_their_vectors(void)
{
    char hex[65], uuid[37];
    sha256_of(STR("abc"), hex);
    CHECK_STR(str_from(hex), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    static const uint8_t dns[16] = {0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                    0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
    uuid5(dns, STR("www.example.com"), uuid);
    CHECK_STR(str_from(uuid), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

static void json_is_balanced_and_escaped(void)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    json_open(&j, NULL, '{');
    json_str(&j, "a", STR("x\"\\\n\x01\xFF"));
    json_str_or_null(&j, "b", STR(""));
    json_open(&j, "c", '[');
    json_num(&j, NULL, 1);
    json_bool(&j, NULL, true);
    json_close(&j, ']');
    json_close(&j, '}');
    CHECK_STR(buf_str(&out), "{\"a\": \"x\\\"\\\\\\n\\u0001\xEF\xBF\xBD\", \"b\": null, "
                             "\"c\": [1, true]}");
    buf_release(&out);
}

TEST_MAIN(arena_keeps_what_it_gave, arena_pushes_zeroed_items, arena_grows_arrays,
          views_are_cut_and_compared, templates_are_filled, numbers_are_whole_or_nothing,
          maps_hold_many_keys, utf8_finds_the_first_fault, utf8_goes_round, nearest_is_near,
          digests_match_their_vectors, json_is_balanced_and_escaped)
