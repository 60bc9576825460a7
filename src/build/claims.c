#include "build/claims.h"

#include <stdint.h>

struct claim {
    size_t owner;
    bool writing;
};

void claims_init(struct claims *c)
{
    *c = (struct claims){.count = 0};
    pthread_mutex_init(&c->mutex, NULL);
    pthread_cond_init(&c->written, NULL);
}

void claims_release(struct claims *c)
{
    pthread_mutex_destroy(&c->mutex);
    pthread_cond_destroy(&c->written);
    arena_release(&c->arena);
}

static size_t find(struct claims *c, str path, size_t owner)
{
    size_t index = map_get(&c->by_path, path);
    if (index == MAP_NONE) {
        index = c->count;
        map_put(&c->arena, &c->by_path, str_copy(&c->arena, path), index);
        *ARENA_PUSH(&c->arena, struct claim, &c->claims, &c->count) =
            (struct claim){.owner = owner};
    }
    return index;
}

bool claims_begin(struct claims *c, str path, size_t owner)
{
    pthread_mutex_lock(&c->mutex);
    size_t index = find(c, path, owner);
    while (c->claims[index].writing) {
        pthread_cond_wait(&c->written, &c->mutex);
    }
    bool mine = c->claims[index].owner >= owner;
    if (mine) {
        c->claims[index] = (struct claim){owner, true};
    }
    pthread_mutex_unlock(&c->mutex);
    return mine;
}

void claims_written(struct claims *c, str path)
{
    pthread_mutex_lock(&c->mutex);
    c->claims[map_get(&c->by_path, path)].writing = false;
    pthread_cond_broadcast(&c->written);
    pthread_mutex_unlock(&c->mutex);
}

size_t claims_owner(struct claims *c, str path)
{
    pthread_mutex_lock(&c->mutex);
    size_t index = map_get(&c->by_path, path);
    size_t owner = index != MAP_NONE ? c->claims[index].owner : SIZE_MAX;
    pthread_mutex_unlock(&c->mutex);
    return owner;
}
