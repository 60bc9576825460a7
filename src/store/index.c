#include "store/index.h"
#include "base/memory.h"

#include <string.h>

void index_release(struct index *x)
{
    mem_free(x->pieces);
    mem_free(x->slots);
    *x = (struct index){0};
}

/* A digest is as good as random: any part of it is a hash. */
static size_t first_slot(const struct index *x, uint32_t kind, const struct digest *key)
{
    uint32_t hash;
    memcpy(&hash, key->bytes, sizeof hash);
    return (hash + kind) & (x->nslots - 1);
}

struct piece *index_find(const struct index *x, uint32_t kind, const struct digest *key)
{
    if (x->nslots == 0) {
        return NULL;
    }
    for (size_t at = first_slot(x, kind, key); x->slots[at] != 0; at = (at + 1) & (x->nslots - 1)) {
        struct piece *p = &x->pieces[x->slots[at] - 1];
        if (p->kind == kind && p->used != 0 && memcmp(&p->key, key, sizeof *key) == 0) {
            return p;
        }
    }
    return NULL;
}

static void enter(struct index *x, size_t number)
{
    size_t at = first_slot(x, x->pieces[number].kind, &x->pieces[number].key);
    while (x->slots[at] != 0) {
        at = (at + 1) & (x->nslots - 1);
    }
    x->slots[at] = (uint32_t)number + 1;
}

struct piece *index_reserve(struct index *x, size_t count)
{
    x->room = count + 16;
    x->count = count;
    x->pieces = mem_calloc(x->room, sizeof *x->pieces);
    return x->pieces;
}

/* At most half of the slots are taken. */
void index_search(struct index *x)
{
    mem_free(x->slots);
    for (x->nslots = 64; x->nslots < 2 * x->room;) {
        x->nslots *= 2;
    }
    x->slots = mem_calloc(x->nslots, sizeof *x->slots);
    for (size_t i = 0; i < x->count; i++) {
        enter(x, i);
    }
}

void index_add(struct index *x, const struct piece *p)
{
    if (x->count == x->room) {
        x->room = x->room < 32 ? 64 : x->room * 2;
        x->pieces = mem_realloc(x->pieces, x->room * sizeof *x->pieces);
    }
    x->pieces[x->count++] = *p;
    if (x->nslots < 2 * x->room) {
        index_search(x);
    } else {
        enter(x, x->count - 1);
    }
}
