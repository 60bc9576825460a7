/* Lists that are gone through in parts: nothing shows how many threads there were. */
#include "base/memory.h"
#include "base/parts.h"
#include "messages.h"
#include "unit/said.h"
#include "unit/test.h"

enum { ITEMS = 3000, WEIGHT = 1000 };

static size_t weight(void *context, size_t index)
{
    (void)context;
    return index % 7 == 0 ? 0 : WEIGHT;
}

struct numbers {
    unsigned *squares[ITEMS];
    unsigned faults; /* as many of each item */
};

static void run(void *context, const struct part *part, size_t index)
{
    struct numbers *n = context;
    n->squares[index] = ARENA_NEW(part->arena, unsigned);
    *n->squares[index] = (unsigned)(index * index);
    const struct diag_file *file = diag_file(part->diag, STR("f"), 0);
    struct place at = {.file = file, .line = (uint32_t)index + 1, .column = 1};
    for (unsigned i = 0; i < n->faults; i++, at.column++) {
        diag_report(part->diag, &(struct report){.kind = MSG_VALUE, .at = at});
    }
}

static void count(void *context, const struct part *part, size_t index)
{
    (void)context;
    (void)index;
    *(size_t *)part->tool += 1;
}

static void *tool_new(void)
{
    return mem_calloc(1, sizeof(size_t));
}

/* All that ITEMS items say with so many threads. */
static str told(struct arena *a, unsigned threads, unsigned faults)
{
    struct numbers n = {.faults = faults};
    struct diag d;
    struct buf out = {0};
    diag_init(&d, messages, MESSAGES);
    const struct parts parts = {
        .count = ITEMS,
        .weight = weight,
        .run = run,
        .context = &n,
        .threads = threads,
        .arena = a,
        .diag = &d,
    };
    parts_run(&parts);
    unsigned wrong = 0;
    for (unsigned i = 0; i < ITEMS; i++) {
        wrong += *n.squares[i] != i * i;
    }
    CHECK_NUM(wrong, 0);
    CHECK_NUM(diag_count(&d, DIAG_ERROR), ITEMS * faults);
    diag_tell_text(&d, &(struct diag_style){.verbose = true}, &out);
    diag_release(&d);
    return buf_finish(&out, a);
}

static void many_say_what_one_says(void)
{
    struct arena a = {0};
    for (unsigned faults = 0; faults < 4; faults++) {
        str one = told(&a, 1, faults);
        CHECK(str_eq(told(&a, 2, faults), one));
        CHECK(str_eq(told(&a, 16, faults), one));
    }
    arena_release(&a);
}

static void a_tool_is_held_by_one(void)
{
    struct arena a = {0};
    size_t own = 0;
    struct parts parts = {.count = ITEMS,
                          .weight = weight,
                          .run = count,
                          .threads = 1,
                          .arena = &a,
                          .tool_new = tool_new,
                          .tool_free = mem_free,
                          .tool = &own};
    parts_run(&parts);
    CHECK_NUM(own, ITEMS);
    parts.threads = 8;
    parts_run(&parts);
    CHECK(own <= 2 * ITEMS);
    arena_release(&a);
}

static void no_item_is_no_work(void)
{
    struct arena a = {0};
    parts_run(&(struct parts){.weight = weight, .run = count, .threads = 4, .arena = &a});
    CHECK(a.head == NULL);
}

/* What follows from a fault is dropped in a part as in the whole; so is what is too much. */
static void a_part_says_what_the_whole_would(void)
{
    struct diag whole, part;
    struct arena a = {0};
    diag_init(&whole, messages, MESSAGES);
    struct place at = {diag_file(&whole, STR("f"), 0), 4, 2, 4, 9};
    diag_report(&whole, &(struct report){.kind = MSG_VALUE, .at = at});
    diag_expect_consequences(&whole);
    diag_begin_part(&part, &whole);
    at.column = 5;
    diag_report(&part, &(struct report){.kind = MSG_VALUE, .at = at});
    at.line = 5;
    diag_report(&part, &(struct report){.kind = MSG_VALUE, .at = at});
    diag_join(&whole, &part);
    CHECK_NUM(diag_count(&whole, DIAG_ERROR), 2);
    CHECK_STR(said(&a, &whole), "4:2 value-invalid, 5:5 value-invalid");
    diag_release(&whole);
    arena_release(&a);
}

TEST_MAIN(many_say_what_one_says, a_tool_is_held_by_one, no_item_is_no_work,
          a_part_says_what_the_whole_would)
