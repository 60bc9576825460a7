#include "model/kept.h"

#include "base/hash.h"
#include "base/pair.h"
#include "model/ids.h"

/* A heading or a box as it is now. */
struct target {
    bool box;
    str id;
    struct former_ids *former;
};

/* The targets of a document, before and now. */
struct keeping {
    struct book *book;
    struct document *document;
    const struct ledger_id **old;
    size_t nold;
    struct target *fresh;
    size_t nfresh;
};

static bool was_box(const struct ledger_id *id)
{
    return id->kind == LEDGER_ANCHOR && ids_name_box(id->id);
}

static void gather_old(struct keeping *k, struct arena *a, bool boxes)
{
    const struct ledger_document *before = ledger_find(k->book->ledger, k->document->file);
    for (size_t i = 0; i < before->nids; i++) {
        const struct ledger_id *id = &before->ids[i];
        if (id->kind == LEDGER_HEADING || (boxes && was_box(id))) {
            *ARENA_PUSH(a, const struct ledger_id *, &k->old, &k->nold) = id;
        }
    }
}

/* A box that the author gave an id needs no other. */
static void gather_fresh(struct keeping *k, struct arena *a, bool boxes)
{
    for (struct construct *c = k->document->first; c != k->document->last; c = c->next) {
        struct target t = {0};
        if (c->kind == CONSTRUCT_HEADING) {
            t = (struct target){false, c->heading.id, &c->heading.former};
        } else if (c->kind == CONSTRUCT_BOX && boxes && c->box.anchor == NULL) {
            t = (struct target){true, c->box.id, &c->box.former};
        }
        if (t.id.len > 0) {
            *ARENA_PUSH(a, struct target, &k->fresh, &k->nfresh) = t;
        }
    }
}

/* The id stands in the document again, unless something else has taken it. */
static void carry(struct keeping *k, struct former_ids *f, str id)
{
    struct arena *a = k->book->arena;
    if (map_get(&k->document->ids, id) == MAP_NONE) {
        map_put(a, &k->document->ids, id, 0);
        *ARENA_PUSH(a, str, &f->ids, &f->count) = id;
    }
}

static void carry_all(struct keeping *k, struct former_ids *f, const struct ledger_id *old)
{
    carry(k, f, old->id);
    for (size_t i = 0; i < old->naliases; i++) {
        carry(k, f, old->aliases[i]);
    }
}

static size_t *partners_of(const struct keeping *k, struct arena *a)
{
    uint64_t *old = ARENA_ARRAY(a, uint64_t, k->nold + 1);
    uint64_t *fresh = ARENA_ARRAY(a, uint64_t, k->nfresh + 1);
    for (size_t i = 0; i < k->nold; i++) {
        old[i] = hash_add(HASH_BEGIN, k->old[i]->id);
    }
    for (size_t i = 0; i < k->nfresh; i++) {
        fresh[i] = hash_add(HASH_BEGIN, k->fresh[i].id);
    }
    return pair(a, old, k->nold, fresh, k->nfresh);
}

/* Those that are boxes, or that are not. */
static void keep(struct book *b, struct document *doc, struct arena *a, bool boxes)
{
    struct keeping k = {.book = b, .document = doc};
    gather_old(&k, a, boxes);
    gather_fresh(&k, a, boxes);
    size_t *partner = partners_of(&k, a);
    for (size_t i = 0; i < k.nfresh; i++) {
        const struct ledger_id *old = partner[i] != ALIGN_NONE ? k.old[partner[i]] : NULL;
        if (old != NULL && k.fresh[i].box == boxes && was_box(old) == boxes) {
            carry_all(&k, k.fresh[i].former, old);
        }
    }
}

/* Headings first, without the boxes, which come and go between them; then boxes, which are told
 * apart by the headings around them. */
void kept_targets(struct book *b, struct document *doc)
{
    struct arena scratch = {0};
    if (ledger_find(b->ledger, doc->file) != NULL) {
        keep(b, doc, &scratch, false);
        keep(b, doc, &scratch, true);
    }
    arena_release(&scratch);
}
