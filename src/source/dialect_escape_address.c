/* Bare addresses before parsing. GitHub takes one out of the text as it is written, with all signs
 * in it, before it looks for anything else but code; so what these mean to cmark is hidden. Code
 * and brackets in it, no part of any address, are hidden only if all is read as GitHub does. */
#include "source/dialect.h"

#include <string.h>

/* Code that is open at an offset: the length of its sign in what of the paragraph stands before,
 * in its line, and in its cell. An item of a list or a cell that begins with the line or at a "|"
 * knows of no sign before; which of them it is, is not known yet. */
struct open_code {
    size_t at; /* up to here, it was looked for */
    size_t paragraph, line, cell;
};

struct addresses {
    struct arena *arena;
    str text, copy; /* copy is made when it is first wanted */
    bool gfm;       /* read as GitHub does: brackets and code are part of an address, too */
    size_t counted; /* up to here, brackets were counted */
    size_t brackets;
    struct open_code code;
};

static void put(struct addresses *s, size_t at)
{
    if (s->copy.ptr == s->text.ptr) {
        s->copy = str_copy(s->arena, s->text);
    }
    ((char *)s->copy.ptr)[at] = dialect_address_mark(s->text.ptr[at]); /* the copy is ours */
}

/* Does the line break at offset at end a paragraph: is the next line empty, or does it begin with
 * the mark of a quote, list or heading? */
static bool ends_paragraph(str text, size_t at)
{
    do {
        at++;
    } while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'));
    if (at >= text.len || text.ptr[at] == '\n' || text.ptr[at] == '>') {
        return true;
    }
    size_t mark = at;
    while (at < text.len && ascii_digit(text.ptr[at])) {
        at++;
    }
    str marks = at > mark ? STR(".)") : STR("-+*#");
    return at + 1 < text.len && str_has(marks, text.ptr[at]) && ascii_space(text.ptr[at + 1]);
}

/* Goes behind the next bracket that opens, if none is open; but not farther than offset i. */
static void pass_to_bracket(struct addresses *s, size_t i)
{
    size_t open = str_find(str_sub(s->text, 0, i), '[', s->counted), escapes = open;
    while (escapes > s->counted && s->text.ptr[escapes - 1] == '\\') {
        escapes--;
    }
    s->brackets = open < i && (open - escapes) % 2 == 0;
    s->counted = open + 1;
}

/* The same with what stands in open brackets. */
static void pass_brackets(struct addresses *s, size_t i)
{
    for (; s->counted < i && s->brackets > 0; s->counted++) {
        char c = s->text.ptr[s->counted];
        if (c > ']' || (c < '[' && c != '\n')) {
            continue; /* most letters, and blanks */
        }
        bool end = c == '\n' && ends_paragraph(s->text, s->counted);
        s->brackets += c == '[';
        s->brackets -= c == ']';
        s->brackets = end ? 0 : s->brackets;
        s->counted += c == '\\';
    }
}

/* Is offset i, that of a letter, in brackets that its paragraph opened before? Asked in rising
 * order. */
static bool in_brackets(struct addresses *s, size_t i)
{
    while (s->counted < i) {
        if (s->brackets == 0) {
            pass_to_bracket(s, i);
        }
        pass_brackets(s, i);
    }
    return s->brackets > 0;
}

/* A run of "`" opens code, or closes that of a run of its length. */
static void toggle(size_t *open, size_t run)
{
    if (*open == 0 || *open == run) {
        *open = run - *open;
    }
}

/* May offset i be in code? Asked in rising order. A run that nothing closes is no code; but that
 * is not looked for. */
static bool may_be_code(struct addresses *s, size_t i)
{
    struct open_code *o = &s->code;
    for (; o->at < i; o->at++) {
        char c = s->copy.ptr[o->at];
        size_t run = 0;
        while (c == '`' && o->at + run < i && s->copy.ptr[o->at + run] == '`') {
            run++;
        }
        if (run > 0) {
            toggle(&o->paragraph, run);
            toggle(&o->line, run);
            toggle(&o->cell, run);
            o->at += run - 1;
        } else if (c == '\n') {
            o->paragraph = ends_paragraph(s->text, o->at) ? 0 : o->paragraph;
            o->line = o->cell = 0;
        } else if (c == '|') {
            o->cell = 0;
        } else if (c == '\\' && o->paragraph == 0) {
            o->at++;
        }
    }
    return o->paragraph > 0 || o->line > 0 || o->cell > 0;
}

/* Does a "<" at offset at begin an address in angle brackets? */
static bool opens_angle(str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.len && text.ptr[end] != '<' && !ascii_space(text.ptr[end])) {
        if (text.ptr[end++] == '>') {
            return at == 0 || text.ptr[at - 1] != '\\';
        }
    }
    return false;
}

/* May what stands at offset at, behind a quote or "=", be a value in a tag, or the title of a link
 * or definition? One that begins further off is not looked for. */
static bool may_be_value(str text, size_t at)
{
    enum { FURTHEST = 500 };
    for (size_t i = at; i > 1 && at - i < FURTHEST; i--) {
        char c = text.ptr[i - 1], before = text.ptr[i - 2];
        if (c == '<' || (before == ']' && (c == '(' || c == ':'))) {
            return true;
        }
        if (c == '>' || (c == '\n' && before == '\n')) {
            return false;
        }
    }
    return at >= FURTHEST || text.ptr[0] == '<';
}

/* Is an address the target of a link or definition, or in a tag? */
static bool is_target(str text, size_t from)
{
    size_t at = from;
    char before = (char)(at > 0 ? text.ptr[at - 1] : ' ');
    bool angle = before == '<';
    if ((angle && opens_angle(text, at - 1)) ||
        (str_has(STR("\"'="), before) && may_be_value(text, at))) {
        return true;
    }
    at -= angle;
    while (at > 0 && ascii_space(text.ptr[at - 1])) {
        at--;
    }
    return at > 1 && (text.ptr[at - 1] == '(' || text.ptr[at - 1] == ':') &&
           text.ptr[at - 2] == ']';
}

/* Marks the signs of a bare address, and those of references behind it: where it ends is settled
 * before they are undone. */
static void mark_address(struct addresses *s, struct stretch at)
{
    if (in_brackets(s, at.from)) {
        return;
    }
    bool cell = false;
    size_t i = at.from;
    for (; i < at.to; i++) {
        char c = s->text.ptr[i];
        cell |= c == '|'; /* code may begin in the next one */
        if (c == '`' && (!s->gfm || may_be_code(s, at.from))) {
            return;
        }
        if (str_has(STR("*_&\\"), c) ||
            (s->gfm && (str_has(STR("[]"), c) || (c == '`' && !cell)))) {
            put(s, i);
        }
    }
    for (; i < s->text.len && !ascii_space(s->text.ptr[i]) && s->text.ptr[i] != '<'; i++) {
        if (s->text.ptr[i] == '&') {
            put(s, i);
        }
    }
}

/* Does the word at offset at end in "_", and its text, as far as can be seen, with it: its line, or
 * its cell? GitHub takes "http://a_" there, too. Longer ones are no hosts. */
static bool ends_text(str text, size_t at)
{
    enum { LONGEST = 300 };
    str rest = str_sub(text, at, at + LONGEST);
    size_t end = 0;
    while (end < rest.len && !ascii_space(rest.ptr[end]) && rest.ptr[end] != '|') {
        end++;
    }
    if (rest.ptr[end - 1] != '_') {
        return false;
    }
    while (end < rest.len && rest.ptr[end] == ' ') {
        end++;
    }
    return end == rest.len || rest.ptr[end] == '\n' || rest.ptr[end] == '|';
}

/* To GitHub what is no address as it is written never becomes one: "http://a_" in emphasis, nor
 * "www.a" behind a reference. */
static void mark_none(struct addresses *s, size_t at)
{
    size_t from = at;
    while (from > 0 && ascii_alpha(s->text.ptr[from - 1])) {
        from--;
    }
    char before = (char)(at > 0 ? s->text.ptr[at - 1] : ' ');
    bool web = s->text.ptr[at] == ':', never = !web && before == ';';
    bool like =
        web ? dialect_is_scheme(str_sub(s->text, from, at)) : dialect_may_precede_www(before);
    if (s->gfm && (never || (like && !ends_text(s->text, at))) && !is_target(s->text, from)) {
        put(s, at);
    }
}

/* All addresses that begin with the needle. */
static void mark_all(struct addresses *s, str needle)
{
    s->counted = s->brackets = 0;
    s->code = (struct open_code){0};
    for (size_t at = str_find_str(s->text, needle, 0); at < s->text.len;) {
        struct stretch found;
        size_t next = at + needle.len;
        if (dialect_web_address(s->text, at, ' ', &found)) {
            size_t to = found.to;
            if (!is_target(s->text, found.from)) {
                mark_address(s, found);
            } else if (found.from > 0 && s->text.ptr[found.from - 1] == '<') {
                to = str_find(s->text, '>', found.from);
            }
            next = to > next ? to : next;
        } else {
            mark_none(s, at);
        }
        at = str_find_str(s->text, needle, next);
    }
}

str dialect_mark_addresses(struct arena *a, str text, str copy, bool gfm)
{
    struct addresses s = {.arena = a, .text = text, .copy = copy, .gfm = gfm};
    mark_all(&s, STR("://"));
    mark_all(&s, STR("www."));
    return s.copy;
}
