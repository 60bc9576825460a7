#define _DEFAULT_SOURCE /* le64toh */

#include "base/map.h"
#include "base/arena.h"

#include <endian.h>
#include <string.h>
#include <sys/auxv.h>

/* Most maps are of one chapter, and hold two or three keys. */
#define SMALLEST 4

/* The hash is kept, so that growing and missing need not look at the keys. */
struct map_slot {
    str key;
    size_t value;
    uint64_t hash; /* 0: empty */
};

/* SipHash-1-3 (Aumasson and Bernstein, 2012): a round mixes the four words of state. */
struct sip {
    uint64_t a, b, c, d;
};

static inline uint64_t rotate(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void sip_round(struct sip *s)
{
    s->a += s->b;
    s->b = rotate(s->b, 13) ^ s->a;
    s->a = rotate(s->a, 32);
    s->c += s->d;
    s->d = rotate(s->d, 16) ^ s->c;
    s->a += s->d;
    s->d = rotate(s->d, 21) ^ s->a;
    s->c += s->b;
    s->b = rotate(s->b, 17) ^ s->c;
    s->c = rotate(s->c, 32);
}

static inline void sip_word(struct sip *s, uint64_t word)
{
    s->d ^= word;
    sip_round(s);
    s->a ^= word;
}

/* The key: sixteen random bytes that the kernel gives to each process. */
static void take_key(struct map *m)
{
    const void *random = (const void *)getauxval(AT_RANDOM);
    if (random != NULL) {
        memcpy(m->key, random, sizeof m->key);
    }
}

static inline struct sip sip_begin(const uint64_t key[2])
{
    return (struct sip){
        key[0] ^ UINT64_C(0x736F6D6570736575), key[1] ^ UINT64_C(0x646F72616E646F6D),
        key[0] ^ UINT64_C(0x6C7967656E657261), key[1] ^ UINT64_C(0x7465646279746573)};
}

static inline uint64_t word_at(const char *from)
{
    uint64_t word;
    memcpy(&word, from, sizeof word);
    return le64toh(word);
}

static inline uint64_t half_at(const char *from)
{
    uint32_t half;
    memcpy(&half, from, sizeof half);
    return le32toh(half);
}

/* What is left of a key, less than eight bytes. Reads that overlap put the same bits in the same
 * place. */
static inline uint64_t last_word(str key, size_t left)
{
    if (left == 0) {
        return 0;
    }
    const char *end = key.ptr + key.len;
    if (key.len >= 8) {
        return word_at(end - 8) >> (64 - 8 * left);
    }
    if (left >= 4) {
        return half_at(key.ptr) | half_at(end - 4) << 8 * (left - 4);
    }
    const unsigned char *p = (const unsigned char *)key.ptr;
    return p[0] | (uint64_t)p[left / 2] << 8 * (left / 2) | (uint64_t)p[left - 1] << 8 * (left - 1);
}

/* Never 0, which marks an empty slot. */
static uint64_t hash_of(const struct map *m, str key)
{
    struct sip s = sip_begin(m->key);
    size_t at = 0;
    for (; key.len - at >= 8; at += 8) {
        sip_word(&s, word_at(key.ptr + at));
    }
    sip_word(&s, last_word(key, key.len - at) | (uint64_t)key.len << 56);
    s.c ^= 0xFF;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    uint64_t hash = s.a ^ s.b ^ s.c ^ s.d;
    return hash != 0 ? hash : 1;
}

/* The slot of a key, or the empty one where it belongs. */
static struct map_slot *slot_of(const struct map *m, str key, uint64_t hash)
{
    size_t mask = m->capacity - 1;
    size_t at = (size_t)hash & mask;
    while (m->slots[at].hash != 0) {
        if (m->slots[at].hash == hash && str_eq(m->slots[at].key, key)) {
            break;
        }
        at = (at + 1) & mask;
    }
    return &m->slots[at];
}

static void grow(struct arena *a, struct map *m)
{
    struct map old = *m;
    if (old.capacity == 0) {
        take_key(m);
    }
    m->capacity = old.capacity > 0 ? old.capacity * 2 : SMALLEST;
    m->slots = ARENA_ARRAY(a, struct map_slot, m->capacity);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.slots[i].hash != 0) {
            *slot_of(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
        }
    }
}

void map_reserve(struct arena *a, struct map *m, size_t count)
{
    size_t capacity = SMALLEST;
    while (count >= capacity - capacity / 4) {
        capacity *= 2;
    }
    take_key(m);
    m->capacity = capacity;
    m->slots = ARENA_ARRAY(a, struct map_slot, capacity);
}

size_t map_get(const struct map *m, str key)
{
    if (m->count == 0) {
        return MAP_NONE;
    }
    const struct map_slot *slot = slot_of(m, key, hash_of(m, key));
    return slot->hash != 0 ? slot->value : MAP_NONE;
}

/* The slot of a key; where there was none it holds value. */
static struct map_slot *slot_for(struct arena *a, struct map *m, str key, size_t value)
{
    if (m->count >= m->capacity - m->capacity / 4) {
        grow(a, m);
    }
    uint64_t hash = hash_of(m, key);
    struct map_slot *slot = slot_of(m, key, hash);
    if (slot->hash == 0) {
        *slot = (struct map_slot){key, value, hash};
        m->count++;
    }
    return slot;
}

size_t map_put(struct arena *a, struct map *m, str key, size_t value)
{
    return slot_for(a, m, key, value)->value;
}

void map_set(struct arena *a, struct map *m, str key, size_t value)
{
    slot_for(a, m, key, value)->value = value;
}
