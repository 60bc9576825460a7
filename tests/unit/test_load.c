/* From files to documents: titles, splitting, levels, ids, names, pages, outline. Source format,
 * parts 2 and 3. */
#include "loaded.h"

#define HEAD "title: T\nlang: en\ndate: 2026-01-15\npages: {titlepage: false, about: false}\n"

static void single(void)
{
    static const struct given files[] = {
        {"my-text.md", "---\ntitle: The Book\nlang: en\npages: {titlepage: false}\n---\n"
                       "A word.\n\n# One {#Eins}\n\n## Sub\n\n# Two\n\n# Contents\n"},
    };
    struct loaded l;
    LOADED(&l, files, "my-text.md");
    CHECK_NUM(l.result, LOAD_FINE);
    CHECK_STR(l.book.title, "The Book");
    CHECK_STR(loaded_said(&l), "");
    CHECK_STR(loaded_spine(&l), "contents-1.xhtml: Contents\nEins.xhtml: One\ntwo.xhtml: Two\n"
                                "contents.xhtml: Contents\n");
    CHECK_STR(loaded_headings(&l), "1 Eins Eins\n2 sub sub\n1 two two\n1 contents contents\n");
    CHECK_STR(loaded_outline(&l), "Contents -> contents-1.xhtml\nOne -> Eins.xhtml\n"
                                  " Sub -> Eins.xhtml#sub\nTwo -> two.xhtml\n"
                                  "Contents -> contents.xhtml\n");
    CHECK_NUM(l.book.outline_depth, 2);
    loaded_close(&l);
}

static void titles(void)
{
    static const struct {
        struct given file;
        const char *title, *said;
    } rows[] = {
        {{"a.md", "---\nlang: en\n---\nText.\n\n# Head\n"}, "Head", ""},
        {{"my-text.md", "---\nlang: en\n---\nText.\n"},
         "my-text",
         "my-text.md: warning: the book has no title; \"my-text\" is used; add \"title: ...\" "
         "[title-missing]\n"},
        {{"a.md", "# Head\n"},
         "Head",
         "a.md: warning: the book has no language; \"en\" is used; add \"lang: ...\" "
         "[lang-missing]\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct loaded l;
        loaded_new(&l, &rows[i].file, 1);
        loaded_open(&l, rows[i].file.path);
        CHECK_STR(l.book.title, rows[i].title);
        CHECK_STR(loaded_said(&l), rows[i].said);
        loaded_close(&l);
    }
}

static void folder(void)
{
    static const struct given files[] = {
        {"x/README.md", "Hello\n"},
        {"x/2-b.md", "# Second\n"},
        {"x/10-a.md", "# Last\n"},
    };
    struct loaded l;
    LOADED(&l, files, "x");
    CHECK_STR(l.book.title, "Second");
    CHECK_STR(loaded_spine(&l), "titlepage.xhtml: Title page\ncontents.xhtml: Contents\n"
                                "readme.xhtml: README\nb.xhtml: Second\na.xhtml: Last\n");
    CHECK_STR(loaded_said(&l),
              "x: warning: the book has no language; \"en\" is used; write \"lang: ...\" into a "
              "book.yaml "
              "[lang-missing]\n"
              "x/README.md: warning: the chapter has no heading; \"README\" is used; begin it "
              "with \"# ...\" [chapter-untitled]\n");
    loaded_close(&l);
}

static void levels(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD},
        {"1.md", "## Above\n\n# Top\n\n### Deep\n\n## Less\n\n#### Skip\n\n> ### Quoted\n"},
        {"2.md", "### Only\n\n### Again\n\n#### Below\n\n## Higher\n"},
        {"3.md", "Text first.\n\n## Not the chapter's\n"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_headings(&l), "2 above above\n1 top top\n2 deep deep\n2 less less\n"
                                   "3 skip skip\n3 quoted quoted\n"
                                   "1 only only\n2 again again\n3 below below\n2 higher higher\n"
                                   "2 not-the-chapters not-the-chapters\n");
    CHECK_STR(loaded_said(&l),
              "1.md:5:1: warning: heading of level 3 after one of level 1; it is read as one of "
              "level 2; write it so "
              "[heading-skip]\n"
              "1.md:9:1: warning: heading of level 4 after one of level 2; it is read as one of "
              "level 3; write it so "
              "[heading-skip]\n"
              "3.md: warning: the chapter has no heading; \"3\" is used; begin it with \"# ...\" "
              "[chapter-untitled]\n");
    CHECK_STR(loaded_outline(&l), "Contents -> contents.xhtml\nTop -> 1.xhtml\n"
                                  " Above -> 1.xhtml#above\n Deep -> 1.xhtml#deep\n"
                                  " Less -> 1.xhtml#less\nOnly -> 2.xhtml\n"
                                  " Again -> 2.xhtml#again\n Higher -> 2.xhtml#higher\n"
                                  "3 -> 3.xhtml\n"
                                  " Not the chapter’s -> 3.xhtml#not-the-chapters\n");
    loaded_close(&l);
}

static void split(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD},
        {"a.md", "# One\n\n## Same\n\n# Two\n\n## Same\n\n[x](#same-1) [y](a.md) [z](#same)\n"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_spine(&l), "contents.xhtml: Contents\none.xhtml: One\ntwo.xhtml: Two\n");
    CHECK_STR(loaded_headings(&l), "1 one one\n2 same same\n1 two two\n2 same-1 same-1\n");
    CHECK_STR(loaded_links(&l), "#same-1 -> two.xhtml#same-1\na.md -> one.xhtml\n"
                                "#same -> one.xhtml#same\n");
    CHECK(l.book.documents[1]->begin == l.book.chapters[0]->markdown.root);
    CHECK(l.book.documents[1]->end == l.book.documents[2]->begin);
    CHECK(l.book.documents[2]->end == NULL);
    loaded_close(&l);
}

static void ids(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD},
        {"a.md", "# \u7b2c\u4e00\u7ae0\n\n## Intro\n\n## Intro\n\n## Other {#intro}\n\n"
                 "<a id=\"Box\"></a>\n\n## !!\n\n> [!TIP] Dim it\n> x\n\n> [!TIP] Dim it\n> x\n\n"
                 "> [!NOTE]\n> one two three four five six\n\n## Tip dim it\n"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_headings(&l),
              "1 \u7b2c\u4e00\u7ae0 _9134b008\n2 intro-1 intro-1\n2 intro-2 intro-2\n"
              "2 intro intro\n2 section section\n2 tip-dim-it tip-dim-it\n");
    const struct document *doc = l.book.documents[1];
    static const char *const boxes[] = {"tip-dim-it-1", "tip-dim-it-2",
                                        "note-one-two-three-four-five"};
    size_t n = 0;
    for (const struct construct *c = doc->first; c != doc->last; c = c->next) {
        if (c->kind == CONSTRUCT_BOX) {
            CHECK(n < 3);
            CHECK_STR(c->box.id, boxes[n]);
            n++;
        } else if (c->kind == CONSTRUCT_ANCHOR) {
            CHECK_STR(c->anchor.id, "Box");
        }
    }
    CHECK_NUM(n, 3);
    loaded_close(&l);
}

static void id_twice(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD},
        {"a.md", "# A\n\n## One {#x}\n\n## Two {#x}\n"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_said(&l),
              "a.md:5:8: error: id \"x\" stands twice in this file; rename one of them (it stands "
              "here first: a.md:3:8) [id-duplicate] [RSC-005]\n");
    loaded_close(&l);
}

static void names(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD},      {"1-a.md", "# A\n"}, {"2-a.md", "# B\n"},
        {"contents.md", "# C\n"}, {"nav.md", "# D\n"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_spine(&l), "contents-1.xhtml: Contents\na.xhtml: A\na-1.xhtml: B\n"
                                "contents.xhtml: C\nnav-1.xhtml: D\n");
    CHECK_STR(loaded_said(&l),
              "2-a.md:1:1: warning: \"2-a.md\" would be named \"a.xhtml\" like another file; it "
              "is \"a-1.xhtml\"; rename one of the two [file-name-clash]\n"
              "nav.md:1:1: warning: \"nav.md\" would be named \"nav.xhtml\" like another file; it "
              "is \"nav-1.xhtml\"; rename one of the two [file-name-clash]\n");
    loaded_close(&l);
}

static void listed(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD "chapters:\n  - two.md\n  - {file: ./one.md, title: First, toc: no}\n"
                           "  - onee.md\n  - one.md\n  - ../x.md\n"},
        {"one.md", "---\ntitle: Ignored\nnav-title: Ignored too\ntype: preface\n---\n# One\n"},
        {"two.md", "---\nnav-title: Zwei\nlang: ar\n---\n# Two\n\n[x](onee.md) [y](one.md)\n"},
        {"three.md", "# Not listed\n"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_spine(&l), "contents.xhtml: Contents\ntwo.xhtml: Two\none.xhtml: One\n");
    CHECK_STR(loaded_outline(&l), "Contents -> contents.xhtml\nZwei -> two.xhtml\n");
    CHECK_STR(l.book.documents[1]->dir, "rtl");
    CHECK_STR(l.book.documents[2]->nav_label, "First");
    CHECK_NUM(l.book.documents[2]->matter, MATTER_FRONT);
    CHECK(l.book.body_start == l.book.documents[1]);
    CHECK_STR(
        loaded_said(&l),
        "book.yaml:8:5: error: no file \"onee.md\"; did you mean \"one.md\"? "
        "[file-missing]\n"
        "book.yaml:9:5: error: \"one.md\" is listed twice; keep one of them (listed here "
        "first: book.yaml:7:12) [chapter-twice]\n"
        "book.yaml:10:5: error: \"../x.md\" leaves the book's folder; move the file into "
        "it; nothing outside is read [path-outside]\n"
        "two.md:3:7: warning: no words for language \"ar\"; headings such as \"Contents\" are "
        "English [words-missing]\n");
    loaded_close(&l);
}

static void no_chapter(void)
{
    static const struct given files[] = {{"book.yaml", HEAD}, {"README.md", "# About\n"}};
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_said(&l), "book.yaml: error: the book has no chapter; add a .md file "
                               "[file-missing]\n");
    loaded_close(&l);
}

static void no_book(void)
{
    static const struct given files[] = {{"x.txt", ""}, {"bad/book.yaml", "a: [\n"}};
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_NUM(l.result, LOAD_NO_BOOK);
    CHECK(str_starts(l.why, STR("no book.yaml")));
    loaded_close(&l);
    LOADED(&l, files, "bad");
    CHECK_NUM(l.result, LOAD_STOP);
    CHECK(diag_failed(&l.diag));
    loaded_close(&l);
}

#define PAGES_HEAD "title: T\nlang: en\ndate: 2026-01-15\nbibliography: r.json\ntips: tips.md\n"

static void pages(void)
{
    static const struct given files[] = {
        {"book.yaml", PAGES_HEAD "chapters:\n  - a.md\n  - page: tips\n  - b.md\n"
                                 "  - {file: credits.md, page: about, type: colophon}\n"},
        {"a.md", "# A\n\n> [!TIP] Rest\n> x\n\nSee [@k; @m].\n"},
        {"b.md", "# B\n\nAgain [@m] and [@m]; [@no].\n"},
        {"credits.md", "# Credits\n"},
        {"tips.md", "## Rest\n\nText [@z], [up](a.md#a), [own](#more).\n\n## More\n\nText.\n"},
        {"r.json", "[{\"id\":\"m\",\"type\":\"book\",\"title\":\"M\"},\n"
                   "{\"id\":\"k\",\"type\":\"book\",\"title\":\"K\"},\n"
                   "{\"id\":\"z\",\"type\":\"book\",\"title\":\"Z\"},\n"
                   "{\"id\":\"q\",\"type\":\"book\",\"title\":\"Q\"}]"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_spine(&l),
              "titlepage.xhtml: Title page\ncontents.xhtml: Contents\na.xhtml: A\n"
              "tips.xhtml: Tips at a glance\nb.xhtml: B\ncredits.xhtml: Credits\n"
              "references.xhtml: References\n");
    CHECK(l.book.about_page == l.book.documents[5] && l.book.about_page->page == PAGE_ABOUT);
    CHECK_NUM(l.book.ntips, 3);
    CHECK_STR(l.book.tips[0].id, "tip-rest");
    CHECK_STR(l.book.tips[1].id, "rest");
    CHECK(l.book.tips[1].end == l.book.tips[2].heading->node && l.book.tips[2].end == NULL);
    CHECK_NUM(l.book.nreferences, 3);
    CHECK_STR(l.book.references[0]->id, "ref-k");
    CHECK_STR(l.book.references[1]->id, "ref-m");
    CHECK_NUM(l.book.references[1]->nplaces, 3);
    CHECK_STR(l.book.references[1]->places[0].id, "cite-m");
    CHECK_STR(l.book.references[1]->places[1].id, "cite-m");
    CHECK_STR(l.book.references[1]->places[2].id, "cite-m-2");
    CHECK_NUM(l.book.references[2]->nplaces, 0);
    CHECK_STR(loaded_said(&l),
              "b.md:3:23: error: no reference \"no\" in the bibliography; add it, or correct the "
              "key [citation-unknown]\n"
              "r.json:4:1: warning: reference \"q\" is never cited; cite it, or remove it "
              "[reference-unused]\n");
    loaded_close(&l);
}

TEST_MAIN(single, titles, folder, levels, split, ids, id_twice, names, listed, no_chapter, no_book,
          pages)
