#include "check/facts_record.h"

#include "base/memory.h"
#include "base/record.h"

#include <stdlib.h>

/* An anchor, and where it stands among those of its entry. */
struct placed {
    str id;
    uint32_t index;
};

static int by_id(const void *a, const void *b)
{
    return str_cmp(((const struct placed *)a)->id, ((const struct placed *)b)->id);
}

/* The anchors in the order of their ids, so that one is found without a map of them. The caller
 * frees it. */
static struct placed *placed_of(const struct facts *f)
{
    struct placed *all = mem_calloc(f->nanchors + 1, sizeof *all);
    for (size_t i = 0; i < f->nanchors; i++) {
        all[i] = (struct placed){f->anchors[i].id, (uint32_t)i};
    }
    qsort(all, f->nanchors, sizeof *all, by_id);
    return all;
}

static void write_order(struct buf *out, const struct facts *f)
{
    struct placed *all = placed_of(f);
    for (size_t i = 0; i < f->nanchors; i++) {
        record_number(out, all[i].index);
    }
    mem_free(all);
}

static void write_spot(struct buf *out, struct spot at, bool places)
{
    if (places) {
        record_number(out, at.offset);
        record_number(out, (uint32_t)(at.element + 1)); /* NO_ELEMENT is 0 */
    }
}

static void write_references(struct buf *out, const struct facts *f, bool places)
{
    record_bool(out, f->readable);
    record_bool(out, f->picture);
    record_number(out, f->uses);
    for (size_t i = 0; i < FEATURES; i++) {
        if ((f->uses & 1U << i) != 0) {
            write_spot(out, f->used_at[i], places);
        }
    }
    record_number(out, f->nreferences);
    for (size_t i = 0; i < f->nreferences; i++) {
        const struct reference *r = &f->references[i];
        record_number(out, r->kind);
        record_bool(out, r->has_fallback);
        write_spot(out, r->at, places);
        record_str(out, r->url);
        record_str(out, r->type);
    }
}

static void write_anchors(struct buf *out, const struct facts *f, bool places)
{
    record_number(out, f->nanchors);
    for (size_t i = 0; i < f->nanchors; i++) {
        const struct anchor *anchor = &f->anchors[i];
        record_number(out, anchor->kind);
        write_spot(out, anchor->at, places);
        record_str(out, anchor->id);
    }
}

static struct digest digest_written(const struct facts *f,
                                    void (*write)(struct buf *out, const struct facts *f,
                                                  bool places))
{
    struct buf all = {0};
    write(&all, f, false);
    struct digest digest = digest_of(buf_str(&all));
    buf_release(&all);
    return digest;
}

void facts_write(struct buf *out, struct facts *f)
{
    f->face = digest_written(f, write_references);
    f->named = digest_written(f, write_anchors);
    record_digest(out, &f->face);
    record_digest(out, &f->named);
    write_references(out, f, true);
    write_anchors(out, f, true);
    write_order(out, f);
}

static struct spot take_spot(struct record *r)
{
    struct spot at = {.offset = (uint32_t)record_take_number(r, UINT32_MAX)};
    at.element = (uint32_t)record_take_number(r, UINT32_MAX) - 1;
    return at;
}

static void take_uses(struct record *r, struct facts *f)
{
    f->uses = (unsigned)record_take_number(r, (1U << FEATURES) - 1);
    for (size_t i = 0; i < FEATURES; i++) {
        if ((f->uses & 1U << i) != 0) {
            f->used_at[i] = take_spot(r);
        }
    }
}

static void take_references(struct record *r, struct arena *a, struct facts *f)
{
    f->nreferences = f->references_capacity = record_take_count(r, 6);
    f->references = ARENA_ARRAY(a, struct reference, f->nreferences);
    for (size_t i = 0; i < f->nreferences; i++) {
        struct reference *ref = &f->references[i];
        ref->kind = (enum reference_kind)record_take_number(r, REF_MEDIA_AUDIO);
        ref->has_fallback = record_take_bool(r);
        ref->at = take_spot(r);
        ref->url = record_take_str(r);
        ref->type = record_take_str(r);
    }
}

static void take_anchors(struct record *r, struct arena *a, struct facts *f)
{
    f->nanchors = f->anchors_capacity = record_take_count(r, 4);
    f->anchors = ARENA_ARRAY(a, struct anchor, f->nanchors);
    for (size_t i = 0; i < f->nanchors; i++) {
        struct anchor *anchor = &f->anchors[i];
        anchor->kind = (enum anchor_kind)record_take_number(r, ANCHOR_CLIP);
        anchor->at = take_spot(r);
        anchor->id = record_take_str(r);
    }
    uint32_t *sorted = ARENA_ARRAY(a, uint32_t, f->nanchors + 1);
    for (size_t i = 0; i < f->nanchors; i++) {
        sorted[i] = (uint32_t)record_take_number(r, f->nanchors - 1);
    }
    f->sorted = sorted;
}

bool facts_begin(str bytes, struct facts *f)
{
    struct record r = record_open(bytes);
    f->face = record_take_digest(&r);
    f->named = record_take_digest(&r);
    f->unread = r.rest;
    return !r.failed && r.rest.len > 0;
}

bool facts_read(struct arena *a, struct facts *f)
{
    struct record r = record_open(f->unread);
    struct facts read = {.subject = f->subject, .face = f->face, .named = f->named};
    read.readable = record_take_bool(&r);
    read.picture = record_take_bool(&r);
    take_uses(&r, &read);
    take_references(&r, a, &read);
    take_anchors(&r, a, &read);
    if (!record_done(&r)) {
        return false;
    }
    *f = read;
    return true;
}

void facts_condense(struct arena *a, struct facts *f)
{
    struct placed *all = placed_of(f);
    uint32_t *sorted = ARENA_ARRAY(a, uint32_t, f->nanchors + 1);
    for (size_t i = 0; i < f->nanchors; i++) {
        sorted[i] = all[i].index;
    }
    mem_free(all);
    f->sorted = sorted;
    f->references = arena_copy(a, f->references, f->nreferences * sizeof *f->references);
    f->references_capacity = f->nreferences;
    for (size_t i = 0; i < f->nreferences; i++) {
        f->references[i].url = subject_keep(a, &f->subject, f->references[i].url);
        f->references[i].type = subject_keep(a, &f->subject, f->references[i].type);
    }
    f->anchors = arena_copy(a, f->anchors, f->nanchors * sizeof *f->anchors);
    f->anchors_capacity = f->nanchors;
    for (size_t i = 0; i < f->nanchors; i++) {
        f->anchors[i].id = subject_keep(a, &f->subject, f->anchors[i].id);
    }
    f->ids = (struct map){0};
}
