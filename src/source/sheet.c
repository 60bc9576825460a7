#include "source/sheet.h"

#include "base/record.h"

/* The kinds that others than the renderer look at. */
static bool is_kept(enum construct_kind kind)
{
    switch (kind) {
    case CONSTRUCT_HEADING:
    case CONSTRUCT_LINK:
    case CONSTRUCT_IMAGE:
    case CONSTRUCT_CITATION:
    case CONSTRUCT_BOX:
    case CONSTRUCT_ANCHOR:
    case CONSTRUCT_MEDIA:
    case CONSTRUCT_PAGE:
    case CONSTRUCT_NOTE_REFERENCE:
    case CONSTRUCT_NOTE:
        return true;
    default:
        return false;
    }
}

struct digest sheet_citable(const struct bibliography *b)
{
    struct sha256 h;
    sha256_begin(&h);
    for (size_t i = 0; i < b->count; i++) {
        sha256_add(&h, b->items[i].id);
        sha256_add(&h, STR("\n"));
    }
    return sha256_finish(&h);
}

struct digest sheet_name(const struct digest *text, uint32_t body_line,
                         const struct markdown_options *options, const struct digest *citable)
{
    struct buf about = {0};
    record_digest(&about, text);
    record_number(&about, body_line);
    record_number(&about, options->features);
    record_str(&about, options->lang);
    record_bool(&about, options->bibliography != NULL);
    if (options->bibliography != NULL) {
        record_digest(&about, citable);
    }
    struct digest name = digest_of(buf_str(&about));
    buf_release(&about);
    return name;
}

/* All constructs of a file that are kept: those of the text, then each note with what is in it. */
struct roll {
    struct construct **items;
    size_t count;
    size_t *ends; /* of the text, and of each note */
};

/* An anchor stands as near as this to what it is of. */
enum { NEAR = 8 };

/* A sheet under way. */
struct writing {
    struct buf *out;
    const struct markdown *markdown;
    struct roll roll;
    bool placeless; /* places are left out */
    bool odd;       /* something cannot be put so */
};

static void call(struct roll *r, struct arena *a, struct construct *first)
{
    for (struct construct *c = first; c != NULL; c = c->next) {
        if (is_kept(c->kind)) {
            *ARENA_PUSH(a, struct construct *, &r->items, &r->count) = c;
        }
    }
}

static struct roll roll_of(struct arena *a, const struct markdown *m)
{
    struct roll r = {.ends = ARENA_ARRAY(a, size_t, m->nnotes + 1)};
    call(&r, a, m->first);
    r.ends[0] = r.count;
    for (size_t i = 0; i < m->nnotes; i++) {
        *ARENA_PUSH(a, struct construct *, &r.items, &r.count) = m->notes[i];
        call(&r, a, m->notes[i]->note.first);
        r.ends[i + 1] = r.count;
    }
    return r;
}

/* 1 + the index of an anchor, which stands beside what it is of; 0: there is none. */
static void write_anchor(struct writing *w, size_t beside, const struct construct *anchor)
{
    size_t from = beside > NEAR ? beside - NEAR : 0, number = 0;
    for (size_t i = from; anchor != NULL && i < w->roll.count && i <= beside + NEAR; i++) {
        number = w->roll.items[i] == anchor ? i + 1 : number;
    }
    w->odd = w->odd || (anchor != NULL && number == 0);
    record_number(w->out, number);
}

/* A sheet knows one file only. */
static void write_place(struct writing *w, struct place at)
{
    struct buf *out = w->out;
    w->odd = w->odd || (at.file != NULL && at.file != w->markdown->file);
    if (w->placeless) {
        return;
    }
    record_bool(out, at.file != NULL);
    record_number(out, at.line);
    record_number(out, at.column);
    record_number(out, at.end_line);
    record_number(out, at.end_column);
}

static void write_heading(struct writing *w, const struct heading *h)
{
    struct buf *out = w->out;
    record_number(out, h->level);
    record_bool(out, h->raw);
    record_bool(out, h->unlisted);
    record_bool(out, h->top);
    record_bool(out, h->after_text);
    record_str(out, h->text);
    record_str(out, h->label);
    record_str(out, h->explicit_id);
    write_place(w, h->list_at);
}

static void write_citation(struct writing *w, const struct citation *c)
{
    record_number(w->out, c->count);
    for (size_t i = 0; i < c->count; i++) {
        record_str(w->out, c->items[i].key);
        write_place(w, c->items[i].at);
    }
}

static void write_box(struct buf *out, const struct box *box)
{
    record_number(out, box->kind);
    record_bool(out, box->titled);
    record_bool(out, box->in_tip);
    record_str(out, box->title);
    record_str(out, box->words);
}

static void write_note_index(struct writing *w, const struct construct *note)
{
    const struct markdown *m = w->markdown;
    size_t index = note->note.index;
    w->odd = w->odd || index >= m->nnotes || m->notes[index] != note;
    record_number(w->out, index);
}

static void write_fields(struct writing *w, size_t index)
{
    const struct construct *c = w->roll.items[index];
    struct buf *out = w->out;
    switch (c->kind) {
    case CONSTRUCT_HEADING:
        write_heading(w, &c->heading);
        break;
    case CONSTRUCT_LINK:
        record_str(out, c->link.destination);
        record_bool(out, c->link.bare);
        break;
    case CONSTRUCT_IMAGE:
        record_str(out, c->image.source);
        record_bool(out, c->image.alt_given);
        record_bool(out, c->image.decorative);
        record_bool(out, c->image.raw);
        break;
    case CONSTRUCT_CITATION:
        write_citation(w, &c->citation);
        break;
    case CONSTRUCT_BOX:
        write_box(out, &c->box);
        write_anchor(w, index, c->box.anchor);
        break;
    case CONSTRUCT_ANCHOR:
        record_str(out, c->anchor.explicit_id);
        break;
    case CONSTRUCT_MEDIA:
        record_str(out, c->media.source);
        break;
    case CONSTRUCT_PAGE:
        record_str(out, c->page.label);
        write_anchor(w, index, c->page.anchor);
        break;
    case CONSTRUCT_NOTE_REFERENCE:
        write_note_index(w, c->reference.note);
        break;
    case CONSTRUCT_NOTE:
        record_str(out, c->note.label);
        write_note_index(w, c);
        break;
    default:
        break;
    }
}

static bool write_sheet(struct buf *out, const struct markdown *m, bool placeless)
{
    struct arena scratch = {0};
    struct writing w = {out, m, roll_of(&scratch, m), placeless, false};
    record_bool(out, m->has_text);
    record_number(out, m->nnotes);
    for (size_t i = 0; i <= m->nnotes; i++) {
        record_number(out, w.roll.ends[i]);
    }
    record_number(out, w.roll.count);
    for (size_t i = 0; i < w.roll.count; i++) {
        record_number(out, w.roll.items[i]->kind);
        write_place(&w, w.roll.items[i]->at);
        write_fields(&w, i);
    }
    arena_release(&scratch);
    return !w.odd;
}

bool sheet_write(struct buf *out, const struct markdown *m)
{
    return write_sheet(out, m, false);
}

/* A sheet under way back. */
struct reading {
    struct record record;
    struct arena *arena;
    const struct diag_file *file;
    struct markdown *markdown;
};

static struct place take_place(struct reading *r)
{
    struct place at = {.file = record_take_bool(&r->record) ? r->file : NULL};
    at.line = (uint32_t)record_take_number(&r->record, UINT32_MAX);
    at.column = (uint32_t)record_take_number(&r->record, UINT32_MAX);
    at.end_line = (uint32_t)record_take_number(&r->record, UINT32_MAX);
    at.end_column = (uint32_t)record_take_number(&r->record, UINT32_MAX);
    return at;
}

static void take_heading(struct reading *r, struct heading *h)
{
    h->level = (unsigned)record_take_number(&r->record, 6);
    h->raw = record_take_bool(&r->record);
    h->unlisted = record_take_bool(&r->record);
    h->top = record_take_bool(&r->record);
    h->after_text = record_take_bool(&r->record);
    h->text = record_take_str(&r->record);
    h->label = record_take_str(&r->record);
    h->explicit_id = record_take_str(&r->record);
    h->list_at = take_place(r);
}

static void take_citation(struct reading *r, struct citation *c)
{
    c->count = record_take_count(&r->record, 6);
    c->items = ARENA_ARRAY(r->arena, struct citation_item, c->count);
    for (size_t i = 0; i < c->count; i++) {
        c->items[i].key = record_take_str(&r->record);
        c->items[i].at = take_place(r);
    }
}

static struct construct *take_anchor(struct reading *r)
{
    size_t number = (size_t)record_take_number(&r->record, r->markdown->nsheet);
    return number > 0 ? &r->markdown->sheet[number - 1] : NULL;
}

static void take_box(struct reading *r, struct box *box)
{
    box->kind = (enum box_kind)record_take_number(&r->record, BOX_DIV);
    box->titled = record_take_bool(&r->record);
    box->in_tip = record_take_bool(&r->record);
    box->title = record_take_str(&r->record);
    box->words = record_take_str(&r->record);
    box->anchor = take_anchor(r);
}

/* The notes are in place already. */
static struct construct *take_note(struct reading *r)
{
    const struct markdown *m = r->markdown;
    if (m->nnotes == 0) {
        r->record.failed = true;
        return NULL;
    }
    return m->notes[record_take_number(&r->record, m->nnotes - 1)];
}

static void take_fields(struct reading *r, struct construct *c)
{
    switch (c->kind) {
    case CONSTRUCT_HEADING:
        take_heading(r, &c->heading);
        break;
    case CONSTRUCT_LINK:
        c->link.destination = record_take_str(&r->record);
        c->link.bare = record_take_bool(&r->record);
        break;
    case CONSTRUCT_IMAGE:
        c->image.source = record_take_str(&r->record);
        c->image.alt_given = record_take_bool(&r->record);
        c->image.decorative = record_take_bool(&r->record);
        c->image.raw = record_take_bool(&r->record);
        break;
    case CONSTRUCT_CITATION:
        take_citation(r, &c->citation);
        break;
    case CONSTRUCT_BOX:
        take_box(r, &c->box);
        break;
    case CONSTRUCT_ANCHOR:
        c->anchor.explicit_id = record_take_str(&r->record);
        break;
    case CONSTRUCT_MEDIA:
        c->media.source = record_take_str(&r->record);
        break;
    case CONSTRUCT_PAGE:
        c->page.label = record_take_str(&r->record);
        c->page.anchor = take_anchor(r);
        break;
    case CONSTRUCT_NOTE_REFERENCE:
        c->reference.note = take_note(r);
        break;
    case CONSTRUCT_NOTE:
        c->note.label = record_take_str(&r->record);
        c->note.index = (size_t)record_take_number(&r->record, SIZE_MAX);
        c->note.walked = true;
        break;
    default:
        r->record.failed = true;
        break;
    }
}

/* Links the constructs from begin up to end. */
static struct construct *chain(struct construct *all, size_t begin, size_t end)
{
    for (size_t i = begin; i + 1 < end; i++) {
        all[i].next = &all[i + 1];
    }
    return begin < end ? &all[begin] : NULL;
}

static void take_constructs(struct reading *r)
{
    struct markdown *m = r->markdown;
    for (size_t i = 0; i < m->nsheet; i++) {
        struct construct *c = &m->sheet[i];
        c->kind = (enum construct_kind)record_take_number(&r->record, CONSTRUCT_FORMULAS);
        c->at = take_place(r);
        take_fields(r, c);
    }
}

/* Where the text ends, and each note. */
static bool take_ends(struct reading *r, const size_t *ends)
{
    struct markdown *m = r->markdown;
    bool fine = ends[0] <= m->nsheet && ends[m->nnotes] == m->nsheet;
    for (size_t i = 0; fine && i < m->nnotes; i++) {
        fine = ends[i] < ends[i + 1] && ends[i + 1] <= m->nsheet;
        m->notes[i] = fine ? &m->sheet[ends[i]] : NULL;
    }
    return fine;
}

bool sheet_read(struct arena *a, const struct diag_file *file, str bytes, struct markdown *out)
{
    struct reading r = {record_open(bytes), a, file, out};
    *out = (struct markdown){.file = file};
    out->has_text = record_take_bool(&r.record);
    out->nnotes = record_take_count(&r.record, 1);
    out->notes = ARENA_ARRAY(a, struct construct *, out->nnotes);
    size_t *ends = ARENA_ARRAY(a, size_t, out->nnotes + 1);
    for (size_t i = 0; i <= out->nnotes; i++) {
        ends[i] = (size_t)record_take_number(&r.record, SIZE_MAX);
    }
    out->nsheet = record_take_count(&r.record, 6);
    out->sheet = ARENA_ARRAY(a, struct construct, out->nsheet + 1); /* never NULL */
    if (r.record.failed || !take_ends(&r, ends)) {
        return false;
    }
    take_constructs(&r);
    out->first = chain(out->sheet, 0, ends[0]);
    for (size_t i = 0; i < out->nnotes; i++) {
        out->notes[i]->note.first = chain(out->sheet, ends[i] + 1, ends[i + 1]);
    }
    return record_done(&r.record);
}

/* Two sheets side by side. */
struct pair {
    struct arena *arena;
    struct markdown one, other;
    struct sheet_places staying;
};

static bool look_alike(const struct pair *p)
{
    struct buf first = {0}, second = {0};
    bool same = write_sheet(&first, &p->one, true) && write_sheet(&second, &p->other, true) &&
                str_eq(buf_str(&first), buf_str(&second));
    buf_release(&first);
    buf_release(&second);
    return same;
}

static void compare_place(struct pair *p, struct place one, struct place other)
{
    if (place_same(&one, &other)) {
        *ARENA_PUSH(p->arena, struct place, &p->staying.items, &p->staying.count) = one;
    }
}

static void compare_construct(struct pair *p, const struct construct *one,
                              const struct construct *other)
{
    compare_place(p, one->at, other->at);
    if (one->kind == CONSTRUCT_HEADING) {
        compare_place(p, one->heading.list_at, other->heading.list_at);
    }
    for (size_t i = 0; one->kind == CONSTRUCT_CITATION && i < one->citation.count; i++) {
        compare_place(p, one->citation.items[i].at, other->citation.items[i].at);
    }
}

bool sheet_same(struct arena *a, str one, str other, bool *moved, struct sheet_places *staying)
{
    struct pair p = {.arena = a};
    *moved = !str_eq(one, other);
    *staying = (struct sheet_places){0};
    if (!*moved) {
        return true;
    }
    if (!sheet_read(a, NULL, one, &p.one) || !sheet_read(a, NULL, other, &p.other) ||
        !look_alike(&p)) {
        return false;
    }
    for (size_t i = 0; i < p.one.nsheet; i++) {
        compare_construct(&p, &p.one.sheet[i], &p.other.sheet[i]);
    }
    *staying = p.staying;
    return true;
}

/* All that model/ fills. */
static void copy_filled(struct construct *to, const struct construct *from)
{
    switch (to->kind) {
    case CONSTRUCT_HEADING:
        to->heading.slug = from->heading.slug;
        to->heading.id = from->heading.id;
        to->heading.rank = from->heading.rank;
        to->heading.former = from->heading.former;
        break;
    case CONSTRUCT_LINK:
        to->link.target = from->link.target;
        to->link.destination = from->link.destination;
        to->link.document = from->link.document;
        to->link.fragment = from->link.fragment;
        break;
    case CONSTRUCT_IMAGE:
        to->image.resource = from->image.resource;
        break;
    case CONSTRUCT_CITATION:
        for (size_t i = 0; i < to->citation.count && i < from->citation.count; i++) {
            to->citation.items[i].reference = from->citation.items[i].reference;
            to->citation.items[i].id = from->citation.items[i].id;
        }
        break;
    case CONSTRUCT_BOX:
        to->box.id = from->box.id;
        to->box.former = from->box.former;
        break;
    case CONSTRUCT_ANCHOR:
        to->anchor.id = from->anchor.id;
        break;
    case CONSTRUCT_MEDIA:
        to->media.resource = from->media.resource;
        break;
    case CONSTRUCT_PAGE:
        to->page.id = from->page.id;
        break;
    case CONSTRUCT_NOTE_REFERENCE:
        to->reference.number = from->reference.number;
        to->reference.id = from->reference.id;
        break;
    case CONSTRUCT_NOTE:
        to->note.used = from->note.used;
        break;
    default:
        break;
    }
}

bool sheet_plant(struct arena *a, struct markdown *m, const struct markdown *parsed)
{
    struct roll r = roll_of(a, parsed);
    bool same = r.count == m->nsheet;
    for (size_t i = 0; same && i < r.count; i++) {
        same = r.items[i]->kind == m->sheet[i].kind;
    }
    if (!same) {
        return false;
    }
    for (size_t i = 0; i < r.count; i++) {
        copy_filled(r.items[i], &m->sheet[i]);
        m->sheet[i].node = r.items[i]->node;
    }
    m->twins = r.items;
    m->source = parsed->source;
    m->parsed = parsed->parsed;
    m->map = parsed->map;
    m->root = parsed->root;
    m->tree = parsed->tree;
    return true;
}

struct construct *sheet_twin(const struct markdown *m, struct construct *c)
{
    return c != NULL && m->twins != NULL ? m->twins[c - m->sheet] : c;
}

void sheet_uproot(struct markdown *m)
{
    markdown_release(m);
    for (size_t i = 0; i < m->nsheet; i++) {
        m->sheet[i].node = NULL;
    }
    m->twins = NULL;
    m->source = (struct lined_text){.text = m->source.text};
    m->parsed = (struct lined_text){0};
    m->map = NULL;
}
