/* Which stretches of Markdown are formulas, and where their faults are told. */
#include "test.h"

#include "messages.h"
#include "source/markdown.h"

/* "line:column $tex$" of each formula, "|" between them; a block of its own is in brackets. */
static str formulas(struct arena *a, const struct markdown *m)
{
    struct buf out = {0};
    bool block = false;
    for (const struct construct *c = m->first; c != NULL; c = c->next) {
        block = block || c->kind == CONSTRUCT_FORMULAS;
        if (c->kind == CONSTRUCT_FORMULA) {
            const char *sign = c->formula.display ? "$$" : "$";
            buf_addf(&out, "%s%u:%u %s%s%.*s%s%s", out.len > 0 ? "|" : "", (unsigned)c->at.line,
                     (unsigned)c->at.column, block ? "[" : "", sign, STR_ARG(c->formula.tex), sign,
                     block ? "]" : "");
            block = false;
        }
    }
    return buf_finish(&out, a);
}

/* told NULL: it is not asked what was said. */
static void check(const char *text, unsigned features, const char *want, const char *told)
{
    struct arena a = {0};
    struct diag d;
    struct markdown m;
    struct buf said = {0};
    struct markdown_options options = {.features = features};
    diag_init(&d, messages, MESSAGES);
    markdown_parse(&a, diag_file(&d, STR("a.md"), 0), str_from(text), 1, &options, &m, &d);
    CHECK_STR(formulas(&a, &m), want);
    diag_tell_text(&d, &(struct diag_style){0}, &said);
    if (told != NULL) {
        CHECK_STR(buf_str(&said), told);
    }
    buf_release(&said);
    markdown_release(&m);
    diag_release(&d);
    arena_release(&a);
}

static void recognised(void)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"a $x_1*y*z$ b", "1:3 $x_1*y*z$"},
        {"$5 and $10, $ 5$, 5 $", ""},
        {"$20,000 and $30,000", ""},
        {"costs $5 or 10$", "1:7 $5 or 10$"},
        {"\\$x$ and $y\\$z$", "1:10 $y\\$z$"},
        {"`$x$` and $y$", "1:11 $y$"},
        {"``a ` $x$`` $y$ `", "1:13 $y$"},
        {"$a ` b$ c `d` $e$", "1:15 $e$"},
        {"$a ` b$ c", "1:1 $a ` b$"},
        {"<b title=\"$x$\">$y$</b> <http://a.b/$c$> $z$", "1:16 $y$|1:41 $z$"},
        {"[a $x$](b$c$ \"d $e$\") $y$", "1:4 $x$|1:23 $y$"},
        {"[a]: b$c$d\n\n[a] $y$", "3:5 $y$"},
        {"$a<b$ and $c>d$", "1:1 $a<b$|1:11 $c>d$"},
        {"*$x$*y __$z$__", "1:2 $x$|1:10 $z$"},
        {"$a$$b$", "1:1 $a$|1:4 $b$"},
        {"$$$x$$$ $$$$", ""},
        {"a $$x$$ b", "1:3 $$x$$"},
        {"$$x$$", "1:1 [$$x$$]"},
        {"$$\nx\n+ y\n- z\n= 1\n1. 2\n> 0\n$$\n", "1:1 [$$\nx\n+ y\n- z\n= 1\n1. 2\n> 0\n$$]"},
        {"$$\na\n\nb $$ c $$", "4:3 $$ c $$"},
        {"> $$\n> x\n> > y\n> $$", "1:3 [$$\nx\n> y\n$$]"},
        {"- $$\n  x\n  - y\n  $$\n- b", "1:3 [$$\nx\n- y\n$$]"},
        {"$a\n+b$ $c\n- d$", "1:1 $a\n+b$"},
        {"| $|a|$ | $5 |\n| $6$ |", "1:3 $|a|$|2:3 $6$"},
        {"```\n$x$\n```\n$y$", "4:1 $y$"},
        {"    $x$\n\n$y$", "3:1 $y$"},
        {"> ```\n> $x\n\n$y$", "4:1 $y$"},
        {"```math\nx\n```", "1:1 $$x$$"},
        {"$`a_1`$", "1:1 $a_1$"},
        {"$\\text{if $x$ and}$ $y$", "1:1 $\\text{if $x$ and}$|1:21 $y$"},
        {"# A $x$ {#b}\n", "1:5 $x$"},
        {"> [!TIP] A $x$\n> $$y$$", "1:12 $x$|2:3 [$$y$$]"},
        {"<div>$x$</div>\n", ""},
        {"[see $x$ @a] $y$", "1:6 $x$|1:14 $y$"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(cases[i].text, DIALECT_OCTAVO, cases[i].want, NULL);
        check(cases[i].text, DIALECT_GFM, "", NULL);
    }
}

static void faults(void)
{
    check("ä $\\aplha$\n\n> $$\n> x\n>   \\foo{\n> $$\n", DIALECT_OCTAVO,
          "1:3 $\\aplha$|3:3 [$$\nx\n\\foo{\n$$]",
          "a.md:1:4: error: unknown command \"\\aplha\" in a formula; did you mean \"\\alpha\"? "
          "[math-syntax]\n"
          "a.md:5:5: error: unknown command \"\\foo\" in a formula; octavo-book(5) says which are "
          "known [math-syntax]\n"
          "a.md:5:9: error: brace \"{\" is not closed; add \"}\" [math-syntax]\n");
    check("- ```math\n  a\n  b^\n  ```\n", DIALECT_OCTAVO, "1:3 $$a\nb^$$",
          "a.md:3:4: error: \"^\" lacks its argument; add it in braces [math-syntax]\n");
    check("$$ a\n\nb $x%$\n", DIALECT_OCTAVO, "3:3 $x%$",
          "a.md:1:1: warning: formula \"$$\" is not closed in its paragraph; it stays text; add "
          "\"$$\", and leave no blank line before it [math-unclosed]\n"
          "a.md:3:5: warning: \"%\" begins a comment, which is left out; write \"\\%\" for per "
          "cent [math-ignored]\n");
}

TEST_MAIN(recognised, faults)
