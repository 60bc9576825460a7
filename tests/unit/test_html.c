/* Raw HTML -> tokens, constructs and messages. */
#include "test.h"

#include "messages.h"
#include "source/html.h"
#include "source/markdown.h"

static void show_attributes(struct buf *out, const struct html_token *t)
{
    for (size_t i = 0; i < t->nattributes; i++) {
        const struct html_attribute *a = &t->attributes[i];
        buf_addf(out, " %.*s=%s%.*s", STR_ARG(a->name), a->media != NULL ? "FILE:" : "",
                 STR_ARG(a->value));
    }
    if (t->link != NULL) {
        buf_addf(out, " LINK:%.*s", STR_ARG(t->link->link.destination));
    }
    if (t->image != NULL) {
        const struct image *image = &t->image->image;
        buf_addf(out, " IMAGE:%.*s ALT:%.*s", STR_ARG(image->source),
                 STR_ARG(image->alt_given ? image->alt : STR("(none)")));
    }
    if (t->anchor != NULL) {
        buf_addf(out, " ID:%.*s", STR_ARG(t->anchor->anchor.explicit_id));
    }
}

/* Tokens, one a line: "line:column +name attributes", "-name", "text". */
static void show(struct buf *out, const struct html_token *t)
{
    buf_addf(out, "%u:%u ", (unsigned)t->at.line, (unsigned)t->at.column);
    switch (t->kind) {
    case HTML_TEXT:
        buf_addf(out, "\"%.*s\"", STR_ARG(t->text));
        break;
    case HTML_END:
        buf_addf(out, "-%.*s", STR_ARG(t->name));
        break;
    default:
        buf_addf(out, "+%.*s", STR_ARG(t->name));
        if (!str_eq(t->name, t->element)) {
            buf_addf(out, "(%.*s)", STR_ARG(t->element));
        }
        show_attributes(out, t);
        buf_add(out, t->void_element ? STR("/") : STR_NONE);
        break;
    }
    buf_addch(out, '\n');
}

static void check(const char *html, const char *tokens, const char *told)
{
    struct arena a = {0};
    struct diag d;
    struct buf out = {0}, messages_told = {0};
    diag_init(&d, messages, MESSAGES);
    struct html_reader reader = {.arena = &a, .diag = &d};
    struct html_source source = {
        .text = str_from(html),
        .block = true,
        .at = {.file = diag_file(&d, STR("a.md"), 0), .line = 1, .column = 1},
    };
    struct html_token *list = NULL;
    size_t count = 0;
    html_tokenize(&reader, &source, &list, &count);
    for (size_t i = 0; i < count; i++) {
        show(&out, &list[i]);
    }
    CHECK_STR(buf_str(&out), tokens);
    diag_tell_text(&d, &(struct diag_style){0}, &messages_told);
    CHECK_STR(buf_str(&messages_told), told);
    buf_release(&out);
    buf_release(&messages_told);
    diag_release(&d);
    arena_release(&a);
}

static void tags(void)
{
    check("<DIV Class=a id='x' hidden>t</Div >",
          "1:1 +div class=a hidden=hidden ID:x\n1:28 \"t\"\n1:29 -div\n", "");
    check("<br><hr/><span/>a<b", "1:1 +br/\n1:5 +hr/\n1:10 +span/\n1:17 \"a\"\n",
          "a.md:1:18: error: tag \"<b\" has no end; add \">\" [html-content] [RSC-005]\n");
    check("a < b <3 </ x>", "1:1 \"a < b <3 </ x>\"\n", "");
    check("<p title=\"a>b\" class=x/y>\n \xC3\xA4<i>",
          "1:1 +p title=a>b class=x/y\n2:2 \"\n \xC3\xA4\"\n2:3 +i\n", "");
    check("<!-- a > b --><?x ?><!DOCTYPE html><![CDATA[b]]>c<!-- open", "1:49 \"c\"\n",
          "a.md:1:15: warning: a processing instruction is no text; it is left out "
          "[html-repaired]\n"
          "a.md:1:21: warning: a declaration is no text; it is left out [html-repaired]\n"
          "a.md:1:36: warning: a CDATA section is no text; it is left out [html-repaired]\n"
          "a.md:1:50: error: comment has no end; add \"-->\" [html-content] [RSC-005]\n");
    check("<p class=a class=b lang=de>", "1:1 +p class=a lang=de xml:lang=de\n",
          "a.md:1:12: warning: attribute \"class\" stands twice; the first one counts; delete "
          "this one [html-repaired]\n");
    check("</br></img>", "1:1 +br/\n",
          "a.md:1:1: warning: element \"br\" has no end tag; delete it, or write the start tag "
          "[html-repaired]\n"
          "a.md:1:6: warning: element \"img\" has no end tag; delete it, or write the start tag "
          "[html-repaired]\n");
}

static void constructs(void)
{
    check("<a href='b.md#c&amp;d' name=n>", "1:1 +a LINK:b.md#c&d ID:n\n", "");
    check("<img src=a.png alt=\"\" title=t>", "1:1 +img title=t IMAGE:a.png ALT:/\n", "");
    check("<img src=a.png>", "1:1 +img IMAGE:a.png ALT:(none)/\n", "");
    check("<video src=a.mp4 poster=p.jpg controls>",
          "1:1 +video src=FILE:a.mp4 poster=FILE:p.jpg controls=controls\n", "");
}

static void references(void)
{
    check("&lt;&copy;&#65;&#x42;&CounterClockwiseContourIntegral;&nosuch;&copy &#0;&#xD800;&;",
          "1:1 \"<\xC2\xA9"
          "AB\xE2\x88\xB3&nosuch;\xC2\xA9 \xEF\xBF\xBD\xEF\xBF\xBD&;\"\n",
          "a.md:1:63: warning: character reference \"&copy\" has no end; add \";\", or write "
          "\"&amp;\" [html-repaired]\n");
    check("&notit;&#65 &#x80;&AMP&am<a title='&copy=1&copyx&copy;&lt'>",
          "1:1 \"\xC2\xAC"
          "it;A \xE2\x82\xAC&&am\"\n"
          "1:26 +a title=&copy=1&copyx\xC2\xA9<\n",
          "a.md:1:1: warning: character reference \"&notit\" has no end; add \";\", or write "
          "\"&amp;\" [html-repaired]\n"
          "a.md:1:29: warning: character reference \"&lt\" has no end; add \";\", or write "
          "\"&amp;\" [html-repaired]\n");
}

static void other_vocabularies(void)
{
    check("<svg viewbox='0 0 1 1' xmlns='x' xmlns:y='z'><LINEARGRADIENT id=g/><image "
          "xlink:href='a.png'/></svg><math><mi>x</mi></math>",
          "1:1 +svg viewBox=0 0 1 1\n1:46 +linearGradient ID:g/\n"
          "1:68 +image xlink:href=FILE:a.png/\n1:95 -svg\n1:101 +math\n1:107 +mi\n"
          "1:111 \"x\"\n1:112 -mi\n1:117 -math\n",
          "");
    check(
        "<Foo Bar=1 class=c id=i></Foo><foo>",
        "1:1 +foo(span) class=foo c data-bar=1 ID:i\n1:25 -foo\n1:31 +foo(div) class=foo\n",
        "a.md:1:1: warning: HTML has no element \"foo\"; it becomes a div or a span of that class "
        "[element-unknown]\n");
}

/* A div, but for one that is a part of a line. */
static void unknown_elements(void)
{
    const char *told = "a.md:1:3: warning: HTML has no element \"foo\"; it becomes a div or a span "
                       "of that class [element-unknown]\n";
    check("a <foo>b</foo><foo><p>c</p></foo><div><foo>d</foo></div>",
          "1:1 \"a \"\n1:3 +foo(span) class=foo\n1:8 \"b\"\n1:9 -foo\n1:15 +foo(div) class=foo\n"
          "1:20 +p\n1:23 \"c\"\n1:24 -p\n1:28 -foo\n1:34 +div\n1:39 +foo(span) class=foo\n"
          "1:44 \"d\"\n1:45 -foo\n1:51 -div\n",
          told);
    check("a <foo/><foo></b>",
          "1:1 \"a \"\n1:3 +foo(span) class=foo/\n1:9 +foo(div) class=foo\n1:14 -b\n", told);
}

static void what_html_dropped(void)
{
    check(
        "<center><td align=Right width=48% border=0>",
        "1:1 +center(div) class=center\n1:9 +td class=right width-50\n",
        "a.md:1:1: warning: HTML has no element \"center\" any more; it becomes \"div\" "
        "[html-repaired]\n"
        "a.md:1:13: warning: attribute \"align\" is not HTML any more; it becomes class \"right\" "
        "[html-repaired]\n"
        "a.md:1:25: warning: attribute \"width\" is not HTML any more; it becomes class "
        "\"width-50\" [html-repaired]\n"
        "a.md:1:35: warning: attribute \"border\" is not HTML any more; it is left out "
        "[html-repaired]\n");
    check("<img src=a width=40><svg><rect width=40% />",
          "1:1 +img width=40 IMAGE:a ALT:(none)/\n"
          "1:21 +svg\n1:26 +rect width=40%/\n",
          "");
}

static void what_no_book_may_hold(void)
{
    check("a<script>if (a</b>)</script>z", "1:1 \"a\"\n1:29 \"z\"\n",
          "a.md:1:2: error: element \"script\" may not stand in a book; many readers run no "
          "scripts; remove it [html-forbidden]\n");
    check("<p onclick=x><a href=' Java\tScript:x'>", "1:1 +p\n1:14 +a\n",
          "a.md:1:4: error: attribute \"onclick\" may not stand in a book; readers run no scripts; "
          "remove it [html-forbidden]\n"
          "a.md:1:17: error: a \"javascript:\" address may not stand in a book; readers run no "
          "scripts; remove it [html-forbidden]\n");
    check("<p v-on:x=1 a\"b=2>", "1:1 +p\n",
          "a.md:1:4: warning: attribute \"v-on:x\" has no name that XML knows; it is left out "
          "[html-repaired]\n"
          "a.md:1:13: warning: attribute \"a\"b\" has no name that XML knows; it is left out "
          "[html-repaired]\n");
}

TEST_MAIN(tags, constructs, references, other_vocabularies, unknown_elements, what_html_dropped,
          what_no_book_may_hold)
