#include "build/ahead.h"

#include "build/fault.h"
#include "render/pages.h"
#include "vocab/media.h"

#include <string.h>

/* Below that it is written in no time. */
#define WORTHWHILE ((size_t)4 << 20)

bool ahead_is_worthwhile(const struct publication *p)
{
    size_t stored = 0;
    for (size_t i = 0; i < p->count; i++) {
        stored += media_is_compressed(p->entries[i].media_type) ? p->entries[i].bytes.len : 0;
    }
    return stored >= WORTHWHILE;
}

void ahead_date(struct arena *a, const struct publication *p, struct entry *package, str undated,
                str modified)
{
    size_t end;
    package->bytes = fault_apply(a, package->path, package_dated(a, undated, modified, &end));
    package->head = ahead_is_worthwhile(p) ? end : 0;
}

static str made_up_time(struct arena *a, const struct dating *dating)
{
    char digest[65];
    memset(digest, '0', sizeof digest - 1);
    digest[sizeof digest - 1] = '\0';
    return modified_of(a, dating, digest);
}

struct ocf_draft *ahead_write(const struct publication *p, const struct dating *dating,
                              struct arena *a)
{
    struct publication *made_up = ARENA_NEW(a, struct publication);
    *made_up = *p;
    made_up->entries = ARENA_ARRAY(a, struct entry, p->count);
    memcpy(made_up->entries, p->entries, p->count * sizeof *p->entries);
    struct entry *package = publication_find(made_up, STR("EPUB/package.opf"));
    if (package == NULL) {
        return NULL;
    }
    ahead_date(a, p, package, package->bytes, made_up_time(a, dating));
    return ocf_begin(made_up, p->name, 1);
}
