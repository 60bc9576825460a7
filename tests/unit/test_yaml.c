#include "source/yaml.h"
#include "base/arena.h"
#include "messages.h"
#include "said.h"
#include "shown.h"
#include "test.h"

#include <string.h>

struct row {
    str yaml;
    const char *value;
    const char *said;
};

static void check_row(const struct row *row)
{
    struct arena a = {0};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *file = diag_file(&d, STR("f"), 0);
    struct yaml v;
    bool fine = yaml_parse(&a, file, 1, row->yaml, &v, &d);
    struct buf shown = {0};
    show(&shown, &v);
    str got = said(&a, &d);
    if (!str_eq(got, str_from(row->said)) || !str_eq(buf_str(&shown), str_from(row->value))) {
        fprintf(stderr, "in: %.*s\n", STR_ARG(row->yaml));
    }
    CHECK_STR(got, row->said);
    CHECK_STR(buf_str(&shown), row->value);
    CHECK(fine || diag_failed(&d));
    buf_release(&shown);
    diag_release(&d);
    arena_release(&a);
}

#define ROW(yaml, value, said)                                                                     \
    {                                                                                              \
        STR_INIT(yaml), value, said                                                                \
    }

static const struct row values[] = {
    ROW("", "-", ""),
    ROW("# only a comment\n", "-", ""),
    ROW("a: b\n", "{a=<b>}", ""),
    ROW("\xEF\xBB\xBF"
        "a: b\r\nc: d\r\n",
        "{a=<b>c=<d>}", ""),
    ROW("version: 1.10\ndate: 2026-01-15\non: off\n", "{version=<1.10>date=<2026-01-15>on=<off>}",
        ""),
    ROW("a:\nb: \"\"\nc: ''\nd: ~\n", "{a=-b=<>c=<>d=<~>}", ""),
    ROW("a: [x, 'y z', {k: v}]\nb:\n- 1\n-\n", "{a=[<x><y z>{k=<v>}]b=[<1>-]}", ""),
    ROW("a: >-\n  one\n  two\nb: |\n  one\n  two\n", "{a=<one two>b=<one\ntwo\n>}", ""),
    ROW("a: \"\\u00e4\\x41\"\n",
        "{a=<\xC3\xA4"
        "A>}",
        ""),
    ROW("--- \na: b\n...\n", "{a=<b>}", ""),
    ROW("%YAML 1.2\n---\na: b\n", "{a=<b>}", ""),
    ROW("- a\n- b\n", "[<a><b>]", ""),
    ROW("a: b\xEF\xBB\xBF\n", "{a=<b\xEF\xBB\xBF>}", ""),
    ROW("just text", "<just text>", ""),
};

static const struct row faults[] = {
    /* features that a manifest does not use */
    ROW("a: &x b\nc: 1\n", "{a=<b>c=<1>}", "1:4 yaml-syntax"),
    ROW("a: &x b\nc: *x\n", "-", "1:4 yaml-syntax, 2:4 yaml-syntax"),
    ROW("a: !!str b\nc: !x [d]\n", "{a=<b>c=[<d>]}", "1:4 yaml-syntax, 2:4 yaml-syntax"),
    ROW("%TAG ! x\n---\na: b\n", "-", "1:1 yaml-syntax"),
    ROW("a: 1\nb: 2\na: 3\n", "{a=<1>b=<2>}", "3:1 yaml-syntax"),
    ROW("a: {b: 1, \xC3\xA4: 2, b: 3}\n", "{a={b=<1>\xC3\xA4=<2>}}", "1:17 yaml-syntax"),
    ROW("? [a]\n: b\nc: d\n", "{c=<d>}", "1:3 yaml-syntax"),
    ROW("a: 1\n---\nb: 2\n", "{a=<1>}", "2:1 yaml-syntax"),
    /* slips of the pen */
    ROW("title: Cats: a guide\n", "-", "1:12 yaml-syntax"),
    ROW("title: A\nauthor\nlang: en\n", "-", "2:1 yaml-syntax"),
    ROW("title: \"A\nlang: en\n", "-", "1:8 yaml-syntax"),
    ROW("title: @home\n", "-", "1:8 yaml-syntax"),
    ROW("title: `code`\n", "-", "1:8 yaml-syntax"),
    ROW("title: *bold* words\n", "-", "1:8 yaml-syntax"),
    ROW("title: 100% &\n  b: c\n", "-", "2:4 yaml-syntax"),
    ROW("title: %x\n", "-", "1:8 yaml-syntax"),
    ROW("a: [b, c\nd: e\n", "-", "1:4 yaml-syntax"),
    ROW("a: {b: c\n", "-", "1:4 yaml-syntax"),
    ROW("a: b\n\tc: d\n", "-", "2:1 yaml-syntax"),
    ROW("a: b\n c: d\n", "-", "2:3 yaml-syntax"),
    ROW("a:\n  b: c\n d: e\n", "-", "3:2 yaml-syntax"),
    ROW("a: \"b\" c\n", "-", "1:8 yaml-syntax"),
    ROW("a: \"b\\c\"\n", "-", "1:6 yaml-syntax"),
    ROW("a: | text\n  b\n", "-", "1:4 yaml-syntax"),
    ROW("a: - b\n", "-", "1:4 yaml-syntax"),
    ROW("a:\n- b\nc\n", "-", "3:1 yaml-syntax"),
    ROW("%FOO\n---\na: b\n", "-", "1:1 yaml-syntax"),
    /* bytes */
    ROW("a: b\nc: \xC3\xA4\xFF\n", "-", "2:5 utf8-invalid"),
    ROW("a: \xC3", "-", "1:4 utf8-invalid"),
    ROW("a: b\x07\n", "-", "1:5 control-character"),
    ROW("a: b\0c\n", "-", "1:5 control-character"),
    ROW("a: \xEF\xBF\xBE\n", "-", "1:4 control-character"),
    ROW("a: \"b\\0c\\x07\"\nd: e\n", "{a=<bc>d=<e>}", "1:4 control-character"),
    /* an editor's lines, not YAML's: U+2028 and U+0085 end none */
    ROW("a: b\xE2\x80\xA8 c\nd: 1\nd: 2\n",
        "{a=<b\xE2\x80\xA8"
        "c>d=<1>}",
        "3:1 yaml-syntax"),
    ROW("a: 1\ra: 2\r", "{a=<1>}", "2:1 yaml-syntax"),
};

static void test_values(void)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        check_row(&values[i]);
    }
}

static void test_faults(void)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        check_row(&faults[i]);
    }
}

/* "[[[...": the 32nd is read, the 33rd is an error; a million are one error, at once. */
static void test_depth(void)
{
    static const struct {
        size_t depth;
        const char *said;
    } rows[] = {{32, "1:33 yaml-syntax"}, {33, "1:33 too-deep"}, {1000000, "1:33 too-deep"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct diag d;
        diag_init(&d, messages, MESSAGES);
        char *text = arena_alloc(&a, rows[i].depth, 1);
        memset(text, '[', rows[i].depth);
        struct yaml v;
        CHECK(!yaml_parse(&a, diag_file(&d, STR("f"), 0), 1, (str){text, rows[i].depth}, &v, &d));
        CHECK_STR(said(&a, &d), rows[i].said);
        diag_release(&d);
        arena_release(&a);
    }
}

static void test_front_matter(void)
{
    static const struct {
        const char *bytes, *yaml, *body;
        unsigned line; /* 0: there is none */
    } rows[] = {
        {"---\na: b\n---\ntext\n", "a: b\n", "text\n", 4},
        {"---\na: b\n...\ntext\n", "a: b\n", "text\n", 4},
        {"--- \r\na: b\r\n---\r\ntext\r\n", "a: b\r\n", "text\r\n", 4},
        {"---\n---\n", "", "", 3},
        {"---\na: b\n---", "a: b\n", "", 4},
        {"---\na\n---\nb\n---\n", "a\n", "b\n---\n", 4},
        {"---\na: b\n", "", "---\na: b\n", 0},
        {"\n---\na: b\n---\n", "", "\n---\na: b\n---\n", 0},
        {"----\na\n----\n", "", "----\na\n----\n", 0},
        {"---", "", "---", 0},
        {"", "", "", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str yaml, body;
        uint32_t line;
        bool found = front_matter_split(str_from(rows[i].bytes), &yaml, &body, &line);
        CHECK(found == (rows[i].line != 0));
        CHECK_STR(yaml, rows[i].yaml);
        CHECK_STR(body, rows[i].body);
        CHECK_NUM(line, found ? rows[i].line : 1);
    }
}

static void test_get(void)
{
    struct arena a = {0};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    struct yaml v;
    CHECK(yaml_parse(&a, diag_file(&d, STR("f"), 0), 7, STR("a: 1\nb: 2\n"), &v, &d));
    const struct yaml *b = yaml_get(&v, STR("b"));
    CHECK(b != NULL && str_eq(b->text, STR("2")));
    CHECK(b != NULL && b->at.line == 8 && b->at.column == 4);
    CHECK(yaml_get(&v, STR("c")) == NULL);
    CHECK(b == NULL || yaml_get(b, STR("a")) == NULL);
    diag_release(&d);
    arena_release(&a);
}

TEST_MAIN(test_values, test_faults, test_depth, test_front_matter, test_get)
