#include "source/smart.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "source/dialect.h"
#include "vocab/html.h"
#include "vocab/unicode.h"

#define APOSTROPHE STR("\xE2\x80\x99")
#define EN_DASH    STR("\xE2\x80\x93")
#define EM_DASH    STR("\xE2\x80\x94")
#define ELLIPSIS   STR("\xE2\x80\xA6")

#define NOTHING SIZE_MAX

/* A quote that may still be closed: its edit, and the open one of its kind below it. */
struct smart_open {
    size_t edit, same;
    bool single;
    const struct quotes *quotes;
};

/* A run while it is looked through. */
struct scan {
    struct smart *smart;
    str run;
    size_t part;
    size_t top[2]; /* the last open quote: double, single */
    size_t behind; /* the end of the character before the one that is looked at; 0: none */
    bool entered;  /* an inline began between the two */
};

/* What is looked at; all other characters are passed. */
static const bool is_looked_at[256] = {
    [SMART_ENTER] = true, [SMART_LEAVE] = true, [ESCAPED] = true, [GUARD] = true,
    ['"'] = true,         ['\''] = true,        ['-'] = true,     ['.'] = true,
};

bool smart_wanted(str text)
{
    return str_has(text, '"') || str_has(text, '\'') ||
           str_find_str(text, STR("--"), 0) < text.len ||
           str_find_str(text, STR("..."), 0) < text.len;
}

static bool is_sign(uint32_t c)
{
    return unicode_punctuation(c) || c == SMART_SIGN ||
           (c < ' ' && c != SMART_LETTER && !ascii_space((char)c));
}

static bool is_letter(uint32_t c)
{
    return !unicode_blank(c) && !is_sign(c);
}

/* The character behind offset at, seen through the inlines that begin there. One in which others
 * end is as good as a sign. */
static uint32_t behind(const struct scan *s, size_t at)
{
    bool left = false;
    while (at < s->run.len && (s->run.ptr[at] == SMART_ENTER || s->run.ptr[at] == SMART_LEAVE)) {
        left |= s->run.ptr[at++] == SMART_LEAVE;
    }
    uint32_t c = at < s->run.len ? utf8_next(s->run, &at) : '\n';
    return left && is_letter(c) ? SMART_SIGN : c;
}

static uint32_t before(const struct scan *s)
{
    uint32_t c = '\n';
    if (s->behind > 0) {
        size_t at = utf8_begin(s->run, s->behind - 1);
        c = utf8_next(s->run, &at);
    }
    return s->entered && is_letter(c) ? SMART_SIGN : c;
}

static size_t edit(struct smart *s, size_t at, size_t length, str text)
{
    if (s->nedits == s->edits_capacity) {
        size_t capacity = s->edits_capacity * 2 + 64;
        s->edits = (struct smart_edit *)arena_grow(s->arena, s->edits, s->nedits, capacity,
                                                   sizeof *s->edits, _Alignof(struct smart_edit));
        s->edits_capacity = capacity;
    }
    s->edits[s->nedits] = (struct smart_edit){at, length, text};
    return s->nedits++;
}

static const struct quotes *quotes_at(struct scan *s, size_t at)
{
    const struct smart *smart = s->smart;
    while (s->part + 1 < smart->nparts && smart->parts[s->part + 1].from <= at) {
        s->part++;
    }
    return smart->parts[s->part].quotes;
}

static void push(struct scan *s, size_t edit_index, bool single, const struct quotes *q)
{
    struct smart *smart = s->smart;
    if (smart->nopen == smart->open_capacity) {
        size_t capacity = smart->open_capacity * 2 + 16;
        smart->open =
            (struct smart_open *)arena_grow(smart->arena, smart->open, smart->nopen, capacity,
                                            sizeof *smart->open, _Alignof(struct smart_open));
        smart->open_capacity = capacity;
    }
    smart->open[smart->nopen] = (struct smart_open){edit_index, s->top[single], single, q};
    s->top[single] = smart->nopen++;
}

/* Closes an open quote; those that were opened behind it stay what they are. */
static void close_quote(struct scan *s, size_t index, size_t at)
{
    struct smart *smart = s->smart;
    while (smart->nopen > index + 1) {
        const struct smart_open *o = &smart->open[--smart->nopen];
        s->top[o->single] = o->same;
    }
    const struct smart_open *o = &smart->open[--smart->nopen];
    s->top[o->single] = o->same;
    smart->edits[o->edit].text = o->single ? o->quotes->inner_open : o->quotes->open;
    edit(smart, at, 1, o->single ? o->quotes->inner_close : o->quotes->close);
}

/* "'90s", "'68": an apostrophe, though it opens a word. */
static bool is_decade(str run, size_t at)
{
    return at + 2 < run.len && ascii_digit(run.ptr[at + 1]) && ascii_digit(run.ptr[at + 2]) &&
           (at + 3 == run.len || !ascii_alnum(run.ptr[at + 3]) || run.ptr[at + 3] == 's');
}

/* English words that begin with an apostrophe, "'tis"; but not one in quotes, "'em'". */
static bool is_elision(str run, size_t at)
{
    static const char words[] = "tis twas twere twill twould tisn twasn til em cause cos bout";
    size_t end = at + 1;
    while (end < run.len && ascii_alpha(run.ptr[end])) {
        end++;
    }
    str word = str_sub(run, at + 1, end);
    bool quoted = end < run.len && run.ptr[end] == '\'' &&
                  (end + 1 == run.len || !ascii_alpha(run.ptr[end + 1]));
    return word.len > 0 && !quoted && html_word_in(word, words, true);
}

/* "rock 'n' roll" */
static bool is_and(str run, size_t at)
{
    return str_eq_nocase(str_sub(run, at, at + 3), STR("'n'")) && at > 1 && at + 4 < run.len &&
           run.ptr[at - 1] == ' ' && ascii_alpha(run.ptr[at - 2]) && run.ptr[at + 3] == ' ' &&
           ascii_alpha(run.ptr[at + 4]);
}

/* A quote opens, closes, or both, as CommonMark's emphasis does. One that finds no other is, if it
 * is double, what it looks like; else an apostrophe, which is what stands within a word. */
static void quote(struct scan *s, size_t at)
{
    bool single = s->run.ptr[at] == '\'';
    uint32_t a = before(s), b = behind(s, at + 1);
    bool left = !unicode_blank(b) && (!is_sign(b) || unicode_blank(a) || is_sign(a));
    bool right = !unicode_blank(a) && (!is_sign(a) || unicode_blank(b) || is_sign(b));
    bool within = single && is_letter(a) && is_letter(b);
    bool opens = left && (!right || a == '(' || a == '[') && a != ']' && a != ')';
    const struct quotes *q = quotes_at(s, at);
    if (right && !within && s->top[single] != NOTHING) {
        close_quote(s, s->top[single], at);
        return;
    }
    if (!left && !right) {
        return;
    }
    size_t index = edit(s->smart, at, 1, single ? APOSTROPHE : right ? q->close : q->open);
    if (opens && !(single && (is_decade(s->run, at) || is_elision(s->run, at)))) {
        push(s, index, single, q);
    }
}

/* Hyphens in a row: em dashes, if that comes out even, or en dashes, or first those, then these. */
static void dashes(struct scan *s, size_t at, size_t count)
{
    size_t em = count / 3, en = 0;
    if (count % 3 != 0 && count % 2 == 0) {
        em = 0;
        en = count / 2;
    } else if (count % 3 == 2) {
        en = 1;
    } else if (count % 3 == 1) {
        em -= 1;
        en = 2;
    }
    for (; em > 0; em--, at += 3) {
        edit(s->smart, at, 3, EM_DASH);
    }
    for (; en > 0; en--, at += 2) {
        edit(s->smart, at, 2, EN_DASH);
    }
}

static size_t row(str run, size_t at)
{
    size_t end = at;
    while (end < run.len && run.ptr[end] == run.ptr[at]) {
        end++;
    }
    return end - at;
}

/* Sees to what stands at an offset; the length of it. */
static size_t look(struct scan *s, size_t at)
{
    char c = s->run.ptr[at];
    size_t count = 1;
    if (c == '\'' && is_and(s->run, at)) {
        count = 3;
        edit(s->smart, at, 1, APOSTROPHE);
        edit(s->smart, at + 2, 1, APOSTROPHE);
    } else if (c == '"' || c == '\'') {
        quote(s, at);
    } else if (c == '-' && (count = row(s->run, at)) > 1) {
        dashes(s, at, count);
    } else if (c == '.' && (count = row(s->run, at)) > 2) {
        for (size_t i = 0; i + 3 <= count; i += 3) {
            edit(s->smart, at + i, 3, ELLIPSIS);
        }
    }
    return count;
}

static size_t pass_letters(str run, size_t at)
{
    while (at < run.len && !is_looked_at[(unsigned char)run.ptr[at]]) {
        at++;
    }
    return at;
}

void smart_run(struct smart *smart, str run)
{
    struct scan s = {.smart = smart, .run = run, .top = {NOTHING, NOTHING}};
    smart->nedits = smart->nopen = 0;
    for (size_t at = 0; at < run.len;) {
        size_t looked = pass_letters(run, at);
        if (looked > at) {
            s.behind = at = looked;
            s.entered = false;
            continue;
        }
        char c = run.ptr[at];
        if (c == SMART_ENTER || c == SMART_LEAVE) {
            s.entered |= c == SMART_ENTER;
            at++;
            continue;
        }
        if (c == ESCAPED && at + 1 < run.len) {
            at++; /* what it guards stays */
        } else if (at + 1 < run.len && run.ptr[at + 1] == GUARD) {
            at++; /* so does this */
        } else if (c == '"' || c == '\'' || c == '-' || c == '.') {
            at += look(&s, at) - 1;
        }
        utf8_next(run, &at);
        s.behind = at;
        s.entered = false;
    }
}

str smart_text(struct arena *a, str text, str lang)
{
    struct buf out = {0};
    size_t from = 0;
    if (!smart_wanted(text)) {
        return text;
    }
    const struct quotes quotes = quotes_for(lang);
    const struct smart_part part = {0, &quotes};
    struct smart s = {.arena = a, .parts = &part, .nparts = 1};
    smart_run(&s, text);
    for (size_t i = 0; i < s.nedits; i++) {
        buf_add(&out, str_sub(text, from, s.edits[i].at));
        buf_add(&out, s.edits[i].text);
        from = s.edits[i].at + s.edits[i].length;
    }
    buf_add(&out, str_sub(text, from, text.len));
    return buf_finish(&out, a);
}
