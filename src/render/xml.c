/* Writing XML: the stack of open elements, the start tag that waits for its attributes, escaping,
 * and the place of every start tag. The only file that knows "<"; it knows no book. */
#include "render/xml.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "vocab/html.h"

struct xml_open_element {
    str name;
    bool foreign;        /* SVG or MathML: an empty element is written "/>" */
    size_t start, marks; /* how much had been written before it */
    unsigned holds;      /* what was held before it */
    bool first;          /* nothing stands before it in its parent */
};

/* What a byte needs where: a reference, or a look at the character that it begins. */
enum { IN_TEXT = 1, IN_VALUE = 2, LOOK = 4 };
enum { B = IN_TEXT | IN_VALUE, V = IN_VALUE, C = LOOK };

/* clang-format off */
static const unsigned char byte_class[256] = {
    C, C, C, C, C, C, C, C, C, V, V, C, C, B, C, C, /* 00 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* 10 */
    0, 0, V, 0, 0, 0, B, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 20 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, B, 0, B, 0, /* 30 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 40 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 50 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 60 */
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 70 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* 80 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* 90 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* A0 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* B0 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* C0 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* D0 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* E0 */
    C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* F0 */
};
/* clang-format on */

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

/* What is written for the character at *at, which moves behind it; empty: itself. XML 1.0,
 * production Char: what it forbids becomes U+FFFD, so that no source of text, whatever it lets
 * through, can make a document that does not parse. */
static str instead_of(str s, size_t *at, unsigned where)
{
    char first = s.ptr[*at];
    uint32_t c = utf8_next(s, at);
    if (byte_class[(unsigned char)first] & where) {
        return reference_of(first);
    }
    return c == UTF8_INVALID || !utf8_is_xml(c) ? STR("\xEF\xBF\xBD") : STR_NONE;
}

/* Eight bytes at a time, most of which need nothing. */
#define STRIDE 8

static unsigned classes_of(const char *bytes)
{
    unsigned classes = 0;
    for (size_t i = 0; i < STRIDE; i++) {
        classes |= byte_class[(unsigned char)bytes[i]];
    }
    return classes;
}

static size_t pass_plain(str s, size_t i, unsigned classes)
{
    while (s.len - i >= STRIDE && (classes_of(s.ptr + i) & classes) == 0) {
        i += STRIDE;
    }
    while (i < s.len && (byte_class[(unsigned char)s.ptr[i]] & classes) == 0) {
        i++;
    }
    return i;
}

static void add_escaped(struct buf *out, str s, unsigned where)
{
    size_t from = 0;
    buf_reserve(out, s.len);
    for (size_t i = 0; (i = pass_plain(s, i, where | LOOK)) < s.len;) {
        size_t begin = i;
        str instead = instead_of(s, &i, where);
        if (instead.len > 0) {
            buf_add(out, str_sub(s, from, begin));
            buf_add(out, instead);
            from = i;
        }
    }
    buf_add(out, str_sub(s, from, s.len));
}

/* What stands between two literals. */
static inline void add_between(struct buf *out, str before, str s, str behind)
{
    buf_reserve(out, before.len + s.len + behind.len);
    char *at = out->data + out->len;
    memcpy(at, before.ptr, before.len);
    memcpy(at + before.len, s.ptr, s.len);
    memcpy(at + before.len + s.len, behind.ptr, behind.len + 1); /* with its NUL */
    out->len += before.len + s.len + behind.len;
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
        x->marks_capacity = 2 * x->marks_capacity + 64;
        x->marks = mem_realloc(x->marks, x->marks_capacity * sizeof *x->marks);
    }
    x->marks[x->nmarks++] = (struct origin_mark){x->out.len, at};
}

static struct xml_open_element *push(struct xml *x)
{
    if (x->depth == x->capacity) {
        size_t capacity = x->capacity > 0 ? 2 * x->capacity : 16;
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
static unsigned holding_of(str name)
{
    return str_eq(name, STR("svg")) ? HOLDS_SVG : str_eq(name, STR("math")) ? HOLDS_MATH : 0;
}

static bool is_foreign(const struct xml *x, str name, const struct xml_open_element *parent)
{
    return !x->html || holding_of(name) != 0 ||
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
    *push(x) = (struct xml_open_element){name, foreign, start, marks, x->holds, first};
    x->holds |= foreign ? holding_of(name) : 0;
    add_between(&x->out, STR("<"), name, STR(""));
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
    add_between(&x->out, STR(" "), name, STR("=\""));
    add_escaped(&x->out, value, IN_VALUE);
    buf_addch(&x->out, '"');
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
    add_between(&x->out, STR("</"), e.name, STR(">"));
}

bool xml_take_back(struct xml *x)
{
    if (!x->tag_open || x->depth == 0) {
        return false;
    }
    const struct xml_open_element *e = &x->stack[--x->depth];
    x->out.len = e->start - e->first; /* with it goes the ">" of its parent */
    x->nmarks = e->marks;
    x->holds = e->holds;
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
        add_escaped(&x->out, text, IN_TEXT);
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
        *o = (struct origin){.count = x->nmarks, .holds = x->holds};
        o->marks = arena_copy(x->arena, x->marks, x->nmarks * sizeof *x->marks);
        *origin = o;
    }
    mem_free(x->marks);
    x->marks = NULL;
    if (x->draft != NULL) {
        *x->draft = x->out;
        return str_copy(x->arena, buf_str(&x->out));
    }
    return buf_finish(&x->out, x->arena);
}
