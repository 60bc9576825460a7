/* A text made from another, and the way back from it. */
#include "test.h"

#include "base/arena.h"
#include "source/rewrite.h"

static void leads_back(void)
{
    struct arena a = {0};
    const struct rewrite_map *first, *second;
    struct rewriter r = {.arena = &a, .in = STR("one two three")};
    rewrite_keep(&r, 4);
    rewrite_put(&r, STR("<new>"));
    rewrite_drop(&r, 8);
    str text = rewrite_end(&r, NULL, &first);
    CHECK_STR(text, "one <new>three");
    CHECK(rewrite_source(first, 0) == 0);
    CHECK(rewrite_source(first, 3) == 3);
    CHECK(rewrite_source(first, 4) == 4); /* all that was put stands where it was put */
    CHECK(rewrite_source(first, 8) == 4);
    CHECK(rewrite_source(first, 9) == 8);
    CHECK(rewrite_source(first, 14) == 13);
    struct rewriter again = {.arena = &a, .in = text};
    rewrite_drop(&again, 1);
    text = rewrite_end(&again, first, &second);
    CHECK_STR(text, "ne <new>three");
    CHECK(rewrite_source(second, 0) == 1);
    CHECK(rewrite_source(second, 8) == 8);
    CHECK(rewrite_source(NULL, 7) == 7);
    arena_release(&a);
}

TEST_MAIN(leads_back)
