/* Markdown -> XHTML, and what is told of raw HTML. The model is played by fill(). */
#include "test.h"

#include "messages.h"
#include "render/content.h"
#include "source/markdown.h"
#include "vocab/words.h"

#include <cmark.h>

static const struct markdown_options all_features = {.features = DIALECT_OCTAVO};

struct bench {
    struct arena arena;
    struct diag diag;
    struct markdown markdown;
    struct book book;
    struct document document, other, references;
    struct item item;
    struct reference reference;
    struct resource resource;
};

static void fill_link(struct bench *b, struct link *l)
{
    bool own = str_starts(l->destination, STR("#"));
    bool other = str_starts(l->destination, STR("b.md"));
    if (str_has(l->destination, ':')) {
        l->target = LINK_EXTERNAL;
    } else if (own || other) {
        size_t hash = str_find(l->destination, '#', 0);
        l->target = LINK_INTERNAL;
        l->document = own ? &b->document : &b->other;
        l->fragment = str_sub(l->destination, hash + 1, l->destination.len);
    }
}

static void fill_citation(struct bench *b, struct citation *c)
{
    for (size_t i = 0; i < c->count; i++) {
        if (str_eq(c->items[i].key, STR("a"))) {
            c->items[i].reference = &b->reference;
            c->items[i].id = STR("cite-a");
        }
    }
}

/* What model/ does, as far as the cases need it: images that begin with "no" are not there. */
static void fill(struct bench *b)
{
    for (struct construct *c = b->markdown.first; c != NULL; c = c->next) {
        if (c->kind == CONSTRUCT_LINK) {
            fill_link(b, &c->link);
        } else if (c->kind == CONSTRUCT_IMAGE && !str_starts(c->image.source, STR("no"))) {
            c->image.resource = &b->resource;
        } else if (c->kind == CONSTRUCT_MEDIA) {
            c->media.resource = &b->resource;
        } else if (c->kind == CONSTRUCT_HEADING) {
            c->heading.id = c->heading.explicit_id;
        } else if (c->kind == CONSTRUCT_BOX) {
            c->box.id = STR("box");
        } else if (c->kind == CONSTRUCT_ANCHOR) {
            c->anchor.id = c->anchor.explicit_id;
        } else if (c->kind == CONSTRUCT_CITATION) {
            fill_citation(b, &c->citation);
        }
    }
}

static void begin(struct bench *b, const char *text)
{
    *b = (struct bench){0};
    diag_init(&b->diag, messages, MESSAGES);
    markdown_parse(&b->arena, diag_file(&b->diag, STR("a.md"), 0), str_from(text), 1, &all_features,
                   &b->markdown, &b->diag);
    b->document.file = STR("a.xhtml");
    b->other.file = STR("b.xhtml");
    b->references.file = STR("references.xhtml");
    b->resource.file = STR("images/a.png");
    b->reference = (struct reference){.item = &b->item, .number = 1, .id = STR("ref-a")};
    b->book = (struct book){.arena = &b->arena, .references_page = &b->references};
    fill(b);
}

static void end(struct bench *b)
{
    markdown_release(&b->markdown);
    diag_release(&b->diag);
    arena_release(&b->arena);
}

static str render(struct bench *b, bool copy)
{
    struct xml x;
    xml_begin(&x, &b->arena);
    xml_doctype_html(&x);
    buf_clear(&x.out);
    struct content c = {
        .xml = &x,
        .book = &b->book,
        .document = &b->document,
        .words = words_for(STR("en"), NULL),
        .diag = &b->diag,
        .copy = copy,
        .copy_rank = 3,
    };
    content_blocks(&c, cmark_node_first_child(b->markdown.root), NULL);
    return xml_end(&x, NULL);
}

struct sample {
    const char *text, *want, *told;
};

static void check(const struct sample *samples, size_t count, bool copy)
{
    for (size_t i = 0; i < count; i++) {
        struct bench b;
        struct buf told = {0};
        begin(&b, samples[i].text);
        CHECK_STR(render(&b, copy), samples[i].want);
        diag_tell_text(&b.diag, &(struct diag_style){0}, &told);
        CHECK_STR(buf_str(&told), samples[i].told != NULL ? samples[i].told : "");
        buf_release(&told);
        end(&b);
    }
}

#define CHECK_ALL(samples, copy) check(samples, sizeof(samples) / sizeof *(samples), copy)

static void common_mark(void)
{
    static const struct sample samples[] = {
        {"a *b **c*** `<d>` & \"e\"\n",
         "<p>a <em>b <strong>c</strong></em> <code>&lt;d&gt;</code> "
         "&amp; “e”</p>\n",
         NULL},
        {"a  \nb\nc\n", "<p>a<br/>\nb\nc</p>\n", NULL},
        {"3. a\n4. b\n   - c\n",
         "<ol start=\"3\">\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n"
         "</li>\n</ol>\n",
         NULL},
        {"- a\n\n  b\n- c\n",
         "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n"
         "</ul>\n",
         NULL},
        {"-\n", "<ul>\n<li></li>\n</ul>\n", NULL},
        {"> a\n\n---\n", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr/>\n", NULL},
        {"```c x\na < b;\n```\n    d\n",
         "<pre><code class=\"language-c\">a &lt; b;\n</code></pre>\n<pre><code>d\n</code></pre>\n",
         NULL},
        {"[a](https://x.org/\xC3\xA4?b=c&d \"T\") [b](b.md) [c](b.md#h) [d](#k) [e](f)\n",
         "<p><a href=\"https://x.org/%C3%A4?b=c&amp;d\" title=\"T\">a</a> "
         "<a href=\"b.xhtml\">b</a> <a href=\"b.xhtml#h\">c</a> <a href=\"#k\">d</a> e</p>\n",
         NULL},
        {"\\[@a] \\{b\\} `\\~` \\~\n", "<p>[@a] {b} <code>\\~</code> ~</p>\n", NULL},
    };
    CHECK_ALL(samples, false);
}

static void sections(void)
{
    static const struct sample samples[] = {
        {"# A\n\n### B {#b .x}\n\n## C\n\n> # D\n\n# E\n",
         "<section>\n<h1>A</h1>\n<section>\n<h3 id=\"b\" "
         "class=\"x\">B</h3>\n</section>\n<section>\n"
         "<h2>C</h2>\n<blockquote>\n<h1>D</h1>\n</blockquote>\n</section>\n</section>\n<section>\n"
         "<h1>E</h1>\n</section>\n",
         NULL},
        {"<div>\n\n# A\n\n</div>\n\n# B\n",
         "<div>\n<h1>A</h1>\n</div>\n<section>\n<h1>B</h1>\n</section>\n", NULL},
    };
    CHECK_ALL(samples, false);
}

static void boxes_and_figures(void)
{
    static const struct sample samples[] = {
        {"> [!TIP] Dim *it*\n> a\n",
         "<aside class=\"tip\" epub:type=\"tip\" role=\"doc-tip\" aria-labelledby=\"box\">\n"
         "<p class=\"tip-title\" id=\"box\">Tip: Dim <em>it</em></p>\n<p>a</p>\n</aside>\n",
         NULL},
        {"> [!NOTE]\n> a\n",
         "<aside class=\"note\" role=\"note\" aria-labelledby=\"box\">\n"
         "<p class=\"note-title\" id=\"box\">Note</p>\n<p>a</p>\n</aside>\n",
         NULL},
        {"> [!CAUTION]\n",
         "<section class=\"warning\" epub:type=\"notice\" role=\"doc-notice\" "
         "aria-labelledby=\"box\">\n<p class=\"warning-title\" id=\"box\">Caution</p>\n"
         "</section>\n",
         NULL},
        {"![A](a.png \"C & D\")\n",
         "<figure><img src=\"images/a.png\" alt=\"A\"/><figcaption>"
         "C &amp; D</figcaption></figure>\n",
         NULL},
        {"![A *b*](a.png){alt=\"c\" #f width=50%}\n",
         "<figure id=\"f\"><img src=\"images/a.png\" alt=\"c\" class=\"width-50\"/><figcaption>"
         "A <em>b</em></figcaption></figure>\n",
         NULL},
        {"![](a.png){.decorative}\n",
         "<p class=\"decorative\"><img src=\"images/a.png\" alt=\"\"/></p>\n", NULL},
        {"![A](no.png \"C\")\n", "<figure><p>A</p><figcaption>C</figcaption></figure>\n", NULL},
        {"x ![A](a.png \"C\"){width=30} ![B](no.png)\n",
         "<p>x <img src=\"images/a.png\" alt=\"A\" width=\"30\" title=\"C\"/> B</p>\n", NULL},
    };
    CHECK_ALL(samples, false);
}

static void citations(void)
{
    static const struct sample samples[] = {
        {"x [@a]\n",
         "<p>x [<a id=\"cite-a\" href=\"references.xhtml#ref-a\" "
         "epub:type=\"biblioref\" role=\"doc-biblioref\">1</a>]</p>\n",
         NULL},
        {"[@a, p. 3; @b]\n",
         "<p>[<a id=\"cite-a\" href=\"references.xhtml#ref-a\" "
         "epub:type=\"biblioref\" role=\"doc-biblioref\">1, p. 3</a>, b]</p>\n",
         NULL},
        {"[see @b; @b and more]\n", "<p>[see b; b and more]</p>\n", NULL},
    };
    CHECK_ALL(samples, false);
}

static void copies(void)
{
    static const struct sample samples[] = {
        {"# A {#a}\n\n[@a] [b](b.md#c) <b id=d>e</b>\n\n> [!TIP] *x*\n> y\n",
         "<h3>A</h3>\n<p>[<a href=\"references.xhtml#ref-a\" epub:type=\"biblioref\" "
         "role=\"doc-biblioref\">1</a>] <a href=\"b.xhtml#c\">b</a> <b>e</b></p>\n"
         "<aside class=\"tip\" epub:type=\"tip\" role=\"doc-tip\" aria-label=\"Tip: x\">\n"
         "<p class=\"tip-title\">Tip: <em>x</em></p>\n<p>y</p>\n</aside>\n",
         NULL},
    };
    CHECK_ALL(samples, true);
}

static void raw_html(void)
{
    static const struct sample samples[] = {
        {"a <span class=x>*b*</span> <br> c\n",
         "<p>a <span class=\"x\"><em>b</em></span> <br/> c</p>\n", NULL},
        {"<div class=a>\n\n*b*\n\n</div>\n", "<div class=\"a\">\n<p><em>b</em></p>\n</div>\n",
         NULL},
        {"<table><tr><td>a<td>b<tr><td>c</table>\n",
         "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>\n", NULL},
        {"<ul><li>a<li><p>b<li>c</ul>\n", "<ul><li>a</li><li><p>b</p></li><li>c</li></ul>\n", NULL},
        {"<svg viewBox='0 0 1 1'><path d='M0'/></svg>\n",
         "<p><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg>"
         "</p>\n",
         NULL},
        {"<!-- gone --> a <img src=a.png alt=b id=i> <a href=b.md#c>d</a>\n",
         " a <img src=\"images/a.png\" alt=\"b\" id=\"i\"/> <a href=\"b.xhtml#c\">d</a>\n", NULL},
        {"<audio controls><source src=a.mp3></audio>\n",
         "<p><audio controls=\"controls\"><source src=\"images/a.png\"/></audio></p>\n", NULL},
        {"> <div>\n> a\n\nb\n", "<blockquote>\n<div>\na\n</div>\n</blockquote>\n<p>b</p>\n",
         "a.md:1:3: error: element \"div\" is not closed; add \"</div>\" [html-content] "
         "[RSC-005]\n"},
        {"a</b> </p>\n", "<p>a </p>\n",
         "a.md:1:2: error: end tag \"</b>\" closes nothing; delete it, or open the element before "
         "it "
         "[html-content] [RSC-005]\n"
         "a.md:1:7: error: end tag \"</p>\" closes nothing; delete it, or open the element before "
         "it "
         "[html-content] [RSC-005]\n"},
        {"<b>x <i>y</b> z</i>\n", "<p><b>x <i>y</i></b><i> z</i></p>\n",
         "a.md:1:10: warning: \"</b>\" ends what another element cuts into; close the inner "
         "element "
         "first [html-repaired]\n"},
        {"*a <b>c* d</b>\n", "<p><em>a <b>c</b></em> d</p>\n",
         "a.md:1:4: error: element \"b\" is not closed; add \"</b>\" [html-content] [RSC-005]\n"},
        {"<b>x *y</b> z*\n", "<p><b>x <em>y z</em></b></p>\n",
         "a.md:1:8: error: end tag \"</b>\" closes nothing; delete it, or open the element before "
         "it "
         "[html-content] [RSC-005]\n"},
        {"<p align=center>\n\n![A](a.png)\n\n</p>\n",
         "<p class=\"center\">\n</p>\n<figure><img src=\"images/a.png\" alt=\"A\"/></figure>\n",
         "a.md:1:4: warning: attribute \"align\" is not HTML any more; it becomes class \"center\" "
         "[html-repaired]\n"
         "a.md:5:1: warning: element \"p\" had ended already; delete \"</p>\" [html-repaired]\n"},
    };
    CHECK_ALL(samples, false);
}

/* However deep raw elements go, the writer's stack and libxml2's limit hold. */
static void raw_depth(void)
{
    struct bench b;
    struct buf text = {0}, told = {0};
    for (int i = 0; i < 1000; i++) {
        buf_add(&text, STR("<b>"));
    }
    for (int i = 0; i < 1000; i++) {
        buf_add(&text, STR("</b>"));
    }
    begin(&b, text.data);
    CHECK(render(&b, false).len < 2500);
    CHECK_NUM(diag_count(&b.diag, DIAG_ERROR), 1);
    buf_release(&text);
    buf_release(&told);
    end(&b);
}

TEST_MAIN(common_mark, sections, boxes_and_figures, citations, copies, raw_html, raw_depth)
