/* What mdBook includes: which lines, and where the text came from. */
#include "folder.h"

#include "base/diag.h"
#include "messages.h"
#include "source/include.h"
#include "source/include_lines.h"

static void ranges(void)
{
    static const struct {
        const char *argument, *lines;
    } rows[] = {
        {"", "a,b,c,d"},  {"2", "b"},       {"2:3", "b,c"},   {":2", "a,b"},
        {"3:", "c,d"},    {"0:1", "a"},     {"3:2", ""},      {"9", ""},
        {":", "a,b,c,d"}, {"2:x", "b,c,d"}, {"2:3:4", "b,c"}, {"x", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct line_range range = line_range_of(str_from(rows[i].argument));
        struct line_walk w = {.text = STR("a\nb\nc\nd\n"), .range = &range};
        struct buf out = {0};
        str line;
        size_t number;
        while (line_walk_next(&w, &line, &number)) {
            buf_addf(&out, "%s%.*s", out.len > 0 ? "," : "", STR_ARG(line));
        }
        CHECK_STR(buf_str(&out), rows[i].lines);
        buf_release(&out);
    }
}

struct seen {
    struct arena arena;
    struct diag diag;
    struct included result;
    str top;
};

static void expand(struct seen *s, const struct given *files, size_t count, const char *text)
{
    struct root root;
    *s = (struct seen){0};
    s->top = folder_new(&s->arena);
    folder_fill(&s->arena, s->top, files, count);
    diag_init(&s->diag, messages, MESSAGES);
    CHECK(root_open(&s->arena, s->top, &root));
    struct includer x = {.arena = &s->arena, .diag = &s->diag, .root = &root};
    const struct diag_file *file = diag_file(&s->diag, STR("t.md"), 1);
    include_expand(&x, STR("t.md"), file, str_from(text), &s->result);
}

static void finish(struct seen *s)
{
    diag_release(&s->diag);
    folder_remove(&s->arena, s->top);
    arena_release(&s->arena);
}

/* "FILE:LINE:COL" of a spot of the text. */
static str from(struct seen *s, uint32_t line, uint32_t column)
{
    struct place at =
        diag_composed((struct place){.file = s->result.file, .line = line, .column = column});
    return str_printf(&s->arena, "%.*s:%u:%u", STR_ARG(path_name(at.file->path)), (unsigned)at.line,
                      (unsigned)at.column);
}

static void places(void)
{
    static const struct given files[] = {{"a.txt", "one\ntwo\nthree\n"},
                                         {"b.md", "x {{#include a.txt:2:}} y"}};
    struct seen s;
    expand(&s, files, 2, "é {{#include b.md}} z\nlast");
    CHECK_STR(s.result.text, "é x two\nthree y z\nlast");
    CHECK_STR(from(&s, 1, 1), "t.md:1:1");
    CHECK_STR(from(&s, 1, 3), "b.md:1:1");
    CHECK_STR(from(&s, 1, 6), "a.txt:2:2");
    CHECK_STR(from(&s, 2, 5), "a.txt:3:5");
    CHECK_STR(from(&s, 2, 7), "b.md:1:25");
    CHECK_STR(from(&s, 2, 9), "t.md:1:21");
    CHECK_STR(from(&s, 3, 2), "t.md:2:2");
    finish(&s);
}

static void untouched(void)
{
    struct seen s;
    static const char text[] = "{{ x }} {{#}} {{#include}} {{#other x}} {{#include a\n";
    expand(&s, NULL, 0, text);
    CHECK_STR(s.result.text, text);
    CHECK(!diag_failed(&s.diag));
    finish(&s);
}

/* A file that includes the next ten times, and so on: told, and at an end soon. */
static void hostile(void)
{
    struct given files[12];
    struct arena a = {0};
    for (size_t i = 0; i < 12; i++) {
        struct buf b = {0};
        for (size_t j = 0; j < 10; j++) {
            buf_addf(&b, "{{#include %zu.md}}\n", i + 1);
        }
        files[i] = (struct given){str_printf(&a, "%zu.md", i).ptr, buf_finish(&b, &a).ptr};
    }
    struct seen s;
    expand(&s, files, 12, "{{#include 0.md}}{{#include 0.md}}");
    CHECK_NUM(diag_count(&s.diag, DIAG_ERROR), 1);
    finish(&s);
    files[8].text = "";
    expand(&s, files, 12, "{{#include 0.md}}");
    CHECK_NUM(diag_count(&s.diag, DIAG_ERROR), 1);
    finish(&s);
    arena_release(&a);
}

TEST_MAIN(ranges, places, untouched, hostile)
