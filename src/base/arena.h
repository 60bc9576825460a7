/* One lifetime, freed at once.
 *
 * All that a build (or a check) makes lives in one arena. It grows in blocks and never returns
 * NULL. A zeroed struct arena is an empty arena. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *head;
    size_t step; /* size of its blocks, if it is known what it is used for; 0: they double */
};

/* Frees all that was allocated; the arena is then empty and may be used again. */
void arena_release(struct arena *a);

/* Takes over memory that mem_alloc or mem_realloc gave: it is freed with the arena. */
void arena_adopt(struct arena *a, void *memory);

/* Moves all that is in from into a: it lives as long as a does; from is then empty. */
void arena_join(struct arena *a, struct arena *from);

/* Zeroed memory of size bytes, aligned to align (a power of two, 16 at most). */
void *arena_alloc(struct arena *a, size_t size, size_t align);

/* The same, not cleared: for what is written at once. */
void *arena_room(struct arena *a, size_t size, size_t align);

/* Room for a text of so many bytes, and the NUL behind it. */
char *arena_text(struct arena *a, size_t len);

/* Zeroed memory for count objects; a product that overflows is exhaustion. */
void *arena_array(struct arena *a, size_t count, size_t size, size_t align);

/* An array of new_count (>= old_count) objects, of which old_count are those of old and the rest
 * is zeroed. The old array stays valid until the arena is released; it may be the new one. */
void *arena_grow(struct arena *a, const void *old, size_t old_count, size_t new_count, size_t size,
                 size_t align);

/* A copy of what is aligned as an array is. */
void *arena_copy(struct arena *a, const void *from, size_t size);

/* Zeroed object, or zeroed array, of type T. */
#define ARENA_NEW(a, T)      ((T *)arena_alloc((a), sizeof(T), _Alignof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T), _Alignof(T)))

/* Appends room for one object to a growing array in the arena: *items holds *count objects of
 * size bytes and has room for the next power of two. Returns the new, zeroed object. */
void *arena_push(struct arena *a, void **items, size_t *count, size_t size, size_t align);
#define ARENA_PUSH(a, T, items, count)                                                             \
    ((T *)arena_push((a), (void **)(items), (count), sizeof(T), _Alignof(T)))

#endif
