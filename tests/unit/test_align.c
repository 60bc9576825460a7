/* Rows that are aligned: what belongs together, whatever is repeated. */
#include "test.h"

#include "base/align.h"

#include <string.h>

static void check(const char *old, const char *fresh, const char *wanted)
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
    size_t *partner = align(&a, left, n, right, m);
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

TEST_MAIN(rows_are_aligned, many_are_aligned)
