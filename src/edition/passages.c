/* A content document -> its passages: text between two edges of blocks. */
#include "edition/reading.h"

#include "base/hash.h"
#include "edition/xml.h"

/* So many elements that are open say something about the text in them. */
enum { DEEPEST = 64 };

/* An open element: what it makes of the text in it. */
struct scope {
    bool block, skip, heading, tip, in_tip, entry, shown, from;
    str id;
    str mark; /* in a citation or the reference to a note: what stands for its number */
};

static const str note_mark = STR_INIT("[^]");

struct passages {
    struct arena *arena;
    struct edition_document *out;
    struct scope open[DEEPEST];
    size_t depth; /* may exceed DEEPEST: what is deeper is as its parent */
    struct buf text;
    str *others; /* ids in the title that is open */
    size_t nothers;
    bool space;     /* white space stands before what comes next */
    size_t entries; /* of the bibliography, so far */
    size_t shown;   /* depth of the tip on a tips page that is open; 0: none is */
    size_t begin;   /* the number of its first passage */
    bool copied;    /* it says where it is from: it is told there */
};

static bool is_one_of(str name, const char *words)
{
    str rest = str_from(words);
    for (str word; str_word(&rest, &word);) {
        if (str_eq(word, name)) {
            return true;
        }
    }
    return false;
}

/* Of HTML, and of SVG what has text. */
static bool is_block(str name)
{
    return is_one_of(name,
                     "address article aside blockquote body caption center dd desc details dialog "
                     "div dl dt fieldset figcaption figure footer foreignObject form h1 h2 h3 h4 "
                     "h5 h6 head header hgroup hr html legend li main menu nav ol option p pre "
                     "search section summary table tbody td text tfoot th thead title tr ul");
}

static bool has_word(str list, const char *word)
{
    for (str w; str_word(&list, &w);) {
        if (str_eq(w, str_from(word))) {
            return true;
        }
    }
    return false;
}

static struct scope scope_of(const struct xml_tag *tag)
{
    str type = xml_value(tag, STR("type")), classes = xml_value(tag, STR("class"));
    str role = xml_value(tag, STR("role"));
    return (struct scope){
        .block = is_block(tag->name),
        .skip = str_eq(tag->name, STR("nav")) || has_word(classes, "tip-from") ||
                has_word(classes, "what-changed") || has_word(type, "backlink") ||
                has_word(role, "doc-backlink") || is_one_of(tag->name, "script style head"),
        .heading = is_one_of(tag->name, "h1 h2 h3 h4 h5 h6"),
        .tip = has_word(classes, "tip-title"),
        .in_tip = str_eq(tag->name, STR("aside")) && has_word(classes, "tip"),
        .entry = has_word(type, "biblioentry"),
        .shown = has_word(classes, "tip-copy"),
        .from = has_word(classes, "tip-from"),
    };
}

static struct scope *innermost(struct passages *p)
{
    size_t i = p->depth < DEEPEST ? p->depth : DEEPEST;
    return i > 0 ? &p->open[i - 1] : NULL;
}

static void take(struct passages *p, enum passage_kind kind, str text)
{
    const struct scope *in = innermost(p);
    struct edition_document *d = p->out;
    struct passage *passage = ARENA_PUSH(p->arena, struct passage, &d->passages, &d->npassages);
    passage->kind = kind;
    passage->text = str_copy(p->arena, text);
    passage->id = in != NULL ? in->id : STR_NONE;
    passage->hash = hash_add((HASH_BEGIN ^ kind) * 31, passage->text);
    passage->number = kind == PASSAGE_REFERENCE ? p->entries : 0;
    passage->in_tip = in != NULL && in->in_tip;
    if (kind == PASSAGE_HEADING || kind == PASSAGE_TIP) {
        passage->others = p->others;
        passage->nothers = p->nothers;
    }
    if (kind == PASSAGE_HEADING && d->title.len == 0) {
        d->title = passage->text;
    }
}

/* At the edge of a block: what was gathered is a passage. */
static void flush(struct passages *p)
{
    const struct scope *in = innermost(p);
    if (p->text.len > 0 && in != NULL) {
        enum passage_kind kind = in->heading ? PASSAGE_HEADING
                                 : in->tip   ? PASSAGE_TIP
                                 : in->entry ? PASSAGE_REFERENCE
                                             : PASSAGE_TEXT;
        take(p, kind, buf_str(&p->text));
    }
    buf_clear(&p->text);
    p->space = false;
    p->others = NULL;
    p->nothers = 0;
}

static void take_image(struct passages *p, const struct xml_tag *tag)
{
    str alt = xml_value(tag, STR("alt")), source = xml_value(tag, STR("src"));
    str parts[] = {source, STR(": "), alt};
    flush(p);
    take(p, PASSAGE_IMAGE, str_concat(p->arena, parts, alt.len > 0 ? 3 : 1));
}

/* The number of a citation or note changes with each one before it, so this stands for it: the key
 * of the reference, "@bowlby1988" of "references.xhtml#ref-bowlby1988", or "[^]". */
static str mark_of(struct passages *p, const struct xml_tag *tag)
{
    str file, fragment, type = xml_value(tag, STR("type"));
    if (has_word(type, "noteref") || has_word(xml_value(tag, STR("role")), "doc-noteref")) {
        return note_mark;
    }
    if (!has_word(type, "biblioref") ||
        !str_cut(xml_value(tag, STR("href")), '#', &file, &fragment)) {
        return STR_NONE;
    }
    str prefix = STR("ref-");
    size_t from = str_starts(fragment, prefix) ? prefix.len : 0;
    return str_concat(p->arena, (str[]){STR("@"), str_sub(fragment, from, fragment.len)}, 2);
}

static void add_text(struct passages *p, str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (ascii_space(text.ptr[i])) {
            p->space = true;
            continue;
        }
        if (p->space && p->text.len > 0) {
            buf_addch(&p->text, ' ');
        }
        p->space = false;
        buf_addch(&p->text, text.ptr[i]);
    }
}

/* A formula is what its author wrote, if it says so: "x^2" and "x_2" have the same letters. */
static bool take_formula(struct passages *p, const struct xml_tag *tag)
{
    str text = str_eq(tag->name, STR("math")) ? xml_value(tag, STR("alttext")) : STR_NONE;
    add_text(p, text);
    return text.len > 0;
}

/* What tables of contents show as it is read. */
static bool is_title(const struct scope *s)
{
    return s->heading || s->tip;
}

static void inherit(struct scope *s, const struct scope *around)
{
    s->skip = s->skip || around->skip;
    s->heading = s->heading || around->heading;
    s->tip = s->tip || around->tip;
    s->in_tip = s->in_tip || around->in_tip;
    s->entry = s->entry || around->entry;
    s->id = s->id.len > 0 ? s->id : around->id;
    s->mark = s->mark.len > 0 ? s->mark : around->mark;
}

static void on_start(void *user, const struct xml_tag *tag)
{
    struct passages *p = user;
    struct scope s = scope_of(tag);
    const struct scope *around = innermost(p);
    if (s.block) {
        flush(p);
    }
    str id = xml_value(tag, STR("id"));
    if (id.len > 0 && !s.block && around != NULL && (around->heading || around->tip)) {
        *ARENA_PUSH(p->arena, str, &p->others, &p->nothers) = str_copy(p->arena, id);
    }
    s.id = id.len > 0 && s.block ? str_copy(p->arena, id) : STR_NONE;
    s.mark = mark_of(p, tag);
    if (around != NULL) {
        p->entries += s.entry && !around->entry;
        inherit(&s, around);
    }
    s.skip = s.skip || (is_title(&s) && str_eq(s.mark, note_mark));
    if (p->depth < DEEPEST) {
        p->open[p->depth] = s;
    }
    p->depth++;
    if (s.shown && p->shown == 0) {
        p->shown = p->depth;
        p->begin = p->out->npassages;
        p->copied = false;
    }
    p->copied = p->copied || s.from;
    if (s.skip) {
        return;
    }
    if (str_eq(tag->name, STR("img"))) {
        take_image(p, tag);
    } else if (!is_title(&s) && take_formula(p, tag)) {
        innermost(p)->skip = true;
    } else if (is_one_of(tag->name, "br mtd")) {
        p->space = true;
    }
}

static str without_number(struct passages *p, str text, str mark)
{
    size_t digits = 0;
    while (digits < text.len && ascii_digit(text.ptr[digits])) {
        digits++;
    }
    str parts[] = {mark, str_sub(text, digits, text.len)};
    return digits > 0 ? str_concat(p->arena, parts, 2) : text;
}

static void on_text(void *user, str text)
{
    struct passages *p = user;
    struct scope *in = innermost(p);
    if (in != NULL && !in->skip) {
        add_text(p, in->mark.len > 0 ? without_number(p, text, in->mark) : text);
        in->mark = STR_NONE;
    }
}

/* Of a tip that stands in a chapter, too, its copy is forgotten. */
static void leave_shown(struct passages *p)
{
    p->out->npassages = p->copied ? p->begin : p->out->npassages;
    p->shown = 0;
}

static void on_end(void *user, str name)
{
    struct passages *p = user;
    if (is_block(name)) {
        flush(p);
    }
    if (p->shown > 0 && p->depth == p->shown) {
        leave_shown(p);
    }
    p->depth -= p->depth > 0;
}

bool passages_read(struct arena *a, str bytes, struct edition_document *out)
{
    static const struct xml_events events = {on_start, on_text, on_end};
    struct passages p = {.arena = a, .out = out};
    bool whole = xml_read(bytes, &events, &p);
    buf_release(&p.text);
    if (out->title.len == 0) {
        out->title = out->file;
    }
    return whole;
}
