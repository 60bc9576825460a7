/* Rows that are aligned: what belongs together, whatever is repeated. */
#include "test.h"

#include "base/align.h"
#include "base/pair.h"

#include <string.h>

typedef size_t *match(struct arena *a, const uint64_t *old, size_t nold, const uint64_t *fresh,
                      size_t nfresh);

static void check_by(match *find, const char *old, const char *fresh, const char *wanted)
{
    struct arena a = {0};
    uint64_t left[64], right[64];
    size_t n = strlen(old), m = strlen(fresh);
    struct buf got = {0};
    for (size_t i = 0; i < n; i++) {
        left[i] = (uint64_t)old[i];
    }
    for (size_t i = 0; i < m; i++) {
        right[i] = (uint64_t)fresh[i];
    }
    size_t *partner = find(&a, left, n, right, m);
    for (size_t i = 0; i < m; i++) {
        if (partner[i] == ALIGN_NONE) {
            buf_addch(&got, '-');
        } else {
            buf_addf(&got, "%zu", partner[i]);
        }
    }
    CHECK_STR(buf_str(&got), wanted);
    buf_release(&got);
    arena_release(&a);
}

static void check(const char *old, const char *fresh, const char *wanted)
{
    check_by(align, old, fresh, wanted);
}

static void pairs(const char *old, const char *fresh, const char *wanted)
{
    check_by(pair, old, fresh, wanted);
}

static void rows_are_aligned(void)
{
    check("", "", "");
    check("abc", "abc", "012");
    check("abc", "", "");
    check("", "abc", "---");
    check("abc", "xabyc", "-01-2");
    check("abcd", "acbd", "0-13"); /* one of two that changed places stays */
    check("aaaa", "aa", "01");
    check("aabb", "bbaa", "23--");
    check("xaxbx", "xbxax", "0--14");
}

/* As many as hostile files may hold: it ends, and what is equal at the ends is found. */
static void many_are_aligned(void)
{
    enum { MANY = 200000 };
    struct arena a = {0};
    uint64_t *left = ARENA_ARRAY(&a, uint64_t, MANY), *right = ARENA_ARRAY(&a, uint64_t, MANY);
    for (size_t i = 0; i < MANY; i++) {
        left[i] = i % 2;
        right[i] = i % 3;
    }
    left[MANY - 1] = right[MANY - 1] = 7;
    size_t *partner = align(&a, left, MANY, right, MANY);
    CHECK_NUM(partner[0], 0);
    CHECK_NUM(partner[MANY - 1], MANY - 1);
    arena_release(&a);
}

/* What is equal is never taken for another, edited one. */
static void rows_are_paired(void)
{
    pairs("", "ab", "--");
    pairs("abc", "", "");
    pairs("abc", "axc", "012");
    pairs("abc", "axyc", "0--2");
    pairs("abc", "xyz", "012");
    pairs("pklq", "qklp", "3120");
    pairs("abc", "bac", "102");
    pairs("pkq", "qkx", "21-");
    pairs("pkabq", "qkxyp", "41--0");
    pairs("abca", "caab", "2301");
    pairs("aab", "baaa", "201-");
}

TEST_MAIN(rows_are_aligned, many_are_aligned, rows_are_paired)
