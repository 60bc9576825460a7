/* The bytes of a file as text: what cmark, XML and the reading systems can take. Looks at
 * characters alone, never at Markdown. */
#include "source/markdown.h"

#include "base/utf8.h"
#include "messages.h"

struct cleaner {
    struct arena *arena;
    const struct diag_file *file;
    struct diag *diag;
    str in;
    struct buf out;
    size_t kept;       /* in, up to here, is in out */
    size_t counted;    /* up to here, lines were counted */
    size_t line_start; /* offset of the line's first byte */
    uint32_t line;
    uint32_t reported[2]; /* the last line told of, for bytes and for controls */
};

static void keep_up_to(struct cleaner *c, size_t at)
{
    if (c->out.cap == 0) {
        buf_reserve(&c->out, c->in.len);
    }
    buf_add(&c->out, str_sub(c->in, c->kept, at));
}

/* Lines, as they will be: a CR that no LF follows ends one, too. */
static void count_lines(struct cleaner *c, size_t at)
{
    for (; c->counted < at; c->counted++) {
        char ch = c->in.ptr[c->counted];
        if (ch == '\n' ||
            (ch == '\r' && (c->counted + 1 == c->in.len || c->in.ptr[c->counted + 1] != '\n'))) {
            c->line++;
            c->line_start = c->counted + 1;
        }
    }
}

/* One message a line is enough: where one byte is wrong, its neighbours mostly are. */
static void report(struct cleaner *c, enum message kind, size_t at, uint32_t code)
{
    uint32_t *last = &c->reported[kind == MSG_CONTROL];
    count_lines(c, at);
    if (*last == c->line) {
        return;
    }
    *last = c->line;
    uint32_t column = 1 + (uint32_t)utf8_count(str_sub(c->in, c->line_start, at));
    str what = kind == MSG_UTF8 ? str_printf(c->arena, "0x%02X", (unsigned)code)
                                : str_printf(c->arena, "U+%04X", (unsigned)code);
    struct place place = {.file = c->file, .line = c->line, .column = column};
    diag_report(c->diag, &(struct report){.kind = kind, .at = place, .args = {what}});
}

/* Spaces of Unicode (Zs, and the separators of lines and paragraphs) that e-readers print as
 * nothing, or as a box: what stands for one, or 0 if the character stays. U+3000 stays: it is the
 * space of Chinese and Japanese text. */
static uint32_t plain_space(uint32_t c)
{
    if (c == 0x2007 || c == 0x202F) {
        return 0xA0;
    }
    bool space =
        (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x205F || c == 0x1680;
    return space ? ' ' : 0;
}

/* The character of several bytes, or the wrong byte, at *at. */
static void wide(struct cleaner *c, size_t *at)
{
    size_t from = *at;
    uint32_t ch = utf8_next(c->in, at);
    uint32_t instead = 0;
    if (ch == UTF8_INVALID) {
        report(c, MSG_UTF8, from, (unsigned char)c->in.ptr[from]);
        instead = 0xFFFD;
    } else if (ch == 0xFFFE || ch == 0xFFFF) {
        report(c, MSG_CONTROL, from, ch);
        instead = 0xFFFD;
    } else {
        instead = plain_space(ch);
    }
    if (instead != 0) {
        keep_up_to(c, from);
        utf8_add(&c->out, instead);
        c->kept = *at;
    }
}

/* A control character, DEL excepted, which XML allows. */
static void control(struct cleaner *c, size_t *at)
{
    char ch = c->in.ptr[*at];
    keep_up_to(c, *at);
    if (ch == '\r') {
        bool pair = *at + 1 < c->in.len && c->in.ptr[*at + 1] == '\n';
        c->kept = *at + 1;
        *at += 1;
        if (!pair) {
            buf_addch(&c->out, '\n');
        }
        return;
    }
    report(c, MSG_CONTROL, *at, (unsigned char)ch);
    utf8_add(&c->out, 0xFFFD);
    *at += 1;
    c->kept = *at;
}

str markdown_clean(struct arena *a, const struct diag_file *file, str bytes, struct diag *d)
{
    bool marked = str_starts(bytes, STR("\xEF\xBB\xBF"));
    struct cleaner c = {.arena = a, .file = file, .diag = d, .line = 1};
    c.in = str_sub(bytes, marked ? 3 : 0, bytes.len);
    for (size_t i = 0; (i = utf8_pass_plain(c.in, i)) < c.in.len;) {
        if ((unsigned char)c.in.ptr[i] >= 0x80) {
            wide(&c, &i);
        } else if (c.in.ptr[i] != '\t') {
            control(&c, &i);
        } else {
            i++;
        }
    }
    if (c.kept == 0 && c.out.len == 0) {
        return c.in; /* clean as it was */
    }
    keep_up_to(&c, c.in.len);
    return buf_finish(&c.out, a);
}
