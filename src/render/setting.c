#include "render/setting.h"

#include "base/record.h"
#include "model/names.h"
#include "model/notes.h"

static void add_names(struct buf *out, const struct item_names *names)
{
    record_number(out, names->count);
    for (size_t i = 0; i < names->count; i++) {
        const struct item_name *n = &names->names[i];
        record_str(out, n->family);
        record_str(out, n->given);
        record_str(out, n->non_dropping);
        record_str(out, n->literal);
    }
}

/* Narrative citations print names, or what stands for them. */
static void add_reference(struct buf *out, const struct reference *r)
{
    record_bool(out, r != NULL);
    if (r != NULL) {
        record_number(out, r->number);
        record_str(out, r->id);
        record_str(out, r->item->id);
        record_str(out, r->item->title);
        add_names(out, &r->item->author);
        add_names(out, &r->item->editor);
        add_names(out, &r->item->translator);
    }
}

static void add_citation(struct buf *out, const struct citation *c)
{
    for (size_t i = 0; i < c->count; i++) {
        add_reference(out, c->items[i].reference);
        record_str(out, c->items[i].id);
    }
}

static void add_kept(struct buf *out, const struct former_ids *f)
{
    record_number(out, f->count);
    for (size_t i = 0; i < f->count; i++) {
        record_str(out, f->ids[i]);
    }
}

static void add_heading(struct buf *out, const struct heading *h)
{
    record_str(out, h->slug);
    record_str(out, h->id);
    record_number(out, h->rank);
    add_kept(out, &h->former);
}

static void add_resource(struct buf *out, const struct resource *r)
{
    record_bool(out, r != NULL);
    record_str(out, r != NULL ? r->file : STR_NONE);
}

static void add_link(struct buf *out, const struct link *link)
{
    record_number(out, link->target);
    record_str(out, link->destination);
    record_str(out, link->target == LINK_INTERNAL ? link->document->file : STR_NONE);
    record_str(out, link->fragment);
}

/* What model/ has filled, see markdown.h. */
static void add_construct(struct buf *out, const struct construct *c)
{
    switch (c->kind) {
    case CONSTRUCT_HEADING:
        add_heading(out, &c->heading);
        break;
    case CONSTRUCT_LINK:
        add_link(out, &c->link);
        break;
    case CONSTRUCT_IMAGE:
        add_resource(out, c->image.resource);
        break;
    case CONSTRUCT_MEDIA:
        add_resource(out, c->media.resource);
        break;
    case CONSTRUCT_CITATION:
        add_citation(out, &c->citation);
        break;
    case CONSTRUCT_BOX:
        record_str(out, c->box.id);
        add_kept(out, &c->box.former);
        break;
    case CONSTRUCT_ANCHOR:
        record_str(out, c->anchor.id);
        break;
    case CONSTRUCT_PAGE:
        record_str(out, c->page.id);
        break;
    case CONSTRUCT_NOTE_REFERENCE:
        record_number(out, c->reference.number);
        record_str(out, c->reference.id);
        break;
    default:
        break;
    }
}

void setting_of_chapter(struct buf *out, const struct chapter *ch)
{
    for (const struct construct *c = ch->markdown.first; c != NULL; c = c->next) {
        add_construct(out, c);
    }
}

/* Where a document begins or ends among the constructs of its chapter: at a heading, but for the
 * first. */
static void add_border(struct buf *out, const struct construct *c)
{
    record_bool(out, c != NULL);
    record_str(out, c != NULL && c->kind == CONSTRUCT_HEADING ? c->heading.slug : STR_NONE);
}

static void add_note(struct buf *out, const struct document_note *n)
{
    record_number(out, n->note->note.index);
    record_number(out, n->number);
    record_str(out, n->id);
    record_bool(out, n->copy);
    record_number(out, n->nplaces);
    for (size_t i = 0; i < n->nplaces; i++) {
        record_str(out, n->places[i]);
    }
}

static void add_document(struct buf *out, const struct document *doc)
{
    record_str(out, doc->file);
    record_str(out, doc->title);
    record_str(out, doc->lang);
    record_str(out, doc->dir);
    record_str(out, str_from(doc->type != NULL ? doc->type->name : ""));
    record_number(out, doc->depth);
    record_str(out, doc->heading_id);
    add_border(out, doc->heading);
    add_border(out, doc->first);
    add_border(out, doc->last);
    record_str(out, doc->notes_id);
    record_number(out, doc->nnotes);
    for (size_t i = 0; i < doc->nnotes; i++) {
        add_note(out, &doc->notes[i]);
    }
}

/* Its blocks in the edition before, which may keep their ids. */
static void add_former(struct buf *out, const struct ledger_document *former)
{
    for (size_t i = 0; former != NULL && i < former->nids; i++) {
        if (former->ids[i].kind == LEDGER_BLOCK) {
            record_str(out, former->ids[i].id);
            record_number(out, former->ids[i].hash);
        }
    }
}

/* Do documents link it? */
static bool is_style(const struct resource *r)
{
    return str_eq(r->media_type, STR("text/css")) && !r->imported;
}

static void add_book(struct buf *out, const struct book *b)
{
    size_t styles = 0;
    record_str(out, b->title);
    record_str(out, b->manifest.dir);
    record_str(out, b->references_page != NULL ? b->references_page->file : STR_NONE);
    for (size_t i = 0; i < b->nresources; i++) {
        styles += is_style(b->resources[i]);
    }
    record_number(out, styles);
    for (size_t i = 0; i < b->nresources; i++) {
        if (is_style(b->resources[i])) {
            record_str(out, b->resources[i]->file);
        }
    }
}

void setting_of_document(struct buf *out, const struct book *b, const struct document *doc)
{
    add_document(out, doc);
    add_book(out, b);
    add_former(out, ledger_find(b->ledger, doc->file));
}

bool setting_can_be_given(const struct document *doc)
{
    return doc->page == PAGE_NONE && doc->chapter != NULL && doc->chapter->ndocuments == 1;
}

/* A setting under way back. */
struct giving {
    struct record record;
    struct book *book;
    struct document *document;
};

/* What is spoken of in other documents' files is known by its name alone. */
static const struct document *take_document(struct giving *g)
{
    str file = record_take_str(&g->record);
    if (str_eq(file, g->document->file)) {
        return g->document;
    }
    struct document *doc = ARENA_NEW(g->book->arena, struct document);
    doc->file = file;
    return doc;
}

static const struct resource *take_resource(struct giving *g)
{
    bool any = record_take_bool(&g->record);
    struct resource *r = ARENA_NEW(g->book->arena, struct resource);
    r->file = record_take_str(&g->record);
    return any ? r : NULL;
}

/* Only a book with a ledger has some. */
static void pass_kept(struct giving *g)
{
    g->record.failed = g->record.failed || record_take_count(&g->record, 1) > 0;
}

static void take_heading(struct giving *g, struct heading *h)
{
    h->slug = record_take_str(&g->record);
    h->id = record_take_str(&g->record);
    h->rank = (unsigned)record_take_number(&g->record, 6);
    pass_kept(g);
}

static void take_link(struct giving *g, struct link *link)
{
    link->target = (enum link_target)record_take_number(&g->record, LINK_INTERNAL);
    link->destination = record_take_str(&g->record);
    link->document = take_document(g);
    link->fragment = record_take_str(&g->record);
}

static void take_note_reference(struct giving *g, struct note_reference *r)
{
    r->number = (unsigned)record_take_number(&g->record, g->document->nnotes);
    r->id = record_take_str(&g->record);
}

static struct item_names take_names(struct giving *g)
{
    struct record *r = &g->record;
    struct item_names out = {.count = record_take_count(r, 4)};
    out.names = ARENA_ARRAY(g->book->arena, struct item_name, out.count);
    for (size_t i = 0; i < out.count; i++) {
        out.names[i].family = record_take_str(r);
        out.names[i].given = record_take_str(r);
        out.names[i].non_dropping = record_take_str(r);
        out.names[i].literal = record_take_str(r);
    }
    return out;
}

static const struct reference *take_reference(struct giving *g)
{
    if (!record_take_bool(&g->record)) {
        return NULL;
    }
    struct reference *r = ARENA_NEW(g->book->arena, struct reference);
    struct item *item = ARENA_NEW(g->book->arena, struct item);
    r->item = item;
    r->number = (unsigned)record_take_number(&g->record, UINT32_MAX);
    r->id = record_take_str(&g->record);
    item->id = record_take_str(&g->record);
    item->title = record_take_str(&g->record);
    item->author = take_names(g);
    item->editor = take_names(g);
    item->translator = take_names(g);
    return r;
}

static void take_citation(struct giving *g, struct citation *c)
{
    for (size_t i = 0; i < c->count; i++) {
        c->items[i].reference = take_reference(g);
        c->items[i].id = record_take_str(&g->record);
    }
}

static void take_construct(struct giving *g, struct construct *c)
{
    switch (c->kind) {
    case CONSTRUCT_HEADING:
        take_heading(g, &c->heading);
        break;
    case CONSTRUCT_LINK:
        take_link(g, &c->link);
        break;
    case CONSTRUCT_IMAGE:
        c->image.resource = take_resource(g);
        break;
    case CONSTRUCT_MEDIA:
        c->media.resource = take_resource(g);
        break;
    case CONSTRUCT_CITATION:
        take_citation(g, &c->citation);
        break;
    case CONSTRUCT_BOX:
        c->box.id = record_take_str(&g->record);
        pass_kept(g);
        break;
    case CONSTRUCT_ANCHOR:
        c->anchor.id = record_take_str(&g->record);
        break;
    case CONSTRUCT_PAGE:
        c->page.id = record_take_str(&g->record);
        break;
    case CONSTRUCT_NOTE_REFERENCE:
        take_note_reference(g, &c->reference);
        break;
    default:
        break;
    }
}

/* The chapter heading among the constructs. */
static struct construct *take_heading_border(struct giving *g)
{
    bool any = record_take_bool(&g->record);
    str slug = record_take_str(&g->record);
    struct construct *c = any ? g->document->first : NULL;
    while (c != NULL && (c->kind != CONSTRUCT_HEADING || !str_eq(c->heading.slug, slug))) {
        c = c->next;
    }
    g->record.failed = g->record.failed || (any && c == NULL);
    return c;
}

/* There is one document only: it holds all. */
static void pass_border(struct giving *g)
{
    record_take_bool(&g->record);
    record_take_str(&g->record);
}

static void take_note(struct giving *g, struct document_note *n)
{
    struct record *r = &g->record;
    bool same = record_take_number(r, SIZE_MAX) == n->note->note.index;
    n->number = (unsigned)record_take_number(r, UINT32_MAX);
    n->id = record_take_str(r);
    n->copy = record_take_bool(r);
    n->nplaces = record_take_count(r, 1);
    n->places = ARENA_ARRAY(g->book->arena, str, n->nplaces);
    for (size_t i = 0; i < n->nplaces; i++) {
        n->places[i] = record_take_str(r);
    }
    r->failed = r->failed || !same;
}

static void take_notes(struct giving *g)
{
    struct document *doc = g->document;
    doc->notes_id = record_take_str(&g->record);
    bool same = record_take_number(&g->record, SIZE_MAX) == doc->nnotes;
    g->record.failed = g->record.failed || !same;
    for (size_t i = 0; !g->record.failed && i < doc->nnotes; i++) {
        take_note(g, &doc->notes[i]);
    }
}

static void take_own(struct giving *g)
{
    struct document *doc = g->document;
    struct record *r = &g->record;
    doc->file = record_take_str(r);
    doc->title = record_take_str(r);
    doc->lang = record_take_str(r);
    doc->dir = record_take_str(r);
    doc->type = section_type_find(record_take_str(r));
    doc->depth = (unsigned)record_take_number(r, UINT32_MAX);
    doc->heading_id = record_take_str(r);
}

static void take_book(struct giving *g)
{
    struct book *b = g->book;
    b->title = record_take_str(&g->record);
    b->manifest.dir = record_take_str(&g->record);
    struct document *references = ARENA_NEW(b->arena, struct document);
    references->file = record_take_str(&g->record);
    b->references_page = references->file.len > 0 ? references : NULL;
    b->nresources = record_take_count(&g->record, 1);
    b->resources = ARENA_ARRAY(b->arena, struct resource *, b->nresources);
    for (size_t i = 0; i < b->nresources; i++) {
        b->resources[i] = ARENA_NEW(b->arena, struct resource);
        b->resources[i]->media_type = STR("text/css");
        b->resources[i]->file = record_take_str(&g->record);
    }
}

static void add_id(struct giving *g, str id)
{
    if (id.len > 0) {
        name_free(g->book->arena, &g->document->ids, id, 1);
    }
}

static void add_ids_of_citation(struct giving *g, const struct citation *c)
{
    for (size_t i = 0; i < c->count; i++) {
        add_id(g, c->items[i].id);
    }
}

/* An anchor's id stands in the anchor. */
static void add_id_of(struct giving *g, const struct construct *c)
{
    switch (c->kind) {
    case CONSTRUCT_HEADING:
        add_id(g, c->heading.id);
        break;
    case CONSTRUCT_BOX:
        add_id(g, c->box.anchor == NULL ? c->box.id : STR_NONE);
        break;
    case CONSTRUCT_ANCHOR:
        add_id(g, c->anchor.id);
        break;
    case CONSTRUCT_PAGE:
        add_id(g, c->page.anchor == NULL ? c->page.id : STR_NONE);
        break;
    case CONSTRUCT_CITATION:
        add_ids_of_citation(g, &c->citation);
        break;
    case CONSTRUCT_NOTE_REFERENCE:
        add_id(g, c->reference.id);
        break;
    default:
        break;
    }
}

/* All ids that are taken in the document, so that no block gets one of them. */
static void add_ids(struct giving *g)
{
    const struct document *doc = g->document;
    for (const struct construct *c = doc->first; c != NULL; c = c->next) {
        add_id_of(g, c);
    }
    for (size_t i = 0; i < doc->nnotes; i++) {
        add_id(g, doc->notes[i].id);
    }
    add_id(g, doc->notes_id);
    add_id(g, doc->heading == NULL ? doc->heading_id : STR_NONE);
}

/* Puts notes behind the text that refers to them, as they stood when the setting was recorded. */
static void gather(struct giving *g, const struct diag *d)
{
    struct diag silent;
    diag_begin_part(&silent, d);
    notes_gather(g->book, g->document->chapter, &silent);
    diag_release(&silent);
}

bool setting_give(str of_chapter, str of_document, struct book *b, struct document *doc,
                  const struct diag *d)
{
    struct giving g = {record_open(of_document), b, doc};
    struct chapter *ch = doc->chapter;
    doc->first = ch->markdown.first;
    gather(&g, d);
    take_own(&g);
    struct record rest = g.record;
    g.record = record_open(of_chapter);
    for (struct construct *c = doc->first; c != NULL; c = c->next) {
        take_construct(&g, c);
    }
    bool fine = record_done(&g.record);
    g.record = rest;
    doc->heading = take_heading_border(&g);
    pass_border(&g);
    pass_border(&g);
    take_notes(&g);
    take_book(&g);
    add_ids(&g);
    return fine && record_done(&g.record);
}
