#include "build/sheets.h"

#include "render/pages.h"
#include "render/style.h"

void sheets_init(struct sheets *s)
{
    *s = (struct sheets){.arena = {0}};
    pthread_mutex_init(&s->mutex, NULL);
}

void sheets_release(struct sheets *s)
{
    pthread_mutex_destroy(&s->mutex);
    arena_release(&s->arena);
}

/* By the place where they lie: what is there never changes. */
static struct known_sheet *sheet_of(struct sheets *s, const struct entry *e)
{
    const str all[SHEETS] = {style_octavo(), style_generated(), container_text()};
    for (size_t i = 0; s != NULL && i < SHEETS; i++) {
        if (e->bytes.ptr == all[i].ptr && e->bytes.len == all[i].len) {
            return &s->known[i];
        }
    }
    return NULL;
}

bool sheets_find(struct sheets *s, const struct entry *e, struct known_sheet *out)
{
    const struct known_sheet *known = sheet_of(s, e);
    if (known == NULL) {
        return false;
    }
    pthread_mutex_lock(&s->mutex);
    *out = *known;
    pthread_mutex_unlock(&s->mutex);
    return true;
}

void sheets_keep(struct sheets *s, const struct entry *e, const struct known_sheet *sheet)
{
    struct known_sheet *known = sheet_of(s, e);
    if (known == NULL) {
        return;
    }
    pthread_mutex_lock(&s->mutex);
    if (known->packed.bytes.len == 0 && sheet->packed.bytes.len > 0) {
        known->packed = sheet->packed;
        known->packed.bytes = str_copy(&s->arena, sheet->packed.bytes);
    }
    if (known->facts.len == 0 && sheet->facts.len > 0) {
        known->circumstances = str_copy(&s->arena, sheet->circumstances);
        known->facts = str_copy(&s->arena, sheet->facts);
    }
    pthread_mutex_unlock(&s->mutex);
}
