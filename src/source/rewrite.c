#include "source/rewrite.h"

#include "base/arena.h"

#include <stdatomic.h>

/* So many pieces on from the last one are looked at before all are searched. */
enum { NEAR = 8 };

static size_t before_map(const struct rewrite_map *map, size_t offset)
{
    size_t low = atomic_load_explicit(map->last, memory_order_relaxed);
    size_t high = low + NEAR < map->count ? low + NEAR : map->count;
    if (map->pieces[low].made > offset || (high < map->count && map->pieces[high].made <= offset)) {
        low = 0;
        high = map->count;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->pieces[middle].made <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    atomic_store_explicit(map->last, low, memory_order_relaxed);
    const struct rewrite_piece *piece = &map->pieces[low];
    return piece->source + (piece->kept ? offset - piece->made : 0);
}

size_t rewrite_source(const struct rewrite_map *map, size_t offset)
{
    for (; map != NULL; map = map->before) {
        offset = before_map(map, offset);
    }
    return offset;
}

static void piece(struct rewriter *r, bool kept)
{
    *ARENA_PUSH(r->arena, struct rewrite_piece, &r->pieces, &r->count) =
        (struct rewrite_piece){(uint32_t)r->out.len, (uint32_t)r->at, kept};
}

/* What is put in is mostly little. */
static void add(struct rewriter *r, str text)
{
    if (r->out.cap == 0) {
        buf_reserve(&r->out, r->in.len + r->in.len / 16 + text.len);
    }
    buf_add(&r->out, text);
}

void rewrite_keep(struct rewriter *r, size_t to)
{
    if (to > r->at) {
        piece(r, true);
        add(r, str_sub(r->in, r->at, to));
        r->at = to;
    }
}

void rewrite_drop(struct rewriter *r, size_t to)
{
    r->at = to > r->at ? to : r->at;
}

void rewrite_put(struct rewriter *r, str text)
{
    if (text.len > 0) {
        piece(r, false);
        add(r, text);
    }
}

str rewrite_end(struct rewriter *r, const struct rewrite_map *before,
                const struct rewrite_map **map)
{
    rewrite_keep(r, r->in.len);
    piece(r, true); /* what is asked for at the end */
    struct rewrite_map *m = ARENA_NEW(r->arena, struct rewrite_map);
    *m = (struct rewrite_map){r->pieces, r->count, before, ARENA_NEW(r->arena, _Atomic size_t)};
    *map = m;
    return buf_finish(&r->out, r->arena);
}
