#include "base/parts.h"

#include "base/memory.h"
#include "base/workers.h"

#include <pthread.h>
#include <stdlib.h>

/* Less is done before a thread has begun. */
#define WORTHWHILE ((size_t)192 << 10)

/* A part weighs at least so much: each has a beginning and an end. */
#define SMALLEST ((size_t)32 << 10)

/* So many parts for each thread, so that none is left with much to do when the others are done. */
#define PARTS_A_THREAD 8

/* Items from begin up to end. */
struct stretch {
    size_t begin, end;
    struct diag diag;
};

/* What one thread works with at a time. */
struct bench {
    struct arena arena; /* few are better: each has a rest that no one uses */
    void *tool;         /* NULL: not made yet */
};

/* A list that is gone through. */
struct going {
    const struct parts *parts;
    struct stretch *stretches;
    size_t count;
    struct bench *benches; /* as many as there are threads */
    pthread_mutex_t mutex; /* of those that no one holds: */
    struct bench **idle;
    size_t nidle;
};

static bool is_eager(void)
{
#ifdef OCTAVO_FAULTS
    return getenv("OCTAVO_EAGER") != NULL;
#else
    return false;
#endif
}

static struct bench *bench_take(struct going *g)
{
    pthread_mutex_lock(&g->mutex);
    struct bench *bench = g->idle[--g->nidle];
    pthread_mutex_unlock(&g->mutex);
    if (bench->tool == NULL && g->parts->tool_new != NULL) {
        bench->tool = g->parts->tool_new();
    }
    return bench;
}

static void bench_give(struct going *g, struct bench *bench)
{
    pthread_mutex_lock(&g->mutex);
    g->idle[g->nidle++] = bench;
    pthread_mutex_unlock(&g->mutex);
}

static void run_items(const struct parts *p, const struct part *part, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        p->run(p->context, part, i);
    }
}

static void run_stretch(void *context, size_t index)
{
    struct going *g = context;
    struct stretch *s = &g->stretches[index];
    struct bench *bench = bench_take(g);
    const struct part part = {&bench->arena, g->parts->diag != NULL ? &s->diag : NULL, bench->tool};
    run_items(g->parts, &part, s->begin, s->end);
    bench_give(g, bench);
}

static void join_stretch(void *context, size_t index)
{
    struct going *g = context;
    struct stretch *s = &g->stretches[index];
    if (g->parts->diag != NULL) {
        diag_join(g->parts->diag, &s->diag);
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
    least = is_eager() ? 1 : least < SMALLEST ? SMALLEST : least;
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

/* One bench more than there are threads: the calling one works too if the system gives none. */
static void set_up(struct going *g)
{
    const struct parts *p = g->parts;
    g->benches = mem_calloc((size_t)p->threads + 1, sizeof *g->benches);
    g->idle = mem_calloc((size_t)p->threads + 1, sizeof *g->idle);
    g->benches[0].tool = p->tool;
    for (size_t i = p->threads + 1; i > 0; i--) {
        g->idle[g->nidle++] = &g->benches[i - 1];
    }
    pthread_mutex_init(&g->mutex, NULL);
}

static void clear_up(struct going *g)
{
    const struct parts *p = g->parts;
    for (size_t i = 0; i <= p->threads; i++) {
        struct bench *bench = &g->benches[i];
        arena_join(p->arena, &bench->arena);
        if (bench->tool != NULL && bench->tool != p->tool) {
            p->tool_free(bench->tool);
        }
    }
    pthread_mutex_destroy(&g->mutex);
    mem_free(g->idle);
    mem_free(g->benches);
}

static void run_threads(const struct parts *p, size_t total)
{
    struct going g = {.parts = p};
    cut(&g, total);
    set_up(&g);
    const struct work work = {
        .count = g.count, .run = run_stretch, .take = join_stretch, .context = &g};
    workers_run(&work, p->threads);
    clear_up(&g);
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
    if (p->threads > 1 && p->count > 1 && (total >= WORTHWHILE || is_eager())) {
        run_threads(p, total);
    } else {
        run_alone(p);
    }
}
