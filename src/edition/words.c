#include "edition/words.h"

#include "base/align.h"
#include "base/hash.h"

struct words {
    str *items;
    uint64_t *hashes;
    size_t count;
};

static struct words words_of(struct arena *a, str text)
{
    struct words w = {0};
    size_t count = 0;
    for (str word, rest = text; str_word(&rest, &word);) {
        count++;
    }
    w.items = ARENA_ARRAY(a, str, count + 1);
    w.hashes = ARENA_ARRAY(a, uint64_t, count + 1);
    for (str word, rest = text; str_word(&rest, &word); w.count++) {
        w.items[w.count] = word;
        w.hashes[w.count] = hash_add(HASH_BEGIN, word);
    }
    return w;
}

/* Adds a run of words from..to, which stand in one text. */
static void add_run(struct arena *a, enum words_in in, const struct words *w, size_t from,
                    size_t to, struct word_run **runs, size_t *nruns)
{
    if (from < to) {
        const char *begin = w->items[from].ptr;
        const str *last = &w->items[to - 1];
        *ARENA_PUSH(a, struct word_run, runs, nruns) =
            (struct word_run){in, {begin, (size_t)(last->ptr + last->len - begin)}};
    }
}

void words_compare(struct arena *a, str old, str fresh, struct word_run **runs, size_t *nruns)
{
    struct arena scratch = {0};
    struct words o = words_of(&scratch, old), f = words_of(&scratch, fresh);
    size_t *partner = align(&scratch, o.hashes, o.count, f.hashes, f.count);
    size_t i = 0, j = 0;
    *runs = NULL;
    *nruns = 0;
    while (i < o.count || j < f.count) {
        size_t both = j, lone = j;
        while (both < f.count && partner[both] == i + (both - j)) {
            both++;
        }
        add_run(a, WORDS_BOTH, &f, j, both, runs, nruns);
        i += both - j;
        j = lone = both;
        while (lone < f.count && partner[lone] == ALIGN_NONE) {
            lone++;
        }
        size_t next = lone < f.count ? partner[lone] : o.count;
        add_run(a, WORDS_OLD, &o, i, next, runs, nruns);
        add_run(a, WORDS_NEW, &f, j, lone, runs, nruns);
        i = next;
        j = lone;
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
