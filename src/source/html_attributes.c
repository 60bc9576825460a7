/* The attributes of one start tag: read as people write them, sorted into what stays, what becomes
 * a construct (files, links, ids), and what a book may not hold. HTML, 13.1.2.3. */
#include "source/html.h"

#include "messages.h"
#include "source/html_internal.h"
#include "source/markdown.h"
#include "vocab/html.h"

/* Attributes of one tag are compared with one another. */
enum { MAX_ATTRIBUTES = 256 };

static bool ends_name(char c)
{
    return ascii_space(c) || c == '/' || c == '>' || c == '=';
}

static void skip_space(struct scan *s)
{
    while (s->at < s->text.len && ascii_space(s->text.ptr[s->at])) {
        s->at++;
    }
}

static str take_name(struct scan *s)
{
    size_t from = s->at++; /* a "=" may begin a name, as in HTML */
    while (s->at < s->text.len && !ends_name(s->text.ptr[s->at])) {
        s->at++;
    }
    return foreign_attribute(str_lower(s->reader->arena, str_sub(s->text, from, s->at)));
}

static str take_unquoted(struct scan *s)
{
    size_t from = s->at;
    while (s->at < s->text.len && !ascii_space(s->text.ptr[s->at]) && s->text.ptr[s->at] != '>') {
        s->at++;
    }
    return str_sub(s->text, from, s->at);
}

/* The value, if "=" comes next; else the name, as XHTML writes boolean attributes. */
static bool take_value(struct scan *s, str name, struct place at, str *value)
{
    size_t behind_name = s->at;
    skip_space(s);
    *value = name;
    if (s->at >= s->text.len || s->text.ptr[s->at] != '=') {
        s->at = behind_name;
        return true;
    }
    s->at++;
    skip_space(s);
    char quote = s->at < s->text.len ? s->text.ptr[s->at] : ' ';
    if (quote != '"' && quote != '\'') {
        *value = take_unquoted(s);
    } else {
        size_t close = str_find(s->text, quote, s->at + 1);
        *value = str_sub(s->text, s->at + 1, close);
        s->at = close + 1;
        if (close >= s->text.len) {
            s->at = s->text.len;
            return false;
        }
    }
    str written = *value;
    size_t loose;
    *value = str_copy(s->reader->arena, html_unescape(s->reader, written, true, &loose));
    if (loose < written.len) {
        html_tell_loose(s, written, loose, at);
    }
    return true;
}

static struct html_attribute *find(struct html_token *t, str name)
{
    for (size_t i = 0; i < t->nattributes; i++) {
        if (str_eq(t->attributes[i].name, name)) {
            return &t->attributes[i];
        }
    }
    return NULL;
}

static struct html_attribute *keep(struct scan *s, struct html_token *t, str name, str value)
{
    struct html_attribute *a =
        ARENA_PUSH(s->reader->arena, struct html_attribute, &t->attributes, &t->nattributes);
    *a = (struct html_attribute){.name = name, .value = value};
    return a;
}

static void add_class(struct scan *s, struct html_token *t, str name, struct place at)
{
    struct html_attribute *a = find(t, STR("class"));
    if (a == NULL) {
        keep(s, t, STR("class"), name)->at = at;
    } else {
        str parts[] = {a->value, STR(" "), name};
        a->value = str_concat(s->reader->arena, parts, 3);
    }
}

static struct construct *construct(struct scan *s, enum construct_kind kind, struct place at)
{
    struct construct *c = ARENA_NEW(s->reader->arena, struct construct);
    c->kind = kind;
    c->at = at;
    return c;
}

static struct image *image_of(struct scan *s, struct html_token *t)
{
    if (t->image == NULL) {
        t->image = construct(s, CONSTRUCT_IMAGE, t->at);
        t->image->image.raw = true;
    }
    return &t->image->image;
}

/* A name without colon, as XML wants it. */
static bool is_plain_name(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool fine =
            ascii_alpha(c) || c == '_' || (i > 0 && (ascii_digit(c) || c == '-' || c == '.'));
        if (!fine) {
            return false;
        }
    }
    return name.len > 0;
}

/* A name that XML accepts, of no name space or of one that is declared: "epub:type", "xml:lang",
 * "xlink:href". */
static bool name_is_xml(str name)
{
    str prefix, local;
    if (!str_cut(name, ':', &prefix, &local)) {
        return is_plain_name(name);
    }
    bool xml =
        str_eq(prefix, STR("xml")) && (str_eq(local, STR("lang")) || str_eq(local, STR("space")));
    return xml ||
           ((str_eq(prefix, STR("epub")) || str_eq(prefix, STR("xlink"))) && is_plain_name(local));
}

/* Does the address, blanks and controls apart, begin with "javascript:"? */
static bool is_script(str value)
{
    str scheme = STR("javascript:");
    size_t matched = 0;
    for (size_t i = 0; i < value.len && matched < scheme.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (c <= ' ') {
            continue;
        }
        if (ascii_lower((char)c) != scheme.ptr[matched]) {
            return false;
        }
        matched++;
    }
    return matched == scheme.len;
}

/* True if no book may hold the attribute; it is told then. */
static bool forbid(struct scan *s, str name, str value, struct place at)
{
    if (str_starts(name, STR("on")) && name.len > 2 && !str_has(name, '-')) {
        str parts[] = {STR("attribute \""), name, STR("\"")};
        scan_report(s, MSG_HTML_FORBIDDEN, at, str_concat(s->reader->arena, parts, 3),
                    STR("readers run no scripts; remove it"));
        return true;
    }
    if (is_script(value)) {
        scan_report(s, MSG_HTML_FORBIDDEN, at, STR("a \"javascript:\" address"),
                    STR("readers run no scripts; remove it"));
        return true;
    }
    return false;
}

/* Attributes that name a file: it is packed, and its name in the book takes the place of value. */
static const struct {
    str element, attribute;
} media[] = {
    {STR_INIT("audio"), STR_INIT("src")},        {STR_INIT("video"), STR_INIT("src")},
    {STR_INIT("source"), STR_INIT("src")},       {STR_INIT("track"), STR_INIT("src")},
    {STR_INIT("video"), STR_INIT("poster")},     {STR_INIT("image"), STR_INIT("href")},
    {STR_INIT("image"), STR_INIT("xlink:href")},
};

static bool is_media(str element, str name)
{
    for (size_t i = 0; i < sizeof media / sizeof *media; i++) {
        if (str_eq(element, media[i].element) && str_eq(name, media[i].attribute)) {
            return true;
        }
    }
    return false;
}

/* Links, images, ids and files become constructs. True if the attribute is seen to. */
static bool make_construct(struct scan *s, struct html_token *t, str name, str value,
                           struct place at)
{
    bool img = str_eq(t->element, STR("img"));
    bool link = str_eq(t->element, STR("a")) || str_eq(t->element, STR("area"));
    if (link && str_eq(name, STR("href"))) {
        t->link = construct(s, CONSTRUCT_LINK, t->at);
        t->link->link.destination = value;
    } else if (img && str_eq(name, STR("src"))) {
        image_of(s, t)->source = value;
    } else if (img && str_eq(name, STR("alt"))) {
        image_of(s, t)->alt = str_eq(value, STR("alt")) ? STR_NONE : value;
        image_of(s, t)->alt_given = true;
    } else if (str_eq(name, STR("id")) ||
               (str_eq(t->element, STR("a")) && str_eq(name, STR("name")))) {
        if (t->anchor == NULL && value.len > 0) {
            t->anchor = construct(s, CONSTRUCT_ANCHOR, at);
            t->anchor->anchor.explicit_id = value;
        }
    } else if (is_media(t->element, name)) {
        struct construct *c = construct(s, CONSTRUCT_MEDIA, at);
        c->media.source = value;
        struct html_attribute *a = keep(s, t, name, value);
        a->media = c;
        a->at = at;
    } else {
        return false;
    }
    return true;
}

static void tell_repaired(struct scan *s, struct place at, str name, str class_name)
{
    struct arena *a = s->reader->arena;
    str parts[] = {STR("attribute \""), name, STR("\" is not HTML any more")};
    str remedy[] = {STR("it becomes class \""), class_name, STR("\"")};
    scan_report(s, MSG_HTML_REPAIRED, at, str_concat(a, parts, 3),
                class_name.len > 0 ? str_concat(a, remedy, 3) : STR("it is left out"));
}

/* On an element that HTML does not know, what is no global attribute is data. */
static str data_name(struct scan *s, const struct html_token *t, str name)
{
    const struct html_attr *known = html_attr_find(name);
    bool unknown = t->unknown && t->space == HTML_SPACE_HTML;
    bool global = (known != NULL && known->scope == SCOPE_GLOBAL) || str_has(name, ':') ||
                  str_starts(name, STR("data-")) || str_eq(name, STR("class"));
    if (!unknown || global) {
        return name;
    }
    str parts[] = {STR("data-"), name};
    return str_concat(s->reader->arena, parts, 2);
}

static void sort_attribute(struct scan *s, struct html_token *t, str name, str value,
                           struct place at)
{
    str class_name;
    if (str_starts(name, STR("xmlns")) || forbid(s, name, value, at)) {
        return; /* the writer declares the name spaces that it needs */
    }
    if (!name_is_xml(name)) {
        str parts[] = {STR("attribute \""), name, STR("\" has no name that XML knows")};
        scan_report(s, MSG_HTML_REPAIRED, at, str_concat(s->reader->arena, parts, 3),
                    STR("it is left out"));
        return;
    }
    if (obsolete_attribute(s->reader->arena, t->name, name, value, &class_name)) {
        tell_repaired(s, at, name, class_name);
        if (class_name.len > 0) {
            add_class(s, t, class_name, at);
        }
        return;
    }
    if (make_construct(s, t, name, value, at)) {
        return;
    }
    if (str_eq(name, STR("class"))) {
        add_class(s, t, value, at);
        return;
    }
    str kept = data_name(s, t, name);
    if (find(t, kept) == NULL) { /* HTML: the first of equal names counts */
        keep(s, t, kept, value)->at = at;
    }
}

/* XHTML in EPUB says the language twice, for both kinds of parser. */
static void double_language(struct scan *s, struct html_token *t)
{
    struct html_attribute *lang = find(t, STR("lang")), *xml = find(t, STR("xml:lang"));
    if (lang != NULL && xml == NULL) {
        struct place at = lang->at; /* keep may move it */
        keep(s, t, STR("xml:lang"), lang->value)->at = at;
    } else if (lang == NULL && xml != NULL && html_element_find(t->element) != NULL) {
        struct place at = xml->at;
        keep(s, t, STR("lang"), xml->value)->at = at;
    }
}

/* At the end of the tag: true, and s->at behind it. */
static bool at_end(struct scan *s, struct html_token *t)
{
    str rest = str_sub(s->text, s->at, s->text.len);
    if (str_starts(rest, STR("/>"))) {
        t->void_element = true;
        s->at += 2;
        return true;
    }
    if (str_starts(rest, STR(">"))) {
        s->at += 1;
        return true;
    }
    return false;
}

/* A start tag while its attributes are read. */
struct reading {
    struct html_token *token;
    bool dropped;    /* no book may hold the element: its attributes say nothing */
    bool candidates; /* it named images for other screens */
    str names[MAX_ATTRIBUTES];
    size_t count; /* of attributes, those beyond the last name too */
};

/* Images for other screens, of "picture" and "img": their files are not packed. True if the
 * attribute offers such. */
static bool drop_candidates(struct scan *s, struct reading *r, str name, struct place at)
{
    bool source = str_eq(r->token->name, STR("source")), img = str_eq(r->token->name, STR("img"));
    if ((!source && !img) || (!str_eq(name, STR("srcset")) && !str_eq(name, STR("sizes")))) {
        return false;
    }
    r->candidates = true;
    str parts[] = {STR("attribute \""), name, STR("\" offers images for other screens")};
    scan_report(s, MSG_HTML_REPAIRED, at, str_concat(s->reader->arena, parts, 3),
                source ? STR("the source is left out; readers show the img")
                       : STR("it is left out; readers show the src"));
    return true;
}

/* HTML, 13.1.2.3: no two attributes of a tag have the same name; the first one counts. */
static bool drop_repeated(struct scan *s, const struct reading *r, str name, struct place at)
{
    size_t i = 0;
    while (i < r->count && !str_eq(r->names[i], name)) {
        i++;
    }
    if (i == r->count) {
        return false;
    }
    str parts[] = {STR("attribute \""), name, STR("\" stands twice")};
    scan_report(s, MSG_HTML_REPAIRED, at, str_concat(s->reader->arena, parts, 3),
                STR("the first one counts; delete this one"));
    return true;
}

/* Reads one attribute; false if the tag ends within it. */
static bool take_attribute(struct scan *s, struct reading *r)
{
    struct place at = scan_place(s, s->at);
    str name = take_name(s), value;
    if (!take_value(s, name, at, &value)) {
        return false;
    }
    scan_end_place(s, &at);
    if (r->dropped) {
        return true;
    }
    if (r->count >= MAX_ATTRIBUTES) {
        if (r->count++ == MAX_ATTRIBUTES) {
            scan_report(s, MSG_HTML_SYNTAX, at, STR("the tag has more than 256 attributes"),
                        STR("remove the rest"));
        }
        return true;
    }
    if (!drop_repeated(s, r, name, at) && !drop_candidates(s, r, name, at)) {
        sort_attribute(s, r->token, name, value, at);
    }
    r->names[r->count++] = name;
    return true;
}

/* The tag is read: its place has an end now, and so have the places that are the same. */
static void finish_tag(struct scan *s, struct html_token *t)
{
    scan_end_place(s, &t->at);
    if (t->link != NULL) {
        t->link->at = t->at;
    }
    if (t->image != NULL) {
        t->image->at = t->at;
    }
    double_language(s, t);
}

bool html_read_attributes(struct scan *s, struct html_token *token, bool *left_out)
{
    struct reading r; /* without its names, which are many */
    r.token = token;
    r.dropped = forbidden_element(token->name) != NULL;
    r.candidates = false;
    r.count = 0;
    for (skip_space(s); !at_end(s, token); skip_space(s)) {
        if (s->at >= s->text.len) {
            return false;
        }
        if (s->text.ptr[s->at] == '/') {
            s->at++;
        } else if (!take_attribute(s, &r)) {
            return false;
        }
    }
    finish_tag(s, token);
    *left_out =
        r.candidates && str_eq(token->name, STR("source")) && find(token, STR("src")) == NULL;
    return true;
}
