/* Random texts: lines in containers, and inlines in lines, from what the dialect is made of, so
 * that constructs meet in ways that nobody writes. */
#include "oracle/texts.h"

#include "base/arena.h"

struct chance {
    uint64_t state;
};

/* SplitMix64. */
static uint64_t draw(struct chance *c)
{
    uint64_t z = c->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t below(struct chance *c, size_t n)
{
    return (size_t)(draw(c) % n);
}

#define PICK(c, list) list[below((c), sizeof(list) / sizeof *(list))]

static const char *const words[] = {
    "a", "b", "foo", "bar", "Baz", "é", "ß", "1", "x_y", "a.b", "A", "zwölf", "中", "end.", "it's",
};

static const char *const pieces[] = {
    " ",
    " ",
    " ",
    " ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "~",
    "~~",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "!",
    "|",
    "\\",
    "<",
    ">",
    "&",
    "\"",
    "'",
    ":",
    "#",
    "-",
    "+",
    "=",
    "  ",
    "\t",
    "[^1]",
    "[^b]",
    "[a]",
    "[a][b]",
    "[b](c)",
    "![i](j)",
    "](x)",
    "&amp;",
    "&#42;",
    "&copy;",
    "\\|",
    "\\*",
    "\\[",
    "`|`",
    "<b>",
    "</b>",
    "<br>",
    "<key>",
    "</key>",
    "<i/>",
    "<!-- c -->",
    "http://",
    "_b.c",
    "<https://a.b/c>",
    "https://a.b/c",
    "www.a.b",
    "me@a.bc",
    "http://x.y/(z)",
    "[x] ",
    "[ ] ",
    "\\~",
    "://",
    "[^1]:",
    "^",
    "$",
    "{",
    "}",
    "@",
};

static const char *const starts[] = {
    "",       "",       "",       "",        "",
    "",       "> ",     ">",      "- ",      "+ ",
    "* ",     "1. ",    "2) ",    "    ",    "  ",
    "\t",     "# ",     "## ",    "   ",     "- [ ] ",
    "- [x] ", "[^1]: ", "[^b]: ", "[a]: /u", "[b]: <v> \"t\"",
    "| ",     "-  ",
};

static const char *const lines[] = {
    "",      "",          "",           "---",         "===",       "```",        "~~~",
    "```c",  "| a | b |", "|---|:-:|",  "| --- |",     "---|---",   ":-: | -",    "|-",
    "a | b", "| c",       "***",        "<div>",       "</div>",    "<!-- c -->", "- a",
    "  b",   "    c",     "[^1]: note", "[^b]: other", "[a]: /url", "> q",        "# h",
    "- - d", "1. - e",    "[x]: z",
};

static void add_inlines(struct chance *c, struct buf *out)
{
    for (size_t n = below(c, 12); n > 0; n--) {
        buf_add(out, str_from(below(c, 3) == 0 ? PICK(c, words) : PICK(c, pieces)));
    }
}

/* A table as people write it, so that not all tables are wrecks. */
static void add_table(struct chance *c, str prefix, struct buf *out)
{
    static const char *const delimiters[] = {"---", ":--", "--:", ":-:", "-"};
    size_t columns = 1 + below(c, 4), rows = 2 + below(c, 4);
    for (size_t row = 0; row < rows; row++) {
        buf_add(out, prefix);
        buf_add(out, below(c, 4) > 0 ? STR("| ") : STR_NONE);
        for (size_t column = 0; column < columns; column++) {
            buf_add(out, column > 0 ? STR(" | ") : STR_NONE);
            if (row == 1) {
                buf_add(out, str_from(PICK(c, delimiters)));
            } else {
                buf_add(out, str_from(PICK(c, words)));
                buf_add(out, str_from(PICK(c, pieces)));
                buf_add(out, str_from(PICK(c, words)));
            }
        }
        buf_add(out, below(c, 4) > 0 ? STR(" |\n") : STR("\n"));
    }
}

static void add_line(struct chance *c, str prefix, struct buf *out)
{
    size_t kind = below(c, 10);
    if (kind == 0) {
        add_table(c, prefix, out);
        return;
    }
    buf_add(out, prefix);
    if (kind < 3) {
        buf_add(out, str_from(PICK(c, lines)));
    } else {
        buf_add(out, str_from(PICK(c, starts)));
        add_inlines(c, out);
    }
    buf_addch(out, '\n');
}

str text_random(struct arena *a, uint64_t seed, uint64_t n)
{
    static const char *const prefixes[] = {"", "", "", "", "", "> ", "  ", "    ", ">> "};
    struct chance c = {seed ^ (n * 0xD1342543DE82EF95u)};
    struct buf out = {0};
    str prefix = STR_NONE;
    for (size_t count = 1 + below(&c, 14); count > 0; count--) {
        prefix = below(&c, 3) == 0 ? str_from(PICK(&c, prefixes)) : prefix;
        add_line(&c, prefix, &out);
    }
    return buf_finish(&out, a);
}
