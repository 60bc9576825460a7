/* Writing XML: the stack of open elements, the start tag that waits for its attributes, escaping,
 * and the place of every start tag. The only file that knows "<"; it knows no book. */
#include "render/xml.h"

#include "base/utf8.h"
#include "vocab/html.h"

struct xml_open_element {
    str name;
    bool foreign;        /* SVG or MathML: an empty element is written "/>" */
    size_t start, marks; /* how much had been written before it */
    bool first;          /* nothing stands before it in its parent */
};

/* What a byte needs where. */
enum { IN_TEXT = 1, IN_VALUE = 2 };

static const unsigned char byte_class[256] = {
    ['&'] = IN_TEXT | IN_VALUE,  ['<'] = IN_TEXT | IN_VALUE,
    ['>'] = IN_TEXT | IN_VALUE,  ['"'] = IN_VALUE,
    ['\t'] = IN_VALUE,           ['\n'] = IN_VALUE,
    ['\r'] = IN_TEXT | IN_VALUE,
};

static str reference_of(char c)
{
    switch (c) {
    case '&':
        return STR("&amp;");
    case '<':
        return STR("&lt;");
    case '>':
        return STR("&gt;");
    case '"':
        return STR("&quot;");
    case '\t':
        return STR("&#9;");
    case '\n':
        return STR("&#10;");
    default:
        return STR("&#13;");
    }
}

#define STRIDE 16

/* Does any of so many bytes need something? Control characters count, too: they are few. */
static bool any_special(const char *at)
{
    unsigned char any = 0;
    for (size_t i = 0; i < STRIDE; i++) {
        unsigned char c = (unsigned char)at[i];
        any |= (unsigned char)((c < ' ') | (c == '&') | (c == '<') | (c == '>') | (c == '"'));
    }
    return any != 0;
}

/* Escapes text that is known to be valid UTF-8 without forbidden characters. */
static void add_escaped(struct buf *out, str s, unsigned where)
{
    size_t from = 0;
    buf_reserve(out, s.len);
    for (size_t i = 0, end; i < s.len; i = end) {
        end = s.len - i > STRIDE ? i + STRIDE : s.len;
        if (end == i + STRIDE && !any_special(s.ptr + i)) {
            continue;
        }
        for (; i < end; i++) {
            if (byte_class[(unsigned char)s.ptr[i]] & where) {
                buf_add(out, str_sub(s, from, i));
                buf_add(out, reference_of(s.ptr[i]));
                from = i + 1;
            }
        }
    }
    buf_add(out, str_sub(s, from, s.len));
}

/* XML 1.0, production Char: what it forbids becomes U+FFFD, so that no source of text, whatever
 * it lets through, can make a document that does not parse. */
static void add_checked(struct buf *out, str s, unsigned where)
{
    size_t from = 0;
    while (from < s.len) {
        size_t at = from;
        uint32_t c;
        if (utf8_check(s, &at, &c) == UTF8_FINE) {
            break;
        }
        add_escaped(out, str_sub(s, from, at), where);
        utf8_add(out, 0xFFFD);
        utf8_next(s, &at);
        from = at;
    }
    add_escaped(out, str_sub(s, from, s.len), where);
}

void xml_begin(struct xml *x, struct arena *a)
{
    xml_begin_in(x, a, NULL);
}

void xml_begin_in(struct xml *x, struct arena *a, struct buf *draft)
{
    *x = (struct xml){.arena = a, .draft = draft};
    if (draft != NULL) {
        x->out = *draft;
        x->out.len = 0;
        *draft = (struct buf){0};
    }
    buf_add(&x->out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
}

void xml_place(struct xml *x, struct place at)
{
    x->at = at;
}

void xml_doctype_html(struct xml *x)
{
    buf_add(&x->out, STR("<!DOCTYPE html>\n"));
    x->html = true;
}

static void finish_start_tag(struct xml *x)
{
    if (x->tag_open) {
        buf_addch(&x->out, '>');
        x->tag_open = false;
    }
}

void xml_mark(struct xml *x, struct place at)
{
    if (x->nmarks == x->marks_capacity) {
        size_t capacity = x->marks_capacity > 0 ? 2 * x->marks_capacity : 64;
        x->marks = (struct origin_mark *)arena_grow(x->arena, x->marks, x->nmarks, capacity,
                                                    sizeof *x->marks, _Alignof(struct origin_mark));
        x->marks_capacity = capacity;
    }
    x->marks[x->nmarks++] = (struct origin_mark){x->out.len, at};
}

static struct xml_open_element *push(struct xml *x)
{
    if (x->depth == x->capacity) {
        size_t capacity = x->capacity > 0 ? 2 * x->capacity : 32;
        x->stack = (struct xml_open_element *)arena_grow(x->arena, x->stack, x->depth, capacity,
                                                         sizeof *x->stack,
                                                         _Alignof(struct xml_open_element));
        x->capacity = capacity;
    }
    return &x->stack[x->depth++];
}

/* HTML, 13.2.4.2: elements of SVG and MathML that hold HTML. */
static bool holds_html(str name)
{
    static const char *const names[] = {
        "foreignObject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(name, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

static const struct xml_open_element *foreign_parent(const struct xml *x)
{
    const struct xml_open_element *parent = x->depth > 0 ? &x->stack[x->depth - 1] : NULL;
    return x->html && parent != NULL && parent->foreign ? parent : NULL;
}

bool xml_in_foreign(const struct xml *x)
{
    const struct xml_open_element *parent = foreign_parent(x);
    return parent != NULL && !holds_html(parent->name);
}

/* HTML, 4.8.16 and 4.8.17: svg and math begin another vocabulary. */
static bool is_foreign(const struct xml *x, str name, const struct xml_open_element *parent)
{
    return !x->html || str_eq(name, STR("svg")) || str_eq(name, STR("math")) ||
           (parent != NULL && (!holds_html(parent->name) || html_element_find(name) == NULL));
}

void xml_open(struct xml *x, str name)
{
    const struct xml_open_element *parent = foreign_parent(x);
    bool foreign = is_foreign(x, name, parent), back_to_html = parent != NULL && !foreign;
    bool first = x->tag_open;
    finish_start_tag(x);
    size_t start = x->out.len, marks = x->nmarks;
    xml_mark(x, x->at);
    *push(x) = (struct xml_open_element){name, foreign, start, marks, first};
    buf_addch(&x->out, '<');
    buf_add(&x->out, name);
    x->tag_open = true;
    if (back_to_html) {
        xml_attr(x, "xmlns", STR("http://www.w3.org/1999/xhtml"));
    }
}

void xml_attr_str(struct xml *x, str name, str value)
{
    if (!x->tag_open) {
        return;
    }
    buf_addch(&x->out, ' ');
    buf_add(&x->out, name);
    buf_add(&x->out, STR("=\""));
    add_checked(&x->out, value, IN_VALUE);
    buf_addch(&x->out, '"');
}

void xml_attr(struct xml *x, const char *name, str value)
{
    xml_attr_str(x, str_from(name), value);
}

void xml_attr_if(struct xml *x, const char *name, str value)
{
    if (value.len > 0) {
        xml_attr(x, name, value);
    }
}

/* HTML, 13.1.2: void elements alone may be "/>" where a reader parses XHTML as HTML. */
static bool is_void(str name)
{
    const struct html_element *e = html_element_find(name);
    return e != NULL && (e->flags & HTML_VOID);
}

void xml_close(struct xml *x)
{
    if (x->depth == 0) {
        return;
    }
    struct xml_open_element e = x->stack[--x->depth];
    if (x->tag_open && (e.foreign || is_void(e.name))) {
        buf_add(&x->out, STR("/>"));
        x->tag_open = false;
        return;
    }
    finish_start_tag(x);
    buf_add(&x->out, STR("</"));
    buf_add(&x->out, e.name);
    buf_addch(&x->out, '>');
}

bool xml_take_back(struct xml *x)
{
    if (!x->tag_open || x->depth == 0) {
        return false;
    }
    const struct xml_open_element *e = &x->stack[--x->depth];
    x->out.len = e->start - e->first; /* with it goes the ">" of its parent */
    x->nmarks = e->marks;
    x->tag_open = e->first;
    return true;
}

void xml_close_to(struct xml *x, size_t depth)
{
    while (x->depth > depth) {
        xml_close(x);
    }
}

size_t xml_depth(const struct xml *x)
{
    return x->depth;
}

str xml_name_at(const struct xml *x, size_t index)
{
    return x->stack[index].name;
}

void xml_text(struct xml *x, str text)
{
    if (text.len > 0) {
        finish_start_tag(x);
        add_checked(&x->out, text, IN_TEXT);
    }
}

void xml_leaf(struct xml *x, const char *name, str text)
{
    xml_open(x, str_from(name));
    xml_text(x, text);
    xml_close(x);
}

void xml_line(struct xml *x)
{
    finish_start_tag(x);
    if (x->out.len > 0 && x->out.data[x->out.len - 1] != '\n') {
        buf_addch(&x->out, '\n');
    }
}

str xml_end(struct xml *x, const struct origin **origin)
{
    xml_close_to(x, 0);
    xml_line(x);
    if (origin != NULL) {
        struct origin *o = ARENA_NEW(x->arena, struct origin);
        *o = (struct origin){.marks = x->marks, .count = x->nmarks};
        *origin = o;
    }
    if (x->draft != NULL) {
        *x->draft = x->out;
        return str_copy(x->arena, buf_str(&x->out));
    }
    return buf_finish(&x->out, x->arena);
}
