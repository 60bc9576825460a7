/* A hash table from strings to numbers (indexes, pointers' positions). Open addressing, grows by
 * itself, in an arena. A zeroed struct map is empty. Keys are views and must outlive the map.
 * The hash is keyed by random bytes of the process, so that no one can make keys that collide;
 * order never shows, since a map cannot be walked. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/text.h"

struct map_slot;

struct map {
    struct map_slot *slots;
    size_t count, capacity;
    uint64_t key[2]; /* of the hash */
};

#define MAP_NONE SIZE_MAX

/* Makes an empty map large enough for so many keys: then it need not grow. */
void map_reserve(struct arena *a, struct map *m, size_t count);

/* The number stored under key, or MAP_NONE. */
size_t map_get(const struct map *m, str key);

/* Stores value under key unless the key is there already. Returns the value that stands there
 * now: value itself if it is new, else the old one (which stays). */
size_t map_put(struct arena *a, struct map *m, str key, size_t value);

/* Replaces, or stores anew. */
void map_set(struct arena *a, struct map *m, str key, size_t value);

#endif
