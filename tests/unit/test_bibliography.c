#include "source/bibliography.h"
#include "base/arena.h"
#include "messages.h"
#include "said.h"
#include "source/json_places.h"
#include "test.h"

#include <string.h>

struct row {
    str json;
    size_t count;
    const char *said;
};

#define ROW(json, count, said)                                                                     \
    {                                                                                              \
        STR_INIT(json), count, said                                                                \
    }

static const struct row rows[] = {
    ROW("[]", 0, ""),
    ROW("\xEF\xBB\xBF[{\"id\": \"a\", \"type\": \"book\"}]\r\n", 1, ""),
    ROW("{\"x\": [1, \"]\"], \"items\": [\n{\"id\": 7, \"type\": \"whatever\"}]}", 1, ""),
    ROW("[{\"id\": \"a\", \"type\": \"book\", \"volume\": 3, \"page\": \"1-2\", \"unknown\": [1]}]",
        1, ""),
    /* items */
    ROW("[\n  {\"type\": \"book\"},\n  {\"id\": \"\", \"type\": \"book\"}\n]", 0,
        "2:3 value-invalid, 3:3 value-invalid"),
    ROW("[{\"id\": \"]}\", \"x\": {\"y\": [{}]}, \"type\": \"book\"},\n {\"id\": \"b\"}]", 2,
        "2:2 value-invalid"),
    ROW("[{\"id\": \"a\", \"type\": \"book\"}, \"\xC3\xA4\",\n7 , {\"id\": \"a\", \"type\": "
        "\"book\"}]",
        1, "1:31 value-invalid, 2:1 value-invalid, 2:5 value-invalid"),
    ROW("{\"items\": [{}], \"items\": [1,\n{\"a\\\"}\": 2}]}", 0,
        "1:27 value-invalid, 2:1 value-invalid"),
    ROW("[{\"id\": \"a\", \"type\": \"book\", \"title\": [\"x\"]}]", 1, "1:2 value-invalid"),
    ROW("[{\"id\": \"a\", \"type\": \"book\", \"author\": \"x\"}]", 1, "1:2 value-invalid"),
    ROW("[{\"id\": \"a\", \"type\": \"book\", \"author\": [{}]}]", 1, "1:2 value-invalid"),
    ROW("[{\"id\": \"a\", \"type\": \"book\", \"issued\": {\"date-parts\": [[]]}}]", 1,
        "1:2 value-invalid"),
    ROW("[{\"id\": \"a\", \"type\": \"book\", \"title\": \"x\\u0007y\"}]", 1,
        "1:2 control-character"),
    /* files */
    ROW("", 0, "1:1 value-invalid"),
    ROW("7", 0, "1:1 value-invalid"),
    ROW("{\"id\": \"a\"}", 0, "1:1 value-invalid"),
    ROW("{\"items\": {}}", 0, "1:1 value-invalid"),
    ROW("[\n  {\"id\": \"\xC3\xA4\" \"type\": 1}\n]", 0, "2:14 value-invalid"),
    ROW("[\n  {\"id\": \"a\",}\n]", 0, "2:14 value-invalid"),
    ROW("[{\"id\": a}]", 0, "1:9 value-invalid"),
    ROW("[{\"id\": \"a\"}] ]", 0, "1:15 value-invalid"),
    ROW("[{\"id\": \"a", 0, "1:9 value-invalid"),
    ROW("[{\"id\": \"a\"\n", 0, "2:1 value-invalid"),
    ROW("[\n\"\xFF\"]", 0, "2:2 utf8-invalid"),
    ROW("[\n\"\x01\"]", 0, "2:2 control-character"),
    ROW("[\n\"\\u0000\"]", 0, "2:1 value-invalid"),
    ROW("[99999999999999999999999]", 0, "1:2 value-invalid"),
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct diag d;
        diag_init(&d, messages, MESSAGES);
        struct bibliography b = {0};
        bibliography_read(&a, diag_file(&d, STR("f"), 0), rows[i].json, &b, &d);
        str got = said(&a, &d);
        if (!str_eq(got, str_from(rows[i].said))) {
            fprintf(stderr, "in: %.*s\n", STR_ARG(rows[i].json));
        }
        CHECK_STR(got, rows[i].said);
        CHECK_NUM(b.count, rows[i].count);
        diag_release(&d);
        arena_release(&a);
    }
}

static void test_values(void)
{
    struct arena a = {0};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    struct bibliography b = {0};
    const struct diag_file *file = diag_file(&d, STR("f"), 0);
    CHECK(bibliography_read(
        &a, file,
        STR("[{\"id\": \"a\", \"type\": \"book\", \"title\": \" A <i>B</i> \", \"volume\": 12, "
            "\"number\": 1.5, \"DOI\": \"10.1/x\", \"issued\": {\"date-parts\": [[\"1988\", 6, "
            "\"2\"]]}, "
            "\"accessed\": {\"raw\": \"2020-03\"}, \"author\": [{\"family\": \"Berg\", \"given\": "
            "\"A.\", "
            "\"non-dropping-particle\": \"van den\", \"suffix\": \"Jr.\"}, {\"literal\": \"WHO\"}, "
            "\"Plain\"]}]"),
        &b, &d));
    CHECK(bibliography_read(
        &a, file,
        STR("[{\"id\": 42, \"type\": \"x\", \"title\": \"t\\ufffeu\", \"issued\": {\"date-parts\": "
            "[[-50, 13]]}}, {\"id\": \"a\", \"type\": \"y\"}, {\"id\": \"c\", \"type\": \"y\", "
            "\"issued\": {\"raw\": \"2020/2021\"}, \"accessed\": {\"literal\": \"once\"}, "
            "\"editor\": null}, {\"id\": \"d\", \"type\": \"y\", \"issued\": 1999, \"accessed\": "
            "\"soon\"}]"),
        &b, &d));
    CHECK_STR(said(&a, &d), "1:2 control-character, 1:87 value-invalid");
    CHECK_NUM(b.count, 4);
    const struct item *item = bibliography_find(&b, STR("a"));
    CHECK(item == &b.items[0]);
    CHECK_STR(item->title, "A <i>B</i>");
    CHECK_STR(item->volume, "12");
    CHECK_STR(item->number, "1.5");
    CHECK_STR(item->doi, "10.1/x");
    CHECK(item->issued.year == 1988 && item->issued.month == 6 && item->issued.day == 2);
    CHECK(item->accessed.year == 2020 && item->accessed.month == 3 && item->accessed.day == 0);
    CHECK_NUM(item->author.count, 3);
    CHECK_STR(item->author.names[0].non_dropping, "van den");
    CHECK_STR(item->author.names[0].suffix, "Jr.");
    CHECK_STR(item->author.names[1].literal, "WHO");
    CHECK_STR(item->author.names[2].literal, "Plain");
    item = bibliography_find(&b, STR("42"));
    CHECK(item != NULL && item->issued.year == -50 && item->issued.month == 0);
    CHECK_STR(item->title, "tu");
    item = bibliography_find(&b, STR("c"));
    CHECK(item != NULL && item->issued.year == 2020 && item->editor.count == 0);
    CHECK_STR(item->accessed.literal, "once");
    item = bibliography_find(&b, STR("d"));
    CHECK(item != NULL && item->issued.year == 1999);
    CHECK_STR(item->accessed.literal, "soon");
    CHECK(bibliography_find(&b, STR("A")) == NULL);
    diag_release(&d);
    arena_release(&a);
}

/* The walk over the text tells places, whatever the text is: it ends, and stays inside. */
static void test_places(void)
{
    static const char alphabet[] = "[]{}\",:\\a \n";
    uint32_t seed = 1;
    for (unsigned round = 0; round < 20000; round++) {
        char text[12];
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        struct json_places p = json_places_of(NULL, (str){text, sizeof text}, STR("a"));
        struct place at;
        unsigned steps = 0;
        while (steps < 100 && json_places_next(&p, &at)) {
            CHECK(at.line >= 1 && at.line <= 13 && at.column >= 1 && at.column <= 13);
            steps++;
        }
        CHECK(steps < 100);
    }
}

static void test_depth(void)
{
    struct arena a = {0};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    struct bibliography b = {0};
    char *text = arena_alloc(&a, 1000000, 1);
    memset(text, '[', 1000000);
    CHECK(!bibliography_read(&a, diag_file(&d, STR("f"), 0), (str){text, 1000000}, &b, &d));
    CHECK_STR(said(&a, &d), "1:2049 too-deep");
    diag_release(&d);
    arena_release(&a);
}

TEST_MAIN(test_rows, test_values, test_places, test_depth)
