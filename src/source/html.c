/* The tokenizer: text, tags and what is passed over. HTML, 13.2.5, as far as a book needs it. */
#include "source/html.h"

#include "base/utf8.h"
#include "messages.h"
#include "source/html_internal.h"
#include "vocab/html.h"

struct place scan_place(struct scan *s, size_t offset)
{
    const uint32_t *columns = s->source->columns;
    for (; s->counted < offset && s->counted < s->text.len; s->counted++) {
        unsigned char c = (unsigned char)s->text.ptr[s->counted];
        if (c == '\n') {
            s->line_index++;
            s->column = columns != NULL ? columns[s->line_index] : 1;
        } else {
            s->column += (c & 0xC0) != 0x80;
        }
    }
    struct place at = s->source->at;
    at.line += s->line_index;
    at.column = s->column;
    at.end_line = at.end_column = 0;
    return at;
}

void scan_end_place(struct scan *s, struct place *at)
{
    size_t last = s->at > 0 ? utf8_begin(s->text, s->at - 1) : 0;
    struct place end = scan_place(s, last);
    at->end_line = end.line;
    at->end_column = end.column;
}

void scan_report(struct scan *s, unsigned kind, struct place at, str first, str second)
{
    diag_report(s->reader->diag, &(struct report){.kind = kind, .at = at, .args = {first, second}});
}

static struct html_token *push(struct scan *s, enum html_token_kind kind, struct place at)
{
    struct html_token *t = ARENA_PUSH(s->reader->arena, struct html_token, s->tokens, s->count);
    t->kind = kind;
    t->at = at;
    return t;
}

static void push_text(struct scan *s, size_t from, size_t to)
{
    if (from < to) {
        size_t first = from; /* of what shows: a fault is told there */
        while (first + 1 < to && ascii_space(s->text.ptr[first])) {
            first++;
        }
        struct place at = scan_place(s, first);
        str written = str_sub(s->text, from, to);
        size_t loose;
        str text = html_unescape(s->reader, written, false, &loose);
        push(s, HTML_TEXT, at)->text = str_copy(s->reader->arena, text);
        if (loose < written.len) {
            html_tell_loose(s, written, loose, scan_place(s, from + loose));
        }
    }
}

/* Stretches that are no part of the book: what opens them, what ends them, and what they are
 * called. Comments go without saying. HTML knows no sections and no instructions, so these end at
 * any ">" (13.2.5.41), where XML wants more. */
static const struct {
    str open, close, in_xml;
    const char *what;
    bool told;
} passed_over[] = {
    {STR_INIT("<!-->"), STR_INIT(""), STR_INIT(""), "comment", false},
    {STR_INIT("<!--->"), STR_INIT(""), STR_INIT(""), "comment", false},
    {STR_INIT("<!--"), STR_INIT("-->"), STR_INIT(""), "comment", false},
    {STR_INIT("<![CDATA["), STR_INIT(">"), STR_INIT("]]>"), "CDATA section", true},
    {STR_INIT("<!"), STR_INIT(">"), STR_INIT(""), "declaration", true},
    {STR_INIT("<?"), STR_INIT(">"), STR_INIT("?>"), "processing instruction", true},
};

static size_t what_opens(str rest)
{
    size_t i = 0;
    while (!str_starts(rest, passed_over[i].open)) { /* "<!" and "<?" are among them */
        i++;
    }
    return i;
}

/* s->at is behind a stretch of kind i. */
static void tell_passed(struct scan *s, size_t i, struct place at)
{
    struct arena *a = s->reader->arena;
    const char *what = passed_over[i].what;
    bool whole = str_ends(str_sub(s->text, 0, s->at), passed_over[i].in_xml);
    scan_end_place(s, &at);
    if (whole) {
        scan_report(s, MSG_HTML_REPAIRED, at, str_printf(a, "a %s is no text", what),
                    STR("it is left out"));
    } else {
        scan_report(s, MSG_HTML_REPAIRED, at,
                    str_printf(a, "a %s is no text, and ends at its first \">\"", what),
                    STR("what follows that is text; write \"&lt;\" to show it all"));
    }
}

/* In SVG and MathML a CDATA section is text. */
static bool take_section(struct scan *s)
{
    str rest = str_sub(s->text, s->at, s->text.len), open = STR("<![CDATA[");
    size_t end = str_find_str(rest, STR("]]>"), 0);
    if (!html_in_island(s->reader) || !str_starts(rest, open) || end == rest.len) {
        return false;
    }
    if (end > open.len) {
        struct html_token *t = push(s, HTML_TEXT, scan_place(s, s->at + open.len));
        t->text = str_copy(s->reader->arena, str_sub(rest, open.len, end));
    }
    s->at += end + 3;
    return true;
}

static void pass_over(struct scan *s)
{
    struct arena *a = s->reader->arena;
    struct place at = scan_place(s, s->at);
    str rest = str_sub(s->text, s->at, s->text.len);
    size_t i = what_opens(rest);
    str open = passed_over[i].open, close = passed_over[i].close;
    size_t end = close.len > 0 ? str_find_str(rest, close, open.len) : open.len;
    bool closed = end < rest.len || close.len == 0;
    s->at += closed ? end + close.len : rest.len;
    if (!closed) { /* all that follows is swallowed, so its end would say nothing */
        scan_report(
            s, MSG_HTML_SYNTAX, at, str_printf(a, "%s has no end", passed_over[i].what),
            str_printf(a, "add \"%s\"",
                       passed_over[i].in_xml.len > 0 ? passed_over[i].in_xml.ptr : close.ptr));
    } else if (passed_over[i].told) {
        tell_passed(s, i, at);
    }
}

static bool is_name_char(char c)
{
    return !ascii_space(c) && c != '/' && c != '>' && c != '<';
}

/* Takes a tag's name, in lower case. */
static str take_name(struct scan *s)
{
    size_t from = s->at;
    while (s->at < s->text.len && is_name_char(s->text.ptr[s->at])) {
        s->at++;
    }
    return str_lower(s->reader->arena, str_sub(s->text, from, s->at));
}

/* Tells of an element that no vocabulary has, once for its name. */
static void tell_unknown(struct scan *s, str name, struct place at)
{
    struct html_reader *r = s->reader;
    size_t next = r->unknown.count;
    if (map_put(r->arena, &r->unknown, name, next) == next) {
        diag_report(
            r->diag,
            &(struct report){.kind = MSG_ELEMENT_UNKNOWN, .at = at, .args = {name}, .once = true});
    }
}

static void add_class(struct arena *a, struct html_token *t, str name)
{
    if (name.len == 0) {
        return;
    }
    struct html_attribute *class_attribute =
        ARENA_PUSH(a, struct html_attribute, &t->attributes, &t->nattributes);
    *class_attribute = (struct html_attribute){.name = STR("class"), .value = name};
}

/* What HTML says of an element. */
enum standing { KNOWN, OBSOLETE, FORBIDDEN, UNKNOWN };

/* Settles what is written for the element: itself, or what stands for it and its class. */
static enum standing settle_element(struct scan *s, struct html_token *t)
{
    struct arena *a = s->reader->arena;
    str element, class_name;
    t->space = html_settle_space(s->reader, &t->name, &t->unknown);
    t->element = t->name;
    if (forbidden_element(t->name) != NULL) {
        return FORBIDDEN;
    }
    if (t->space != HTML_SPACE_HTML) {
        return KNOWN;
    }
    if (obsolete_element(t->name, &element, &class_name)) {
        t->element = element;
        t->unknown = false;
        add_class(a, t, class_name);
        return OBSOLETE;
    }
    if (!t->unknown) {
        return KNOWN;
    }
    t->element = s->source->block ? STR("div") : STR("span");
    add_class(a, t, t->name);
    return UNKNOWN;
}

/* One that is only a part of another goes with that. */
static void tell_forbidden(struct scan *s, const struct html_token *t)
{
    struct html_reader *r = s->reader;
    str whole = forbidden_whole(t->name);
    map_put(r->arena, &r->forbidden, t->name, 0);
    if (whole.len == 0 || map_get(&r->forbidden, whole) == MAP_NONE) {
        scan_report(s, MSG_HTML_FORBIDDEN, t->at,
                    str_printf(r->arena, "element \"%.*s\"", STR_ARG(t->name)),
                    str_from(forbidden_element(t->name)));
    }
}

static void tell_element(struct scan *s, const struct html_token *t, enum standing standing)
{
    struct arena *a = s->reader->arena;
    str name = t->name, element = t->element;
    if (standing == FORBIDDEN) {
        tell_forbidden(s, t);
    } else if (standing == OBSOLETE) {
        scan_report(s, MSG_HTML_REPAIRED, t->at,
                    str_printf(a, "HTML has no element \"%.*s\" any more", STR_ARG(name)),
                    str_printf(a, "it becomes \"%.*s\"", STR_ARG(element)));
    } else if (standing == UNKNOWN) {
        tell_unknown(s, name, t->at);
    }
}

/* Elements whose content is no markup: it ends with the end tag alone. No book holds any. */
static bool is_raw_text(str name)
{
    static const char *const names[] = {"script", "style",   "textarea",
                                        "iframe", "noembed", "noframes"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(name, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

/* Passes over the content of a raw text element, up to its end tag. */
static void pass_raw_text(struct scan *s, str name)
{
    for (size_t at = str_find_str(s->text, STR("</"), s->at); at < s->text.len;
         at = str_find_str(s->text, STR("</"), at + 2)) {
        if (str_eq_nocase(str_sub(s->text, at + 2, at + 2 + name.len), name)) {
            s->at = at;
            return;
        }
    }
    s->at = s->text.len;
}

static void tell_endless_tag(struct scan *s, const char *open, str name, struct place at)
{
    str tag = str_printf(s->reader->arena, "tag \"%s%.*s\" has no end", open, STR_ARG(name));
    scan_report(s, MSG_HTML_SYNTAX, at, tag, STR("add \">\""));
}

/* HTML, 13.2.6.4.7: a line break right behind "<pre>" is none of its text. */
static void pass_first_break(struct scan *s, str name)
{
    if (str_eq(name, STR("pre")) && str_starts(str_sub(s->text, s->at, s->text.len), STR("\n"))) {
        s->at++;
    }
}

static bool is_void(str name)
{
    const struct html_element *e = html_element_find(name);
    return e != NULL && (e->flags & HTML_VOID) != 0;
}

static void start_tag(struct scan *s)
{
    struct html_token token = {.kind = HTML_START, .at = scan_place(s, s->at)};
    bool left_out = false;
    s->at += 1;
    token.name = take_name(s);
    enum standing standing = settle_element(s, &token);
    bool whole = html_read_attributes(s, &token, &left_out);
    tell_element(s, &token, standing);
    if (!whole) {
        tell_endless_tag(s, "<", token.name, token.at);
        return;
    }
    token.void_element |=
        token.space == HTML_SPACE_HTML && (is_void(token.element) || is_void(token.name));
    if (!token.void_element && is_raw_text(token.name)) {
        pass_raw_text(s, token.name);
    } else {
        pass_first_break(s, token.element);
    }
    if (standing != FORBIDDEN && !left_out) {
        *push(s, HTML_START, token.at) = token;
        if (!token.void_element) {
            html_enter_island(s->reader, &token);
        }
    }
}

/* HTML, 13.2.6.4.7: "</br>" is "<br>"; other end tags of void elements are nothing. */
static void void_end_tag(struct scan *s, str name, struct place at)
{
    str parts[] = {STR("element \""), name, STR("\" has no end tag")};
    scan_report(s, MSG_HTML_REPAIRED, at, str_concat(s->reader->arena, parts, 3),
                STR("delete it, or write the start tag"));
    if (str_eq(name, STR("br"))) {
        struct html_token *t = push(s, HTML_START, at);
        t->name = t->element = name;
        t->void_element = true;
    }
}

static void end_tag(struct scan *s)
{
    struct place at = scan_place(s, s->at);
    s->at += 2;
    str name = take_name(s), spelled;
    size_t end = str_find(s->text, '>', s->at);
    if (end == s->text.len) {
        tell_endless_tag(s, "</", name, at);
        s->at = end;
        return;
    }
    s->at = end + 1;
    scan_end_place(s, &at);
    if (forbidden_element(name) != NULL) {
        return;
    }
    if (is_void(name)) {
        void_end_tag(s, name, at);
        return;
    }
    push(s, HTML_END, at)->name =
        html_element_find(name) == NULL && foreign_element(name, &spelled) ? spelled : name;
    html_leave_island(s->reader, s->tokens[0][*s->count - 1].name);
}

static char char_at(const struct scan *s, size_t at)
{
    return at < s->text.len ? s->text.ptr[at] : '\0';
}

/* Is the "<" at offset at the beginning of a tag, or of something to pass over? */
static bool is_markup(const struct scan *s, size_t at)
{
    char next = char_at(s, at + 1);
    return ascii_alpha(next) || next == '!' || next == '?' ||
           (next == '/' && ascii_alpha(char_at(s, at + 2)));
}

static void take_markup(struct scan *s)
{
    char next = char_at(s, s->at + 1);
    if (ascii_alpha(next)) {
        start_tag(s);
    } else if (next == '/') {
        end_tag(s);
    } else if (!take_section(s)) {
        pass_over(s);
    }
}

void html_tokenize(struct html_reader *r, const struct html_source *source,
                   struct html_token **tokens, size_t *count)
{
    struct scan s = {
        .reader = r,
        .source = source,
        .text = source->text,
        .column = source->columns != NULL ? source->columns[0] : source->at.column,
        .tokens = tokens,
        .count = count,
    };
    size_t text = 0;
    for (size_t open = str_find(s.text, '<', 0); open < s.text.len;) {
        if (is_markup(&s, open)) {
            push_text(&s, text, open);
            s.at = open;
            take_markup(&s);
            text = s.at;
        }
        open = str_find(s.text, '<', text > open ? text : open + 1);
    }
    push_text(&s, text, s.text.len);
    if (source->block) {
        html_settle_unknown(r->arena, *tokens, *count, source->last);
    }
}
