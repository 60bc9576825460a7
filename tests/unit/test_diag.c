#include "base/diag_record.h"
#include "base/json.h"
#include "messages.h"
#include "unit/test.h"

#include <string.h>

static str tell(struct diag *d, struct diag_style style, struct buf *out)
{
    buf_clear(out);
    diag_tell_text(d, &style, out);
    return buf_str(out);
}

static void messages_come_in_order_and_once(void)
{
    struct diag d;
    struct buf out = {0};
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *second = diag_file(&d, STR("book/02.md"), 2);
    const struct diag_file *first = diag_file(&d, STR("book/book.yaml"), 0);
    struct report link = {.kind = MSG_LINK_HEADING,
                          .at = {.file = second, .line = 41, .column = 3},
                          .args = {STR("typ"), STR("03-type.md")},
                          .nearest = STR("type")};
    diag_report(&d, &link);
    diag_report(&d, &link);
    diag_report(&d, &(struct report){.kind = MSG_KEY_UNUSED,
                                     .at = {.file = first, .line = 2, .column = 1},
                                     .args = {STR("mainfont\x1b")}});
    CHECK_STR(tell(&d, (struct diag_style){0}, &out),
              "book/book.yaml:2:1: warning: key \"mainfont\\x1B\" has no effect on an EPUB; "
              "remove it, or leave it for another tool [key-unused]\n"
              "book/02.md:41:3: error: no heading \"typ\" in 03-type.md; did you mean \"type\"? "
              "[link-target] [RSC-012]\n");
    CHECK_STR(tell(&d, (struct diag_style){.quiet = true}, &out),
              "book/02.md:41:3: error: no heading \"typ\" in 03-type.md; did you mean \"type\"? "
              "[link-target] [RSC-012]\n");
    CHECK_NUM(diag_count(&d, DIAG_ERROR), 1);
    CHECK_NUM(diag_status(&d), 1);
    diag_report(&d, &(struct report){.kind = MSG_DISK_FULL, .args = {STR("a"), STR("b")}});
    CHECK_NUM(diag_status(&d), 3);
    buf_release(&out);
    diag_release(&d);
}

static void whole_file_messages_differ_by_their_words(void)
{
    struct diag d;
    struct buf out = {0};
    diag_init(&d, messages, MESSAGES);
    diag_report(&d, &(struct report){.kind = MSG_DISK_FULL, .args = {STR("b.epub"), STR("full")}});
    diag_report(&d, &(struct report){.kind = MSG_DISK_FULL, .args = {STR("a.epub"), STR("full")}});
    diag_report(&d, &(struct report){.kind = MSG_DISK_FULL, .args = {STR("a.epub"), STR("full")}});
    CHECK_STR(tell(&d, (struct diag_style){0}, &out),
              "octavo: error: cannot write \"a.epub\": full; free some space and build again; "
              "the old file is as it was [disk-full]\n"
              "octavo: error: cannot write \"b.epub\": full; free some space and build again; "
              "the old file is as it was [disk-full]\n");
    buf_release(&out);
    diag_release(&d);
}

static void json_tells_the_same(void)
{
    struct diag d;
    struct buf out = {0};
    struct json j = {.out = &out};
    diag_init(&d, messages, MESSAGES);
    diag_report(&d, &(struct report){.kind = MSG_LANG_MISSING, .args = {STR("add \"lang: ...\"")}});
    json_open(&j, NULL, '{');
    diag_tell_json(&d, &j);
    json_close(&j, '}');
    CHECK_STR(buf_str(&out),
              "{\"errors\": 0, \"warnings\": 1, \"messages\": [\n {\"level\": \"warning\", "
              "\"name\": \"lang-missing\", \"code\": null, \"file\": null, \"line\": null, "
              "\"column\": null, \"end_line\": null, \"end_column\": null, \"text\": \"the book "
              "has no language; \\\"en\\\" is used\", \"remedy\": \"add \\\"lang: ...\\\"\", "
              "\"related\": []}]}");
    buf_release(&out);
    diag_release(&d);
}

static void a_flood_is_counted_not_kept(void)
{
    struct diag d;
    struct buf out = {0};
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *file = diag_file(&d, STR("a.md"), 1);
    for (uint32_t i = 1; i <= DIAG_MOST + 5; i++) {
        diag_report(&d, &(struct report){.kind = MSG_UTF8, .at = {file, i, 1, 0, 0}});
    }
    str told = tell(&d, (struct diag_style){.quiet = true}, &out);
    CHECK(str_ends(told, STR("octavo: error: 5 more messages [utf8-invalid]\n")));
    CHECK_NUM(diag_count(&d, DIAG_ERROR), DIAG_MOST + 5);
    buf_release(&out);
    diag_release(&d);
}

/* Names are kebab-case, texts begin in lower case and end without a full stop. */
static void rows_are_well_formed(void)
{
    for (size_t i = 0; i < MESSAGES; i++) {
        const char *name = messages[i].name, *text = messages[i].text;
        CHECK(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name));
        CHECK(text[0] < 'A' || text[0] > 'Z' || (text[1] >= 'A' && text[1] <= 'Z'));
        CHECK(text[strlen(text) - 1] != '.');
        CHECK(messages[i].hold == DIAG_FREE || messages[i].level >= DIAG_ERROR);
    }
}

static unsigned warnings(const struct diag *d)
{
    return diag_count(d, DIAG_WARNING);
}

/* Levels count when they are asked for, also for what was said before. */
static void levels_are_set_by_name(void)
{
    struct diag d;
    struct buf out = {0};
    diag_init(&d, messages, MESSAGES);
    diag_report(&d, &(struct report){.kind = MSG_LINK_SCHEME, .args = {STR("gopher")}});
    CHECK(diag_failed(&d));
    CHECK(diag_set_level(&d, STR("link-scheme"), DIAG_WARNING, DIAG_BY_FILE) == DIAG_SET);
    CHECK(!diag_failed(&d) && diag_status(&d) == 0 && warnings(&d) == 1);
    CHECK_STR(tell(&d, (struct diag_style){0}, &out),
              "octavo: warning: links of the scheme \"gopher\" open nowhere; use http, https, "
              "mailto or tel [link-scheme]\n");
    CHECK(diag_set_level(&d, STR("link-scheme"), DIAG_NOTE, DIAG_BY_FILE) == DIAG_SET);
    CHECK_STR(tell(&d, (struct diag_style){0}, &out), "");
    diag_clear(&d);
    CHECK_NUM(diag_level_of(&d, MSG_LINK_SCHEME), DIAG_NOTE);
    CHECK_NUM(diag_count(&d, DIAG_NOTE), 0);
    buf_release(&out);
    diag_release(&d);
}

/* Of two that set a level the higher is obeyed, whoever came first; of equals the last. */
static void the_command_wins(void)
{
    static const enum diag_authority rising[] = {DIAG_BY_LENIENCY, DIAG_BY_FILE, DIAG_BY_COMMAND};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    for (size_t i = 0; i < 3; i++) {
        enum diag_level level = i == 1 ? DIAG_ERROR : DIAG_WARNING;
        CHECK(diag_set_level(&d, STR("image-alt"), level, rising[i]) == DIAG_SET);
        CHECK_NUM(diag_level_of(&d, MSG_IMAGE_ALT), level);
        for (size_t j = 0; j < i; j++) {
            CHECK(diag_set_level(&d, STR("image-alt"), DIAG_NOTE, rising[j]) == DIAG_SET);
            CHECK_NUM(diag_level_of(&d, MSG_IMAGE_ALT), level);
        }
    }
    diag_set_level(&d, STR("image-alt"), DIAG_ERROR, DIAG_BY_COMMAND);
    CHECK_NUM(diag_level_of(&d, MSG_IMAGE_ALT), DIAG_ERROR);
    diag_release(&d);
}

static void what_is_held_stays(void)
{
    struct diag d;
    enum diag_level level;
    diag_init(&d, messages, MESSAGES);
    CHECK(diag_set_level(&d, STR("html-content"), DIAG_WARNING, DIAG_BY_COMMAND) == DIAG_HELD);
    CHECK(diag_set_level(&d, STR("html-content"), DIAG_ERROR, DIAG_BY_COMMAND) == DIAG_SET);
    CHECK(diag_set_level(&d, STR("memory"), DIAG_ERROR, DIAG_BY_COMMAND) == DIAG_HELD);
    CHECK(diag_set_level(&d, STR("target-missing"), DIAG_NOTE, DIAG_BY_COMMAND) == DIAG_HELD);
    CHECK_NUM(diag_level_of(&d, MSG_TARGET_MISSING), DIAG_ERROR);
    d.judging = true;
    CHECK(diag_set_level(&d, STR("target-missing"), DIAG_NOTE, DIAG_BY_COMMAND) == DIAG_SET);
    CHECK(diag_set_level(&d, STR("html-content"), DIAG_WARNING, DIAG_BY_COMMAND) == DIAG_HELD);
    CHECK(diag_set_level(&d, STR("link-targt"), DIAG_NOTE, DIAG_BY_COMMAND) == DIAG_UNKNOWN);
    CHECK_STR(diag_nearest_name(&d, STR("link-targt")), "link-target");
    CHECK(diag_level_named(STR("warning"), &level) && level == DIAG_WARNING);
    CHECK(diag_level_named(STR("error"), &level) && level == DIAG_ERROR);
    CHECK(!diag_level_named(STR("system"), &level));
    diag_release(&d);
}

static void says(struct diag *d, unsigned kind, struct place at)
{
    diag_report(d, &(struct report){.kind = kind, .at = at});
}

/* Once something was wrong with the sources, what comes of that is not told as well. */
static void consequences_are_dropped(void)
{
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *text = diag_file(&d, STR("a.md"), 1);
    const struct diag_file *other = diag_file(&d, STR("b.md"), 2);
    struct diag_file *made = diag_file(&d, STR("book.epub"), 3);
    made->made = true;
    diag_expect_consequences(&d); /* nothing was wrong so far: nothing is dropped */
    says(&d, MSG_SPINE_TWICE, (struct place){made, 1, 1, 0, 0});
    CHECK_NUM(diag_count(&d, DIAG_ERROR), 1);
    says(&d, MSG_KEY_UNUSED, (struct place){text, 9, 9, 0, 0}); /* a warning has no consequences */
    says(&d, MSG_LINK_FILE, (struct place){text, 3, 4, 5, 6});
    says(&d, MSG_LINK_FILE, (struct place){text, 4, 1, 4, 2}); /* inside the one before */
    says(&d, MSG_LINK_FILE, (struct place){text, 7, 1, 0, 0});
    CHECK_NUM(diag_count(&d, DIAG_ERROR), 4);
    diag_expect_consequences(&d);
    static const struct {
        unsigned line, column;
        bool told;
    } rows[] = {
        {3, 3, true},  {3, 4, false}, {4, 9, false}, {5, 6, false}, {5, 7, true},
        {7, 1, false}, {7, 2, true},  {9, 9, true},  {1, 1, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned before = diag_count(&d, DIAG_ERROR);
        says(&d, MSG_MARKUP_TEXT, (struct place){text, rows[i].line, rows[i].column, 0, 0});
        CHECK_NUM(diag_count(&d, DIAG_ERROR), before + rows[i].told);
    }
    unsigned before = diag_count(&d, DIAG_ERROR);
    says(&d, MSG_MARKUP_TEXT, (struct place){other, 4, 1, 0, 0});
    CHECK_NUM(diag_count(&d, DIAG_ERROR), before + 1);
    says(&d, MSG_SPINE_TWICE, (struct place){made, 2, 1, 0, 0});
    CHECK_NUM(diag_count(&d, DIAG_ERROR), before + 1);
    diag_release(&d);
}

/* Says some of all there is to say of messages. */
static void say_much(struct diag *d, const struct diag_file *known)
{
    const struct diag_file *other = diag_file(d, STR("book/02.md"), 2);
    diag_set_level(d, STR("link-target"), DIAG_WARNING, DIAG_BY_FILE);
    diag_report(d, &(struct report){.kind = MSG_LINK_HEADING,
                                    .at = {other, 41, 3, 41, 9},
                                    .args = {STR("typ"), STR("03-type.md")},
                                    .nearest = STR("type"),
                                    .related = {{known, 7, 1, 0, 0}, STR("it stood here")},
                                    .until = {other, 50, 1, 0, 0}});
    diag_report(d, &(struct report){.kind = MSG_KEY_UNUSED,
                                    .at = {.file = known, .line = 2, .column = 1},
                                    .args = {STR("mainfont")},
                                    .code = "XXX-001",
                                    .once = true});
    for (uint32_t i = 0; i < DIAG_MOST + 5; i++) {
        diag_report(d, &(struct report){.kind = MSG_KEY_UNUSED,
                                        .at = {.file = other, .line = i + 1, .column = 1},
                                        .args = {STR("linestretch")}});
    }
    diag_report(d, &(struct report){.kind = MSG_DISK_FULL, .args = {STR("a"), STR("b")}});
}

static str tell_all(struct diag *d, struct buf *out)
{
    struct json j = {.out = out};
    json_open(&j, NULL, '{');
    diag_tell_json(d, &j);
    json_close(&j, '}');
    diag_tell_text(d, &(struct diag_style){.verbose = true}, out);
    return buf_str(out);
}

static void what_was_said_is_said_again(void)
{
    struct diag d, again;
    struct buf bytes = {0}, want = {0}, got = {0};
    diag_init(&d, messages, MESSAGES);
    diag_init(&again, messages, MESSAGES);
    const struct diag_file *file = diag_file(&d, STR("book/book.yaml"), 1);
    const struct diag_file *same = diag_file(&again, STR("book/book.yaml"), 1);
    say_much(&d, file);
    diag_record(&d, &(struct diag_known){&file, 1}, &bytes);
    diag_record_levels(&d, &bytes);
    struct record r = record_open(buf_str(&bytes));
    CHECK(diag_say_again(&again, &(struct diag_known){&same, 1}, &r));
    CHECK(diag_restore_levels(&again, &r) && record_done(&r));
    CHECK(str_eq(tell_all(&d, &want), tell_all(&again, &got)));
    CHECK_NUM(diag_count(&again, DIAG_WARNING), diag_count(&d, DIAG_WARNING));
    CHECK_NUM(diag_status(&again), 3);
    buf_release(&want);
    buf_release(&got);
    buf_release(&bytes);
    diag_release(&d);
    diag_release(&again);
}

static void nothing_is_said_of_wrong_bytes(void)
{
    struct diag d, again;
    struct buf bytes = {0};
    const struct diag_known none = {NULL, 0};
    diag_init(&d, messages, MESSAGES);
    diag_init(&again, messages, MESSAGES);
    diag_record(&d, &none, &bytes);
    struct record r = record_open(buf_str(&bytes));
    CHECK(diag_say_again(&again, &none, &r) && record_done(&r) && again.nrows == 0);
    buf_clear(&bytes);
    diag_report(&d, &(struct report){.kind = MSG_KEY_UNUSED,
                                     .at = {diag_file(&d, STR("a.md"), 1), 2, 1, 0, 0},
                                     .args = {STR("mainfont")}});
    diag_record(&d, &none, &bytes);
    for (size_t cut = 0; cut < bytes.len; cut++) {
        r = record_open(str_sub(buf_str(&bytes), 0, cut));
        CHECK(!diag_say_again(&again, &none, &r) && again.nrows == 0);
    }
    CHECK_NUM(diag_count(&again, DIAG_WARNING), 0);
    buf_release(&bytes);
    diag_release(&d);
    diag_release(&again);
}

TEST_MAIN(levels_are_set_by_name, the_command_wins, what_is_held_stays, consequences_are_dropped,
          messages_come_in_order_and_once, whole_file_messages_differ_by_their_words,
          json_tells_the_same, a_flood_is_counted_not_kept, rows_are_well_formed,
          what_was_said_is_said_again, nothing_is_said_of_wrong_bytes)
