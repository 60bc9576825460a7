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

bool publication_place(const struct entry *e, size_t element, struct place *out)
{
    if (e->origin == NULL || e->origin->count == 0) {
        return false;
    }
    size_t last = e->origin->count - 1;
    for (size_t i = element < last ? element : last;; i--) {
        if (e->origin->places[i].file != NULL) {
            *out = e->origin->places[i];
            return true;
        }
        if (i == 0) {
            return false;
        }
    }
}
