#include "build/depfile.h"
#include "messages.h"
#include "source/source.h"
#include "unit/test.h"

/* The text of a depfile for "out.epub"; empty if it was refused. */
static str text_of(struct arena *a, str output, const char *const *paths)
{
    struct diag d;
    struct inputs in = {.arena = a};
    str text = STR_NONE;
    diag_init(&d, messages, MESSAGES);
    for (size_t i = 0; paths[i] != NULL; i++) {
        inputs_note(&in, str_from(paths[i]));
    }
    bool fine = depfile_text(a, STR("out.d"), output, &in, &text, &d);
    CHECK(fine == !diag_failed(&d));
    diag_release(&d);
    return fine ? text : STR_NONE;
}

static void inputs_come_once_and_in_order(void)
{
    struct arena a = {0};
    CHECK_STR(text_of(&a, STR("out.epub"), (const char *[]){"b/2.md", "b/1.md", "b/2.md", NULL}),
              "out.epub: \\\n b/1.md \\\n b/2.md\n\nb/1.md:\n\nb/2.md:\n");
    CHECK_STR(text_of(&a, STR("out.epub"), (const char *[]){NULL}), "out.epub:\n");
    arena_release(&a);
}

static void signs_are_escaped(void)
{
    static const struct {
        const char *path, *written;
    } rows[] = {
        {"a b", "a\\ b"},         {"a#b", "a\\#b"},     {"a:b", "a\\:b"},       {"a$b", "a$$b"},
        {"a\\b", "a\\b"},         {"~/a", "./~/a"},     {"a\\ b", "a\\\\\\ b"}, {"a)b", "a)b"},
        {"\xC3\xA9", "\xC3\xA9"}, {"a\\\\b", "a\\\\b"}, {"a\\#b", "a\\\\\\#b"}, {"a&b", "a&b"},
    };
    struct arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str path = str_from(rows[i].written);
        str parts[] = {STR("out.epub: \\\n "), path, STR("\n\n"), path, STR(":\n")};
        str wanted = str_concat(&a, parts, 5);
        str got = text_of(&a, STR("out.epub"), (const char *[]){rows[i].path, NULL});
        CHECK(str_eq(got, wanted));
    }
    CHECK(str_starts(text_of(&a, STR("my out.epub"), (const char *[]){"a", NULL}),
                     STR("my\\ out.epub: \\\n a\n")));
    arena_release(&a);
}

static void a_pattern_has_a_recipe(void)
{
    struct arena a = {0};
    CHECK_STR(text_of(&a, STR("o"), (const char *[]){"a%b", NULL}), "o: \\\n a%b\n\na%b: ;\n");
    arena_release(&a);
}

static void what_no_rule_can_name_is_refused(void)
{
    static const char *const names[] = {"a\nb", "a\tb", "a;b",   "a|b", "a\\",
                                        "a=b",  "a:",   "a (1)", "a&"};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK(text_of(&a, STR("out.epub"), (const char *[]){names[i], NULL}).len == 0);
    }
    CHECK(text_of(&a, STR("a;b"), (const char *[]){"a", NULL}).len == 0);
    CHECK_STR(text_of(&a, STR("o"), (const char *[]){"a=b", "c", NULL}),
              "o: \\\n c \\\n a=b\n\nc:\n\na=b:\n");
    arena_release(&a);
}

TEST_MAIN(inputs_come_once_and_in_order, signs_are_escaped, a_pattern_has_a_recipe,
          what_no_rule_can_name_is_refused)
