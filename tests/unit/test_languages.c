#include "vocab/languages.h"
#include "test.h"

static void test_check(void)
{
    static const struct {
        const char *tag;
        enum language_fault fault;
    } rows[] = {
        {"en", LANGUAGE_FINE},
        {"EN-gb", LANGUAGE_FINE},
        {"zh-Hant-TW", LANGUAGE_FINE},
        {"zh-cmn-Hans-CN", LANGUAGE_FINE},
        {"zh-yue-abc-def", LANGUAGE_FINE},
        {"de-CH-1901", LANGUAGE_FINE},
        {"sl-rozaj-biske", LANGUAGE_FINE},
        {"es-419", LANGUAGE_FINE},
        {"en-a-bbb-x-a-ccc", LANGUAGE_FINE},
        {"x-whatever", LANGUAGE_FINE},
        {"en-x-1", LANGUAGE_FINE},
        {"i-klingon", LANGUAGE_FINE},
        {"EN-gb-OED", LANGUAGE_FINE},
        {"sgn-BE-FR", LANGUAGE_FINE},
        {"zh-min-nan", LANGUAGE_FINE},
        {"art-lojban", LANGUAGE_FINE},
        {"ckb", LANGUAGE_FINE},
        {"aa", LANGUAGE_FINE},
        {"zu", LANGUAGE_FINE},
        {"english", LANGUAGE_FINE},
        {"xx", LANGUAGE_UNKNOWN},
        {"uk-UA", LANGUAGE_FINE},
        {"jp", LANGUAGE_UNKNOWN},
        {"jp-JP", LANGUAGE_UNKNOWN},
        {"", LANGUAGE_BAD_SHAPE},
        {"e", LANGUAGE_BAD_SHAPE},
        {"en-", LANGUAGE_BAD_SHAPE},
        {"-en", LANGUAGE_BAD_SHAPE},
        {"en--GB", LANGUAGE_BAD_SHAPE},
        {"en_GB", LANGUAGE_BAD_SHAPE},
        {"en GB", LANGUAGE_BAD_SHAPE},
        {"e1", LANGUAGE_BAD_SHAPE},
        {"abcdefghi", LANGUAGE_BAD_SHAPE},
        {"en-abcdefghi", LANGUAGE_BAD_SHAPE},
        {"en-GB-US", LANGUAGE_BAD_SHAPE},
        {"de-Latn-Cyrl", LANGUAGE_BAD_SHAPE},
        {"english-abc-def-ghi", LANGUAGE_BAD_SHAPE},
        {"en-x", LANGUAGE_BAD_SHAPE},
        {"en-a", LANGUAGE_BAD_SHAPE},
        {"en-a-x-y", LANGUAGE_BAD_SHAPE},
        {"x", LANGUAGE_BAD_SHAPE},
        {"i-nothing", LANGUAGE_BAD_SHAPE},
        {"d\xC3\xA9", LANGUAGE_BAD_SHAPE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (language_check(str_from(rows[i].tag)) != rows[i].fault) {
            fprintf(stderr, "tag %s: ", rows[i].tag);
        }
        CHECK_NUM(language_check(str_from(rows[i].tag)), rows[i].fault);
    }
}

/* ISO 639-1 has 184 codes: of all pairs of letters no more and no fewer are fine. */
static void test_iso_639_1(void)
{
    unsigned count = 0;
    for (char a = 'a'; a <= 'z'; a++) {
        for (char b = 'a'; b <= 'z'; b++) {
            const char code[2] = {a, b};
            count += language_check((str){code, 2}) == LANGUAGE_FINE;
        }
    }
    CHECK_NUM(count, 184);
}

static void test_direction(void)
{
    static const struct {
        const char *tag;
        bool rtl;
    } rows[] = {
        {"ar", true},         {"AR-eg", true},      {"he", true},       {"ckb-IQ", true},
        {"yi", true},         {"en", false},        {"ar-Latn", false}, {"az-Arab", true},
        {"uz-Arab-AF", true}, {"en-x-Arab", false}, {"arz", false},     {"dv-Thaa", true},
        {"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(language_is_rtl(str_from(rows[i].tag)) == rows[i].rtl);
    }
}

static void test_words(void)
{
    CHECK_STR(language_primary(STR("en-GB")), "en");
    CHECK_STR(language_primary(STR("en")), "en");
    CHECK_STR(language_meant(STR("english")), "en");
    CHECK_STR(language_meant(STR("Norwegian Bokm\xC3\xA5l")), "nb");
    CHECK_STR(language_meant(STR("JP")), "ja");
    CHECK_STR(language_meant(STR("nothing")), "");
}

TEST_MAIN(test_check, test_iso_639_1, test_direction, test_words)
