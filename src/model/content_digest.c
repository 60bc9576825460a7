#include "model/content_digest.h"

#include "base/record.h"

#include <string.h>

/* Fewer entries are digested in no time. */
#define SHORTEST_STRIDE 4

/* A digest under way. */
struct reckoning {
    const struct publication *publication;
    struct sha256 state;
    size_t next;     /* entry */
    size_t from, to; /* the entries whose own digests are known stand in one row */
    size_t stride;   /* so many of them lie between two marks */
    struct trail *trail;
};

static void add_entry(struct sha256 *h, const struct entry *e)
{
    char room[MOST_DIGITS];
    sha256_add(h, e->path);
    sha256_add(h, (str){"", 1});
    sha256_add(h, str_digits(e->bytes.len, room));
    sha256_add(h, (str){"", 1});
    sha256_add(h, e->bytes);
}

static bool is_mimetype(const struct entry *e)
{
    return str_eq(e->path, STR("mimetype"));
}

static bool is_known(const struct entry *e)
{
    return e->digest != NULL && !is_mimetype(e);
}

static void digest_up_to(struct reckoning *r, size_t end)
{
    for (; r->next < end; r->next++) {
        const struct entry *e = &r->publication->entries[r->next];
        if (!is_mimetype(e)) {
            add_entry(&r->state, e);
        }
    }
}

static void find_known(struct reckoning *r)
{
    const struct publication *p = r->publication;
    while (r->from < p->count && !is_known(&p->entries[r->from])) {
        r->from++;
    }
    for (r->to = r->from; r->to < p->count && is_known(&p->entries[r->to]);) {
        r->to++;
    }
    r->stride = (r->to - r->from) / TRAIL_MARKS + 1;
    r->stride = r->stride < SHORTEST_STRIDE ? SHORTEST_STRIDE : r->stride;
}

static struct digest joined(const struct digest *before, const struct entry *e)
{
    struct sha256 h;
    sha256_begin(&h);
    sha256_add(&h, (str){(const char *)before->bytes, sizeof before->bytes});
    sha256_add(&h, e->path);
    sha256_add(&h, (str){"", 1});
    sha256_add(&h, (str){(const char *)e->digest->bytes, sizeof e->digest->bytes});
    return sha256_finish(&h);
}

/* By the digests of the entries alone; the first of them stands behind all that was digested. */
static void set_marks(struct reckoning *r)
{
    struct trail *t = r->trail;
    struct sha256 begun = r->state;
    struct digest before = sha256_finish(&begun);
    t->count = 0;
    for (size_t i = r->from; i < r->to; i++) {
        before = joined(&before, &r->publication->entries[i]);
        if ((i + 1 - r->from) % r->stride == 0 && t->count < TRAIL_MARKS) {
            t->marks[t->count++].before = before;
        }
    }
}

/* How many marks are those of a former trail. */
static size_t same_marks(const struct trail *now, const struct trail *former)
{
    size_t most = now->count < former->count ? now->count : former->count;
    while (most > 0 && memcmp(&now->marks[most - 1].before, &former->marks[most - 1].before,
                              sizeof(struct digest)) != 0) {
        most--;
    }
    return most;
}

static void follow(struct reckoning *r, const struct trail *former)
{
    struct trail *t = r->trail;
    size_t same = same_marks(t, former);
    for (size_t i = 0; i < same; i++) {
        t->marks[i].state = former->marks[i].state;
    }
    if (same > 0) {
        r->state = t->marks[same - 1].state;
        r->next = r->from + same * r->stride;
    }
    for (size_t i = same; i < t->count; i++) {
        digest_up_to(r, r->from + (i + 1) * r->stride);
        t->marks[i].state = r->state;
    }
}

void content_digest(const struct publication *p, const struct trail *former, struct trail *trail,
                    char hex[65])
{
    struct reckoning r = {.publication = p, .trail = trail};
    sha256_begin(&r.state);
    find_known(&r);
    digest_up_to(&r, r.from);
    set_marks(&r);
    follow(&r, former);
    digest_up_to(&r, p->count);
    sha256_end(&r.state, hex);
}

void trail_write(struct buf *out, const struct trail *trail)
{
    record_number(out, trail->count);
    for (size_t i = 0; i < trail->count; i++) {
        const struct sha256 *state = &trail->marks[i].state;
        record_digest(out, &trail->marks[i].before);
        record_str(out, (str){(const char *)state, sizeof *state});
    }
}

bool trail_read(str bytes, struct trail *trail)
{
    struct record r = record_open(bytes);
    trail->count = (size_t)record_take_number(&r, TRAIL_MARKS);
    for (size_t i = 0; i < trail->count; i++) {
        struct trail_mark *m = &trail->marks[i];
        m->before = record_take_digest(&r);
        str state = record_take_str(&r);
        r.failed = r.failed || state.len != sizeof m->state;
        memcpy(&m->state, r.failed ? (const char *)&(struct sha256){{0}} : state.ptr,
               sizeof m->state);
    }
    trail->count = record_done(&r) ? trail->count : 0;
    return trail->count > 0;
}
