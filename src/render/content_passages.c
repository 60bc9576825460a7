/* The ids of blocks, by which reading systems find a place again after an edit. They follow from
 * what is written, so they are known only when a whole document is: until then a tag carries a
 * placeholder of the same length. */
#include "render/content_internal.h"

#include "base/hash.h"
#include "base/pair.h"

#include <string.h>

#define PLACEHOLDER STR("b000000")

/* A passage that is written. */
struct passage_mark {
    size_t offset; /* of its id in the bytes */
    uint32_t hash;
};

/* As ascii_space, but looked up: the processor guesses badly where a word ends. */
static const unsigned char is_space[256] = {
    ['\t'] = 1, ['\n'] = 1, ['\v'] = 1, ['\f'] = 1, ['\r'] = 1, [' '] = 1};

/* White space collapsed, so that new line breaks are no edit; each word ends in some. */
static uint32_t hash_of(str text)
{
    uint64_t hash = HASH_BEGIN;
    unsigned before = 1;
    for (size_t i = 0; i < text.len; i++) {
        unsigned space = is_space[(unsigned char)text.ptr[i]];
        if ((space & before) == 0) {
            hash = hash_add_byte(hash, space != 0 ? ' ' : text.ptr[i]);
        }
        before = space;
    }
    hash = before == 0 ? hash_add_byte(hash, ' ') : hash;
    return (uint32_t)(hash ^ hash >> 32);
}

static str lines_of(const struct lined_text *t, int from, int to)
{
    if (from < 1 || to < from || (size_t)from > t->nlines) {
        return STR_NONE;
    }
    size_t end = (size_t)to < t->nlines ? t->lines[to] : t->text.len;
    return str_sub(t->text, t->lines[from - 1], end);
}

/* What cmark saw of the block; of what the dialect put together, the text. */
static str source_of(struct content *c, cmark_node *node)
{
    int from = cmark_node_get_start_line(node), to = cmark_node_get_end_line(node);
    str text = lines_of(&c->state->markdown->parsed, from, to);
    int column = cmark_node_get_start_column(node); /* before it stand marks of lists and quotes */
    text = str_sub(text, column > 1 ? (size_t)column - 1 : 0, text.len);
    return text.len > 0 ? text : markdown_plain(c->xml->arena, node);
}

void content_passage(struct content *c, cmark_node *node)
{
    if (c->copy || c->document->passages == NULL) {
        return;
    }
    xml_attr(c->xml, "id", PLACEHOLDER);
    size_t offset = c->xml->out.len - 1 - PLACEHOLDER.len;
    while (c->nmarks > 0 && c->marks[c->nmarks - 1].offset >= offset) {
        c->nmarks--; /* its tag was taken back */
    }
    *ARENA_PUSH(c->xml->arena, struct passage_mark, &c->marks, &c->nmarks) =
        (struct passage_mark){offset, hash_of(source_of(c, node))};
}

/* Is the mark where it was put? */
static bool stands(const struct content *c, const struct passage_mark *m)
{
    str there = str_sub(buf_str(&c->xml->out), m->offset, m->offset + PLACEHOLDER.len);
    return str_eq(there, PLACEHOLDER);
}

/* The ids that are given away in one document. */
struct giving {
    struct arena scratch;
    struct content *content;
    struct map taken;
    struct map reached; /* by hash: that of the last id that was given to a block of it */
    const struct ledger_document *former;
    const struct ledger_id **blocks; /* of the former document */
    size_t nblocks;
};

/* id: as long as g. */
static bool take(struct giving *g, str id)
{
    size_t before = g->taken.count;
    if (map_get(&g->content->document->ids, id) != MAP_NONE) {
        return false;
    }
    map_put(&g->scratch, &g->taken, id, 0);
    return g->taken.count > before;
}

static bool try_id(struct giving *g, struct passage *p, uint32_t hash)
{
    for (size_t i = PLACEHOLDER.len - 1; i > 0; i--, hash >>= 4) {
        p->id[i] = "0123456789abcdef"[hash & 15];
    }
    p->id[0] = 'b';
    p->id[PLACEHOLDER.len] = '\0';
    return take(g, str_from(p->id));
}

/* Equal blocks get different ids, the same each time. The search for the next goes on from where
 * that for the last of them ended, since what was taken then still is. */
static void derive(struct giving *g, struct passage *p)
{
    if (try_id(g, p, p->hash)) {
        return;
    }
    const str key = {(const char *)&p->hash, sizeof p->hash};
    size_t reached = map_get(&g->reached, key);
    uint32_t hash = reached != MAP_NONE ? (uint32_t)reached : p->hash;
    do {
        hash = hash * UINT32_C(2654435761) + 1;
    } while (!try_id(g, p, hash));
    map_set(&g->scratch, &g->reached, key, hash);
}

static void gather_former(struct giving *g)
{
    for (size_t i = 0; g->former != NULL && i < g->former->nids; i++) {
        const struct ledger_id *id = &g->former->ids[i];
        if (id->kind == LEDGER_BLOCK && id->id.len == PLACEHOLDER.len) {
            *ARENA_PUSH(&g->scratch, const struct ledger_id *, &g->blocks, &g->nblocks) = id;
        }
    }
}

static void keep(struct giving *g, struct passage *p, size_t block)
{
    str id = g->blocks[block]->id;
    if (take(g, id)) {
        memcpy(p->id, id.ptr, id.len);
        p->id[id.len] = '\0';
    }
}

static size_t *partners_of(struct giving *g, const struct passages *p)
{
    struct arena *a = &g->scratch;
    uint64_t *old = ARENA_ARRAY(a, uint64_t, g->nblocks + 1);
    uint64_t *fresh = ARENA_ARRAY(a, uint64_t, p->count + 1);
    for (size_t i = 0; i < g->nblocks; i++) {
        old[i] = g->blocks[i]->hash;
    }
    for (size_t i = 0; i < p->count; i++) {
        fresh[i] = p->items[i].hash;
    }
    return pair(a, old, g->nblocks, fresh, p->count);
}

static void keep_former(struct giving *g, struct passages *p)
{
    size_t *partner = partners_of(g, p);
    for (size_t i = 0; i < p->count; i++) {
        if (partner[i] != ALIGN_NONE) {
            keep(g, &p->items[i], partner[i]);
        }
    }
}

static void give_all(struct giving *g, struct passages *p)
{
    g->former = ledger_find(g->content->book->ledger, g->content->document->file);
    gather_former(g);
    if (g->nblocks > 0) {
        keep_former(g, p);
    }
    for (size_t i = 0; i < p->count; i++) {
        if (p->items[i].id[0] == '\0') {
            derive(g, &p->items[i]);
        }
    }
    arena_release(&g->scratch);
}

void content_give_ids(struct content *c)
{
    struct giving g = {.content = c};
    struct passages *p = c->document->passages;
    size_t kept = 0;
    if (p == NULL) {
        return;
    }
    for (size_t i = 0; i < c->nmarks; i++) {
        if (stands(c, &c->marks[i])) {
            c->marks[kept++] = c->marks[i];
        }
    }
    *p = (struct passages){ARENA_ARRAY(c->xml->arena, struct passage, kept + 1), kept};
    map_reserve(&g.scratch, &g.taken, kept);
    for (size_t i = 0; i < kept; i++) {
        p->items[i].hash = c->marks[i].hash;
    }
    give_all(&g, p);
    for (size_t i = 0; i < kept; i++) {
        memcpy(c->xml->out.data + c->marks[i].offset, p->items[i].id, PLACEHOLDER.len);
    }
}
