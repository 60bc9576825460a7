#include "base/parts.h"

#include "base/memory.h"
#include "base/workers.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Less is done before a thread has begun. */
#define WORTHWHILE ((size_t)192 << 10)

/* A part weighs at least so much: each has a beginning and an end. */
#define SMALLEST ((size_t)12 << 10)

/* So many parts for each thread, so that none is left with much to do when the others are done. */
#define PARTS_A_THREAD 24

/* Items from begin up to end. */
struct stretch {
    size_t begin, end;
    struct diag diag;
};

/* What one thread works with. */
struct bench {
    struct arena arena; /* few are better: each has a rest that no one uses */
    void *tool;
};

/* A list that is gone through. */
struct going {
    const struct parts *parts;
    struct stretch *stretches;
    size_t count;
    atomic_size_t next;    /* stretch to be begun */
    struct bench *benches; /* as many as there may be threads */
    atomic_size_t seated;  /* threads that have theirs */
};

bool parts_eager(void)
{
#ifdef OCTAVO_FAULTS
    return getenv("OCTAVO_EAGER") != NULL;
#else
    return false;
#endif
}

static void run_items(const struct parts *p, const struct part *part, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        p->run(p->context, part, i);
    }
}

/* One thread's share: whatever is next, as long as there is something. */
static void run_share(void *context)
{
    struct going *g = context;
    const struct parts *p = g->parts;
    struct bench *bench = &g->benches[atomic_fetch_add(&g->seated, 1)];
    size_t index;
    while ((index = atomic_fetch_add(&g->next, 1)) < g->count) {
        struct stretch *s = &g->stretches[index];
        if (bench->tool == NULL && p->tool_new != NULL) {
            bench->tool = p->tool_new();
        }
        const struct part part = {&bench->arena, p->diag != NULL ? &s->diag : NULL, bench->tool};
        run_items(p, &part, s->begin, s->end);
    }
}

static void begin_stretch(struct going *g, size_t begin)
{
    struct stretch *s = &g->stretches[g->count++];
    *s = (struct stretch){.begin = begin};
    if (g->parts->diag != NULL) {
        diag_begin_part(&s->diag, g->parts->diag);
    }
}

static void cut(struct going *g, size_t total)
{
    const struct parts *p = g->parts;
    size_t least = total / ((size_t)p->threads * PARTS_A_THREAD), weight = 0;
    least = parts_eager() ? 1 : least < SMALLEST ? SMALLEST : least;
    g->stretches = mem_calloc(p->count < total / least + 2 ? p->count : total / least + 2,
                              sizeof *g->stretches);
    for (size_t i = 0; i < p->count; i++) {
        if (i == 0 || weight >= least) {
            begin_stretch(g, i);
            weight = 0;
        }
        g->stretches[g->count - 1].end = i + 1;
        weight += p->weight(p->context, i);
    }
}

static void join_all(struct going *g)
{
    const struct parts *p = g->parts;
    for (unsigned i = 0; i < p->threads; i++) {
        struct bench *bench = &g->benches[i];
        arena_join(p->arena, &bench->arena);
        if (bench->tool != NULL && bench->tool != p->tool) {
            p->tool_free(bench->tool);
        }
    }
    for (size_t i = 0; p->diag != NULL && i < g->count; i++) {
        diag_join(p->diag, &g->stretches[i].diag);
    }
}

static void run_threads(const struct parts *p, size_t total)
{
    struct going g = {.parts = p};
    cut(&g, total);
    g.benches = mem_calloc(p->threads, sizeof *g.benches);
    g.benches[0].tool = p->tool;
    workers_together(run_share, &g, g.count < p->threads ? (unsigned)g.count : p->threads);
    join_all(&g);
    mem_free(g.benches);
    mem_free(g.stretches);
}

static void run_alone(const struct parts *p)
{
    bool own = p->tool == NULL && p->tool_new != NULL;
    const struct part part = {p->arena, p->diag, own ? p->tool_new() : p->tool};
    run_items(p, &part, 0, p->count);
    if (own) {
        p->tool_free(part.tool);
    }
}

void parts_run(const struct parts *p)
{
    size_t total = 0;
    for (size_t i = 0; p->threads > 1 && i < p->count; i++) {
        total += p->weight(p->context, i);
    }
    if (p->threads > 1 && p->count > 1 && (total >= WORTHWHILE || parts_eager())) {
        run_threads(p, total);
    } else {
        run_alone(p);
    }
}
