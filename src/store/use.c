#include "store/use.h"
#include "base/parts.h"

#include <stdio.h>
#include <stdlib.h>

/* To ask and to keep costs something, too. */
#define WORTHWHILE ((size_t)96 << 10)

bool store_is_worthwhile(size_t weight)
{
    return weight >= WORTHWHILE || parts_eager();
}

#ifdef OCTAVO_FAULTS

bool store_is_verified(void)
{
    return getenv("OCTAVO_CACHE_VERIFY") != NULL;
}

void store_verify(const char *what, str name, str stored, str made)
{
    size_t same = 0;
    if (str_eq(stored, made)) {
        return;
    }
    while (same < stored.len && same < made.len && stored.ptr[same] == made.ptr[same]) {
        same++;
    }
    fprintf(stderr, "octavo: the store is wrong about %s of %.*s: %zu bytes, made anew %zu, ", what,
            STR_ARG(name), stored.len, made.len);
    fprintf(stderr, "different from byte %zu on\n", same);
    abort();
}

#else

bool store_is_verified(void)
{
    return false;
}

void store_verify(const char *what, str name, str stored, str made)
{
    (void)what;
    (void)name;
    (void)stored;
    (void)made;
}

#endif
