/* How references read. */
#include "render/entry.h"
#include "render/entry_internal.h"
#include "test.h"

#include "base/arena.h"

#define NAMES(...)                                                                                 \
    {                                                                                              \
        .names = (struct item_name[]){__VA_ARGS__},                                                \
        .count = sizeof((struct item_name[]){__VA_ARGS__}) / sizeof(struct item_name)              \
    }
#define NAME(f, g)                                                                                 \
    {                                                                                              \
        .family = STR_INIT(f), .given = STR_INIT(g)                                                \
    }

static str rendered(struct arena *a, const struct item *item, const char *lang, bool link_title)
{
    struct xml x;
    const struct origin *origin;
    xml_begin(&x, a);
    xml_open(&x, STR("p"));
    entry_render(&x, item, words_for(str_from(lang), NULL), link_title);
    xml_close(&x);
    str all = xml_end(&x, &origin);
    size_t from = str_find_str(all, STR("<p>"), 0);
    return str_sub(all, from + 3, all.len - 5);
}

static const struct {
    const char *name;
    struct item item;
    const char *want;
} entries[] = {
    {"book",
     {.type = STR_INIT("book"),
      .author = NAMES(NAME("Bowlby", "J.")),
      .title = STR_INIT("A Secure Base: Parent-Child Attachment"),
      .publisher = STR_INIT("Basic Books"),
      .issued = {.year = 1988}},
     "Bowlby J. <i>A Secure Base: Parent-Child Attachment</i>. Basic Books; 1988."},
    {"article with DOI",
     {.type = STR_INIT("article-journal"),
      .author = NAMES(NAME("Egeland", "B."), NAME("Farber", "E. A.")),
      .title = STR_INIT("Infant-Mother Attachment"),
      .container_title = STR_INIT("Child Development"),
      .volume = STR_INIT("55"),
      .issue = STR_INIT("3"),
      .page = STR_INIT("753-771"),
      .doi = STR_INIT("10.2307/1130127"),
      .issued = {.year = 1984, .month = 6}},
     "Egeland B, Farber EA. Infant-Mother Attachment. <i>Child Development</i>. "
     "1984;55(3):753-771. <a href=\"https://doi.org/10.2307/1130127\">doi:10.2307/1130127</a>"},
    {"article without volume has its month",
     {.type = STR_INIT("article-magazine"),
      .author = NAMES(NAME("Manning", "M. A.")),
      .title = STR_INIT("Self-concept"),
      .container_title = STR_INIT("Principal Leadership"),
      .page = STR_INIT("11-15"),
      .issued = {.year = 2007, .month = 2}},
     "Manning MA. Self-concept. <i>Principal Leadership</i>. February 2007:11-15."},
    {"issue alone",
     {.type = STR_INIT("article-journal"),
      .title = STR_INIT("T"),
      .container_title = STR_INIT("J"),
      .issue = STR_INIT("4"),
      .issued = {.year = 2001}},
     "T. <i>J</i>. 2001;(4)."},
    {"no stop after a question mark",
     {.type = STR_INIT("article-journal"),
      .title = STR_INIT("A double-edged sword?"),
      .container_title = STR_INIT("J Adolesc."),
      .volume = STR_INIT("22"),
      .issued = {.year = 1999}},
     "A double-edged sword? <i>J Adolesc.</i> 1999;22."},
    {"six authors are named",
     {.type = STR_INIT("book"),
      .title = STR_INIT("T"),
      .author = NAMES(NAME("A", "A"), NAME("B", "B"), NAME("C", "C"), NAME("D", "D"),
                      NAME("E", "E"), NAME("F", "F"))},
     "A A, B B, C C, D D, E E, F F. <i>T</i>."},
    {"of seven three",
     {.type = STR_INIT("book"),
      .title = STR_INIT("T"),
      .author = NAMES(NAME("A", "A"), NAME("B", "B"), NAME("C", "C"), NAME("D", "D"),
                      NAME("E", "E"), NAME("F", "F"), NAME("G", "G"))},
     "A A, B B, C C, et al. <i>T</i>."},
    {"chapter",
     {.type = STR_INIT("chapter"),
      .author = NAMES(NAME("Main", "Mary"), NAME("Solomon", "Judith")),
      .editor = NAMES(NAME("Greenberg", "M. T."), NAME("Cicchetti", "Dante")),
      .title = STR_INIT("Procedures"),
      .container_title = STR_INIT("Attachment in the Preschool Years"),
      .publisher = STR_INIT("University of Chicago Press"),
      .page = STR_INIT("121-160"),
      .issued = {.year = 1990}},
     "Main M, Solomon J. Procedures. In: Greenberg MT, Cicchetti D, eds. <i>Attachment in the "
     "Preschool Years</i>. University of Chicago Press; 1990:121-160."},
    {"chapter without editors, with a volume",
     {.type = STR_INIT("chapter"),
      .title = STR_INIT("C"),
      .container_title = STR_INIT("B"),
      .volume = STR_INIT("2"),
      .issued = {.year = 2000}},
     "C. In: <i>B</i>. Vol. 2. 2000."},
    {"edited book",
     {.type = STR_INIT("book"),
      .editor = NAMES(NAME("Cassidy", "Jude"), NAME("Shaver", "P. R.")),
      .title = STR_INIT("Handbook"),
      .edition = STR_INIT("3rd ed."),
      .publisher = STR_INIT("Guilford Press"),
      .issued = {.year = 2016}},
     "Cassidy J, Shaver PR, eds. <i>Handbook</i>. 3rd ed. Guilford Press; 2016."},
    {"web page",
     {.type = STR_INIT("webpage"),
      .author = NAMES({.literal = STR_INIT("World Health Organization")}),
      .title = STR_INIT("Nurturing care"),
      .url = STR_INIT("https://who.int/a|b?c=1&d=%20%#e"),
      .issued = {.year = 2020, .month = 3, .day = 5}},
     "World Health Organization. Nurturing care. 5 March 2020. "
     "<a "
     "href=\"https://who.int/a%7Cb?c=1&amp;d=%20%25#e\">https://who.int/a|b?c=1&amp;d=%20%#e</a>"},
    {"web page of an address that is none",
     {.type = STR_INIT("webpage"), .title = STR_INIT("T"), .url = STR_INIT("javascript:alert(1)")},
     "T."},
    {"title linked",
     {.type = STR_INIT("book"),
      .title = STR_INIT("T"),
      .url = STR_INIT("https://x.org/"),
      .issued = {.literal = STR_INIT("about 1900")}},
     "<a href=\"https://x.org/\"><i>T</i></a>. about 1900."},
    {"markup",
     {.type = STR_INIT("article-journal"),
      .title = STR_INIT(
          "CO<sub>2</sub>, <span class=\"nocase\">Homo</span> <i>sapiens <b>x</i> and p < 0.05")},
     "CO<sub>2</sub>, Homo <i>sapiens <b>x</b></i> and p &lt; 0.05."},
    {"DOI as an address, with what no address may hold",
     {.type = STR_INIT("book"),
      .title = STR_INIT("T"),
      .doi = STR_INIT("https://doi.org/10.1/a<b>#c%20?")},
     "<i>T</i>. <a "
     "href=\"https://doi.org/10.1/a%3Cb%3E%23c%2520%3F\">doi:10.1/a&lt;b&gt;#c%20?</a>"},
    {"nothing", {.id = STR_INIT("key"), .type = STR_INIT("book")}, "key."},
};

static void test_entries(void)
{
    struct arena a = {0};
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        int before = test_failures;
        CHECK_STR(rendered(&a, &entries[i].item, "en", true), entries[i].want);
        if (test_failures > before) {
            fprintf(stderr, "  in: %s\n", entries[i].name);
        }
    }
    arena_release(&a);
}

static void test_language(void)
{
    struct arena a = {0};
    const struct item item = {.type = STR_INIT("webpage"),
                              .title = STR_INIT("T"),
                              .editor = NAMES(NAME("A", "B")),
                              .issued = {.year = 2020, .month = 3, .day = 5}};
    CHECK_STR(rendered(&a, &item, "de", true), "A B, Hrsg. T. 5. März 2020.");
    arena_release(&a);
}

static void test_unlinked_title(void)
{
    struct arena a = {0};
    const struct item item = {
        .type = STR_INIT("book"), .title = STR_INIT("T"), .url = STR_INIT("https://x.org/")};
    CHECK_STR(rendered(&a, &item, "en", false), "<i>T</i>.");
    arena_release(&a);
}

static const struct {
    struct item_name name;
    const char *inverted, *family;
} names[] = {
    {NAME("Bowlby", "Edward John Mostyn"), "Bowlby EJM", "Bowlby"},
    {NAME("Meeus", "WHJ"), "Meeus WHJ", "Meeus"},
    {NAME("Sartre", "Jean-Paul"), "Sartre JP", "Sartre"},
    {NAME("Deković", "Émile"), "Deković É", "Deković"},
    {{.family = STR_INIT("Berg"), .given = STR_INIT("Jan"), .non_dropping = STR_INIT("van den")},
     "van den Berg J",
     "van den Berg"},
    {{.family = STR_INIT("Alembert"), .given = STR_INIT("J"), .non_dropping = STR_INIT("d’")},
     "d’Alembert J",
     "d’Alembert"},
    {{.family = STR_INIT("Humboldt"), .given = STR_INIT("Alexander"), .dropping = STR_INIT("von")},
     "Humboldt A von",
     "Humboldt"},
    {{.family = STR_INIT("King"), .given = STR_INIT("Martin Luther"), .suffix = STR_INIT("Jr")},
     "King ML Jr",
     "King"},
    {{.literal = STR_INIT("The <i>Octavo</i> Editors")},
     "The Octavo Editors",
     "The Octavo Editors"},
    {NAME("毛", "泽东"), "毛泽东", "毛"},
    {NAME("", "Plato"), "Plato", "Plato"},
    {NAME("Plato", ""), "Plato", "Plato"},
    {NAME("Bad", "\xFF"), "Bad\xFF", "Bad"},
};

static void test_names(void)
{
    struct arena a = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK_STR(name_inverted(&a, &names[i].name), names[i].inverted);
        CHECK_STR(name_family(&a, &names[i].name), names[i].family);
    }
    arena_release(&a);
}

static void test_narrative(void)
{
    struct arena a = {0};
    const struct words *w = words_for(STR("en"), NULL);
    const struct item one = {.author = NAMES(NAME("Bowlby", "J"))};
    const struct item two = {.author = NAMES(NAME("Grolnick", "W"), NAME("Ryan", "R"))};
    const struct item three = {.author = NAMES(NAME("Noom", "M"), NAME("D", "M"), NAME("M", "W"))};
    const struct item none = {.id = STR_INIT("k"), .title = STR_INIT("On <i>x</i>")};
    CHECK_STR(entry_authors(&a, &one, w), "Bowlby");
    CHECK_STR(entry_authors(&a, &two, w), "Grolnick and Ryan");
    CHECK_STR(entry_authors(&a, &three, w), "Noom et al.");
    CHECK_STR(entry_authors(&a, &none, w), "On x");
    arena_release(&a);
}

/* Unclosed and stray marks, and marks in marks without end, leave a balanced document. */
static void test_hostile_markup(void)
{
    struct arena a = {0};
    struct buf deep = {0};
    for (int i = 0; i < 100000; i++) {
        buf_add(&deep, STR("<i><b></span><"));
    }
    const struct item item = {.type = STR_INIT("book"), .title = buf_finish(&deep, &a)};
    str got = rendered(&a, &item, "en", true);
    CHECK(str_starts(got, STR("<i><i><b>&lt;<i><b>&lt;<i><b>&lt;<i><b>&lt;&lt;&lt;")));
    CHECK(str_ends(got, STR("&lt;</b></i></b></i></b></i></b></i></i>.")));
    const struct item stray = {.type = STR_INIT("article"), .title = STR_INIT("</i>a</b><span")};
    CHECK_STR(rendered(&a, &stray, "en", true), "a&lt;span.");
    arena_release(&a);
}

TEST_MAIN(test_entries, test_language, test_unlinked_title, test_names, test_narrative,
          test_hostile_markup)
