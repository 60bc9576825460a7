#include "source/manifest.h"
#include "base/arena.h"
#include "messages.h"
#include "said.h"
#include "test.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* A manifest that was read, and what was said of it. */
struct reading {
    struct arena arena;
    struct diag diag;
    struct manifest m;
    bool fine;
};

static void begin(struct reading *r, str yaml, bool single)
{
    *r = (struct reading){0};
    diag_init(&r->diag, messages, MESSAGES);
    const struct diag_file *file = diag_file(&r->diag, STR("f"), 0);
    r->fine = manifest_read(&r->arena, file, 1, yaml, &(struct manifest_form){.single = single},
                            &r->m, &r->diag);
}

static void end(struct reading *r)
{
    diag_release(&r->diag);
    arena_release(&r->arena);
}

static void check_said(str yaml, bool single, const char *wanted)
{
    struct reading r;
    begin(&r, yaml, single);
    str got = said(&r.arena, &r.diag);
    if (!str_eq(got, str_from(wanted))) {
        struct buf text = {0};
        diag_tell_text(&r.diag, &(struct diag_style){0}, &text);
        fprintf(stderr, "in: %.*s\n%.*s", STR_ARG(yaml), STR_ARG(buf_str(&text)));
        buf_release(&text);
    }
    CHECK_STR(got, wanted);
    end(&r);
}

/* Manifests and what is said of them. Rows stand behind "title: T" and "lang: en", from line 3 on.
 */
struct row {
    const char *yaml, *said;
};

static const struct row fine[] = {
    {"", ""},
    {"subtitle: S\nedition: 2nd edition\n", ""},
    {"author: A\nauthors:\n", ""},
    {"author: [A, {name: B, role: editor, file-as: \"B, X\"}]\ncreator: {text: C, role: ill}\n",
     ""},
    {"contributor: {name: D, role: Book Producer}\n", ""},
    {"dir: RTL\n", ""},
    {"date: 2024-02-29\nmodified: 2024-02-29T23:59:59Z\n", ""},
    {"date: 2024\n", ""},
    {"date: \"2024-12\"\n", ""},
    {"publisher: [P, Q]\nsubject: [a, {text: b, authority: BISAC, term: FIC000000}]\n", ""},
    {"keywords: k\nabstract: d\nrights: r\nsource: s\ntype: t\nrelation: r\ncoverage: c\n", ""},
    {"format: electronic\n", ""},
    {"license: CC BY 4.0\n", ""},
    {"licence: {name: House licence, url: \"https://example.org/l\"}\n", ""},
    {"belongs-to-collection: S\ngroup-position: 2.1\n", ""},
    {"series: S\nseries-index: 2\n", ""},
    {"cover: c.png\n", ""},
    {"epub-cover-image: {path: c.png, alt: A}\n", ""},
    {"css: [a.css, b.css]\nstyle: none\n", ""},
    {"bibliography: r.json\nlink-bibliography: no\nsuppress-bibliography: ON\n", ""},
    {"toc-depth: 6\nsplit-level: 1\nencoding: UTF-8\ntoc: yes\n", ""},
    {"pages: {tips: true, about: off}\ntips: tips.md\nresources: a.pdf\n", ""},
    {"accessibility: {hazards: none, conformance: aa, certified-by: X}\n", ""},
    {"accessibilityHazards: [noFlashingHazard, sound]\naccessibilitySummary: S\n", ""},
    {"contact: c\ncite-as: c\nchanges: {version: 1, date: 2026-01-01, text: t}\n", ""},
    {"x-mine: [whatever, {it: is}]\n", ""},
    {"subject: []\nchapters: []\npages: {}\ndate: \"\"\nauthor: [\"\"]\n", ""},
    {"chapters: [a.md, {path: b.md, title: B}, {page: about}, {href: c.md, page: tips}]\n", ""},
    {"ibooks: {version: 1.2}\n", ""},
};

static const struct row keys[] = {
    {"autor: A\n", "3:1 key-unknown"},
    {"Title: A\n", "3:1 key-unknown"},
    {"author: {nmae: A, name: B}\n", "3:10 key-unknown"},
    {"author: {nmae: A}\n", "3:10 key-unknown"},
    {"chapters: {fiel: a.md}\n", "3:12 key-unknown"},
    {"accessibility: {hazard: none}\n", "3:17 key-unknown"},
    {"pages: {index: true}\n", "3:9 key-unknown"},
    {"language: de\n", "3:1 value-invalid"},
    {"cover: a.png\ncover-image: b.png\nepub-cover-image: c.png\n",
     "4:1 value-invalid, 5:1 value-invalid"},
    {"author: A\nauthors: B\n", "4:1 value-invalid"},
    {"chapters: {file: a.md, path: b.md}\n", "3:24 value-invalid"},
    {"number-sections: true\ngeometry: a4\nexecute: {echo: false}\nlayout: post\n",
     "3:1 key-unused, 4:1 key-unused, 5:1 key-unused, 6:1 key-unused"},
    {"documentclass:\nmainfont: Arial\n", "3:1 key-unused, 4:1 key-unused"},
    {"format: {html: {toc: true}}\n", "3:1 key-unused"},
    {"accessModes: [textual]\naccessModeSufficient: textual\naccessibilityFeatures: x\n",
     "3:1 key-unused, 4:1 key-unused, 5:1 key-unused"},
    {"author: {name: A, orcid: 1, email: e}\n", "3:19 key-unused, 3:29 key-unused"},
    {"ibooks: {scroll-axis: v}\n", "3:10 key-unused"},
    {"fonts: [a]\ncsl: b\nreferences: [c]\n", "3:1 key-later, 4:1 key-later, 5:1 key-later"},
    {"smart: e\nmath: f\ndialect: g\n", "3:8 value-invalid, 4:7 value-invalid, 5:10 value-invalid"},
    {"smart: false\nmath: no\ndialect: gfm\n", ""},
    {"references: a\neditions: b\nepub-fonts: d\ncitation-style: e\n",
     "3:1 key-later, 4:1 key-later, 5:1 key-later, 6:1 key-later"},
    {"smart:\n", ""},
    {"style: literary\n", "3:8 key-later"},
    {"split-level: 2\n", ""},
    {"encoding: latin-1\n", ""},
    {"changes: true\n", ""},
    {"changes: no\n", ""},
    {"bibliography: [a.json, b.bib, c.yaml]\n", "3:24 key-later, 3:31 key-later"},
    {"chapters:\n- part: P\n  chapters: [a.md]\n- b.md\n", ""},
};

static const struct row value_rows[] = {
    /* levels of messages */
    {"diagnostics: c\n", "3:14 value-invalid"},
    {"diagnostics: [link-target]\n", "3:14 value-invalid"},
    {"diagnostics: {}\n", ""},
    {"diagnostics: {x-mine: 1, link-target: warning, image-alt: NOTE, key-later: error}\n", ""},
    {"diagnostics: {link-targt: warning, zzzzzzzzzz: note}\n",
     "3:15 value-invalid, 3:36 value-invalid"},
    {"diagnostics: {link-target: ignore, image-alt: [warning], key-later: system}\n",
     "3:28 value-invalid, 3:47 value-invalid, 3:69 value-invalid"},
    {"diagnostics: {html-content: warning, value-invalid: note, target-missing: warning}\n",
     "3:15 value-invalid, 3:38 value-invalid, 3:59 value-invalid"},
    {"diagnostics: {html-content: error, file-unreadable: error}\n", "3:36 value-invalid"},
    /* kinds */
    {"subtitle: [a]\n", "3:11 value-invalid"},
    {"subtitle: {a: b}\n", "3:11 value-invalid"},
    {"publisher: [a, [b]]\n", "3:16 value-invalid"},
    {"css: {a: b}\n", "3:6 value-invalid"},
    {"toc-depth: 0\n", "3:12 value-invalid"},
    {"toc-depth: 7\n", "3:12 value-invalid"},
    {"toc-depth: two\n", "3:12 value-invalid"},
    {"toc-depth: [2]\n", "3:12 value-invalid"},
    {"split-level: 7\n", "3:14 value-invalid"},
    {"toc: maybe\n", "3:6 value-invalid"},
    {"link-bibliography: y\n", "3:20 value-invalid"},
    {"pages: tips\n", "3:8 value-invalid"},
    {"pages: {tips: tips.md}\n", "3:15 value-invalid"},
    {"tips: true\n", "3:7 value-invalid"},
    {"dir: left\n", "3:6 value-invalid"},
    {"style: fancy\n", "3:8 value-invalid"},
    {"encoding: utf-16\n", "3:11 value-invalid"},
    {"ibooks: 1.2\n", "3:9 value-invalid"},
    {"version: 1.2\nibooks: {version: 1.3}\n", "4:19 value-invalid"},
    /* people */
    {"author: {role: aut}\n", "3:9 value-invalid"},
    {"author: {name: \"\"}\n", "3:9 value-invalid"},
    {"author: [A, [B]]\n", "3:13 value-invalid"},
    {"author: {name: A, role: boss}\n", "3:25 value-invalid"},
    {"author: {name: A, role: [aut, ill]}\n", "3:25 value-invalid"},
    /* dates */
    {"date: today\n", "3:7 value-invalid"},
    {"date: 15.1.2026\n", "3:7 value-invalid"},
    {"date: 2026-1-5\n", "3:7 value-invalid"},
    {"date: 2026-13\n", "3:7 value-invalid"},
    {"date: 2026-00\n", "3:7 value-invalid"},
    {"date: 2026-02-29\n", "3:7 value-invalid"},
    {"date: 1900-02-29\n", "3:7 value-invalid"},
    {"date: 2000-02-29\n", ""},
    {"date: 2026-04-31\n", "3:7 value-invalid"},
    {"date: 0000\n", "3:7 value-invalid"},
    {"date: 2026-01-15T10:00:00Z\n", "3:7 value-invalid"},
    {"date: [2026]\n", "3:7 value-invalid"},
    {"modified: 2026\n", "3:11 value-invalid"},
    {"modified: 2026-01-15T24:00:00Z\n", "3:11 value-invalid"},
    {"modified: 2026-01-15T10:00:00+01:00\n", "3:11 value-invalid"},
    {"modified: 2026-01-15 10:00:00Z\n", "3:11 value-invalid"},
    {"modified: 2026-02-30T10:00:00Z\n", "3:11 value-invalid"},
    /* identifiers */
    {"identifier: 978-3-16-148410-0\n", ""},
    {"identifier: 978-3-16-148410-1\n", "3:13 value-invalid"},
    {"identifier: ISBN 0-306-40615-2\n", ""},
    {"identifier: ISBN 0-306-40615-3\n", "3:13 value-invalid"},
    {"identifier: ISBN 12345\n", "3:13 value-invalid"},
    {"identifier: urn:isbn:978316148410X\n", "3:13 value-invalid"},
    {"identifier: {text: 97831614841, scheme: ISBN-13}\n", "3:20 value-invalid"},
    {"identifier: {scheme: DOI}\n", "3:13 value-invalid"},
    {"identifier: {text: x, scheme: DOI}\n", "3:20 value-invalid"},
    {"identifier: urn:uuid:123\n", "3:13 value-invalid"},
    {"identifier: 46c22ee1-c4d9-5b8f-96cd-3ca82cbff65g\n", "3:13 value-invalid"},
    {"identifier: doi:11.1/x\n", "3:13 value-invalid"},
    {"identifier: [a, [b]]\n", "3:17 value-invalid"},
    {"identifier: 1234567890\nrights: r\n", ""},
    /* what belongs to one key */
    {"subject: {text: a, authority: BISAC}\n", "3:10 value-invalid"},
    {"subject: {text: a, term: BISAC}\n", "3:10 value-invalid"},
    {"subject: {authority: a, term: BISAC}\n", "3:10 value-invalid"},
    {"license: CC BY\n", "3:10 value-invalid"},
    {"license: All mine\n", "3:10 value-invalid"},
    {"license: {name: Mine}\n", "3:10 value-invalid"},
    {"license: {name: Mine, url: example.org}\n", "3:28 value-invalid"},
    {"license: {url: \"http://a b\"}\n", "3:16 value-invalid"},
    {"license: [CC BY 4.0]\n", "3:10 value-invalid"},
    {"group-position: 2\n", "3:17 value-invalid"},
    {"series: S\nseries-index: two\n", "4:15 value-invalid"},
    {"series: S\nseries-index: 1..2\n", "4:15 value-invalid"},
    {"series: S\nseries-index: .5\n", "4:15 value-invalid"},
    {"cover: {alt: A}\n", "3:8 value-invalid"},
    {"cover: [a.png]\n", "3:8 value-invalid"},
    {"changes: [{version: 1}, text, {text: t, date: soon}]\n",
     "3:11 value-invalid, 3:25 value-invalid, 3:47 value-invalid"},
    {"accessibility: good\n", "3:16 value-invalid"},
    {"accessibility: {conformance: AA}\n", "3:30 value-invalid"},
    {"accessibility: {conformance: B, certified-by: X}\n", "3:30 value-invalid"},
    {"accessibility: {hazards: fire}\n", "3:26 value-invalid"},
    {"accessibility: {hazards: [none, sound]}\n", "3:26 value-invalid"},
    /* chapters */
    {"chapters: [{title: A}]\n", "3:12 value-invalid"},
    {"chapters: [[a.md]]\n", "3:12 value-invalid"},
    {"chapters: [{file: a.md, type: chaptr}]\n", "3:31 value-invalid"},
    {"chapters: [{file: a.md, type: Chapter}]\n", "3:31 value-invalid"},
    {"chapters: [{file: a.md, matter: middle}]\n", "3:33 value-invalid"},
    {"chapters: [{file: a.md, linear: 1}]\n", "3:33 value-invalid"},
    {"chapters: [{page: tip}]\n", "3:19 value-invalid"},
    {"chapters: [{file: a.md, lang: de}]\n", "3:25 key-unknown"},
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena a = {0};
        check_said(str_printf(&a, "title: T\nlang: en\n%s", rows[i].yaml), false, rows[i].said);
        arena_release(&a);
    }
}

static void test_fine(void)
{
    check_rows(fine, COUNT(fine));
}
static void test_keys(void)
{
    check_rows(keys, COUNT(keys));
}
static void test_value_rows(void)
{
    check_rows(value_rows, COUNT(value_rows));
}

/* What only the whole shows; and what YAML says, alone. */
static void test_whole(void)
{
    check_said(STR(""), false, "- lang-missing, - value-invalid");
    check_said(STR(""), true, "- lang-missing");
    check_said(STR("title: \"\"\nlang: ''\n"), false, "1:1 value-invalid, 2:1 lang-missing");
    check_said(STR("title: [a\nlang: xx\n"), false, "1:8 yaml-syntax");
    check_said(STR("- a\n- b\n"), false, "1:1 value-invalid");
    check_said(STR("hello"), false, "1:1 value-invalid");
    check_said(STR("lang: en\ntitle: {a: b}\n"), false, "2:8 value-invalid, 2:9 key-unknown");
    check_said(STR("lang: en\ntitle: [[a]]\n"), false, "2:9 value-invalid");
    check_said(STR("lang: en\ntitle: [{text: a, type: short}]\n"), false, "2:8 value-invalid");
    check_said(STR("lang: en\ntitle: [{text: a, type: main}, {text: b, type: main}]\n"), false,
               "2:32 value-invalid");
    check_said(STR("lang: en\ntitle: {text: a, type: mian}\n"), false, "2:24 value-invalid");
    check_said(STR("lang: en\nsubtitle: s\ntitle: [a, {text: b, type: subtitle}]\n"), false,
               "3:8 value-invalid");
    check_said(STR("lang: en\nchapters: [a.md]\n"), true, "2:1 value-invalid");
    check_said(STR("title: T\nlang: en_GB\n"), false, "2:7 value-invalid");
    check_said(STR("title: T\nlang: xx\n"), false, "2:7 value-invalid");
    check_said(STR("title: T\nlang: English\n"), false, "2:7 value-invalid");
    check_said(STR("title: T\nlang: en-\n"), false, "2:7 value-invalid");
    check_said(STR("title: T\nlang: [en, de]\n"), false, "2:7 value-invalid");
}

static void check_text(const char *yaml, const char *wanted)
{
    struct reading r;
    begin(&r, str_from(yaml), true);
    struct buf text = {0};
    diag_tell_text(&r.diag, &(struct diag_style){0}, &text);
    CHECK_STR(buf_str(&text), wanted);
    buf_release(&text);
    end(&r);
}

/* Every message says what is right. */
static void test_texts(void)
{
    check_text("lang: English\n",
               "f:1:7: error: \"lang\" cannot be \"English\"; did you mean \"en\"? "
               "[value-invalid]\n");
    check_text("lang: en_GB\n",
               "f:1:7: error: \"lang\" cannot be \"en_GB\"; did you mean \"en-GB\"? "
               "[value-invalid]\n");
    check_text("lang: en\ndate: 5.1.2026\n",
               "f:2:7: error: \"date\" cannot be \"5.1.2026\"; did you "
               "mean \"2026-01-05\"? [value-invalid]\n");
    check_text("lang: en\ndate: 2026-02-30\n",
               "f:2:7: error: 2026-02 has no day 30; it has 28 days [value-invalid]\n");
    check_text("lang: en\nauthor: {name: A, role: ilustrator}\n",
               "f:2:25: error: \"role\" cannot be \"ilustrator\"; did you mean \"illustrator\"? "
               "[value-invalid]\n");
    check_text("lang: en\ntoc-depth: 9\n", "f:2:12: error: \"toc-depth\" cannot be \"9\"; write a "
                                           "number from 1 to 6 [value-invalid]\n");
    check_text("lang: en\ndir: up\n",
               "f:2:6: error: \"dir\" cannot be \"up\"; write ltr or rtl [value-invalid]\n");
    check_text("lang: en\nlicense: CC-BY\n",
               "f:2:10: error: \"license\" cannot be \"CC-BY\"; did you mean \"CC BY 4.0\"? "
               "[value-invalid]\n");
    check_text(
        "lang: en\ntoc-deph: 2\n",
        "f:2:1: error: unknown key \"toc-deph\"; did you mean \"toc-depth\"? [key-unknown]\n");
    check_text("lang: en\nstyle: manual\n",
               "f:2:8: warning: \"style: manual\" is not supported yet; it was passed over "
               "[key-later]\n");
}

static void test_values(void)
{
    struct reading r;
    begin(&r,
          STR("contributor: D\ncreator: {text: C, role: Illustrator}\n"
              "author: [A, {name: B, file-as: \"B, X\"}]\n"
              "title: [{text: Short, type: short}, {text: Sub, type: subtitle}, {text: Main, "
              "file-as: M}]\n"
              "lang: fa-IR\nversion: 1.10\ndate: 2026-01\nmodified: 2026-01-15\n"
              "license: cc-by-nc-sa-4.0\nstyle: none\ncss: [a.css, b.css]\ntoc: false\n"
              "pages: {tips: yes}\nkeywords: [k, {text: t, authority: a, term: b}]\n"
              "description: >-\n  two\n  lines\ncover-image: {path: c.png, alt: Alt}\n"
              "chapters:\n- a.md\n- {file: b.md, text: B, type: preface, matter: body, linear: no, "
              "toc: off}\n"
              "- page: about\n"
              "accessibility: {hazards: [sound, flashing], conformance: AA, certified-by: Us}\n"
              "changes:\n- {version: 1.10, date: 2026-01-15, text: new}\n"),
          false);
    const struct manifest *m = &r.m;
    CHECK_STR(said(&r.arena, &r.diag), "");
    CHECK(r.fine);
    CHECK_NUM(m->npeople, 4);
    CHECK_STR(m->people[0].name, "A");
    CHECK_STR(m->people[1].file_as, "B, X");
    CHECK_STR(m->people[1].role, "aut");
    CHECK_STR(m->people[2].role, "ill");
    CHECK(!m->people[2].contributor && m->people[3].contributor);
    CHECK_STR(m->people[3].role, "ctb");
    CHECK_NUM(m->ntitles, 2);
    CHECK_STR(m->titles[0].text, "Main");
    CHECK_STR(m->titles[0].type, "main");
    CHECK_STR(m->titles[1].type, "short");
    CHECK_STR(m->subtitle, "Sub");
    CHECK_STR(m->lang, "fa-IR");
    CHECK_STR(m->dir, "rtl");
    CHECK_STR(m->version, "1.10");
    CHECK_STR(m->date, "2026-01");
    CHECK_STR(m->modified, "2026-01-15T00:00:00Z");
    CHECK_STR(m->license_name, "CC BY-NC-SA 4.0");
    CHECK_STR(m->license_url, "https://creativecommons.org/licenses/by-nc-sa/4.0/");
    CHECK(m->style_none);
    CHECK_NUM(m->ncss, 2);
    CHECK_STR(m->css[1].text, "b.css");
    CHECK(m->css[1].at.line == 11 && m->css[1].at.column == 14);
    CHECK_NUM(m->pages[PAGE_CONTENTS], CHOICE_NO);
    CHECK_NUM(m->pages[PAGE_TIPS], CHOICE_YES);
    CHECK_NUM(m->pages[PAGE_ABOUT], CHOICE_DEFAULT);
    CHECK_NUM(m->nsubjects, 2);
    CHECK_STR(m->subjects[1].term, "b");
    CHECK_STR(m->description, "two lines");
    CHECK_STR(m->cover.text, "c.png");
    CHECK_STR(m->cover_alt, "Alt");
    CHECK(m->chapters_given);
    CHECK_NUM(m->chapters.count, 3);
    CHECK_STR(m->chapters.items[0].file.text, "a.md");
    const struct chapter_options *o = &m->chapters.items[1].options;
    CHECK_STR(o->title, "B");
    CHECK(o->type != NULL && strcmp(o->type->role, "doc-preface") == 0);
    CHECK(o->matter_given && o->matter == MATTER_BODY);
    CHECK(o->linear == CHOICE_NO && o->toc == CHOICE_NO);
    CHECK(m->chapters.items[2].options.page == PAGE_ABOUT &&
          m->chapters.items[2].file.text.len == 0);
    CHECK_NUM(m->chapters.items[2].file.at.line, 22);
    CHECK(m->accessibility.hazards_given && !m->accessibility.hazards_unknown);
    CHECK_NUM(m->accessibility.hazards, HAZARD_SOUND | HAZARD_FLASHING);
    CHECK_STR(m->accessibility.conformance, "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
    CHECK_NUM(m->nchanges, 1);
    CHECK_STR(m->changes[0].version, "1.10");
    end(&r);
}

static void test_defaults(void)
{
    struct reading r;
    begin(&r, STR("title: T\nlang: en\n"), false);
    const struct manifest *m = &r.m;
    CHECK_STR(m->dir, "ltr");
    CHECK(m->link_bibliography && !m->suppress_bibliography && !m->style_none);
    CHECK(!m->chapters_given && !m->accessibility.hazards_given);
    CHECK_NUM(m->toc_depth, 2);
    CHECK_NUM(m->split_level, 1);
    CHECK_NUM(m->npeople, 0);
    end(&r);
    begin(&r, STR("title: [\n"), false);
    CHECK(!r.fine);
    CHECK_STR(r.m.lang, "en");
    CHECK_STR(r.m.dir, "ltr");
    CHECK(r.m.file != NULL);
    end(&r);
}

static void test_identifiers(void)
{
    static const struct {
        const char *yaml, *text, *onix;
    } rows[] = {
        {"978-3-16-148410-0", "urn:isbn:9783161484100", ""},
        {"ISBN 0-8044-2957-x", "urn:isbn:080442957X", ""},
        {"isbn-13: 978 3 16 148410 0", "urn:isbn:9783161484100", ""},
        {"urn:isbn:0306406152", "urn:isbn:0306406152", ""},
        {"{text: 978-3-16-148410-0, scheme: ISBN-13}", "urn:isbn:9783161484100", "15"},
        {"{text: 0-306-40615-2, scheme: ISBN}", "urn:isbn:0306406152", "02"},
        {"46C22EE1-c4d9-5b8f-96cd-3ca82cbff65e", "urn:uuid:46c22ee1-c4d9-5b8f-96cd-3ca82cbff65e",
         ""},
        {"urn:uuid:46c22ee1-c4d9-5b8f-96cd-3ca82cbff65e",
         "urn:uuid:46c22ee1-c4d9-5b8f-96cd-3ca82cbff65e", ""},
        {"10.1000/182", "doi:10.1000/182", ""},
        {"https://doi.org/10.1000/182", "doi:10.1000/182", ""},
        {"{text: 10.1000/182, scheme: DOI}", "doi:10.1000/182", "06"},
        {"{text: 12345, scheme: OCLC}", "12345", "23"},
        {"{text: 978-0, scheme: shelf}", "978-0", "01"},
        {"https://example.org/book", "https://example.org/book", ""},
        {"1234567890", "1234567890", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct reading r;
        struct arena a = {0};
        const char *quote = rows[i].yaml[0] == '{' ? "" : "\"";
        begin(
            &r,
            str_printf(&a, "title: T\nlang: en\nidentifier: %s%s%s\n", quote, rows[i].yaml, quote),
            false);
        CHECK_STR(said(&r.arena, &r.diag), "");
        CHECK_NUM(r.m.nidentifiers, 1);
        if (r.m.nidentifiers == 1) {
            CHECK_STR(r.m.identifiers[0].text, rows[i].text);
            CHECK_STR(r.m.identifiers[0].onix, rows[i].onix);
        }
        end(&r);
        arena_release(&a);
    }
}

static void test_licenses(void)
{
    static const struct {
        const char *yaml, *name, *url;
    } rows[] = {
        {"CC0 1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
        {"cc by-nd 4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"},
        {"http://creativecommons.org/licenses/by-sa/4.0", "CC BY-SA 4.0",
         "http://creativecommons.org/licenses/by-sa/4.0"},
        {"https://example.org/mine", "", "https://example.org/mine"},
        {"{name: Mine, url: https://example.org/mine}", "Mine", "https://example.org/mine"},
        {"{name: CC-BY-4.0}", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct reading r;
        struct arena a = {0};
        begin(&r, str_printf(&a, "title: T\nlang: en\nlicense: %s\n", rows[i].yaml), false);
        CHECK_STR(said(&r.arena, &r.diag), "");
        CHECK_STR(r.m.license_name, rows[i].name);
        CHECK_STR(r.m.license_url, rows[i].url);
        end(&r);
        arena_release(&a);
    }
}

static void test_hazards(void)
{
    static const struct {
        const char *yaml;
        unsigned hazards;
        bool unknown;
    } rows[] = {
        {"none", 0, false},
        {"unknown", 0, true},
        {"flashing", HAZARD_FLASHING, false},
        {"[motion-simulation, sound]", HAZARD_MOTION | HAZARD_SOUND, false},
        {"[noFlashingHazard, noMotionSimulationHazard, noSoundHazard]", 0, false},
        {"[noFlashingHazard]", 0, true},
        {"[noFlashingHazard, motionSimulation]", HAZARD_MOTION, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct reading r;
        struct arena a = {0};
        begin(&r,
              str_printf(&a, "title: T\nlang: en\naccessibility: {hazards: %s}\n", rows[i].yaml),
              false);
        CHECK_STR(said(&r.arena, &r.diag), "");
        CHECK(r.m.accessibility.hazards_given);
        CHECK_NUM(r.m.accessibility.hazards, rows[i].hazards);
        CHECK(r.m.accessibility.hazards_unknown == rows[i].unknown);
        end(&r);
        arena_release(&a);
    }
}

static void test_chapter(void)
{
    struct arena a = {0};
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    struct chapter_options o;
    struct map unused = {0};
    const struct diag_file *file = diag_file(&d, STR("f"), 0);
    chapter_front_matter(
        &a, file, 2,
        STR("title: T\nshort-title: N\nlang: de\ndir: ltr\nepub:type: appendix\n"
            "matter: front\nlinear: false\ntoc: true\npage: about\nsplit-level: 1\n"
            "encoding: utf-8\nwas: old.md\nauthor: A\ndate: 2026\nx-mine: 1\n"
            "type: chaptr\n"),
        &unused, &o, &d);
    CHECK_STR(said(&a, &d), "14:1 key-unused, 15:1 key-unused, 17:1 value-invalid");
    CHECK_STR(o.title, "T");
    CHECK_STR(o.was, "old.md");
    CHECK_STR(o.nav_title, "N");
    CHECK_STR(o.lang, "de");
    CHECK_STR(o.dir, "ltr");
    CHECK(o.type != NULL && strcmp(o.type->name, "appendix") == 0);
    CHECK(o.matter_given && o.matter == MATTER_FRONT);
    CHECK(o.linear == CHOICE_NO && o.toc == CHOICE_YES && o.page == PAGE_ABOUT);
    CHECK_NUM(o.split_level, 1);
    CHECK_NUM(o.lang_at.line, 4);
    chapter_front_matter(&a, file, 2, STR(""), &unused, &o, &d);
    CHECK(o.title.len == 0 && o.type == NULL && o.linear == CHOICE_DEFAULT);
    diag_release(&d);
    diag_init(&d, messages, MESSAGES);
    chapter_front_matter(&a, diag_file(&d, STR("f"), 0), 2, STR("only words"), &unused, &o, &d);
    CHECK_STR(said(&a, &d), "2:1 value-invalid");
    /* A key of another tool is told once for all chapters. */
    file = diag_file(&d, STR("f"), 0);
    chapter_front_matter(&a, file, 12, STR("date: 2026\nslug: s\n"), &unused, &o, &d);
    CHECK_STR(said(&a, &d), "2:1 value-invalid, 13:1 key-unused");
    diag_release(&d);
    arena_release(&a);
}

/* A manifest of nothing but mistakes is as large as a manifest may be, and still quick. */
static void test_hostile(void)
{
    struct buf b = {0};
    for (unsigned i = 0; b.len < MANIFEST_MAX - 64; i++) {
        buf_addf(&b, "toc-dept%u: {role: [%u]}\n", i, i);
    }
    struct reading r;
    begin(&r, buf_str(&b), false);
    CHECK(r.fine && diag_count(&r.diag, DIAG_ERROR) > 30000);
    end(&r);
    buf_clear(&b);
    buf_add(&b, STR("title: T\nlang: en\nauthor:\n"));
    while (b.len < MANIFEST_MAX - 64) {
        buf_add(&b, STR("- {name: A, role: ilustrator}\n"));
    }
    begin(&r, buf_str(&b), false);
    CHECK(r.fine && r.m.npeople > 30000);
    end(&r);
    buf_release(&b);
}

TEST_MAIN(test_fine, test_keys, test_value_rows, test_whole, test_texts, test_values, test_defaults,
          test_identifiers, test_licenses, test_hazards, test_chapter, test_hostile)
