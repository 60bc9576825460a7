#include "source/limits.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "messages.h"

#include <string.h>

/* So many steps of cmark's are nobody's grief: images begun in a block, times links ended in it. */
#define MOST_STEPS ((size_t)40 * 1000 * 1000)

struct limiter {
    struct arena *arena;
    struct diag *diag;
    const struct markdown *markdown;
    str text, copy; /* copy is made when it is first wanted */
    size_t line;    /* the offset that the line begins at, and its number */
    uint32_t number;
    size_t end;        /* of the line */
    size_t at, column; /* where the look at the line is; columns from 0, tabs reach to every 4th */
    /* The containers that are open, outermost first: what the text of an item is indented by; 0: a
     * quote. */
    size_t open[LIMIT_CONTAINERS];
    size_t depth;
    char fence; /* the character of the fence that is open; 0: none */
    size_t fence_length, fence_depth;
    bool paragraph;                 /* the line before was text of a paragraph */
    size_t brackets, images, links; /* of the block: open ones; begun; ended */
    bool deep_told, brackets_told;
};

static void tell(struct limiter *l, unsigned kind, size_t at, str what, str most)
{
    struct place place = {.file = l->markdown->file, .line = l->number};
    place.column = (uint32_t)utf8_count(str_sub(l->text, l->line, at)) + 1;
    diag_report(l->diag, &(struct report){.kind = kind, .at = place, .args = {what, most}});
}

static void blank_out(struct limiter *l, size_t from, size_t to)
{
    if (l->copy.ptr == l->text.ptr) {
        l->copy = str_copy(l->arena, l->text);
    }
    memset((char *)l->copy.ptr + from, ' ', to - from); /* the copy is ours */
}

static char here(const struct limiter *l)
{
    return l->at < l->end ? l->text.ptr[l->at] : '\n';
}

static void step(struct limiter *l)
{
    l->column = here(l) == '\t' ? (l->column / 4 + 1) * 4 : l->column + 1;
    l->at++;
}

/* How far what comes next is indented. Looks ahead only. */
static size_t indent(const struct limiter *l, bool *blank)
{
    size_t at = l->at, column = l->column;
    for (; at < l->end && (l->text.ptr[at] == ' ' || l->text.ptr[at] == '\t'); at++) {
        column = l->text.ptr[at] == '\t' ? (column / 4 + 1) * 4 : column + 1;
    }
    *blank = at == l->end;
    return column - l->column;
}

static void skip(struct limiter *l, size_t columns)
{
    size_t to = l->column + columns;
    while (l->column < to && (here(l) == ' ' || here(l) == '\t')) {
        step(l);
    }
}

/* The sign of a quote, and the blank that belongs to it. */
static void skip_sign(struct limiter *l)
{
    step(l);
    if (here(l) == ' ' || here(l) == '\t') {
        step(l);
    }
}

/* Goes through the open containers that the line goes on with; their number. */
static size_t match(struct limiter *l)
{
    size_t matched = 0;
    for (; matched < l->depth; matched++) {
        bool blank;
        size_t columns = indent(l, &blank), wanted = l->open[matched];
        if (wanted > 0 && (columns >= wanted || blank)) {
            skip(l, wanted);
        } else if (wanted == 0 && columns < 4) {
            size_t at = l->at, column = l->column;
            skip(l, columns);
            if (here(l) != '>') {
                l->at = at;
                l->column = column;
                break;
            }
            skip_sign(l);
        } else {
            break;
        }
    }
    return matched;
}

/* A line of three "*", "-" or "_" at least, and blanks. */
static bool is_rule(const struct limiter *l)
{
    char sign = here(l);
    size_t count = 0;
    for (size_t i = l->at; i < l->end; i++) {
        char c = l->text.ptr[i];
        if (c != sign && c != ' ' && c != '\t') {
            return false;
        }
        count += c == sign;
    }
    return count >= 3 && str_has(STR("*-_"), sign);
}

/* The length of the fence at the place; 0: none is there. */
static size_t fence_here(const struct limiter *l)
{
    char sign = here(l);
    size_t to = l->at;
    while (to < l->end && l->text.ptr[to] == sign) {
        to++;
    }
    bool fence = (sign == '`' || sign == '~') && to - l->at >= 3 &&
                 !(sign == '`' && str_has(str_sub(l->text, to, l->end), '`'));
    return fence ? to - l->at : 0;
}

/* The width of the list marker at the place, "-" or "12."; 0: none is there. */
static size_t marker_here(const struct limiter *l)
{
    size_t to = l->at;
    while (to < l->end && to - l->at < 9 && ascii_digit(l->text.ptr[to])) {
        to++;
    }
    bool number = to > l->at;
    if (to == l->end || !str_has(number ? STR(".)") : STR("-+*"), l->text.ptr[to])) {
        return 0;
    }
    to++;
    return to == l->end || l->text.ptr[to] == ' ' || l->text.ptr[to] == '\t' ? to - l->at : 0;
}

/* False if there is no room; the rest of the line is blank then. */
static bool push(struct limiter *l, size_t matched, size_t width)
{
    if (matched == LIMIT_CONTAINERS) {
        if (!l->deep_told) {
            l->deep_told = true;
            tell(l, MSG_TOO_DEEP, l->at, STR("the text"), STR("100"));
        }
        blank_out(l, l->at, l->end);
        l->at = l->end;
        return false;
    }
    l->open[matched] = width;
    l->depth = matched + 1;
    return true;
}

/* Opens the item whose marker is at the place. */
static bool push_item(struct limiter *l, size_t matched, size_t indented, size_t marker)
{
    bool blank;
    if (!push(l, matched, 1)) {
        return false;
    }
    l->at += marker;
    l->column += marker;
    size_t columns = indent(l, &blank);
    columns = blank || columns > 4 ? 1 : columns;
    l->open[matched] = indented + marker + columns;
    skip(l, columns);
    return true;
}

/* Opens what begins on the line, behind the matched containers. True if anything does, or the line
 * is no text of a paragraph. */
static bool open_blocks(struct limiter *l, size_t *matched)
{
    bool opened = false, blank;
    for (;;) {
        size_t columns = indent(l, &blank), marker, length;
        if (blank || columns >= 4) {
            return opened;
        }
        skip(l, columns);
        char c = here(l);
        if (c == '>') {
            if (!push(l, *matched, 0)) {
                return true;
            }
            skip_sign(l);
        } else if (c == '#' || is_rule(l)) {
            l->depth = *matched;
            return true;
        } else if ((length = fence_here(l)) > 0) {
            l->depth = *matched;
            l->fence = c;
            l->fence_length = length;
            l->fence_depth = *matched;
            return true;
        } else if ((marker = marker_here(l)) > 0) {
            if (!push_item(l, *matched, columns, marker)) {
                return true;
            }
        } else {
            return opened;
        }
        *matched += 1;
        opened = true;
    }
}

/* Is the line one of the fence that is open? The one that closes it is the last. */
static bool in_fence(struct limiter *l, size_t matched)
{
    bool blank;
    if (l->fence == 0 || matched < l->fence_depth) {
        l->fence = 0;
        return false;
    }
    if (indent(l, &blank) < 4) {
        skip(l, 3);
        size_t to = l->at;
        while (to < l->end && l->text.ptr[to] == l->fence) {
            to++;
        }
        if (to - l->at >= l->fence_length && str_trim(str_sub(l->text, to, l->end)).len == 0) {
            l->fence = 0;
        }
    }
    return true;
}

static void begin_block(struct limiter *l)
{
    l->brackets = l->images = l->links = 0;
}

static void refuse_bracket(struct limiter *l, size_t at)
{
    if (!l->brackets_told) {
        l->brackets_told = true;
        tell(l, MSG_BRACKETS, at, STR_NONE, STR_NONE);
    }
    blank_out(l, at, at + 1);
}

/* Code and tags may hide what closes a bracket, so images and links are counted, too. */
static void count_brackets(struct limiter *l)
{
    str text = l->text;
    for (size_t i = l->at; i < l->end; i++) {
        char c = text.ptr[i];
        if (c == '\\') {
            i++;
        } else if (c == '[') {
            l->images += i > l->at && text.ptr[i - 1] == '!';
            if (l->brackets >= LIMIT_BRACKETS || l->images * l->links > MOST_STEPS) {
                refuse_bracket(l, i);
            } else {
                l->brackets++;
            }
        } else if (c == ']') {
            l->links += i + 1 < l->end && (text.ptr[i + 1] == '(' || text.ptr[i + 1] == '[');
            l->brackets -= l->brackets > 0;
        }
    }
}

/* Most lines are text of a paragraph that is in no container. */
static bool is_plain(const struct limiter *l)
{
    return l->depth == 0 && l->fence == 0 && l->line < l->end && ascii_alpha(l->text.ptr[l->line]);
}

static void look_at_text(struct limiter *l)
{
    if (str_has(str_sub(l->text, l->at, l->end), '[')) {
        count_brackets(l);
    }
}

static void look_at_line(struct limiter *l)
{
    bool blank;
    l->at = l->line;
    l->column = 0;
    if (is_plain(l)) {
        if (!l->paragraph) {
            begin_block(l);
        }
        l->paragraph = true;
        look_at_text(l);
        return;
    }
    size_t matched = match(l);
    if (in_fence(l, matched)) {
        return;
    }
    size_t columns = indent(l, &blank);
    if (blank) {
        l->paragraph = false;
        l->depth = matched; /* a quote ends; items go on */
        return;
    }
    size_t before = matched;
    bool opened = open_blocks(l, &matched);
    if (opened || !l->paragraph) {
        begin_block(l);
        l->depth = matched;
    }
    bool code = columns >= 4 && !l->paragraph && before == matched;
    l->paragraph = !code && l->fence == 0;
    if (l->paragraph) {
        look_at_text(l);
    }
}

str limits_apply(struct arena *a, const struct markdown *m, size_t from, struct diag *d)
{
    str text = m->source.text;
    struct limiter l = {.arena = a,
                        .diag = d,
                        .markdown = m,
                        .text = text,
                        .copy = text,
                        .number = markdown_line_of(&m->source, from)};
    for (l.line = from; l.line < text.len; l.line = l.end + 1) {
        l.end = markdown_line_end(&m->source, l.number);
        look_at_line(&l);
        l.number++;
    }
    return l.copy;
}
