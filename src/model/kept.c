#include "model/kept.h"

#include "base/hash.h"
#include "base/pair.h"

/* The headings of a document, before and now. */
struct keeping {
    struct book *book;
    struct document *document;
    const struct ledger_id **old;
    size_t nold;
    struct heading **fresh;
    size_t nfresh;
};

static void gather(struct keeping *k, struct arena *a, const struct ledger_document *before)
{
    for (size_t i = 0; i < before->nids; i++) {
        if (before->ids[i].kind == LEDGER_HEADING) {
            *ARENA_PUSH(a, const struct ledger_id *, &k->old, &k->nold) = &before->ids[i];
        }
    }
    for (struct construct *c = k->document->first; c != k->document->last; c = c->next) {
        if (c->kind == CONSTRUCT_HEADING && c->heading.id.len > 0) {
            *ARENA_PUSH(a, struct heading *, &k->fresh, &k->nfresh) = &c->heading;
        }
    }
}

/* The id stands in the document again, unless something else has taken it. */
static void carry(struct keeping *k, struct heading *h, str id)
{
    struct arena *a = k->book->arena;
    if (map_get(&k->document->ids, id) == MAP_NONE) {
        map_put(a, &k->document->ids, id, 0);
        *ARENA_PUSH(a, str, &h->former, &h->nformer) = id;
    }
}

static void carry_all(struct keeping *k, struct heading *h, const struct ledger_id *old)
{
    carry(k, h, old->id);
    for (size_t i = 0; i < old->naliases; i++) {
        carry(k, h, old->aliases[i]);
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
        fresh[i] = hash_add(HASH_BEGIN, k->fresh[i]->id);
    }
    return pair(a, old, k->nold, fresh, k->nfresh);
}

void kept_headings(struct book *b, struct document *doc)
{
    const struct ledger_document *before = ledger_find(b->ledger, doc->file);
    struct keeping k = {.book = b, .document = doc};
    struct arena scratch = {0};
    if (before == NULL) {
        return;
    }
    gather(&k, &scratch, before);
    size_t *partner = partners_of(&k, &scratch);
    for (size_t i = 0; i < k.nfresh; i++) {
        if (partner[i] != ALIGN_NONE) {
            carry_all(&k, k.fresh[i], k.old[partner[i]]);
        }
    }
    arena_release(&scratch);
}
