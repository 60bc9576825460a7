#include "build/ahead.h"

#include "build/fault.h"
#include "ocf/packed.h"
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

static void make_up(const struct publication *p, struct entry *package, const struct dating *dating,
                    const struct part *part)
{
    char digest[65];
    memset(digest, '0', sizeof digest - 1);
    digest[sizeof digest - 1] = '\0';
    ahead_date(part->arena, p, package, package->bytes, modified_of(part->arena, dating, digest));
    struct packed packed = pack(part->tool, part->arena, package);
    struct packed_form *form = ARENA_NEW(part->arena, struct packed_form);
    *form = (struct packed_form){packed.bytes, packed.deflated, packed.crc};
    package->packed = form;
}

struct ocf_draft *ahead_write(const struct publication *p, const struct dating *dating,
                              const struct part *part)
{
    struct publication *made_up = ARENA_NEW(part->arena, struct publication);
    *made_up = *p;
    made_up->entries = ARENA_ARRAY(part->arena, struct entry, p->count);
    memcpy(made_up->entries, p->entries, p->count * sizeof *p->entries);
    struct entry *package = publication_find(made_up, STR("EPUB/package.opf"));
    if (package == NULL) {
        return NULL;
    }
    make_up(p, package, dating, part);
    return ocf_begin(made_up, p->name, 1);
}
