/* TOML 1.0: what it becomes, and where its faults are told. */
#include "source/toml.h"
#include "base/arena.h"
#include "messages.h"
#include "said.h"
#include "shown.h"
#include "test.h"

struct row {
    str toml;
    const char *value;
    const char *said;
};

#define ROW(toml, value, said)                                                                     \
    {                                                                                              \
        STR_INIT(toml), value, said                                                                \
    }

static void check_row(const struct row *row)
{
    struct arena a = {0};
    struct diag d;
    struct yaml v;
    struct buf shown = {0};
    diag_init(&d, messages, MESSAGES);
    bool fine = toml_parse(&a, diag_file(&d, STR("f"), 0), row->toml, &v, &d);
    show(&shown, &v);
    str got = said(&a, &d);
    if (!str_eq(got, str_from(row->said)) || !str_eq(buf_str(&shown), str_from(row->value))) {
        fprintf(stderr, "in: %.*s\n", STR_ARG(row->toml));
    }
    CHECK_STR(got, row->said);
    CHECK_STR(buf_str(&shown), row->value);
    CHECK(fine || diag_failed(&d));
    buf_release(&shown);
    diag_release(&d);
    arena_release(&a);
}

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_row(&rows[i]);
    }
}

static void fine(void)
{
    static const struct row rows[] = {
        ROW("", "{}", ""),
        ROW("\xEF\xBB\xBF# only a comment", "{}", ""),
        ROW("a = 1\r\nb = true # c\r\n", "{a=<1>b=<true>}", ""),
        ROW("a.b . \"c d\" = 1\na.'e' = 2", "{a={b={c d=<1>}e=<2>}}", ""),
        ROW("[a]\nx = 1\n[a.b]\ny = 2\n[c]\n", "{a={x=<1>b={y=<2>}}c={}}", ""),
        ROW("[a.b]\n[a]\nx = 1", "{a={b={}x=<1>}}", ""),
        ROW("[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2", "{a=[{x=<1>}{b={y=<2>}}]}", ""),
        ROW("a = {b = 1, c.d = [1, [2,],], }", "{a={b=<1>c={d=[<1>[<2>]]}}}", ""),
        ROW("a = [ # one\n 1 # two\n , 2\n]", "{a=[<1><2>]}", ""),
        ROW("a = \"\\\"\\\\ \\u00e9 \\U0001F600 \\x41\"", "{a=<\"\\ é 😀 A>}", ""),
        ROW("a = '\\n # \"'", "{a=<\\n # \">}", ""),
        ROW("a = \"\"\"\nx \\\n   y\"\"\"\"\nb = '''\n''a'''''", "{a=<x y\">b=<''a''>}", ""),
        ROW("a = [1979-05-27T07:32:00Z, 1979-05-27 07:32:00.9, 07:32:00, -0.5e-3, +inf, 0xfF_1]",
            "{a=[<1979-05-27T07:32:00Z><1979-05-27 07:32:00.9><07:32:00><-0.5e-3><+inf><0xfF_1>]}",
            ""),
        ROW("\"\" = \"\"", "{=<>}", ""),
        ROW("a = \"\\u0007\"", "{a=<>}", "1:5 control-character"),
    };
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void faulty(void)
{
    static const struct row rows[] = {
        ROW("a = b c", "{}", "1:5 toml-syntax"),
        ROW("a =", "{}", "1:4 toml-syntax"),
        ROW("a", "{}", "1:2 toml-syntax"),
        ROW("x = 1\né = 1", "{x=<1>}", "2:1 toml-syntax"),
        ROW("a = 1 2", "{}", "1:5 toml-syntax"),
        ROW("a = \"b\" c", "{a=<b>}", "1:9 toml-syntax"),
        ROW("a = \"b", "{}", "1:5 toml-syntax"),
        ROW("a = \"\"\"b\n", "{}", "1:5 toml-syntax"),
        ROW("a = \"é\\q\"", "{}", "1:7 toml-syntax"),
        ROW("a = \"\\ud\"", "{}", "1:6 toml-syntax"),
        ROW("a = [1 2]", "{}", "1:6 toml-syntax"),
        ROW("a = [1", "{}", "1:7 toml-syntax"),
        ROW("a = ['1' '2']", "{}", "1:10 toml-syntax"),
        ROW("a = {b = 1", "{}", "1:11 toml-syntax"),
        ROW("[a", "{}", "1:3 toml-syntax"),
        ROW("[[a]", "{}", "1:4 toml-syntax"),
        ROW("[a] b", "{a={}}", "1:5 toml-syntax"),
        ROW("[]", "{}", "1:2 toml-syntax"),
        ROW("a = 1\na = 2", "{a=<1>}", "2:1 toml-syntax"),
        ROW("a = 1\n[a]", "{a=<1>}", "2:2 toml-syntax"),
        ROW("[a]\n[a]", "{a={}}", "2:2 toml-syntax"),
        ROW("a = {b = 1}\na.c = 1", "{a={b=<1>}}", "2:1 toml-syntax"),
        ROW("a = [{}]\n[[a]]", "{a=[{}]}", "2:3 toml-syntax"),
        ROW("a = [\n1,\n\xFF]", "{}", "3:1 toml-syntax, 3:1 utf8-invalid"),
    };
    check_rows(rows, sizeof rows / sizeof *rows);
}

/* Deep texts are refused, wide ones take their time. */
static void hostile(void)
{
    struct arena a = {0};
    struct buf b = {0};
    static const char *const openings[] = {"[", "{a=", "{a.b="};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        struct diag d;
        struct yaml v;
        diag_init(&d, messages, MESSAGES);
        buf_clear(&b);
        buf_add(&b, STR("a = "));
        for (size_t j = 0; j < 10000; j++) {
            buf_add(&b, str_from(openings[i]));
        }
        CHECK(!toml_parse(&a, diag_file(&d, STR("f"), 0), buf_str(&b), &v, &d));
        CHECK(str_ends(said(&a, &d), STR(" too-deep")));
        diag_release(&d);
    }
    struct diag d;
    struct yaml v;
    diag_init(&d, messages, MESSAGES);
    buf_clear(&b);
    for (size_t i = 0; i < 20000; i++) {
        buf_addf(&b, "[k%zu]\nx=1\n", i);
    }
    CHECK(toml_parse(&a, diag_file(&d, STR("f"), 0), buf_str(&b), &v, &d));
    CHECK_NUM(v.count, 20000);
    diag_release(&d);
    buf_release(&b);
    arena_release(&a);
}

TEST_MAIN(fine, faulty, hostile)
