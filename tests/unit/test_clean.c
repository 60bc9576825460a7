/* Bytes -> text that cmark and XML can take, lines kept. */
#include "test.h"

#include "messages.h"
#include "source/markdown.h"

static void told(struct arena *a, struct diag *d, str *out)
{
    struct buf b = {0};
    diag_tell_text(d, &(struct diag_style){.colour = false}, &b);
    *out = buf_finish(&b, a);
}

static void texts(void)
{
    static const struct {
        const char *in, *want, *messages;
    } cases[] = {
        {"", "", ""},
        {"\xEF\xBB\xBF# A\r\nb\rc\n", "# A\nb\nc\n", ""},
        {"\r\n\r\r\n", "\n\n\n", ""},
        {"\ttab \x7F", "\ttab \x7F", ""},
        /* U+00A0 and U+3000 stay, U+2009 and U+2028 are spaces, U+202F is a no-break space */
        {"a\xC2\xA0"
         "b\xE3\x80\x80"
         "c\xE2\x80\x89"
         "d\xE2\x80\xA8"
         "e\xE2\x80\xAF"
         "f",
         "a\xC2\xA0"
         "b\xE3\x80\x80"
         "c d e\xC2\xA0"
         "f",
         ""},
        {"\xE2\x80\x93\xE1\x9A\x80\xE2\x80\x87\xE2\x81\x9F", "\xE2\x80\x93 \xC2\xA0 ", ""},
        {"one\n\xC3\xA4\xE9 \xE9\n", "one\n\xC3\xA4\xEF\xBF\xBD \xEF\xBF\xBD\n",
         "a.md:2:2: error: byte 0xE9 is not valid UTF-8; save the file as UTF-8 [utf8-invalid]\n"},
        {"x\x01y\xED\xA0\x80", "x\xEF\xBF\xBDy\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
         "a.md:1:2: error: control character U+0001; delete it; XML cannot hold it "
         "[control-character]\n"
         "a.md:1:4: error: byte 0xED is not valid UTF-8; save the file as UTF-8 [utf8-invalid]\n"},
        {"\xEF\xBF\xBF\r\n\xEF\xBF\xBE", "\xEF\xBF\xBD\n\xEF\xBF\xBD",
         "a.md:1:1: error: control character U+FFFF; delete it; XML cannot hold it "
         "[control-character]\n"
         "a.md:2:1: error: control character U+FFFE; delete it; XML cannot hold it "
         "[control-character]\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct diag d;
        diag_init(&d, messages, MESSAGES);
        const struct diag_file *file = diag_file(&d, STR("a.md"), 0);
        str messages_told;
        CHECK_STR(markdown_clean(&a, file, str_from(cases[i].in), &d), cases[i].want);
        told(&a, &d, &messages_told);
        CHECK_STR(messages_told, cases[i].messages);
        diag_release(&d);
        arena_release(&a);
    }
}

static void nul_is_a_control_character(void)
{
    struct arena a = {0};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    str bytes = {"a\0b", 3};
    CHECK_STR(markdown_clean(&a, diag_file(&d, STR("a.md"), 0), bytes, &d), "a\xEF\xBF\xBD"
                                                                            "b");
    CHECK(diag_failed(&d));
    diag_release(&d);
    arena_release(&a);
}

TEST_MAIN(texts, nul_is_a_control_character)
