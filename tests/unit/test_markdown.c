/* Markdown -> constructs with their places, and what is told on the way. */
#include "test.h"

#include "messages.h"
#include "source/markdown.h"

#include <cmark.h>

/* The text of the next affix, if the item has one. */
static const struct markdown_options all_features = {.features = DIALECT_OCTAVO};

static str affix(struct arena *a, bool has, cmark_node **next)
{
    cmark_node *node = *next;
    if (!has) {
        return STR_NONE;
    }
    *next = cmark_node_next(node);
    return markdown_plain(a, node);
}

static void show_citation(struct buf *out, const struct construct *construct)
{
    const struct citation *c = &construct->citation;
    cmark_node *next = cmark_node_first_child(construct->node);
    struct arena a = {0};
    for (size_t i = 0; i < c->count; i++) {
        const struct citation_item *item = &c->items[i];
        str prefix = affix(&a, item->prefix, &next), suffix = affix(&a, item->suffix, &next);
        buf_addf(out, " %s%.*s@%u", item->suppress_author ? "-" : "", STR_ARG(item->key),
                 (unsigned)item->at.column);
        buf_addf(out, "(%.*s|%.*s|%.*s)", STR_ARG(prefix), STR_ARG(item->locator), STR_ARG(suffix));
    }
    arena_release(&a);
}

static void show_image(struct buf *out, const struct image *i)
{
    buf_addf(out, " %.*s alt=%.*s%s title=%.*s class=%.*s width=%.*s%s%s", STR_ARG(i->source),
             STR_ARG(i->alt), i->alt_given ? "" : "(none)", STR_ARG(i->title), STR_ARG(i->classes),
             STR_ARG(i->width), i->decorative ? " decorative" : "",
             i->caption_inlines ? " caption" : "");
}

static void show_heading(struct buf *out, const struct heading *h)
{
    buf_addf(out, " %u \"%.*s\" id=%.*s class=%.*s%s%s%s", h->level, STR_ARG(h->text),
             STR_ARG(h->explicit_id), STR_ARG(h->classes), h->unlisted ? " unlisted" : "",
             h->top ? " top" : "", h->after_text ? " after" : "");
}

static void show(struct buf *out, const struct construct *c)
{
    static const char *const kinds[] = {
        [CONSTRUCT_HEADING] = "heading",
        [CONSTRUCT_LINK] = "link",
        [CONSTRUCT_IMAGE] = "image",
        [CONSTRUCT_FIGURE] = "figure",
        [CONSTRUCT_CITATION] = "citation",
        [CONSTRUCT_BOX] = "box",
        [CONSTRUCT_BOX_TITLE] = "title",
        [CONSTRUCT_RAW] = "raw",
        [CONSTRUCT_ANCHOR] = "anchor",
        [CONSTRUCT_MEDIA] = "media",
        [CONSTRUCT_TASK] = "task",
        [CONSTRUCT_SPAN] = "span",
        [CONSTRUCT_CODE] = "code",
        [CONSTRUCT_TABLE] = "table",
        [CONSTRUCT_DEFINITIONS] = "definitions",
        [CONSTRUCT_VERSE] = "verse",
        [CONSTRUCT_NOTE_REFERENCE] = "noteref",
        [CONSTRUCT_FORMULA] = "formula",
        [CONSTRUCT_FORMULAS] = "formulas",
        [CONSTRUCT_PAGE] = "page",
    };
    buf_addf(out, "%u:%u %s", (unsigned)c->at.line, (unsigned)c->at.column, kinds[c->kind]);
    switch (c->kind) {
    case CONSTRUCT_HEADING:
        show_heading(out, &c->heading);
        break;
    case CONSTRUCT_LINK:
        buf_addf(out, " %.*s", STR_ARG(c->link.destination));
        break;
    case CONSTRUCT_IMAGE:
        show_image(out, &c->image);
        break;
    case CONSTRUCT_CITATION:
        show_citation(out, c);
        break;
    case CONSTRUCT_BOX:
        buf_addf(out, " %d \"%.*s\" \"%.*s\"", (int)c->box.kind, STR_ARG(c->box.title),
                 STR_ARG(c->box.words));
        break;
    case CONSTRUCT_RAW:
        buf_addf(out, " %zu%s", c->raw.count, c->raw.block ? " block" : "");
        break;
    case CONSTRUCT_ANCHOR:
        buf_addf(out, " %.*s", STR_ARG(c->anchor.explicit_id));
        break;
    default:
        break;
    }
    buf_addch(out, '\n');
}

static void check(const char *text, const char *constructs, const char *told)
{
    struct arena a = {0};
    struct diag d;
    struct markdown m;
    struct buf out = {0}, messages_told = {0};
    diag_init(&d, messages, MESSAGES);
    markdown_parse(&a, diag_file(&d, STR("a.md"), 0), str_from(text), 1, &all_features, &m, &d);
    for (const struct construct *c = m.first; c != NULL; c = c->next) {
        show(&out, c);
    }
    CHECK_STR(buf_str(&out), constructs);
    diag_tell_text(&d, &(struct diag_style){0}, &messages_told);
    CHECK_STR(buf_str(&messages_told), told);
    buf_release(&out);
    buf_release(&messages_told);
    markdown_release(&m);
    diag_release(&d);
    arena_release(&a);
}

static void headings(void)
{
    check("# A *b* `c` {#x .y .unlisted}\n",
          "1:1 heading 1 \"A b c\" id=x class=y unlisted unlisted top\n", "");
    check("text\n\nB {-}\n---\n> ## C {no}\n",
          "3:1 heading 2 \"B\" id= class=unnumbered top after\n"
          "5:3 heading 2 \"C {no}\" id= class= after\n",
          "");
    check("<!-- c -->\n<a id=q></a>\n![a](b)\n\n## See [@a] ![i](j) <b>x</b>{#z}\n",
          "1:1 raw 1 block\n2:1 raw 1\n2:4 anchor q\n2:9 raw 1\n"
          "3:1 image b alt=a title= class= width=\n"
          "5:1 heading 2 \"See   x\" id=z class= top\n5:8 citation a@9(||)\n"
          "5:13 image j alt=i title= class= width=\n5:21 raw 1\n5:25 raw 1\n",
          "");
    check("# f \\{#x} {k=v}\n", "1:1 heading 1 \"f {#x}\" id= class= top\n", "");
}

static void citations(void)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"[@a]", "1:1 citation a@2(||)\n"},
        {"x [@a; @b] y", "1:3 citation a@4(||) b@8(||)\n"},
        {"[@a, p. 3]", "1:1 citation a@2(|p. 3|)\n"},
        {"[@a 27]", "1:1 citation a@2(|27|)\n"},
        {"[see @a, pp. 3-5, 7 and passim; -@b]",
         "1:1 citation a@6(see|pp. 3-5, 7|and passim) -b@34(||)\n"},
        {"[@a, chap. iv, really]", "1:1 citation a@2(|chap. iv|really)\n"},
        {"[@a, see below]", "1:1 citation a@2(||, see below)\n"},
        {"[@a{p. 3; x}, y]", "1:1 citation a@2(|p. 3; x|, y)\n"},
        {"[@Foo_bar.baz.]", "1:1 citation Foo_bar.baz@2(||.)\n"},
        {"[@Foo--bar]", "1:1 citation Foo@2(||–bar)\n"},
        {"[@{https://x.org/a}]", "1:1 citation https://x.org/a@2(||)\n"},
        {"[@m\xC3\xBCller2020]", "1:1 citation m\xC3\xBCller2020@2(||)\n"},
        {"\xC3\xA4 [see\n*this*\n@a]", "1:3 citation a@1(see this||)\n"},
        {"[@a] [@b]\n[@c]", "1:1 citation a@2(||)\n1:6 citation b@7(||)\n2:1 citation c@2(||)\n"},
        {"`a\nb` [@a]", "2:4 citation a@5(||)\n"},
        {"> a\nlazy [@a]", "2:6 citation a@7(||)\n"},
        {"foo@bar [foo@bar.org] @a", "1:10 link mailto:foo@bar.org\n"},
        {"[@a; b] [@] [@ a]", ""},
        {"`[@a]` \\[@a] [\\@a] <b t='[@a]'>", "1:20 raw 1\n"},
        {"[@a](b) [@c]: x", "1:1 link b\n1:9 citation c@10(||)\n"},
        {"[@a [x] b]", ""},
        {"[`@a`]", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(cases[i].text, cases[i].want, "");
    }
}

static void images(void)
{
    check("![A *b*](c.png \"T\"){.x width=49% #f}\n",
          "1:1 figure\n1:1 image c.png alt=A b title=T class=x width-50 width=\n1:20 anchor f\n",
          "");
    check("![](c.png){.decorative}\n",
          "1:1 figure\n1:1 image c.png alt=(none) title= class= width= decorative\n", "");
    check("![C [@a]](c.png){alt='A \"b\"'} \n",
          "1:1 figure\n1:1 image c.png alt=A \"b\" title= class= width= caption\n"
          "1:5 citation a@6(||)\n",
          "");
    check("a ![i](j){width=30px height=4em}\n", "1:3 image j alt=i title= class= width=30\n",
          "a.md:1:10: warning: attribute \"height\" cannot be \"4em\" here; it was passed over "
          "[attribute-invalid]\n");
    check("![i](j)\n![k](l) {no}\n",
          "1:1 image j alt=i title= class= width=\n2:1 image l alt=k title= class= width=\n", "");
}

static void boxes(void)
{
    check("> [!TIP] Dim *the* lights [@a]\n> body [@b]\n",
          "1:1 box 0 \"Dim the lights\" \"\"\n1:3 title\n1:27 citation a@28(||)\n"
          "2:8 citation b@9(||)\n",
          "");
    check("- > [!caution]\n  > One two three\n  >\n  > - four *five* six\n",
          "1:3 box 4 \"\" \"One two three four five\"\n", "");
    check("> [!NOTE] Title alone\n", "1:1 box 1 \"Title alone\" \"\"\n1:3 title\n", "");
    check("> [!WARNING]\n", "1:1 box 3 \"\" \"\"\n", "");
    check("> \\[!TIP] a\n\n[!TIP]\n\n> a [!TIP]\n\n> [!TIP]x\n", "", "");
    check("> [!TPI] a\n", "",
          "a.md:1:3: warning: unknown kind of box \"TPI\"; did you mean \"TIP\"? "
          "[alert-unknown]\n");
}

static void links(void)
{
    check("[a\nb](c%20d.md#e&amp;f) <https://x.org> <m@x.org>\n",
          "1:1 link c%20d.md#e&f\n2:22 link https://x.org\n2:38 link mailto:m@x.org\n", "");
    check("- <div id=a>\n  <a\n  href=b>\n", "1:3 raw 4 block\n1:8 anchor a\n2:3 link b\n", "");
    check("[a](b\\~c\\@d \"\\{\")\n", "1:1 link b~c@d\n", "");
}

/* What is rewritten: the constructs in it stand where the author wrote them. */
static void blocks(void)
{
    check("> a\n> x | [b](c)\n> --|:-:\n> d\\|[e](f)  | `g` ![h](i)\n",
          "2:3 table\n2:7 link c\n4:6 link f\n4:20 image i alt=h title= class= width=\n", "");
    check("- [^\xC3\xA4]: note [a](b)\n\n      [c](d)\n\ne[^\xC3\x84] `[^\xC3\xA4]` \\[^x]\n",
          "5:2 noteref\n", "");
    check("a^[b [c](d) *e*] [f](g)^[h] \\^[i] [j](k)\n",
          "1:2 noteref\n1:18 link g\n1:24 noteref\n1:35 link k\n", "");
    check("Term\n:   [a](b)\n:\t[c](d)\n\n    [e](f)\n",
          "1:1 definitions\n2:5 link b\n3:3 link d\n5:5 link f\n", "");
    check("| a\n|   b [c](d)\n  e\n|\n| f\n", "1:1 verse\n2:7 link d\n", "");
    check("1. ::: tip \"A [b](c)\"\n   d\n   :::\n",
          "1:4 box 0 \"A b\" \"\"\n1:13 title\n1:15 link c\n", "");
    check("::: {.note .x #y title=\"A *b*\"}\nc\n:::\n",
          "1:1 box 1 \"A b\" \"\"\n1:1 anchor y\n1:1 title\n", "");
    check("::: x y\n\n```\n::: tip\n[^1]: b\n: c\n```\n", "", "");
}

/* Where nothing closes, is defined or used, it is told. */
static void blocks_faulty(void)
{
    check("a\n:::\n\n> ::: b\n> c\n", "4:3 box 8 \"\" \"c\"\n",
          "a.md:2:1: warning: this \":::\" closes nothing; delete it, or open a div before it "
          "[div-stray]\n"
          "a.md:4:3: warning: nothing closes this \":::\"; it ends with what it stands in; add a "
          "line \":::\" [div-unclosed]\n");
    check(
        "a[^b] [^c] [^b] [^d]\n\n[^b]: c\n[^B]: d\n", "1:2 noteref\n1:12 noteref\n",
        "a.md:1:7: warning: no note \"c\" in this file; \"[^c]\" stays text; write \"[^c]: ...\", "
        "or \"\\[^c]\" for text [note-unknown]\n"
        "a.md:1:17: warning: no note \"d\" in this file; \"[^d]\" stays text; write \"[^d]: "
        "...\", or \"\\[^d]\" for text [note-unknown]\n"
        "a.md:4:1: warning: note \"B\" stands twice in this file; the first is used; rename one of "
        "them (it stands here first: a.md:3:1) [note-unused]\n");
    check("|a|b|c|d|e|\n|-|-|-|-|-|\n", "1:1 table\n",
          "a.md:1:1: warning: a table of 5 columns; up to 4 fit a small screen [table-wide]\n");
}

/* Each feature can be turned off. */
static void features(void)
{
    static const char text[] = "a|b\n-|-\n\n[^1]: c\n\n::: d\n\ne\n: f\n\n| g\n";
    struct arena a = {0};
    struct diag d;
    struct markdown m;
    diag_init(&d, messages, MESSAGES);
    const struct markdown_options plain = {.features = 0};
    markdown_parse(&a, diag_file(&d, STR("a.md"), 0), STR(text), 1, &plain, &m, &d);
    CHECK(m.first == NULL && m.nnotes == 0 && m.map == NULL);
    for (cmark_node *n = cmark_node_first_child(m.root); n != NULL; n = cmark_node_next(n)) {
        CHECK_NUM(cmark_node_get_type(n), CMARK_NODE_PARAGRAPH);
    }
    markdown_release(&m);
    diag_release(&d);
    arena_release(&a);
}

/* Nesting beyond the limit is told once and cut off, so that no later walk is deep. */
static void depth(void)
{
    struct buf text = {0};
    for (int i = 0; i < 3000; i++) {
        buf_addch(&text, '>');
    }
    buf_add(&text, STR("a\n"));
    check(text.data, "",
          "a.md:1:101: error: the text is nested more than 100 levels deep; make it flatter "
          "[too-deep]\n");
    buf_release(&text);
}

static void front_matter(void)
{
    struct arena a = {0};
    struct diag d;
    struct markdown m;
    diag_init(&d, messages, MESSAGES);
    markdown_parse(&a, diag_file(&d, STR("a.md"), 0), STR("---\nlang: de\n---\n# A\n"), 4,
                   &all_features, &m, &d);
    CHECK(m.first != NULL && m.first->next == NULL && !m.has_text);
    CHECK_NUM(m.first->at.line, 4);
    CHECK_NUM(markdown_place(&m, m.first->node).line, 4);
    CHECK(markdown_of(m.first->node)->file == m.file);
    markdown_release(&m);
    markdown_parse(&a, m.file, STR("x"), 9, &all_features, &m, &d); /* nothing is left to parse */
    CHECK(m.first == NULL && !m.has_text);
    markdown_release(&m);
    diag_release(&d);
    arena_release(&a);
}

TEST_MAIN(headings, citations, images, boxes, links, blocks, blocks_faulty, features, depth,
          front_matter)
