#include "render/fingerprint.h"

#include "base/record.h"

bool fingerprint_holds(const struct document *doc)
{
    return doc->page == PAGE_NONE && doc->chapter != NULL && doc->chapter->named;
}

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

static void add_heading(struct buf *out, const struct heading *h)
{
    record_str(out, h->id);
    record_number(out, h->rank);
    record_number(out, h->nformer);
    for (size_t i = 0; i < h->nformer; i++) {
        record_str(out, h->former[i]);
    }
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

static struct digest digest_and_release(struct buf *out)
{
    struct digest digest = digest_of(buf_str(out));
    buf_release(out);
    return digest;
}

struct digest fingerprint_of_chapter(const struct chapter *ch)
{
    struct buf out = {0};
    record_digest(&out, &ch->name);
    for (const struct construct *c = ch->markdown.first; c != NULL; c = c->next) {
        add_construct(&out, c);
    }
    return digest_and_release(&out);
}

/* Where a document begins or ends among the constructs of its chapter. */
static void add_border(struct buf *out, const struct construct *c)
{
    record_bool(out, c != NULL);
    record_number(out, c != NULL ? c->at.line : 0);
    record_number(out, c != NULL ? c->at.column : 0);
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
    record_bool(out, doc->type != NULL);
    record_str(out, str_from(doc->type != NULL ? doc->type->name : NULL));
    record_str(out, str_from(doc->type != NULL ? doc->type->role : NULL));
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

static void add_book(struct buf *out, const struct book *b)
{
    record_str(out, b->title);
    record_str(out, b->manifest.dir);
    record_str(out, b->references_page != NULL ? b->references_page->file : STR_NONE);
    for (size_t i = 0; i < b->nresources; i++) {
        const struct resource *r = b->resources[i];
        if (str_eq(r->media_type, STR("text/css")) && !r->imported) {
            record_str(out, r->file);
        }
    }
}

struct digest fingerprint_of_document(const struct book *b, const struct document *doc,
                                      const struct digest *chapter)
{
    struct buf out = {0};
    record_digest(&out, chapter);
    add_document(&out, doc);
    add_book(&out, b);
    add_former(&out, ledger_find(b->ledger, doc->file));
    return digest_and_release(&out);
}
