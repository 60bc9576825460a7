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
    CHECK_NUM(d.count[DIAG_ERROR], 1);
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
    diag_report(&d, &(struct report){.kind = MSG_LANG_MISSING});
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
    CHECK_NUM(d.count[DIAG_ERROR], DIAG_MOST + 5);
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
        CHECK(!messages[i].fixed || messages[i].level >= DIAG_ERROR);
    }
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
    CHECK_NUM(d.count[DIAG_ERROR], 1);
    says(&d, MSG_KEY_UNUSED, (struct place){text, 9, 9, 0, 0}); /* a warning has no consequences */
    says(&d, MSG_LINK_FILE, (struct place){text, 3, 4, 5, 6});
    says(&d, MSG_LINK_FILE, (struct place){text, 4, 1, 4, 2}); /* inside the one before */
    says(&d, MSG_LINK_FILE, (struct place){text, 7, 1, 0, 0});
    CHECK_NUM(d.count[DIAG_ERROR], 4);
    diag_expect_consequences(&d);
    static const struct {
        unsigned line, column;
        bool told;
    } rows[] = {
        {3, 3, true},  {3, 4, false}, {4, 9, false}, {5, 6, false}, {5, 7, true},
        {7, 1, false}, {7, 2, true},  {9, 9, true},  {1, 1, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned before = d.count[DIAG_ERROR];
        says(&d, MSG_MARKUP_TEXT, (struct place){text, rows[i].line, rows[i].column, 0, 0});
        CHECK_NUM(d.count[DIAG_ERROR], before + rows[i].told);
    }
    unsigned before = d.count[DIAG_ERROR];
    says(&d, MSG_MARKUP_TEXT, (struct place){other, 4, 1, 0, 0});
    CHECK_NUM(d.count[DIAG_ERROR], before + 1);
    says(&d, MSG_SPINE_TWICE, (struct place){made, 2, 1, 0, 0});
    CHECK_NUM(d.count[DIAG_ERROR], before + 1);
    diag_release(&d);
}

TEST_MAIN(consequences_are_dropped, messages_come_in_order_and_once,
          whole_file_messages_differ_by_their_words, json_tells_the_same,
          a_flood_is_counted_not_kept, rows_are_well_formed)
