/* Rewriting: a text made from another, and the way back.
 *
 * The dialect's blocks become CommonMark before cmark parses the text. A rewriter goes through a
 * text from its beginning to its end; each stretch is kept, dropped or replaced. The map leads
 * every offset of the result back to the text that it came from, to the byte; what was put in
 * leads to where it was put. */
#ifndef SOURCE_REWRITE_H
#define SOURCE_REWRITE_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stretch of the result: from offset made on. */
struct rewrite_piece {
    uint32_t made, source;
    bool kept; /* byte for byte; else all of it stands at source */
};

struct rewrite_map {
    struct rewrite_piece *pieces; /* by offset; there is one at 0 */
    size_t count;
    const struct rewrite_map *before; /* the text was itself made by this one; or NULL */
    /* The piece that was found last: offsets are mostly asked for in rising order. It is a mere
     * hint, which threads may change under each other. */
    _Atomic size_t *last;
};

/* The offset in the author's text of an offset in the text made last. NULL changes nothing. */
size_t rewrite_source(const struct rewrite_map *map, size_t offset);

/* Set arena and in; the rest zero. */
struct rewriter {
    struct arena *arena;
    str in;
    size_t at; /* in, up to here, is dealt with */
    struct buf out;
    struct rewrite_piece *pieces;
    size_t count;
};

void rewrite_keep(struct rewriter *r, size_t to); /* up to offset to of in */
void rewrite_drop(struct rewriter *r, size_t to);
void rewrite_put(struct rewriter *r, str text);

/* Keeps the rest. The text and its map are in the arena; before as in struct rewrite_map. */
str rewrite_end(struct rewriter *r, const struct rewrite_map *before,
                const struct rewrite_map **map);

#endif
