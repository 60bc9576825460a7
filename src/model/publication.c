/* The waist of the program: ordered entries, found by path. */
#include "model/publication.h"

struct entry *publication_add(struct arena *a, struct publication *p, str path, str media_type,
                              str bytes)
{
    if (map_put(a, &p->by_path, path, p->count) != p->count) {
        return NULL;
    }
    struct entry *e = ARENA_PUSH(a, struct entry, &p->entries, &p->count);
    e->path = path;
    e->media_type = media_type;
    e->bytes = bytes;
    return e;
}

struct entry *publication_find(const struct publication *p, str path)
{
    size_t index = map_get(&p->by_path, path);
    return index == MAP_NONE ? NULL : &p->entries[index];
}

bool entry_is_package(const struct entry *e)
{
    return str_eq(e->media_type, STR("application/oebps-package+xml"));
}

/* The number of marks at or before an offset. */
static size_t marks_before(const struct origin *o, size_t offset)
{
    size_t low = 0, high = o->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (o->marks[middle].offset <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool publication_place(const struct entry *e, size_t offset, struct place *out)
{
    for (size_t i = e->origin != NULL ? marks_before(e->origin, offset) : 0; i > 0; i--) {
        if (e->origin->marks[i - 1].at.file != NULL) {
            *out = e->origin->marks[i - 1].at;
            return true;
        }
    }
    return false;
}
