/* Pieces of work: taken in order, and ticked meanwhile, be they long or short. */
#include "base/workers.h"
#include "unit/test.h"

#include <poll.h>

enum { PIECES = 60, LENGTH = 10 };

struct tally {
    size_t taken, ticks;
    bool ordered;
};

static void run(void *context, size_t index)
{
    (void)context;
    (void)index;
    poll(NULL, 0, LENGTH);
}

static void take(void *context, size_t index)
{
    struct tally *t = context;
    t->ordered = t->ordered && index == t->taken;
    t->taken++;
}

static void tick(void *context)
{
    struct tally *t = context;
    t->ticks++;
}

/* Six tenths of a second in all, and no piece is waited for as long as from one tick to the next.
 */
static void short_pieces_are_ticked(void)
{
    struct tally t = {.ordered = true};
    workers_run(&(struct work){PIECES, run, take, tick, &t}, 1);
    CHECK(t.ordered && t.taken == PIECES);
    CHECK(t.ticks >= 3);
}

TEST_MAIN(short_pieces_are_ticked)
