/* Patience diff: common ends first; then members that occur once on both sides, of which the
 * longest row in order is taken; then the same between those. Small rests are compared member by
 * member. */
#include "base/align.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A rest of so many comparisons is done member by member. */
enum { SMALL = 1 << 16 };

/* Members [old, old_end) against [fresh, fresh_end). */
struct range {
    size_t old, old_end, fresh, fresh_end;
};

struct aligning {
    struct arena *arena, todo_arena; /* scratch: of the range that is being matched; of all */
    const uint64_t *old, *fresh;
    size_t *partner;
    struct range *todo;
    size_t ntodo;
    uint64_t budget; /* steps that are left */
};

struct member {
    uint64_t value;
    size_t index;
    bool is_fresh;
};

static int by_value(const void *left, const void *right)
{
    const struct member *l = left, *r = right;
    if (l->value != r->value) {
        return l->value < r->value ? -1 : 1;
    }
    if (l->is_fresh != r->is_fresh) {
        return l->is_fresh ? 1 : -1;
    }
    return l->index < r->index ? -1 : l->index > r->index;
}

bool *rising(struct arena *a, const size_t *numbers, size_t count)
{
    bool *in = ARENA_ARRAY(a, bool, count + 1);
    size_t *top = ARENA_ARRAY(a, size_t, count + 1), *before = ARENA_ARRAY(a, size_t, count + 1);
    size_t piles = 0;
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = piles;
        while (numbers[i] != ALIGN_NONE && low < high) {
            size_t middle = (low + high) / 2;
            if (numbers[top[middle]] < numbers[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (numbers[i] != ALIGN_NONE) {
            before[i] = low > 0 ? top[low - 1] : ALIGN_NONE;
            top[low] = i;
            piles += low == piles;
        }
    }
    for (size_t i = piles > 0 ? top[piles - 1] : ALIGN_NONE; i != ALIGN_NONE; i = before[i]) {
        in[i] = true;
    }
    return in;
}

static void push(struct aligning *g, struct range r)
{
    if (r.old < r.old_end && r.fresh < r.fresh_end) {
        *ARENA_PUSH(&g->todo_arena, struct range, &g->todo, &g->ntodo) = r;
    }
}

static void trim_ends(struct aligning *g, struct range *r)
{
    while (r->old < r->old_end && r->fresh < r->fresh_end && g->old[r->old] == g->fresh[r->fresh]) {
        g->partner[r->fresh++] = r->old++;
    }
    while (r->old < r->old_end && r->fresh < r->fresh_end &&
           g->old[r->old_end - 1] == g->fresh[r->fresh_end - 1]) {
        g->partner[--r->fresh_end] = --r->old_end;
    }
}

/* Sets old_of[i] for each fresh member of the range that occurs once on both sides. */
static size_t find_unique(struct aligning *g, const struct range *r, size_t *old_of)
{
    size_t nold = r->old_end - r->old, nfresh = r->fresh_end - r->fresh, count = 0, found = 0;
    struct member *all = ARENA_ARRAY(g->arena, struct member, nold + nfresh);
    for (size_t i = r->old; i < r->old_end; i++) {
        all[count++] = (struct member){g->old[i], i, false};
    }
    for (size_t i = r->fresh; i < r->fresh_end; i++) {
        all[count++] = (struct member){g->fresh[i], i, true};
        old_of[i - r->fresh] = ALIGN_NONE;
    }
    qsort(all, count, sizeof *all, by_value);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && all[end].value == all[i].value;) {
            end++;
        }
        if (end - i == 2 && !all[i].is_fresh && all[i + 1].is_fresh) {
            old_of[all[i + 1].index - r->fresh] = all[i].index;
            found++;
        }
    }
    return found;
}

/* The ranges between what was matched. */
static void push_gaps(struct aligning *g, const struct range *r)
{
    struct range gap = *r;
    for (size_t i = r->fresh; i < r->fresh_end; i++) {
        if (g->partner[i] != ALIGN_NONE) {
            gap.old_end = g->partner[i];
            gap.fresh_end = i;
            push(g, gap);
            gap = (struct range){g->partner[i] + 1, r->old_end, i + 1, r->fresh_end};
        }
    }
    push(g, gap);
}

/* The longest common sub-sequence by the table of its lengths. */
static void match_small(struct aligning *g, const struct range *r)
{
    size_t n = r->old_end - r->old, m = r->fresh_end - r->fresh;
    uint32_t *length = ARENA_ARRAY(g->arena, uint32_t, (n + 1) * (m + 1));
    for (size_t i = n; i-- > 0;) {
        for (size_t j = m; j-- > 0;) {
            uint32_t *here = &length[i * (m + 1) + j];
            if (g->old[r->old + i] == g->fresh[r->fresh + j]) {
                *here = here[m + 2] + 1;
            } else {
                *here = here[m + 1] > here[1] ? here[m + 1] : here[1];
            }
        }
    }
    for (size_t i = 0, j = 0; i < n && j < m;) {
        const uint32_t *here = &length[i * (m + 1) + j];
        if (g->old[r->old + i] == g->fresh[r->fresh + j]) {
            g->partner[r->fresh + j++] = r->old + i++;
        } else if (here[m + 1] >= here[1]) {
            i++;
        } else {
            j++;
        }
    }
}

static void match(struct aligning *g, struct range r)
{
    trim_ends(g, &r);
    uint64_t n = r.old_end - r.old, m = r.fresh_end - r.fresh, cost = (n + m) * 16;
    if (n == 0 || m == 0 || cost > g->budget) {
        return;
    }
    g->budget -= cost;
    size_t *old_of = ARENA_ARRAY(g->arena, size_t, m);
    if (find_unique(g, &r, old_of) > 0) {
        bool *in = rising(g->arena, old_of, m);
        for (size_t i = 0; i < m; i++) {
            if (in[i]) {
                g->partner[r.fresh + i] = old_of[i];
            }
        }
        push_gaps(g, &r);
    } else if (n * m <= SMALL && n * m <= g->budget) {
        g->budget -= n * m;
        match_small(g, &r);
    }
}

size_t *align(struct arena *a, const uint64_t *old, size_t nold, const uint64_t *fresh,
              size_t nfresh)
{
    struct arena scratch = {0};
    struct aligning g = {.arena = &scratch, .old = old, .fresh = fresh};
    g.budget = ((uint64_t)nold + nfresh) * 512 + (1 << 20);
    g.partner = ARENA_ARRAY(a, size_t, nfresh + 1);
    for (size_t i = 0; i < nfresh; i++) {
        g.partner[i] = ALIGN_NONE;
    }
    push(&g, (struct range){0, nold, 0, nfresh});
    for (size_t i = 0; i < g.ntodo; i++) {
        match(&g, g.todo[i]);
        arena_release(&scratch);
    }
    arena_release(&g.todo_arena);
    return g.partner;
}
