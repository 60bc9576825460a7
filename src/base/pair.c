#include "base/pair.h"

#include "base/map.h"

struct pairing {
    struct arena *arena; /* scratch */
    const uint64_t *old, *fresh;
    size_t nold, nfresh;
    size_t *partner;
    bool *paired; /* by old index */
};

/* Rows, old and new, between two members that kept their places. */
struct gap {
    size_t old, old_end, fresh, fresh_end;
};

static void join(struct pairing *p, size_t fresh, size_t old)
{
    p->partner[fresh] = old;
    p->paired[old] = true;
}

static str key_of(const uint64_t *value)
{
    return (str){(const char *)value, sizeof *value};
}

/* Those that changed their places; of several that are equal the first is the first. */
static void join_moved(struct pairing *p)
{
    struct map first = {0};
    size_t *next = ARENA_ARRAY(p->arena, size_t, p->nold + 1);
    for (size_t i = p->nold; i-- > 0;) {
        if (!p->paired[i]) {
            next[i] = map_get(&first, key_of(&p->old[i]));
            map_set(p->arena, &first, key_of(&p->old[i]), i);
        }
    }
    for (size_t i = 0; first.count > 0 && i < p->nfresh; i++) {
        size_t old = p->partner[i] == ALIGN_NONE ? map_get(&first, key_of(&p->fresh[i])) : MAP_NONE;
        if (old != MAP_NONE) {
            map_set(p->arena, &first, key_of(&p->fresh[i]), next[old]);
            join(p, i, old);
        }
    }
}

/* The next that is still alone, from i on; or end. */
static size_t next_old(const struct pairing *p, size_t i, size_t end)
{
    while (i < end && p->paired[i]) {
        i++;
    }
    return i;
}

static size_t next_fresh(const struct pairing *p, size_t i, size_t end)
{
    while (i < end && p->partner[i] != ALIGN_NONE) {
        i++;
    }
    return i;
}

/* As many as stood there before are those, edited. */
static void join_edited(struct pairing *p, struct gap gap)
{
    size_t left = 0;
    for (size_t i = gap.old; (i = next_old(p, i, gap.old_end)) < gap.old_end; i++) {
        left++;
    }
    for (size_t i = gap.fresh; (i = next_fresh(p, i, gap.fresh_end)) < gap.fresh_end; i++) {
        left--;
    }
    for (size_t i = gap.fresh, j = gap.old; left == 0; i++, j++) {
        i = next_fresh(p, i, gap.fresh_end);
        j = next_old(p, j, gap.old_end);
        if (i == gap.fresh_end) {
            return;
        }
        join(p, i, j);
    }
}

/* kept: the partners of those that kept their places. */
static void join_gaps(struct pairing *p, const size_t *kept)
{
    struct gap gap = {0};
    for (size_t i = 0; i <= p->nfresh; i++) {
        size_t old = i < p->nfresh ? kept[i] : p->nold;
        if (old != ALIGN_NONE) {
            gap.old_end = old;
            gap.fresh_end = i;
            join_edited(p, gap);
            gap = (struct gap){.old = old + 1, .fresh = i + 1};
        }
    }
}

size_t *pair(struct arena *a, const uint64_t *old, size_t nold, const uint64_t *fresh,
             size_t nfresh)
{
    struct arena scratch = {0};
    struct pairing p = {&scratch, old, fresh, nold, nfresh, NULL, NULL};
    size_t *kept = align(&scratch, old, nold, fresh, nfresh);
    p.partner = ARENA_ARRAY(a, size_t, nfresh + 1);
    p.paired = ARENA_ARRAY(&scratch, bool, nold + 1);
    for (size_t i = 0; i < nfresh; i++) {
        p.partner[i] = ALIGN_NONE;
        if (kept[i] != ALIGN_NONE) {
            join(&p, i, kept[i]);
        }
    }
    join_moved(&p);
    join_gaps(&p, kept);
    arena_release(&scratch);
    return p.partner;
}
