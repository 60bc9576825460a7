/* Lists that grow in the arena. */
#include "check/facts.h"

struct reference *facts_refer(struct judge *j, struct facts *f, enum reference_kind kind, str url,
                              struct spot at)
{
    if (f->nreferences == f->references_capacity) {
        size_t capacity = f->references_capacity * 2 + 16;
        f->references = arena_grow(j->arena, f->references, f->nreferences, capacity,
                                   sizeof *f->references, _Alignof(struct reference));
        f->references_capacity = capacity;
    }
    struct reference *r = &f->references[f->nreferences++];
    *r = (struct reference){
        .url = subject_keep(j->arena, &f->subject, str_trim(url)), .kind = kind, .at = at};
    return r;
}

static size_t index_of(enum feature feature)
{
    size_t index = 0;
    while (1U << index != (unsigned)feature) {
        index++;
    }
    return index;
}

void facts_use(struct facts *f, enum feature feature, struct spot at)
{
    if ((f->uses & feature) == 0) {
        f->uses |= feature;
        f->used_at[index_of(feature)] = at;
    }
}

struct spot facts_use_spot(const struct facts *f, enum feature feature)
{
    return f->used_at[index_of(feature)];
}

void facts_anchor(struct judge *j, struct facts *f, str id, struct spot at)
{
    facts_anchor_kind(j, f, id, at, ANCHOR_PLAIN);
}

void facts_anchor_kind(struct judge *j, struct facts *f, str id, struct spot at,
                       enum anchor_kind kind)
{
    if (f->nanchors == f->anchors_capacity) {
        size_t capacity = f->anchors_capacity * 2 + 16;
        f->anchors = arena_grow(j->arena, f->anchors, f->nanchors, capacity, sizeof *f->anchors,
                                _Alignof(struct anchor));
        f->anchors_capacity = capacity;
    }
    id = subject_keep(j->arena, &f->subject, id);
    size_t first = map_put(j->arena, &f->ids, id, f->nanchors);
    if (first != f->nanchors) {
        struct related other = {subject_place(j, &f->subject, f->anchors[first].at),
                                STR("the first one")};
        say(j, &f->subject, at,
            (struct report){.kind = MSG_ID_DUPLICATE, .args = {id}, .related = other});
        return;
    }
    f->anchors[f->nanchors++] = (struct anchor){id, at, kind};
}

size_t facts_find(const struct facts *f, str id)
{
    size_t low = 0, high = f->nanchors;
    if (f->sorted == NULL) {
        return map_get(&f->ids, id);
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(id, f->anchors[f->sorted[middle]].id);
        if (order == 0) {
            return f->sorted[middle];
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
    return MAP_NONE;
}
