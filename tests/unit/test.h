/* The smallest frame that unit tests need: checks that print what they got and what they wanted. */
#ifndef TEST_H
#define TEST_H

#include "base/text.h"

#include <stdio.h>

static int test_failures;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            test_failures++;                                                                       \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);              \
        }                                                                                          \
    } while (0)

#define CHECK_STR(got, want) test_check_str(__FILE__, __LINE__, (got), str_from(want))
#define CHECK_NUM(got, want)                                                                       \
    test_check_num(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))

static inline void test_check_str(const char *file, int line, str got, str want)
{
    if (!str_eq(got, want)) {
        test_failures++;
        fprintf(stderr, "%s:%d: got \"%.*s\", wanted \"%.*s\"\n", file, line, STR_ARG(got),
                STR_ARG(want));
    }
}

static inline void test_check_num(const char *file, int line, const char *what, long long got,
                                  long long want)
{
    if (got != want) {
        test_failures++;
        fprintf(stderr, "%s:%d: %s is %lld, wanted %lld\n", file, line, what, got, want);
    }
}

/* main of a test: runs the functions given, fails if any check did. */
#define TEST_MAIN(...)                                                                             \
    int main(void)                                                                                 \
    {                                                                                              \
        static void (*const tests[])(void) = {__VA_ARGS__};                                        \
        for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {                                \
            tests[i]();                                                                            \
        }                                                                                          \
        return test_failures != 0;                                                                 \
    }

#endif
