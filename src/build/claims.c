#include "build/claims.h"
#include "base/memory.h"

void claims_init(struct claims *c, size_t books)
{
    *c = (struct claims){.settled = mem_calloc(books, sizeof *c->settled), .books = books};
    pthread_mutex_init(&c->mutex, NULL);
    pthread_cond_init(&c->more, NULL);
}

void claims_release(struct claims *c)
{
    pthread_mutex_destroy(&c->mutex);
    pthread_cond_destroy(&c->more);
    arena_release(&c->arena);
    mem_free(c->settled);
}

/* The mutex is held. */
static void settle(struct claims *c, size_t book)
{
    c->settled[book] = true;
    while (c->first < c->books && c->settled[c->first]) {
        c->first++;
    }
    pthread_cond_broadcast(&c->more);
}

/* The mutex is held. */
static void claim(struct claims *c, str path, size_t book)
{
    size_t owner = map_get(&c->by_path, path);
    if (owner == MAP_NONE || book < owner) {
        map_set(&c->arena, &c->by_path, str_copy(&c->arena, path), book);
    }
}

void claims_want(struct claims *c, str path, size_t book)
{
    pthread_mutex_lock(&c->mutex);
    claim(c, path, book);
    settle(c, book);
    pthread_mutex_unlock(&c->mutex);
}

bool claims_take(struct claims *c, str path, size_t book)
{
    claims_want(c, path, book);
    pthread_mutex_lock(&c->mutex);
    while (c->first < book) {
        pthread_cond_wait(&c->more, &c->mutex);
    }
    bool mine = map_get(&c->by_path, path) == book;
    pthread_mutex_unlock(&c->mutex);
    return mine;
}

void claims_settle(struct claims *c, size_t book)
{
    pthread_mutex_lock(&c->mutex);
    settle(c, book);
    pthread_mutex_unlock(&c->mutex);
}
