#include "edition/words.h"

#include "base/align.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "vocab/unicode.h"

struct words {
    str *items;
    uint64_t *hashes;
    size_t count;
};

/* Chinese and Japanese set no blanks between words: there each character counts as one. */
static bool is_word(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

static bool begins_whole(str word)
{
    size_t at = 0;
    return is_word(utf8_next(word, &at));
}

/* Where the first word of a text ends. */
static size_t end_of_word(str text)
{
    size_t at = 0;
    bool whole = is_word(utf8_next(text, &at));
    for (size_t next = at; at < text.len && !ascii_space(text.ptr[at]); at = next) {
        uint32_t c = utf8_next(text, &next);
        if ((whole || is_word(c)) && !unicode_mark(c)) {
            break;
        }
    }
    return at;
}

static bool next_word(str *rest, str *word)
{
    while (rest->len > 0 && ascii_space(rest->ptr[0])) {
        *rest = str_sub(*rest, 1, rest->len);
    }
    size_t end = rest->len > 0 ? end_of_word(*rest) : 0;
    *word = str_sub(*rest, 0, end);
    *rest = str_sub(*rest, end, rest->len);
    return end > 0;
}

/* Do blanks stand before the i-th word? */
static bool is_apart(const struct words *w, size_t i)
{
    return i > 0 && w->items[i].ptr > w->items[i - 1].ptr + w->items[i - 1].len;
}

/* Where there need be no blanks, those that are there are a difference. */
static uint64_t hash_of_word(const struct words *w, size_t i)
{
    uint64_t hash = hash_add(HASH_BEGIN, w->items[i]);
    bool odd = is_apart(w, i) && (begins_whole(w->items[i]) || begins_whole(w->items[i - 1]));
    return odd ? hash_add_byte(hash, ' ') : hash;
}

static struct words words_of(struct arena *a, str text)
{
    struct words w = {0};
    size_t count = 0;
    for (str word, rest = text; next_word(&rest, &word);) {
        count++;
    }
    w.items = ARENA_ARRAY(a, str, count + 1);
    w.hashes = ARENA_ARRAY(a, uint64_t, count + 1);
    for (str word, rest = text; next_word(&rest, &word); w.count++) {
        w.items[w.count] = word;
        w.hashes[w.count] = hash_of_word(&w, w.count);
    }
    return w;
}

struct runs {
    struct arena *arena;
    struct word_run *items;
    size_t count;
    bool apart; /* blanks follow the last one, or nothing */
};

/* Adds a run of words from..to, which stand in one text. */
static void add_run(struct runs *r, enum words_in in, const struct words *w, size_t from, size_t to)
{
    if (from < to) {
        const char *begin = w->items[from].ptr;
        const str *last = &w->items[to - 1];
        bool apart = from > 0 ? is_apart(w, from) : r->apart;
        bool joined = r->count > 0 && !apart;
        *ARENA_PUSH(r->arena, struct word_run, &r->items, &r->count) =
            (struct word_run){in, joined, {begin, (size_t)(last->ptr + last->len - begin)}};
        r->apart = to == w->count || is_apart(w, to);
    }
}

void words_compare(struct arena *a, str old, str fresh, struct word_run **runs, size_t *nruns)
{
    struct arena scratch = {0};
    struct words o = words_of(&scratch, old), f = words_of(&scratch, fresh);
    size_t *partner = align(&scratch, o.hashes, o.count, f.hashes, f.count);
    struct runs r = {.arena = a};
    size_t i = 0, j = 0;
    while (i < o.count || j < f.count) {
        size_t both = j;
        while (both < f.count && partner[both] == i + (both - j)) {
            both++;
        }
        add_run(&r, WORDS_BOTH, &f, j, both);
        i += both - j;
        size_t lone = j = both;
        while (lone < f.count && partner[lone] == ALIGN_NONE) {
            lone++;
        }
        size_t next = lone < f.count ? partner[lone] : o.count;
        add_run(&r, WORDS_OLD, &o, i, next);
        add_run(&r, WORDS_NEW, &f, j, lone);
        i = next;
        j = lone;
    }
    *runs = r.items;
    *nruns = r.count;
    arena_release(&scratch);
}

void words_hash(struct arena *a, str text, uint64_t seed, uint64_t **hashes, size_t *count)
{
    struct arena scratch = {0};
    struct words w = words_of(&scratch, text);
    for (size_t i = 0; i < w.count; i++) {
        uint64_t before = i > 0 ? w.hashes[i - 1] : 0;
        *ARENA_PUSH(a, uint64_t, hashes, count) = w.hashes[i] + seed;
        *ARENA_PUSH(a, uint64_t, hashes, count) = w.hashes[i] * 31 + before + seed;
    }
    arena_release(&scratch);
}

unsigned words_alike(struct arena *a, str old, str fresh)
{
    struct words o = words_of(a, old), f = words_of(a, fresh);
    size_t same = 0, most = o.count > f.count ? o.count : f.count;
    size_t *partner = align(a, o.hashes, o.count, f.hashes, f.count);
    for (size_t i = 0; i < f.count; i++) {
        same += partner[i] != ALIGN_NONE;
    }
    return most > 0 ? (unsigned)(same * 100 / most) : 0;
}
