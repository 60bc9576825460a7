#include "base/workers.h"
#include "base/cores.h"
#include "base/memory.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

/* So many results for each thread may wait to be taken. */
#define AHEAD 8

/* With so many for each, the thread that takes them is woken: for each of them would be dear. None
 * waits longer than until the next tick. */
#define HEAP (AHEAD / 2)

/* As much as a main thread usually has. */
#define STACK ((size_t)8 << 20)

/* Nanoseconds. */
#define SECOND 1000000000L
#define TICK   100000000L

/* To be woken takes a third of it, and between two lists that are gone through lies seldom more. */
#define MOMENT 300000L

struct crew {
    const struct work *work;
    pthread_mutex_t mutex;
    pthread_cond_t finished, taken;
    bool *done;   /* of each piece */
    size_t next;  /* to be begun */
    size_t ready; /* so many are done */
    size_t first; /* not taken yet */
    size_t ahead, heap;
    struct timespec next_tick;
};

/* Is the taking thread to be woken? The mutex is held. */
static bool is_time_to_take(const struct crew *c)
{
    return c->ready >= c->first + c->heap || c->next == c->work->count;
}

static void *worker(void *context)
{
    struct crew *c = context;
    cores_roam();
    pthread_mutex_lock(&c->mutex);
    while (c->next < c->work->count) {
        if (c->next >= c->first + c->ahead) {
            pthread_cond_wait(&c->taken, &c->mutex);
            continue;
        }
        size_t index = c->next++;
        pthread_mutex_unlock(&c->mutex);
        c->work->run(c->work->context, index);
        pthread_mutex_lock(&c->mutex);
        c->done[index] = true;
        c->ready++;
        if (is_time_to_take(c)) {
            pthread_cond_signal(&c->finished);
        }
    }
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}

static void set_next_tick(struct crew *c)
{
    struct timespec *at = &c->next_tick;
    clock_gettime(CLOCK_MONOTONIC, at);
    at->tv_nsec += TICK;
    at->tv_sec += at->tv_nsec / SECOND;
    at->tv_nsec %= SECOND;
}

static bool is_time_to_tick(const struct crew *c)
{
    const struct timespec *at = &c->next_tick;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > at->tv_sec || (now.tv_sec == at->tv_sec && now.tv_nsec >= at->tv_nsec);
}

static void tick(struct crew *c)
{
    if (c->work->tick != NULL) {
        c->work->tick(c->work->context);
    }
    set_next_tick(c);
}

/* Waits for the piece that is to be taken. */
static void await(struct crew *c, size_t index)
{
    pthread_mutex_lock(&c->mutex);
    while (!c->done[index]) {
        if (pthread_cond_timedwait(&c->finished, &c->mutex, &c->next_tick) != 0) {
            pthread_mutex_unlock(&c->mutex);
            tick(c);
            pthread_mutex_lock(&c->mutex);
        }
    }
    pthread_mutex_unlock(&c->mutex);
}

static void make_room(struct crew *c)
{
    pthread_mutex_lock(&c->mutex);
    c->first++;
    pthread_cond_broadcast(&c->taken);
    pthread_mutex_unlock(&c->mutex);
}

static void take_all(struct crew *c)
{
    for (size_t i = 0; i < c->work->count; i++) {
        await(c, i);
        c->work->take(c->work->context, i);
        make_room(c);
        if (is_time_to_tick(c)) {
            tick(c);
        }
    }
}

static bool begin(void *(*run)(void *), void *context, pthread_t *thread,
                  pthread_attr_t *attributes)
{
    if (pthread_create(thread, attributes, run, context) == 0) {
        return true;
    }
    cores_anywhere(attributes);
    return pthread_create(thread, attributes, run, context) == 0;
}

/* Starts as many as the system gives, elsewhere if it can be. */
static unsigned start(void *(*run)(void *), void *context, pthread_t *threads, unsigned wanted)
{
    unsigned count = 0;
    sigset_t all, before;
    pthread_attr_t attributes;
    memory_share();
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    cores_elsewhere(&attributes);
    sigfillset(&all);
    sigdelset(&all, SIGBUS); /* comes to the thread that reads, see mapping.h */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (count < wanted && begin(run, context, &threads[count], &attributes)) {
        count++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return count;
}

static void run_here(const struct work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        work->run(work->context, i);
        work->take(work->context, i);
        if (work->tick != NULL) {
            work->tick(work->context);
        }
    }
}

static void crew_init(struct crew *c, const struct work *work, unsigned threads)
{
    pthread_condattr_t monotonic;
    *c = (struct crew){
        .work = work, .ahead = (size_t)threads * AHEAD, .heap = (size_t)threads * HEAP};
    c->done = mem_calloc(work->count, sizeof *c->done);
    pthread_mutex_init(&c->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&c->finished, &monotonic);
    pthread_cond_init(&c->taken, NULL);
    pthread_condattr_destroy(&monotonic);
    set_next_tick(c);
}

static void crew_release(struct crew *c)
{
    pthread_mutex_destroy(&c->mutex);
    pthread_cond_destroy(&c->finished);
    pthread_cond_destroy(&c->taken);
    mem_free(c->done);
}

void workers_run(const struct work *work, unsigned threads)
{
    struct crew c;
    threads = work->count < threads ? (unsigned)work->count : threads;
    pthread_t *started = mem_calloc(threads, sizeof *started);
    crew_init(&c, work, threads);
    unsigned count = start(worker, &c, started, threads);
    if (count == 0) {
        run_here(work);
    } else {
        take_all(&c);
    }
    for (unsigned i = 0; i < count; i++) {
        pthread_join(started[i], NULL);
    }
    crew_release(&c);
    mem_free(started);
}

/* What several threads run together; it lives as long as the one that began it is at it. */
struct together {
    void (*run)(void *context);
    void *context;
    unsigned wanted;     /* so many more may join */
    atomic_uint running; /* so many have, and are at it */
    struct together *next;
};

/* Threads that help stay when there is nothing to do: to begin one is dear. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t calls, done;
    struct together *open; /* what may be joined, the latest first */
    unsigned count, busy;  /* helpers there are, and those that have joined */
    unsigned idle;         /* those that wait */
    atomic_uint called;    /* those of them that are to look what there is */
} helpers = {.mutex = PTHREAD_MUTEX_INITIALIZER,
             .calls = PTHREAD_COND_INITIALIZER,
             .done = PTHREAD_COND_INITIALIZER};

/* Is this thread at work together with others? What it begins then is joined by those who have
 * nothing to do, and no thread is begun for it. */
static _Thread_local bool at_work;

/* The mutex is held, here and below. */
static struct together *join(void)
{
    struct together *t = helpers.open;
    while (t != NULL && t->wanted == 0) {
        t = t->next;
    }
    if (t != NULL) {
        t->wanted--;
        t->running++;
        helpers.busy++;
    }
    return t;
}

static void leave(struct together *t)
{
    helpers.busy--;
    if (--t->running == 0) {
        pthread_cond_broadcast(&helpers.done);
    }
}

static long since(const struct timespec *begin)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - begin->tv_sec) * SECOND + now.tv_nsec - begin->tv_nsec;
}

/* Waits until a count is zero, or is not, but a moment at most: who sleeps is woken late. Others
 * who have something to do go first. The mutex is not held meanwhile. */
static void linger(const atomic_uint *count, bool zero)
{
    struct timespec begin;
    pthread_mutex_unlock(&helpers.mutex);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    while ((*count == 0) != zero && since(&begin) < MOMENT) {
        sched_yield();
    }
    pthread_mutex_lock(&helpers.mutex);
}

static void await_call(void)
{
    helpers.idle++;
    linger(&helpers.called, false);
    while (helpers.called == 0) {
        pthread_cond_wait(&helpers.calls, &helpers.mutex);
    }
    helpers.called--;
}

static void *help(void *unused)
{
    at_work = true;
    cores_roam();
    pthread_mutex_lock(&helpers.mutex);
    for (;;) {
        struct together *t = join();
        if (t != NULL) {
            pthread_mutex_unlock(&helpers.mutex);
            t->run(t->context);
            pthread_mutex_lock(&helpers.mutex);
            leave(t);
        } else {
            await_call();
        }
    }
    return unused;
}

/* One that neither waits nor is busy has just begun: it looks what there is. */
static void call_helpers(unsigned wanted)
{
    pthread_t thread;
    unsigned enough = helpers.busy + wanted;
    for (; wanted > 0 && helpers.idle > 0; wanted--) {
        helpers.idle--;
        helpers.called++;
        pthread_cond_signal(&helpers.calls);
    }
    while (!at_work && helpers.count < enough && start(help, NULL, &thread, 1) == 1) {
        pthread_detach(thread);
        helpers.count++;
    }
}

static void open_to_others(struct together *t)
{
    t->next = helpers.open;
    helpers.open = t;
    call_helpers(t->wanted);
}

static void close_to_others(struct together *t)
{
    struct together **at = &helpers.open;
    while (*at != t) {
        at = &(*at)->next;
    }
    *at = t->next;
    linger(&t->running, true);
    while (t->running > 0) {
        pthread_cond_wait(&helpers.done, &helpers.mutex);
    }
}

void workers_together(void (*run)(void *context), void *context, unsigned threads)
{
    struct together t = {.run = run, .context = context, .wanted = threads > 1 ? threads - 1 : 0};
    bool before = at_work;
    pthread_mutex_lock(&helpers.mutex);
    open_to_others(&t);
    pthread_mutex_unlock(&helpers.mutex);
    at_work = true;
    run(context);
    at_work = before;
    pthread_mutex_lock(&helpers.mutex);
    close_to_others(&t);
    pthread_mutex_unlock(&helpers.mutex);
}
