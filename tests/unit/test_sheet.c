/* Two texts whose sheets show the same look alike to the rest of their book. */
#include "test.h"

#include "base/arena.h"
#include "messages.h"
#include "source/sheet.h"

static str sheet_of(struct arena *a, const char *text)
{
    static const struct diag_file file = {.path = STR_INIT("a.md")};
    const struct markdown_options options = {.features = DIALECT_OCTAVO, .lang = STR("en")};
    struct diag d;
    struct markdown m;
    struct buf out = {0};
    diag_init(&d, messages, MESSAGES);
    markdown_parse(a, &file, str_from(text), 1, &options, &m, &d);
    CHECK(sheet_write(&out, &m));
    markdown_release(&m);
    diag_release(&d);
    return buf_finish(&out, a);
}

enum look { OTHER, MOVED, SAME };

static void hold(const char *one, const char *other, enum look wanted)
{
    struct arena a = {0};
    struct sheet_places staying;
    bool moved = false;
    bool same = sheet_same(&a, sheet_of(&a, one), sheet_of(&a, other), &moved, &staying);
    enum look look = !same ? OTHER : moved ? MOVED : SAME;
    CHECK_NUM(look, wanted);
    arena_release(&a);
}

static const char text[] =
    "# A\n\nOne [link](b.md) here.[^n]\n\n> [!TIP] Tip\n> Say it.\n\n[^n]: Note.\n";

static void test_words(void)
{
    hold(text, text, SAME);
    hold(text, "# A\n\nOne [link](b.md) there.[^n]\n\n> [!TIP] Tip\n> Tell it.\n\n[^n]: No.\n",
         MOVED);
    hold("# A\n\nOne word.\n", "# A\n\nOne more word.\n", SAME);
    hold("# A\n\nOne word.\n\n## B\n", "# A\n\nOne word.\n\nTwo.\n\n## B\n", MOVED);
}

static void test_what_others_see(void)
{
    hold("# A\n\nText.\n", "# B\n\nText.\n", OTHER);
    hold("# A\n\nText.\n", "# A {#b}\n\nText.\n", OTHER);
    hold("# A\n\nText.\n", "# A\n\n## Text\n", OTHER);
    hold("# A\n\nText.\n", "# A\n", OTHER);
    hold(text, "# A\n\nOne [link](c.md) here.[^n]\n\n> [!TIP] Tip\n> Say it.\n\n[^n]: Note.\n",
         OTHER);
    hold(text, "# A\n\nOne [link](b.md) here.[^n]\n\n> [!TIP] Top\n> Say it.\n\n[^n]: Note.\n",
         OTHER);
    hold(text, "# A\n\nOne [link](b.md) here.[^m]\n\n> [!TIP] Tip\n> Say it.\n\n[^m]: Note.\n",
         OTHER);
    hold("# A\n\n![a](b.png)\n", "# A\n\n![](b.png)\n", OTHER);
}

static void test_staying(void)
{
    struct arena a = {0};
    struct sheet_places staying;
    bool moved;
    str before = sheet_of(&a, "# A\n\n[One](b.md) or [two](c.md).\n\n## B\n");
    str now = sheet_of(&a, "# A\n\n[One](b.md) or else [two](c.md).\n\n## B\n");
    CHECK(sheet_same(&a, before, now, &moved, &staying));
    CHECK(moved);
    CHECK_NUM(staying.count, 5); /* both headings, where their attributes would be, a link */
    CHECK_NUM(staying.items[0].line, 1);
    now = sheet_of(&a, "# A\n\n[One](b.md) or\n[two](c.md).\n\n## B\n");
    CHECK(sheet_same(&a, before, now, &moved, &staying));
    CHECK_NUM(staying.count, 3);
    arena_release(&a);
}

static void test_damage(void)
{
    struct arena a = {0};
    struct sheet_places staying;
    bool moved;
    CHECK(!sheet_same(&a, sheet_of(&a, text), STR("no sheet"), &moved, &staying));
    CHECK(!sheet_same(&a, STR_NONE, sheet_of(&a, text), &moved, &staying));
    arena_release(&a);
}

TEST_MAIN(test_staying, test_words, test_what_others_see, test_damage)
