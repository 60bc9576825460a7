/* What is written is read again, and no bytes are read that are not there. */
#include "base/record.h"
#include "test.h"

static void test_values(void)
{
    static const uint64_t numbers[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};
    static const int64_t signs[] = {0, -1, 1, -64, 64, INT64_MIN, INT64_MAX};
    struct buf out = {0};
    struct digest digest = digest_of(STR("x")), got;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        record_number(&out, numbers[i]);
        record_signed(&out, signs[i]);
    }
    record_bool(&out, true);
    record_str(&out, STR("text"));
    record_str(&out, STR(""));
    record_str(&out, STR_NONE);
    record_digest(&out, &digest);
    record_bool(&out, false);
    struct record r = record_open(buf_str(&out));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        CHECK(record_take_number(&r, UINT64_MAX) == numbers[i]);
        CHECK(record_take_signed(&r) == signs[i]);
    }
    CHECK(record_take_bool(&r));
    str text = record_take_str(&r), empty = record_take_str(&r);
    CHECK_STR(text, "text");
    CHECK(text.ptr != NULL && text.ptr[4] == '\0');
    CHECK(empty.ptr != NULL && empty.len == 0);
    CHECK(record_take_str(&r).ptr == NULL);
    got = record_take_digest(&r);
    CHECK(memcmp(&got, &digest, sizeof got) == 0);
    CHECK(!record_done(&r));
    CHECK(!record_take_bool(&r));
    CHECK(record_done(&r));
    buf_release(&out);
}

static void test_bounds(void)
{
    struct buf out = {0};
    record_number(&out, 5);
    record_str(&out, STR("abc"));
    str whole = buf_str(&out);
    for (size_t cut = 0; cut < whole.len; cut++) {
        struct record r = record_open(str_sub(whole, 0, cut));
        record_take_number(&r, 5);
        CHECK(record_take_str(&r).len == 0);
        CHECK(r.failed && !record_done(&r));
        CHECK_NUM(record_take_number(&r, 9), 0);
        CHECK(!record_take_bool(&r));
    }
    struct record above = record_open(whole);
    CHECK_NUM(record_take_number(&above, 4), 0);
    CHECK(above.failed);
    buf_release(&out);
}

/* Lengths and counts that no bytes stand behind. */
static void test_lies(void)
{
    static const char endless[] = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
    static const char high[] = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02";
    struct record r = record_open(STR(endless));
    CHECK_NUM(record_take_number(&r, UINT64_MAX), 0);
    CHECK(r.failed);
    r = record_open(STR(high));
    CHECK_NUM(record_take_number(&r, UINT64_MAX), 0);
    CHECK(r.failed);
    r = record_open(STR("\x08"
                        "abc"));
    CHECK(record_take_str(&r).ptr == NULL && r.failed);
    r = record_open(STR("\x03"
                        "abc"));
    CHECK(record_take_str(&r).ptr == NULL && r.failed); /* no NUL */
    r = record_open(STR("\x02"
                        "abc"));
    CHECK_NUM(record_take_count(&r, 2), 0);
    CHECK(r.failed);
    r = record_open(STR("\x02"
                        "abcd"));
    CHECK_NUM(record_take_count(&r, 2), 2);
    CHECK(!r.failed);
}

TEST_MAIN(test_values, test_bounds, test_lies)
