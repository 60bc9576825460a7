/* Names and ids: the source format's own examples, and what must not matter. */
#include "test.h"

#include "base/arena.h"
#include "model/names.h"

static struct arena arena;

struct pair {
    const char *given, *wanted;
};

static void slugs(void)
{
    static const struct pair rows[] = {
        {"Ma\u00eetre d'h\u00f4tel", "ma\u00eetre-dh\u00f4tel"},
        {"\u7b2c\u4e00\u7ae0", "\u7b2c\u4e00\u7ae0"},
        {"Hello, World!", "hello-world"},
        {"a  b", "a--b"},
        {" a ", "-a-"},
        {"snake_case", "snake_case"},
        {"1. First", "1-first"},
        {"\u00c9t\u00e9", "\u00e9t\u00e9"},
        {"C++ & C", "c--c"},
        {"?!", "section"},
        {"", "section"},
        {"a\xff"
         "b",
         "ab"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STR(slug_of(&arena, str_from(rows[i].given)), rows[i].wanted);
    }
}

static void names(void)
{
    static const struct pair rows[] = {
        {"Ma\u00eetre d'h\u00f4tel", "maitre-dhotel"},
        {"A Secure Base", "a-secure-base"},
        {"Stra\u00dfe \u00c6gir \u0141\u00f3d\u017a", "strasse-aegir-lodz"},
        {"\u00de\u00f3r \u0152uvre \u00f8re \u00f0", "thor-oeuvre-ore-d"},
        {"a:b/c", "a-b-c"},
        {"-.a.-", "a"},
        {"?!", ""},
        {"v1.2_x", "v1.2_x"},
        {"\u7b2c\u4e00\u7ae0", "9134b008"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STR(name_of(&arena, str_from(rows[i].given), true), rows[i].wanted);
    }
    CHECK_STR(name_of(&arena, STR("Fig:One"), false), "Fig-One");
}

/* Lost letters leave a mark, so that two names stay two; lost signs do not. */
static void lost_letters(void)
{
    str one = name_of(&arena, STR("chapter \u7b2c"), true);
    str two = name_of(&arena, STR("chapter \u4e00"), true);
    CHECK(str_starts(one, STR("chapter-")));
    CHECK_NUM(one.len, sizeof "chapter-12345678" - 1);
    CHECK(!str_eq(one, two));
    CHECK_STR(name_of(&arena, STR("chapter \u2014"), true), "chapter");
}

static void long_names(void)
{
    char text[81] = "";
    for (size_t i = 0; i < 80; i++) {
        text[i] = 'x';
    }
    str cut = name_of(&arena, (str){text, 80}, true);
    CHECK_NUM(cut.len, 60 + 1 + 8);
    CHECK_NUM(name_of(&arena, (str){text, 60}, true).len, 60);
    for (size_t i = 60; i < 80; i++) {
        text[i] = '-';
    }
    CHECK_NUM(name_of(&arena, (str){text, 80}, true).len, 60);
}

static void ids(void)
{
    CHECK_STR(id_of(&arena, STR("ma\u00eetre-dh\u00f4tel"), true), "maitre-dhotel");
    CHECK_STR(id_of(&arena, STR("\u7b2c\u4e00\u7ae0"), true), "_9134b008");
    CHECK_STR(id_of(&arena, STR("1-first"), true), "_1-first");
    CHECK_STR(id_of(&arena, STR("_x"), true), "_x");
    CHECK_STR(id_of(&arena, STR("Fig1"), false), "Fig1");
}

static void free_names(void)
{
    struct map taken = {0};
    CHECK_STR(name_free(&arena, &taken, STR("a"), 1), "a");
    CHECK_STR(name_free(&arena, &taken, STR("a-1"), 1), "a-1");
    CHECK_STR(name_free(&arena, &taken, STR("a"), 1), "a-2");
    CHECK_STR(name_free(&arena, &taken, STR("a"), 1), "a-3");
    CHECK_STR(name_free(&arena, &taken, STR("tip"), 2), "tip");
    CHECK_STR(name_free(&arena, &taken, STR("tip"), 2), "tip-2");
    CHECK_STR(name_free(&arena, &taken, STR("A"), 1), "A");
}

static void free_files(void)
{
    struct map taken = {0};
    CHECK_STR(file_name_free(&arena, &taken, STR("Intro"), STR(".xhtml"), 1), "Intro.xhtml");
    CHECK_STR(file_name_free(&arena, &taken, STR("intro"), STR(".xhtml"), 1), "intro-1.xhtml");
    CHECK_STR(file_name_free(&arena, &taken, STR("intro"), STR(".png"), 1), "intro.png");
}

/* Equal names by the thousand cost a thousand steps: this ends at once. */
static void many_equal_names(void)
{
    struct arena own = {0};
    struct map taken = {0};
    str last = STR_NONE;
    for (size_t i = 0; i < 200000; i++) {
        last = name_free(&own, &taken, STR("x"), 1);
    }
    CHECK_STR(last, "x-199999");
    arena_release(&own);
}

static void documents(void)
{
    static const struct pair rows[] = {
        {"01-basics/02-intro.md", "basics-intro"},
        {"intro.md", "intro"},
        {"02 - grids.md", "grids"},
        {"2024.md", "2024"},
        {"1984-review.md", "review"},
        {"01-basics/index.md", "basics"},
        {"a/b/README.md", "a-b"},
        {"index.md", "index"},
        {"README.md", "readme"},
        {"???.md", "chapter"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK_STR(document_name(&arena, str_from(rows[i].given)), rows[i].wanted);
    }
}

static void words(void)
{
    CHECK_STR(path_words(&arena, STR("a/02-first_steps.md")), "first steps");
    CHECK_STR(path_words(&arena, STR("01-basics/index.md")), "basics");
    CHECK_STR(path_words(&arena, STR("---.md")), "---");
}

static void media(void)
{
    static const struct {
        const char *path, *type, *wanted;
    } rows[] = {
        {"images/Moon 1.PNG", "image/png", "images/moon-1.png"},
        {"Moon.jpeg", "image/jpeg", "images/moon.jpg"},
        {"ch1/images/a.png", "image/png", "images/ch1-images-a.png"},
        {"assets/x/a.gif", "image/gif", "images/x-a.gif"},
        {"sound/a.mp3", "audio/mpeg", "media/sound-a.mp3"},
        {"book.css", "text/css", "styles/book.css"},
        {"images/???.png", "image/png", "images/file.png"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str type = str_from(rows[i].type);
        const str name[] = {media_stem(&arena, str_from(rows[i].path), type),
                            media_suffix(&arena, type)};
        CHECK_STR(str_concat(&arena, name, 2), rows[i].wanted);
    }
}

static void release(void)
{
    arena_release(&arena);
}

TEST_MAIN(slugs, names, lost_letters, long_names, ids, free_names, free_files, many_equal_names,
          documents, words, media, release)
