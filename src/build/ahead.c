#include "build/ahead.h"

#include "base/digest.h"
#include "build/fault.h"
#include "model/identity.h"
#include "ocf/packed.h"
#include "render/pages.h"
#include "vocab/media.h"

#include <string.h>

/* Below that it is written in no time. */
#define WORTHWHILE ((size_t)4 << 20)

/* So many times are tried for how long the package document becomes with them. */
#define SAMPLES 5

bool ahead_is_worthwhile(const struct publication *p)
{
    size_t stored = 0;
    for (size_t i = 0; i < p->count; i++) {
        stored += media_is_compressed(p->entries[i].media_type) ? p->entries[i].bytes.len : 0;
    }
    return stored >= WORTHWHILE || parts_eager();
}

/* What it is made up from. */
struct guess {
    const struct dating *dating;
    const struct part *part;
};

/* Gives e the bytes it has at some time. */
static void sample(const struct guess *g, struct entry *e, unsigned number)
{
    char digest[65];
    const char seed = (char)number;
    struct arena *a = g->part->arena;
    sha256_of((str){&seed, 1}, digest);
    str time = modified_of(a, g->dating, digest);
    e->packed = NULL;
    e->bytes = fault_apply(a, e->path, package_dated(a, e->bytes, time));
    struct packed packed = pack(g->part->tool, a, e);
    struct packed_form *form = ARENA_NEW(a, struct packed_form);
    *form = (struct packed_form){packed.bytes, packed.deflated, packed.crc};
    e->packed = form;
}

/* Of some samples, one as long as most of them. */
static void make_up(const struct guess *g, struct entry *package)
{
    struct entry tries[SAMPLES];
    unsigned best = 0, most = 0;
    for (unsigned i = 0; i < SAMPLES; i++) {
        unsigned like = 0;
        tries[i] = *package;
        sample(g, &tries[i], i);
        for (unsigned k = 0; k < i; k++) {
            like += tries[k].packed->bytes.len == tries[i].packed->bytes.len;
        }
        if (like > most) {
            most = like;
            best = i;
        }
    }
    *package = tries[best];
}

struct ocf_draft *ahead_write(const struct publication *p, const struct dating *dating,
                              const struct part *part)
{
    const struct guess guess = {dating, part};
    struct publication *made_up = ARENA_NEW(part->arena, struct publication);
    *made_up = *p;
    made_up->entries = ARENA_ARRAY(part->arena, struct entry, p->count);
    memcpy(made_up->entries, p->entries, p->count * sizeof *p->entries);
    struct entry *package = publication_find(made_up, STR("EPUB/package.opf"));
    if (package == NULL) {
        return NULL;
    }
    make_up(&guess, package);
    return ocf_begin(made_up, p->name, 1);
}
