/* Formulas in the text, before cmark sees it. "\", "_", "*" and their like mean
 * something else in TeX, so every formula is written in bytes that mean nothing
 * to cmark, nor to any room: "$" is a sign of its own, and each punctuation
 * character has a stand-in. The length stays, and so do line breaks and the
 * marks of quotes. What turns out to be code, HTML or an address gets its
 * characters back (dialect_math.c).
 *
 * A formula is looked for in a paragraph: between blank lines and fences,
 * outside of code spans and tags. */
#include "source/dialect_math.h"

#include <string.h>

/* Stand-ins: control bytes, which cleaned text never holds, and bytes that
 * UTF-8 never does. */
static const char plain[] = "\\`*_[]<&+-=>#~|:.)^@\"'{}$!";
static const char stand_ins[] = "\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F"
                                "\xC0\xC1\xF5\xF6\xF7\xF8\xF9\xFA\xFB\xFC\xFD";
_Static_assert(sizeof plain == sizeof stand_ins, "each has its stand-in");

static char hidden(char c)
{
    const char *at = c != '\0' ? strchr(plain, c) : NULL;
    return at != NULL ? stand_ins[at - plain] : c;
}

/* Is it a byte that marks may be: a control, or none of UTF-8's? */
static bool may_mark(unsigned char c)
{
    return (c >= FORMULA_SIGN && c < 0x20) || c == 0xC0 || c == 0xC1 || c >= 0xF5;
}

char formula_byte(char c)
{
    if (!may_mark((unsigned char)c)) {
        return c;
    }
    const char *at = strchr(stand_ins, c);
    return (char)(c == FORMULA_SIGN ? '$' : at != NULL ? plain[at - stand_ins] : c);
}

bool formula_has_marks(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (formula_byte(text.ptr[i]) != text.ptr[i]) {
            return true;
        }
    }
    return false;
}

/* Longer addresses, titles and texts are not looked for, so that no search
 * costs a square. */
enum { LONGEST_ADDRESS = 2000, LONGEST_TEXT = 1000 };

/* A paragraph while it is looked through. */
struct scan {
    struct arena *arena;
    str text;
    char *copy; /* made when it is first wanted */
    struct formulas *out;
    size_t end;                        /* of the paragraph */
    size_t line;                       /* where the line of the last formula begins */
    size_t looked;                     /* up to here, line breaks were looked for */
    uint64_t no_code;                  /* lengths of backtick runs that are closed nowhere in it */
    bool no_tag;                       /* a tag has no end in it */
    bool no_display;                   /* "$$" is closed nowhere in it */
    char fence;                        /* the character of the fence that is open, or 0 */
    size_t fence_length, fence_quotes; /* its characters; the quotes that it stands in */
};

static char at(const struct scan *s, size_t i)
{
    return i < s->end ? s->text.ptr[i] : '\0';
}

static size_t run_length(const struct scan *s, size_t i, char c)
{
    size_t n = 0;
    while (at(s, i + n) == c) {
        n++;
    }
    return n;
}

/* Behind the marks of quotes and lists, and blanks. *quotes: how many quotes
 * there are. */
static size_t pass_prefix(str text, size_t i, size_t end, size_t *quotes)
{
    *quotes = 0;
    while (i < end) {
        char c = text.ptr[i];
        size_t n = i;
        if (c == ' ' || c == '\t') {
            i++;
            continue;
        }
        if (c == '>') {
            *quotes += 1;
            i++;
            continue;
        }
        while (n < end && n - i < 9 && ascii_digit(text.ptr[n])) {
            n++;
        }
        bool number = n > i && n < end && (text.ptr[n] == '.' || text.ptr[n] == ')');
        bool bullet = c == '-' || c == '+' || c == '*';
        n += number || bullet;
        if ((!number && !bullet) || n >= end || !ascii_space(text.ptr[n])) {
            return i;
        }
        i = n;
    }
    return i;
}

/* Does a line that begins so start a block of its own, which no "$" reaches
 * over? */
static bool starts_block(const struct scan *s, size_t line)
{
    size_t quotes, i = line;
    while (at(s, i) == ' ' || at(s, i) == '\t' || at(s, i) == '>') {
        i++;
    }
    char c = at(s, i);
    return c == '#' || c == '|' || (c == ':' && at(s, i + 1) == ':') ||
           pass_prefix(s->text, i, s->end, &quotes) > i;
}

/* Puts the stand-ins of the formula between the offsets from and to, whose
 * signs are as long as sign. */
static void mark(struct scan *s, size_t from, size_t to, size_t sign)
{
    size_t quotes, unused;
    for (size_t end; (end = str_find(str_sub(s->text, 0, from), '\n', s->looked)) < from;) {
        s->line = s->looked = end + 1;
    }
    s->looked = from;
    pass_prefix(s->text, s->line, from, &quotes);
    if (s->copy == NULL) {
        s->copy = (char *)str_copy(s->arena, s->text).ptr; /* the copy is ours */
    }
    memset(s->copy + from, FORMULA_SIGN, sign);
    memset(s->copy + to - sign, FORMULA_SIGN, sign);
    for (size_t i = from + sign; i < to - sign; i++) {
        if (s->text.ptr[i] == '\n') { /* the marks of the quotes around it stay */
            unused = quotes;
            while (i + 1 < to - sign && (s->text.ptr[i + 1] == ' ' || s->text.ptr[i + 1] == '\t' ||
                                         (s->text.ptr[i + 1] == '>' && unused > 0))) {
                unused -= s->text.ptr[i + 1] == '>';
                i++;
            }
        } else {
            s->copy[i] = hidden(s->text.ptr[i]);
        }
    }
    *ARENA_PUSH(s->arena, struct formula_span, &s->out->spans, &s->out->count) =
        (struct formula_span){.from = from, .to = to};
}

/* "\text{...}" at offset i may hold "$": the offset behind it, else i. */
static size_t pass_text(const struct scan *s, size_t i)
{
    static const char *const names[] = {"\\text", "\\mbox", "\\hbox"};
    size_t depth = 0, limit = i + LONGEST_TEXT < s->end ? i + LONGEST_TEXT : s->end, n = i + 5;
    bool named = false;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        named |= str_eq(str_sub(s->text, i, n), str_from(names[k]));
    }
    while (named && n < limit && ascii_alpha(s->text.ptr[n])) {
        n++;
    }
    if (!named || at(s, n) != '{') {
        return i;
    }
    for (; n < limit; n++) {
        depth += s->text.ptr[n] == '{';
        depth -= s->text.ptr[n] == '}';
        if (depth == 0) {
            return n + 1;
        }
        n += s->text.ptr[n] == '\\';
    }
    return i;
}

/* Behind the code span that opens at offset i, or behind its backticks. */
static size_t pass_code(struct scan *s, size_t i)
{
    size_t n = run_length(s, i, '`');
    uint64_t bit = n < 64 ? (uint64_t)1 << n : 1;
    for (size_t j = i + n; !(s->no_code & bit) && j < s->end;) {
        j = str_find(str_sub(s->text, 0, s->end), '`', j);
        size_t m = run_length(s, j, '`');
        if (m == n) {
            return j + m;
        }
        j += m;
    }
    s->no_code |= bit;
    return i + n;
}

/* The offset behind the formula that a single "$" at offset i opens, or 0. */
static size_t inline_end(struct scan *s, size_t i)
{
    char first = at(s, i + 1);
    if (first == '\0' || ascii_space(first) || first == '$') {
        return 0;
    }
    for (size_t j = i + 1; j < s->end; j++) {
        char c = s->text.ptr[j];
        if (c == '$') {
            return ascii_space(s->text.ptr[j - 1]) || ascii_digit(at(s, j + 1)) ? 0 : j + 1;
        }
        if (c == '\n' && starts_block(s, j + 1)) {
            return 0;
        }
        if (c == '\\') {
            size_t behind = pass_text(s, j);
            j = behind > j ? behind - 1 : j + 1;
        } else if (c == '`' && j > i + 1) {
            size_t behind = pass_code(s, j);
            if (memchr(s->text.ptr + j, '$', behind - j) != NULL) {
                return 0; /* it stands in code */
            }
            j = behind - 1;
        }
    }
    return 0;
}

/* The same for "$$"; what stands between may not be empty. */
static size_t display_end(struct scan *s, size_t i)
{
    for (size_t j = i + 2; !s->no_display && j + 1 < s->end; j++) {
        char c = s->text.ptr[j];
        if (c == '$' && s->text.ptr[j + 1] == '$') {
            return j + 2;
        }
        j += c == '\\';
    }
    s->no_display = true;
    return 0;
}

static size_t pass_dollars(struct scan *s, size_t i)
{
    size_t n = run_length(s, i, '$');
    size_t end = n == 1 ? inline_end(s, i) : n == 2 ? display_end(s, i) : 0;
    if (end == 0) {
        return i + n;
    }
    mark(s, i, end, n);
    return end;
}

/* Does a tag, comment or autolink begin with the "<" at offset i? */
static bool opens_tag(const struct scan *s, size_t i)
{
    size_t n = i + 1 + (at(s, i + 1) == '/');
    if (at(s, n) == '!' || at(s, n) == '?') {
        return true;
    }
    if (!ascii_alpha(at(s, n))) {
        return false;
    }
    while (ascii_alnum(at(s, n)) || str_has(STR("-+."), at(s, n))) {
        n++;
    }
    return ascii_space(at(s, n)) || str_has(STR("/>:@"), at(s, n));
}

/* Behind it, or behind its "<". */
static size_t pass_tag(struct scan *s, size_t i)
{
    char quote = 0;
    if (s->no_tag || !opens_tag(s, i)) {
        return i + 1;
    }
    for (size_t j = i + 1; j < s->end; j++) {
        char c = s->text.ptr[j];
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '>') {
            return j + 1;
        } else if (c == '<') {
            return i + 1;
        } else if ((c == '"' || c == '\'') && s->text.ptr[j - 1] == '=') {
            quote = c;
        }
    }
    s->no_tag = true;
    return i + 1;
}

static size_t pass_blanks(const struct scan *s, size_t i)
{
    while (ascii_space(at(s, i))) {
        i++;
    }
    return i;
}

/* Behind a link's address at offset i. */
static size_t pass_address(const struct scan *s, size_t i)
{
    size_t depth = 0;
    bool angled = at(s, i) == '<';
    size_t limit = i + LONGEST_ADDRESS < s->end ? i + LONGEST_ADDRESS : s->end;
    for (; i < limit && s->text.ptr[i] != '\n'; i++) {
        char c = s->text.ptr[i];
        depth += c == '(';
        if (angled ? c == '>' : ascii_space(c) || (c == ')' && depth == 0)) {
            return i + angled;
        }
        depth -= c == ')' && depth > 0;
        i += c == '\\';
    }
    return i < s->end ? i : s->end;
}

/* "](address "title")" and "[label]: address": behind what is no text, or
 * behind the bracket. */
static size_t pass_bracket(struct scan *s, size_t i)
{
    size_t open = i;
    if (at(s, i + 1) == ':') {
        while (open > 0 && i - open < LONGEST_TEXT && s->text.ptr[open - 1] != '\n') {
            open--;
        }
        return s->text.ptr[open] == '[' ? pass_address(s, pass_blanks(s, i + 2)) : i + 1;
    }
    if (at(s, i + 1) != '(') {
        return i + 1;
    }
    size_t end = pass_blanks(s, pass_address(s, pass_blanks(s, i + 2)));
    char quote = at(s, end);
    if (quote == '"' || quote == '\'') {
        size_t limit = end + LONGEST_TEXT < s->end ? end + LONGEST_TEXT : s->end;
        size_t close = str_find(str_sub(s->text, 0, limit), quote, end + 1);
        end = close < limit ? pass_blanks(s, close + 1) : i;
    }
    return at(s, end) == ')' ? end + 1 : i + 1;
}

static void scan_paragraph(struct scan *s, size_t from, size_t end)
{
    s->end = end;
    s->no_code = 0;
    s->no_tag = s->no_display = false;
    if (memchr(s->text.ptr + from, '$', end - from) == NULL) {
        return;
    }
    for (size_t i = from; i < end;) {
        switch (s->text.ptr[i]) {
        case '\\':
            i += 2;
            break;
        case '`':
            i = pass_code(s, i);
            break;
        case '<':
            i = pass_tag(s, i);
            break;
        case ']':
            i = pass_bracket(s, i);
            break;
        case '$':
            i = pass_dollars(s, i);
            break;
        default:
            i++;
            break;
        }
    }
}

/* Is the line a fence, or inside one? */
static bool is_fenced(struct scan *s, size_t line, size_t end)
{
    size_t quotes, i = pass_prefix(s->text, line, end, &quotes);
    s->end = end;
    char c = at(s, i);
    size_t n = c == '`' || c == '~' ? run_length(s, i, c) : 0;
    str rest = str_sub(s->text, i + n, end);
    if (s->fence != 0 && quotes >= s->fence_quotes) {
        if (c == s->fence && n >= s->fence_length && str_trim(rest).len == 0) {
            s->fence = 0;
        }
        return true;
    }
    s->fence = 0;
    if (n < 3 || (c == '`' && str_has(rest, '`'))) {
        return false;
    }
    s->fence = c;
    s->fence_length = n;
    s->fence_quotes = quotes;
    return true;
}

static bool is_blank(str text, size_t line, size_t end)
{
    while (line < end && (ascii_space(text.ptr[line]) || text.ptr[line] == '>')) {
        line++;
    }
    return line >= end;
}

str dialect_mark_formulas(struct arena *a, str text, size_t from, struct formulas *out)
{
    struct scan s = {.arena = a, .text = text, .out = out};
    size_t paragraph = from;
    if (from >= text.len || memchr(text.ptr + from, '$', text.len - from) == NULL) {
        return text;
    }
    for (size_t line = from; line < text.len;) {
        size_t end = str_find(text, '\n', line);
        if (is_fenced(&s, line, end) || is_blank(text, line, end)) {
            scan_paragraph(&s, paragraph, line);
            paragraph = end;
        }
        line = end + 1;
    }
    scan_paragraph(&s, paragraph < text.len ? paragraph : text.len, text.len);
    return s.copy != NULL ? (str){s.copy, text.len} : text;
}
