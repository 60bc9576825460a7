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
};

struct passages {
    struct arena *arena;
    struct edition_document *out;
    struct scope open[DEEPEST];
    size_t depth; /* may exceed DEEPEST: what is deeper is as its parent */
    struct buf text;
    str *others; /* ids in the heading that is open */
    size_t nothers;
    bool space;     /* white space stands before what comes next */
    size_t entries; /* of the bibliography, so far */
    size_t shown;   /* depth of the tip on a tips page that is open; 0: none is */
    size_t begin;   /* the number of its first passage */
    bool copied;    /* it says where it is from: it is told there */
    bool in_title;  /* the title element of the head */
    str cited;      /* in a citation: the key, until its number has been passed over */
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

static bool is_inline(str name)
{
    return is_one_of(name,
                     "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rb rp "
                     "rt ruby s samp small span strong sub sup time u var wbr math mi mn mo "
                     "mrow msup msub mfrac msqrt semantics mtext mstyle mover munder");
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
    return (struct scope){
        .block = !is_inline(tag->name),
        .skip = str_eq(tag->name, STR("nav")) || has_word(classes, "tip-from") ||
                has_word(classes, "what-changed") || has_word(type, "backlink") ||
                is_one_of(tag->name, "script style svg"),
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
    if (kind == PASSAGE_HEADING) {
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

/* The key of a reference that a link cites: "bowlby1988" of "references.xhtml#ref-bowlby1988". */
static str cited_by(struct passages *p, const struct xml_tag *tag)
{
    str file, fragment;
    if (!has_word(xml_value(tag, STR("type")), "biblioref") ||
        !str_cut(xml_value(tag, STR("href")), '#', &file, &fragment)) {
        return STR_NONE;
    }
    str prefix = STR("ref-");
    size_t from = str_starts(fragment, prefix) ? prefix.len : 0;
    return str_copy(p->arena, str_sub(fragment, from, fragment.len));
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
    if (id.len > 0 && !s.block && around != NULL && around->heading) {
        *ARENA_PUSH(p->arena, str, &p->others, &p->nothers) = str_copy(p->arena, id);
    }
    s.id = id.len > 0 && s.block ? str_copy(p->arena, id) : around != NULL ? around->id : STR_NONE;
    if (around != NULL) {
        s.skip = s.skip || around->skip;
        s.heading = s.heading || around->heading;
        s.tip = s.tip || around->tip;
        s.in_tip = s.in_tip || around->in_tip;
        p->entries += s.entry && !around->entry;
        s.entry = s.entry || around->entry;
    }
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
    p->in_title = str_eq(tag->name, STR("title"));
    p->cited = cited_by(p, tag);
    if (str_eq(tag->name, STR("img")) && !s.skip) {
        take_image(p, tag);
    } else if (str_eq(tag->name, STR("br"))) {
        p->space = true;
    }
}

/* The number of a citation changes with each citation before it, so its key stands for it. */
static str take_citation(struct passages *p, str text)
{
    size_t digits = 0;
    while (digits < text.len && ascii_digit(text.ptr[digits])) {
        digits++;
    }
    str parts[] = {STR("@"), p->cited, str_sub(text, digits, text.len)};
    p->cited = STR_NONE;
    return digits > 0 ? str_concat(p->arena, parts, 3) : text;
}

static void on_text(void *user, str text)
{
    struct passages *p = user;
    const struct scope *in = innermost(p);
    if (in == NULL || in->skip || p->in_title) {
        return;
    }
    if (p->cited.len > 0) {
        text = take_citation(p, text);
    }
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

/* Of a tip that stands in a chapter, too, its copy is forgotten. */
static void leave_shown(struct passages *p)
{
    p->out->npassages = p->copied ? p->begin : p->out->npassages;
    p->shown = 0;
}

static void on_end(void *user, str name)
{
    struct passages *p = user;
    if (!is_inline(name)) {
        flush(p);
    }
    if (p->shown > 0 && p->depth == p->shown) {
        leave_shown(p);
    }
    p->depth -= p->depth > 0;
    p->cited = STR_NONE;
    p->in_title = false;
}

void passages_read(struct arena *a, str bytes, struct edition_document *out)
{
    static const struct xml_events events = {on_start, on_text, on_end};
    struct passages p = {.arena = a, .out = out};
    xml_read(bytes, &events, &p);
    buf_release(&p.text);
    if (out->title.len == 0) {
        out->title = out->file;
    }
}
