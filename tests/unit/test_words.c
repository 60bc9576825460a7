#include "vocab/words.h"
#include "base/arena.h"
#include "test.h"

#include <string.h>

/* The names in braces of a text, in the order of their first letters. */
static unsigned long long holes(str s)
{
    unsigned long long found = 0;
    for (size_t at = str_find(s, '{', 0); at < s.len; at = str_find(s, '{', at + 1)) {
        found += 1ull << (2 * (unsigned)(s.ptr[at + 1] - 'a'));
    }
    return found;
}

/* Every language says everything, and fills in the same. */
static void test_complete(void)
{
    const struct words *en = words_for(STR("en"), NULL), *de = words_for(STR("de"), NULL);
    CHECK(en != de);
    for (unsigned i = 0; i < WORDS; i++) {
        CHECK(word(en, (enum word)i).len > 0);
        CHECK(word(de, (enum word)i).len > 0);
        CHECK(holes(word(en, (enum word)i)) == holes(word(de, (enum word)i)));
    }
}

static void test_lookup(void)
{
    static const struct {
        const char *tag, *language;
        bool missing;
    } rows[] = {
        {"en", "en", false}, {"en-GB", "en", false}, {"de-AT-1996", "de", false},
        {"DE", "de", false}, {"fr", "en", true},     {"den", "en", true},
        {"", "en", true},    {"d", "en", true},      {"fr-de", "en", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool missing;
        const struct words *w = words_for(str_from(rows[i].tag), &missing);
        CHECK(strcmp(w->language, rows[i].language) == 0);
        CHECK(missing == rows[i].missing);
    }
}

static void test_fill(void)
{
    struct arena a = {0};
    const struct words *de = words_for(STR("de"), NULL);
    const str pairs[] = {STR("title"), STR("T"), STR("authors"), STR("A und {title}")};
    CHECK_STR(word_fill(&a, de, WORD_COVER_ALT, pairs, 2), "Umschlag: T von A und {title}");
    arena_release(&a);
}

static void test_list(void)
{
    static const str names[] = {STR_INIT("Jane"), STR_INIT("John"), STR_INIT("Joan")};
    struct arena a = {0};
    const struct words *en = words_for(STR("en"), NULL), *de = words_for(STR("de"), NULL);
    CHECK_STR(words_list(&a, en, names, 0), "");
    CHECK_STR(words_list(&a, en, names, 1), "Jane");
    CHECK_STR(words_list(&a, en, names, 2), "Jane and John");
    CHECK_STR(words_list(&a, de, names, 3), "Jane, John und Joan");
    arena_release(&a);
}

static void test_date(void)
{
    static const struct {
        const char *date, *en, *de;
    } rows[] = {
        {"2026-01-15", "15 January 2026", "15. Januar 2026"},
        {"2026-12-05", "5 December 2026", "5. Dezember 2026"},
        {"2026-03", "March 2026", "M\xC3\xA4rz 2026"},
        {"2026", "2026", "2026"},
        {"2026-13", "2026-13", "2026-13"},
        {"2026-00-01", "2026-00-01", "2026-00-01"},
        {"soon", "soon", "soon"},
        {"", "", ""},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str date = str_from(rows[i].date);
        CHECK_STR(words_date(&a, words_for(STR("en"), NULL), date), rows[i].en);
        CHECK_STR(words_date(&a, words_for(STR("de"), NULL), date), rows[i].de);
    }
    arena_release(&a);
}

TEST_MAIN(test_complete, test_lookup, test_fill, test_list, test_date)
