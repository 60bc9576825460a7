#include "edition/pairing.h"

#include "base/align.h"
#include "base/map.h"
#include "edition/words.h"

/* Passages that share so many hundredths of their words are one, edited; and documents that share
 * so many hundredths of their passages are one, renamed. */
enum { ALIKE = 40, SAME_DOCUMENT = 50 };

struct pairing {
    struct arena *arena; /* scratch */
    const struct edition *old, *fresh;
    struct map holders; /* hash of a passage -> the earlier document that has it, or SEVERAL */
    size_t *shared;     /* of each earlier document: passages that only it shares with another */
    bool *taken;
    size_t *old_of;
};

#define SEVERAL (MAP_NONE - 1)

static str key_of(const struct passage *p)
{
    return (str){(const char *)&p->hash, sizeof p->hash};
}

static void find_holders(struct pairing *p)
{
    for (size_t i = 0; i < p->old->ndocuments; i++) {
        const struct edition_document *d = &p->old->documents[i];
        for (size_t j = 0; j < d->npassages; j++) {
            str key = key_of(&d->passages[j]);
            if (map_put(p->arena, &p->holders, key, i) != i) {
                map_set(p->arena, &p->holders, key, SEVERAL);
            }
        }
    }
}

/* Counts what a later document shares with each earlier one. Returns the one that is free and has
 * most, or ALIGN_NONE. */
static size_t count_shared(struct pairing *p, const struct edition_document *d)
{
    size_t best = ALIGN_NONE;
    for (size_t j = 0; j < d->npassages; j++) {
        size_t i = map_get(&p->holders, key_of(&d->passages[j]));
        if (i < SEVERAL && !p->taken[i]) {
            p->shared[i]++;
            best = best == ALIGN_NONE || p->shared[i] > p->shared[best] ? i : best;
        }
    }
    return best;
}

static void forget_shared(struct pairing *p, const struct edition_document *d)
{
    for (size_t j = 0; j < d->npassages; j++) {
        size_t i = map_get(&p->holders, key_of(&d->passages[j]));
        if (i < SEVERAL) {
            p->shared[i] = 0;
        }
    }
}

uint64_t *passage_hashes(struct arena *a, const struct edition_document *d)
{
    uint64_t *hashes = ARENA_ARRAY(a, uint64_t, d->npassages + 1);
    for (size_t i = 0; i < d->npassages; i++) {
        hashes[i] = d->passages[i].hash;
    }
    return hashes;
}

static void join(struct pairing *p, size_t old, size_t fresh)
{
    p->old_of[fresh] = old;
    p->taken[old] = true;
}

static bool is_same(const struct edition_document *o, const struct edition_document *f)
{
    struct arena scratch = {0};
    size_t *partner = align(&scratch, passage_hashes(&scratch, o), o->npassages,
                            passage_hashes(&scratch, f), f->npassages);
    size_t shared = 0, larger = o->npassages > f->npassages ? o->npassages : f->npassages;
    for (size_t j = 0; j < f->npassages; j++) {
        shared += partner[j] != ALIGN_NONE;
    }
    arena_release(&scratch);
    return shared * 100 >= larger * SAME_DOCUMENT;
}

/* The document of the same name, if it is free. */
static size_t namesake(const struct pairing *p, const struct map *names, size_t fresh)
{
    size_t i = map_get(names, p->fresh->documents[fresh].file);
    return i != MAP_NONE && !p->taken[i] ? i : ALIGN_NONE;
}

static void pair_names(struct pairing *p, const struct map *names, bool sharing)
{
    for (size_t j = 0; j < p->fresh->ndocuments; j++) {
        size_t i = p->old_of[j] == ALIGN_NONE ? namesake(p, names, j) : ALIGN_NONE;
        if (i == ALIGN_NONE) {
            continue;
        }
        count_shared(p, &p->fresh->documents[j]);
        bool shares = p->shared[i] > 0;
        forget_shared(p, &p->fresh->documents[j]);
        if (shares || !sharing) {
            join(p, i, j);
        }
    }
}

static void pair_texts(struct pairing *p)
{
    for (size_t j = 0; j < p->fresh->ndocuments; j++) {
        const struct edition_document *d = &p->fresh->documents[j];
        if (p->old_of[j] == ALIGN_NONE) {
            size_t i = count_shared(p, d);
            forget_shared(p, d);
            if (i != ALIGN_NONE && is_same(&p->old->documents[i], d)) {
                join(p, i, j);
            }
        }
    }
}

size_t *documents_pair(struct arena *a, const struct edition *old, const struct edition *fresh)
{
    struct arena scratch = {0};
    struct pairing p = {.arena = &scratch, .old = old, .fresh = fresh};
    struct map names = {0};
    p.shared = ARENA_ARRAY(&scratch, size_t, old->ndocuments + 1);
    p.taken = ARENA_ARRAY(&scratch, bool, old->ndocuments + 1);
    p.old_of = ARENA_ARRAY(a, size_t, fresh->ndocuments + 1);
    for (size_t j = 0; j < fresh->ndocuments; j++) {
        p.old_of[j] = ALIGN_NONE;
    }
    for (size_t i = 0; i < old->ndocuments; i++) {
        map_put(&scratch, &names, old->documents[i].file, i);
    }
    find_holders(&p);
    pair_names(&p, &names, true);
    pair_texts(&p);
    pair_names(&p, &names, false);
    arena_release(&scratch);
    return p.old_of;
}

/* The words of passages in a row, and the passage that each belongs to. */
struct word_row {
    uint64_t *hashes;
    size_t *owners;
    size_t count, nowners;
};

static void spread_words(struct arena *a, const struct passage *passages, size_t count,
                         struct word_row *out)
{
    *out = (struct word_row){0};
    for (size_t i = 0; i < count; i++) {
        uint64_t seed = passages[i].kind; /* a heading's words are no paragraph's */
        words_hash(a, passages[i].text, seed, &out->hashes, &out->count);
        while (out->nowners < out->count) {
            *ARENA_PUSH(a, size_t, &out->owners, &out->nowners) = i;
        }
    }
}

/* Among the partners of words [*at, end) the passage from `from` on that most of them belong to. */
static size_t most_named(const size_t *partner, const struct word_row *old, size_t at, size_t end,
                         size_t from)
{
    size_t best = ALIGN_NONE, most = 0, run = 0, last = ALIGN_NONE;
    for (; at < end; at++) {
        size_t owner = partner[at] != ALIGN_NONE ? old->owners[partner[at]] : ALIGN_NONE;
        if (owner == ALIGN_NONE || owner < from) {
            continue;
        }
        run = owner == last ? run + 1 : 1;
        last = owner;
        if (run > most) {
            most = run;
            best = owner;
        }
    }
    return best;
}

static bool is_alike(const struct passage *old, const struct passage *fresh)
{
    struct arena scratch = {0};
    bool alike = old->kind == fresh->kind && words_alike(&scratch, old->text, fresh->text) >= ALIKE;
    arena_release(&scratch);
    return alike;
}

/* All words of one side are compared with all of the other: whatever passage most of a passage's
 * words are in is weighed as its partner. So the cost is that of the text. */
size_t *passages_pair(struct arena *a, const struct passage *old, size_t nold,
                      const struct passage *fresh, size_t nfresh)
{
    struct arena scratch = {0};
    struct word_row o, f;
    size_t *pair = ARENA_ARRAY(a, size_t, nfresh + 1);
    spread_words(&scratch, old, nold, &o);
    spread_words(&scratch, fresh, nfresh, &f);
    size_t *partner = align(&scratch, o.hashes, o.count, f.hashes, f.count);
    for (size_t j = 0, at = 0, free = 0; j < nfresh; j++) {
        size_t end = at;
        while (end < f.count && f.owners[end] == j) {
            end++;
        }
        size_t i = most_named(partner, &o, at, end, free);
        pair[j] = i != ALIGN_NONE && is_alike(&old[i], &fresh[j]) ? i : ALIGN_NONE;
        free = pair[j] != ALIGN_NONE ? i + 1 : free;
        at = end;
    }
    arena_release(&scratch);
    return pair;
}
