/* SUMMARY.md: the list that it is. */
#include "source/summary.h"
#include "base/arena.h"
#include "messages.h"
#include "said.h"
#include "test.h"

struct row {
    const char *text;
    const char *list; /* "path"label, part's title in "", f or b for the matter, (nested) */
    const char *said;
};

static void show(struct buf *b, const struct chapter_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct chapter_entry *e = &list->items[i];
        buf_add(b, b->len > 0 && b->data[b->len - 1] != '(' ? STR(" ") : STR_NONE);
        if (e->part) {
            buf_addf(b, "\"%.*s\"", STR_ARG(e->part_title));
        } else {
            buf_addf(b, "%.*s:%.*s", STR_ARG(e->file.text), STR_ARG(e->options.label));
        }
        if (e->options.matter_given) {
            buf_add(b, e->options.matter == MATTER_FRONT ? STR("/f") : STR("/b"));
        }
        if (e->below.count > 0) {
            buf_addch(b, '(');
            show(b, &e->below);
            buf_addch(b, ')');
        }
    }
}

static void rows(void)
{
    static const struct row rows[] = {
        {"", "", ""},
        {"# Summary\n\n- [A](a.md)\n- [B](b.md)\n", "x/a.md:A x/b.md:B", ""},
        {"* [A](./a%20b.md)\n  * [B](../b.md)\n* [C](/c.md)\n", "x/a b.md:A(b.md:B) c.md:C", ""},
        {"[F](f.md)\n[G](g.md)\n\n1. [A](a.md)\n\n---\n\n[Z](z.md)\n",
         "x/f.md:F/f x/g.md:G/f x/a.md:A x/z.md:Z/b", ""},
        {"# T\n# P\n- [A](a.md)\n# Q\n- [B](b.md)\n\n[Z](z.md)\n",
         "\"P\"(x/a.md:A) \"Q\"(x/b.md:B) x/z.md:Z/b", ""},
        {"## P\n- [A](a.md)\n", "\"P\"(x/a.md:A)", ""},
        {"- [D]()\n  - [A](a.md)\n- [B][]\n\n[B]: b.md\n", "x/a.md:A x/b.md:B",
         "1:3 chapter-draft"},
        {"- Words\n  - [A](a.md)\n- more words\n", "\"Words\"(x/a.md:A)", ""},
        {"- [A](a.md)\n- [Part](a.md#part)\n- [B](b.md#x)\n", "x/a.md:A x/b.md:B", ""},
        {"- [W](https://example.org)\n- [O](../../o.md)\n", "",
         "1:3 chapter-draft, 2:3 path-outside"},
        {"- [`c` *d* & e\\_](a.md)\n", "x/a.md:c d & e_", ""},
        {"text <b>[A](a.md)</b> <script>\n\n> [B](b.md)\n", "x/a.md:A/f", ""},
        {"- [](a.md)\n- \xFF[B](b.md)\n", "x/a.md: x/b.md:B", "2:3 utf8-invalid"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct diag d;
        struct chapter_list list;
        struct buf shown = {0};
        diag_init(&d, messages, MESSAGES);
        summary_read(&a, diag_file(&d, STR("f"), 0), STR("x"), str_from(rows[i].text), &list, &d);
        show(&shown, &list);
        CHECK_STR(buf_str(&shown), rows[i].list);
        CHECK_STR(said(&a, &d), rows[i].said);
        buf_release(&shown);
        diag_release(&d);
        arena_release(&a);
    }
}

/* Lists in lists end somewhere. */
static void deep(void)
{
    struct arena a = {0};
    struct diag d;
    struct chapter_list list;
    struct buf b = {0};
    diag_init(&d, messages, MESSAGES);
    for (unsigned i = 0; i < 60; i++) {
        buf_addf(&b, "%*s- [%u](%u.md)\n", (int)i * 2, "", i, i);
    }
    summary_read(&a, diag_file(&d, STR("f"), 0), STR_NONE, buf_str(&b), &list, &d);
    unsigned depth = 0;
    for (const struct chapter_list *l = &list; l->count > 0; l = &l->items[0].below) {
        depth++;
    }
    CHECK_NUM(depth, CHAPTERS_MAX_DEPTH);
    CHECK_STR(said(&a, &d), "33:65 too-deep");
    buf_release(&b);
    diag_release(&d);
    arena_release(&a);
}

TEST_MAIN(rows, deep)
