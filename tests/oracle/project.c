#include "oracle/project.h"

#include "base/arena.h"
#include "vocab/html.h"

#include <string.h>

struct projector;

/* How an element is projected that is not projected as itself. */
typedef void (*action)(struct projector *p, const void *node);

struct projector {
    const struct tree *tree;
    struct arena *arena;
    const void *parent;   /* of the nodes being projected */
    struct buf out, text; /* text: not yet written */
    unsigned depth;       /* of the element that is open */
    unsigned pre;         /* open elements in which white space counts */
    unsigned phrasing;    /* open elements that hold no blocks */
    unsigned foreign;     /* open elements of SVG and MathML */
    bool edge;            /* nothing but block tags since the last text */
    str *notes;           /* the ids of the notes, in their order */
    size_t nnotes;
    str task;       /* the mark of the paragraph that follows; or empty */
    unsigned backs; /* links back of the note that is open */
};

static void project_children(struct projector *p, const void *node);
static str attribute(const struct projector *p, const void *node, const char *name);
static bool is_named(const struct projector *p, const void *node, const char *name);
static action action_of(struct projector *p, const void *node);

/* Elements that stand on lines of their own, so that white space around their tags is none. */
static const char *const blocks[] = {
    "address",  "article", "aside",      "blockquote", "body",    "caption", "center", "col",
    "colgroup", "dd",      "details",    "dialog",     "dir",     "div",     "dl",     "dt",
    "fieldset", "figure",  "figcaption", "footer",     "form",    "h1",      "h2",     "h3",
    "h4",       "h5",      "h6",         "header",     "hr",      "li",      "main",   "menu",
    "nav",      "ol",      "p",          "pre",        "section", "summary", "table",  "tbody",
    "td",       "tfoot",   "th",         "thead",      "tr",      "ul",
};

/* What HTML has dropped, and what stands for it (source format, part 4). */
static const struct renaming {
    const char *from, *to, *class_name;
} renamings[] = {
    {"center", "div", "center"}, {"font", "span", NULL},  {"tt", "code", NULL},
    {"big", "span", "big"},      {"strike", "del", NULL}, {"acronym", "abbr", NULL},
    {"nobr", "span", "nobr"},    {"dir", "ul", NULL},     {"xmp", "pre", NULL},
};

static const struct renaming *renaming_of(str name)
{
    for (size_t i = 0; i < sizeof renamings / sizeof *renamings; i++) {
        if (str_eq(name, str_from(renamings[i].from))) {
            return &renamings[i];
        }
    }
    return NULL;
}

static void escape(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n') {
            buf_add(out, STR("\\n"));
        } else if (c == '\\' || c == '"') {
            buf_addch(out, '\\');
            buf_addch(out, c);
        } else {
            buf_addch(out, c);
        }
    }
}

static void begin_line(struct projector *p)
{
    for (unsigned i = 0; i < p->depth; i++) {
        buf_addch(&p->out, ' ');
    }
}

static str trim_left(str s)
{
    while (s.len > 0 && ascii_space(*s.ptr)) {
        s = str_sub(s, 1, s.len);
    }
    return s;
}

static str trim_right(str s)
{
    while (s.len > 0 && ascii_space(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

/* Writes the text gathered; block: the tag that follows is one of a block. */
static void flush(struct projector *p, bool block)
{
    str text = buf_str(&p->text);
    if (p->pre == 0) {
        text = p->edge ? trim_left(text) : text;
        text = block ? trim_right(text) : text;
    }
    if (text.len > 0) {
        begin_line(p);
        buf_addch(&p->out, '"');
        escape(&p->out, text);
        buf_add(&p->out, STR("\"\n"));
        p->edge = false;
    }
    p->edge |= block;
    buf_clear(&p->text);
}

static bool is_block(str name)
{
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (str_eq(name, str_from(blocks[i]))) {
            return true;
        }
    }
    return false;
}

/* A line that is no element of either side. */
static void mark(struct projector *p, str line)
{
    flush(p, false);
    begin_line(p);
    buf_add(&p->out, line);
    buf_addch(&p->out, '\n');
    p->edge = false;
}

static void unwrap(struct projector *p, const void *node)
{
    project_children(p, node);
}

static void drop(struct projector *p, const void *node)
{
    (void)p;
    (void)node;
}

/* A wrapper of blocks that only one side has. */
static void unwrap_block(struct projector *p, const void *node)
{
    flush(p, true);
    project_children(p, node);
    flush(p, true);
}

static void project_notes(struct projector *p, const void *node)
{
    flush(p, true);
    mark(p, STR("[notes]"));
    p->edge = true;
    p->depth++;
    for (const void *n = p->tree->first(node); n != NULL; n = p->tree->next(n)) {
        if (is_named(p, n, "ol")) {
            project_children(p, n);
        }
    }
    flush(p, true);
    p->depth--;
}

static void project_note(struct projector *p, const void *node)
{
    flush(p, true);
    mark(p, STR("[note]"));
    p->edge = true;
    p->depth++;
    p->backs = 0;
    project_children(p, node);
    flush(p, true);
    mark(p, str_printf(p->arena, "[%u back]", p->backs));
    p->edge = true;
    p->depth--;
}

/* Links back are counted: how they are named and parted is each side's own. */
static void project_back(struct projector *p, const void *node)
{
    (void)node;
    p->backs++;
    p->text.len = trim_right(buf_str(&p->text)).len;
}

/* A paragraph of nothing but links back: where a note does not end in one, we make it. */
static bool is_way_back(struct projector *p, const void *node)
{
    bool back = false;
    for (const void *n = p->tree->first(node); n != NULL; n = p->tree->next(n)) {
        bool text = p->tree->name(n).len == 0;
        if (text ? str_trim(p->tree->text(n)).len > 0 : action_of(p, n) != project_back) {
            return false;
        }
        back |= !text;
    }
    return back && is_named(p, node, "p");
}

static str plain(struct projector *p, const void *node)
{
    str all = STR_NONE;
    for (const void *n = p->tree->first(node); n != NULL; n = p->tree->next(n)) {
        const str parts[] = {all, p->tree->name(n).len == 0 ? p->tree->text(n) : plain(p, n)};
        all = str_concat(p->arena, parts, 2);
    }
    return all;
}

/* The number that a reference shows, and that of the note it leads to. */
static void project_reference(struct projector *p, const void *node)
{
    str href = attribute(p, node, "href");
    size_t note = 0;
    while (note < p->nnotes && !str_eq(p->notes[note], str_sub(href, 1, href.len))) {
        note++;
    }
    mark(p, str_printf(p->arena, "[%.*s -> note %zu]", STR_ARG(plain(p, node)), note + 1));
}

static void write_task(struct projector *p, str task)
{
    mark(p, task);
    p->edge = true;
}

/* In a loose list cmark-gfm has the mark before the paragraph that it belongs to. */
static void project_task(struct projector *p, const void *node)
{
    bool theirs = is_named(p, node, "input");
    bool done =
        theirs ? attribute(p, node, "checked").ptr != NULL : str_eq(plain(p, node), STR("[x]"));
    str task = done ? STR("[task done]") : STR("[task open]");
    const void *next = p->tree->next(node);
    while (next != NULL && p->tree->name(next).len == 0 && str_trim(p->tree->text(next)).len == 0) {
        next = p->tree->next(next);
    }
    if (theirs && next != NULL && is_named(p, next, "p")) {
        p->task = task;
    } else {
        write_task(p, task);
    }
}

/* The constructs that are written otherwise here than there; first ours, then cmark-gfm's. An
 * attribute must be there and begin so; NULL: none need be. */
static const struct construct_row {
    const char *name, *attribute, *value;
    action project;
} constructs[] = {
    {"section", "epub:type", "endnotes", project_notes},
    {"section", "class", "footnotes", project_notes},
    {"div", "epub:type", "footnote", unwrap_block},
    {"a", "epub:type", "noteref", project_reference},
    {"sup", "class", "footnote-ref", unwrap}, /* in a link a browser ends it before its own link */
    {"a", "data-footnote-ref", "", project_reference},
    {"a", "epub:type", "backlink", project_back},
    {"a", "class", "footnote-backref", project_back},
    {"span", "role", "img", project_task},
    {"input", "type", "checkbox", project_task},
    {"tbody", NULL, NULL, unwrap_block}, /* HTML's parser makes it, XML's does not */
    {"source", "srcset", "", drop}, /* other files of a picture: its img is what readers show */
    /* Refused, each with a message (html-forbidden). */
    {"script", NULL, NULL, drop},
    {"style", NULL, NULL, drop},
    {"iframe", NULL, NULL, drop},
    {"template", NULL, NULL, drop},
    {"object", NULL, NULL, unwrap},
    {"embed", NULL, NULL, unwrap},
    {"form", NULL, NULL, unwrap_block},
    {"input", NULL, NULL, unwrap},
    {"button", NULL, NULL, unwrap},
    {"select", NULL, NULL, unwrap},
    {"textarea", NULL, NULL, drop},
    {"link", NULL, NULL, unwrap},
    {"meta", NULL, NULL, unwrap},
    {"base", NULL, NULL, unwrap},
};

static action action_of(struct projector *p, const void *node)
{
    for (size_t i = 0; i < sizeof constructs / sizeof *constructs; i++) {
        const struct construct_row *row = &constructs[i];
        if (!is_named(p, node, row->name)) {
            continue;
        }
        str value = row->attribute != NULL ? attribute(p, node, row->attribute) : STR_NONE;
        bool has = value.ptr != NULL && str_starts(value, str_from(row->value));
        if (row->attribute == NULL || has) {
            return row->project;
        }
    }
    return NULL;
}

static str attribute(const struct projector *p, const void *node, const char *name)
{
    return p->tree->attribute(node, name);
}

static bool is_named(const struct projector *p, const void *node, const char *name)
{
    return str_eq(p->tree->name(node), str_from(name));
}

/* Targets: what is no address is percent-encoded by Markdown's own links only, so by both. */
static void add_target(struct buf *out, str address)
{
    for (size_t i = 0; i < address.len; i++) {
        unsigned char b = (unsigned char)address.ptr[i];
        if (b <= ' ' || b >= 0x7F || strchr("\"<>\\^`{|}[]", b) != NULL) {
            buf_addf(out, "%%%02X", b);
        } else {
            buf_addch(out, (char)b);
        }
    }
}

static void add_attribute(struct projector *p, const void *node, const char *name)
{
    str value = attribute(p, node, name);
    if (value.ptr == NULL || (value.len == 0 && strcmp(name, "href") != 0)) {
        return; /* an alt or title of nothing is none */
    }
    buf_addf(&p->out, " %s=\"", name);
    if (strcmp(name, "href") == 0 || strcmp(name, "src") == 0) {
        add_target(&p->out, str_trim(value));
    } else {
        escape(&p->out, value);
    }
    buf_addch(&p->out, '"');
}

static bool is_alignment(str word)
{
    static const char *const words[] = {"left", "center", "right", "justify"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(word, str_from(words[i]))) {
            return true;
        }
    }
    return false;
}

/* Alignment is an attribute there and a class here; a language is a class of code on both sides;
 * other classes count where a class is what an element is. */
static void add_classes(struct projector *p, const void *node, str name)
{
    const struct renaming *r = renaming_of(p->tree->name(node));
    const str parts[] = {attribute(p, node, "class"), STR(" "), attribute(p, node, "align"),
                         STR(" "),
                         r != NULL && r->class_name != NULL ? str_from(r->class_name) : STR_NONE};
    str rest = str_concat(p->arena, parts, sizeof parts / sizeof *parts), word;
    bool code = str_eq(name, STR("code"));
    bool plain = str_eq(name, STR("div")) || str_eq(name, STR("span"));
    while (str_word(&rest, &word)) {
        if (is_alignment(word)) {
            buf_addf(&p->out, " align=%.*s", STR_ARG(str_lower(p->arena, word)));
        } else if (plain || (code && str_starts(word, STR("language-")))) {
            buf_addf(&p->out, " .%.*s", STR_ARG(word));
        }
    }
}

/* A tag that HTML does not know is a div or a span of that class. */
static bool is_unknown(const struct projector *p, str name)
{
    return p->foreign == 0 && html_element_find(name) == NULL;
}

static bool holds_block(const struct projector *p, const void *node)
{
    for (const void *n = p->tree->first(node); n != NULL; n = p->tree->next(n)) {
        if (is_block(p->tree->name(n)) || holds_block(p, n)) {
            return true;
        }
    }
    return false;
}

static bool begins_line(str text)
{
    size_t line = str_find(text, '\n', 0);
    return line < text.len && str_trim(str_sub(text, 0, line)).len == 0;
}

/* Does a line of its own begin behind the tag? */
static bool ends_line(const struct projector *p, const void *node)
{
    const void *behind = p->tree->first(node) != NULL ? p->tree->first(node) : p->tree->next(node);
    return behind == NULL || (p->tree->name(behind).len == 0 && begins_line(p->tree->text(behind)));
}

static bool stands_beside_text(const struct projector *p, const void *node)
{
    const void *n = p->parent != NULL ? p->tree->first(p->parent) : node;
    for (; n != NULL; n = p->tree->next(n)) {
        if (p->tree->name(n).len == 0 && str_trim(p->tree->text(n)).len > 0) {
            return true;
        }
    }
    return false;
}

/* May no div stand there, or is the node a part of a line? */
static bool is_inline(const struct projector *p, const void *node)
{
    return p->phrasing > 0 ||
           (!holds_block(p, node) && (stands_beside_text(p, node) || !ends_line(p, node)));
}

static str renamed(const struct projector *p, const void *node)
{
    str name = p->tree->name(node);
    if (is_unknown(p, name)) {
        return is_inline(p, node) ? STR("span") : STR("div");
    }
    const struct renaming *r = renaming_of(name);
    return r != NULL ? str_from(r->to) : name;
}

static bool holds_phrasing(str name)
{
    static const char *const names[] = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(name, str_from(names[i]))) {
            return true;
        }
    }
    return !is_block(name);
}

/* The attributes of a tag that HTML does not know are its own; its name is a class. */
static void open_element(struct projector *p, const void *node, str name)
{
    static const char *const kept[] = {"href", "src", "title", "alt", "start"};
    str written = p->tree->name(node);
    bool unknown = is_unknown(p, written);
    begin_line(p);
    buf_addf(&p->out, "<%.*s", STR_ARG(name));
    for (size_t i = 0; !unknown && i < sizeof kept / sizeof *kept; i++) {
        add_attribute(p, node, kept[i]);
    }
    if (unknown) {
        buf_addf(&p->out, " .%.*s", STR_ARG(str_lower(p->arena, written)));
    }
    add_classes(p, node, name);
    buf_add(&p->out, STR(">\n"));
}

static bool in_notes(struct projector *p, const void *node)
{
    str id = attribute(p, node, "id");
    for (size_t i = 0; i < p->nnotes; i++) {
        if (id.ptr != NULL && str_eq(p->notes[i], id)) {
            return true;
        }
    }
    const void *child = p->tree->first(node);
    while (child != NULL && p->tree->name(child).len == 0) {
        child = p->tree->next(child);
    }
    return child != NULL && action_of(p, child) == unwrap_block && is_named(p, child, "div");
}

static void project_element(struct projector *p, const void *node)
{
    str name = renamed(p, node);
    bool block = is_block(name), pre = str_eq(name, STR("pre")), phrasing = holds_phrasing(name);
    bool foreign = str_eq(name, STR("svg")) || str_eq(name, STR("math"));
    flush(p, block);
    open_element(p, node, name);
    p->depth++;
    p->pre += pre;
    p->phrasing += phrasing;
    p->foreign += foreign;
    p->edge = block && !pre;
    if (p->task.len > 0 && str_eq(name, STR("p"))) {
        write_task(p, p->task);
        p->task = STR_NONE;
    }
    project_children(p, node);
    flush(p, block);
    p->edge = block;
    p->pre -= pre;
    p->phrasing -= phrasing;
    p->foreign -= foreign;
    p->depth--;
}

/* HTML's parser makes an empty paragraph of a "</p>" that closes nothing; Markdown has none. */
static bool is_stray(const struct projector *p, const void *node)
{
    return is_named(p, node, "p") && p->tree->first(node) == NULL;
}

static void project_node(struct projector *p, const void *node)
{
    if (is_stray(p, node) || is_way_back(p, node)) {
        flush(p, true);
        project_children(p, node);
        return;
    }
    if (p->tree->name(node).len == 0) {
        buf_add(&p->text, p->tree->text(node));
        return;
    }
    action special = action_of(p, node);
    if (special == NULL && is_named(p, node, "li") && in_notes(p, node)) {
        special = project_note;
    }
    if (special != NULL) {
        special(p, node);
    } else {
        project_element(p, node);
    }
}

static void project_children(struct projector *p, const void *node)
{
    const void *around = p->parent;
    p->parent = node;
    for (const void *n = p->tree->first(node); n != NULL; n = p->tree->next(n)) {
        project_node(p, n);
    }
    p->parent = around;
}

/* The ids of the notes: of list items there, of their divs here. */
static void find_notes(struct projector *p, const void *node, bool inside)
{
    if (p->tree->name(node).len == 0) {
        return;
    }
    str id = attribute(p, node, "id");
    bool item = is_named(p, node, "li") || is_named(p, node, "div");
    if (inside && item && str_starts(id, STR("fn-"))) {
        *ARENA_PUSH(p->arena, str, &p->notes, &p->nnotes) = id;
    }
    inside |= action_of(p, node) == project_notes;
    for (const void *n = p->tree->first(node); n != NULL; n = p->tree->next(n)) {
        find_notes(p, n, inside);
    }
}

str project(struct arena *a, const struct tree *tree)
{
    struct projector p = {.tree = tree, .arena = a, .edge = true};
    find_notes(&p, tree->root, false);
    project_children(&p, tree->root);
    flush(&p, true);
    buf_release(&p.text);
    return buf_finish(&p.out, a);
}
