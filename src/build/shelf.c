#include "build/shelf.h"
#include "base/arena.h"
#include "base/memory.h"
#include "base/replacement.h"
#include "base/workers.h"
#include "build/claims.h"
#include "build/sheets.h"
#include "messages.h"

/* A book that is made, until it is told. */
struct job {
    struct arena arena;
    struct diag diag;
    struct build_result result;
};

struct making {
    const struct shelf *shelf;
    struct job *jobs;
    struct claims claims;
    struct sheets sheets;
};

static void run(void *context, size_t index)
{
    struct making *m = context;
    struct job *job = &m->jobs[index];
    struct build_request request = m->shelf->requests[index];
    request.claims = &m->claims;
    request.sheets = &m->sheets;
    request.number = index;
    diag_init_as(&job->diag, m->shelf->levels);
    build_book(&job->arena, &request, &job->result, &job->diag);
    claims_settle(&m->claims, index);
}

static void take(void *context, size_t index)
{
    struct making *m = context;
    struct job *job = &m->jobs[index];
    m->shelf->told(m->shelf->user, &m->shelf->requests[index], &job->result, &job->diag);
    diag_release(&job->diag);
    arena_release(&job->arena);
}

static void tick(void *context)
{
    const struct making *m = context;
    if (m->shelf->tick != NULL) {
        m->shelf->tick(m->shelf->user);
    }
}

void shelf_build(const struct shelf *shelf)
{
    struct making m = {.shelf = shelf};
    const struct work work = {shelf->count, run, take, tick, &m};
    if (shelf->threads > 0) {
        build_prepare();
    }
    m.jobs = mem_calloc(shelf->count, sizeof *m.jobs);
    claims_init(&m.claims, shelf->count);
    sheets_init(&m.sheets);
    replacement_begin_many();
    workers_run(&work, shelf->threads);
    replacement_end_many();
    sheets_release(&m.sheets);
    claims_release(&m.claims);
    mem_free(m.jobs);
}
