#include "edition/compare.h"

#include "base/align.h"

/* A part of either edition. */
struct side {
    const struct ledger_content *document;
    const struct ledger_part *part;
    struct side *other; /* the same part in the other edition; NULL: there is none */
    bool chapter;       /* the first of its document */
};

/* The parts of one edition: those of its i-th document begin at first[i]. */
struct sides {
    const struct ledger_edition *edition;
    struct side *all;
    size_t *first;
    size_t count;
};

struct comparing {
    struct arena *arena;
    struct edition_changes *out;
    struct map documents; /* file -> index in the book */
    const struct book *book;
    struct sides old, fresh;
    size_t *old_of; /* document of the later edition -> that of the earlier one, or MAP_NONE */
};

static void spread(struct arena *a, const struct ledger_edition *e, struct sides *out)
{
    size_t count = 0;
    for (size_t i = 0; i < e->ndocuments; i++) {
        count += e->documents[i].nparts;
    }
    *out = (struct sides){e, ARENA_ARRAY(a, struct side, count + 1),
                          ARENA_ARRAY(a, size_t, e->ndocuments + 1), 0};
    for (size_t i = 0; i < e->ndocuments; i++) {
        const struct ledger_content *d = &e->documents[i];
        out->first[i] = out->count;
        for (size_t j = 0; j < d->nparts; j++) {
            bool chapter = j == 0 && d->parts[j].kind == LEDGER_SECTION;
            out->all[out->count++] = (struct side){d, &d->parts[j], NULL, chapter};
        }
    }
    out->first[e->ndocuments] = out->count;
}

static void join(struct side *old, struct side *fresh)
{
    old->other = fresh;
    fresh->other = old;
}

static str title_of_document(const struct ledger_content *d)
{
    return d->nparts > 0 && d->parts[0].kind == LEDGER_SECTION ? d->parts[0].title : STR_NONE;
}

/* A document belongs to the one of its file, else to the one of its title. */
static void pair_documents(struct comparing *c)
{
    const struct ledger_edition *o = c->old.edition, *f = c->fresh.edition;
    struct map files = {0}, titles = {0};
    c->old_of = ARENA_ARRAY(c->arena, size_t, f->ndocuments + 1);
    bool *taken = ARENA_ARRAY(c->arena, bool, o->ndocuments + 1);
    for (size_t i = 0; i < o->ndocuments; i++) {
        map_put(c->arena, &files, o->documents[i].file, i);
    }
    for (size_t j = 0; j < f->ndocuments; j++) {
        c->old_of[j] = map_get(&files, f->documents[j].file);
        if (c->old_of[j] != MAP_NONE) {
            taken[c->old_of[j]] = true;
        }
    }
    for (size_t i = 0; i < o->ndocuments; i++) {
        if (!taken[i] && title_of_document(&o->documents[i]).len > 0) {
            map_put(c->arena, &titles, title_of_document(&o->documents[i]), i);
        }
    }
    for (size_t j = 0; j < f->ndocuments; j++) {
        size_t i = map_get(&titles, title_of_document(&f->documents[j]));
        if (c->old_of[j] == MAP_NONE && i != MAP_NONE && !taken[i]) {
            c->old_of[j] = i;
            taken[i] = true;
        }
    }
}

/* Joins a part with that of a key, if it is free and of its kind. */
static bool try_join(struct comparing *c, const struct map *keys, str key, struct side *fresh)
{
    size_t i = map_get(keys, key);
    struct side *old = i != MAP_NONE ? &c->old.all[i] : NULL;
    if (old == NULL || old->other != NULL || old->part->kind != fresh->part->kind) {
        return false;
    }
    join(old, fresh);
    return true;
}

/* A tip or section of another name with the same words. */
static void pair_words(struct comparing *c, size_t old, size_t fresh)
{
    struct map words = {0};
    for (size_t i = c->old.first[old]; i < c->old.first[old + 1]; i++) {
        const struct ledger_part *p = c->old.all[i].part;
        if (c->old.all[i].other == NULL && p->hashed && p->hash != 0) {
            map_put(c->arena, &words, (str){(const char *)&p->hash, sizeof p->hash}, i);
        }
    }
    for (size_t j = c->fresh.first[fresh]; words.count > 0 && j < c->fresh.first[fresh + 1]; j++) {
        struct side *s = &c->fresh.all[j];
        if (s->other == NULL) {
            try_join(c, &words, (str){(const char *)&s->part->hash, sizeof s->part->hash}, s);
        }
    }
}

/* In two documents that belong together: by id, then by one that it had before. */
static void pair_parts(struct comparing *c, size_t old, size_t fresh)
{
    struct map ids = {0};
    for (size_t i = c->old.first[old]; i < c->old.first[old + 1]; i++) {
        map_put(c->arena, &ids, c->old.all[i].part->id, i);
    }
    for (size_t j = c->fresh.first[fresh]; j < c->fresh.first[fresh + 1]; j++) {
        try_join(c, &ids, c->fresh.all[j].part->id, &c->fresh.all[j]);
    }
    for (size_t j = c->fresh.first[fresh]; j < c->fresh.first[fresh + 1]; j++) {
        struct side *s = &c->fresh.all[j];
        for (size_t k = 0; s->other == NULL && k < s->part->nformer; k++) {
            try_join(c, &ids, s->part->former[k], s);
        }
    }
    pair_words(c, old, fresh);
}

/* What is left of both editions, and has the same id and title, has moved. */
static void pair_moved(struct comparing *c)
{
    struct map left = {0};
    for (size_t i = 0; i < c->old.count; i++) {
        if (c->old.all[i].other == NULL) {
            map_put(c->arena, &left, c->old.all[i].part->id, i);
        }
    }
    for (size_t j = 0; j < c->fresh.count; j++) {
        struct side *s = &c->fresh.all[j];
        size_t i = s->other == NULL && !s->chapter ? map_get(&left, s->part->id) : MAP_NONE;
        const struct ledger_part *old = i != MAP_NONE ? c->old.all[i].part : NULL;
        if (old != NULL && (old->title.len == 0 || str_eq(old->title, s->part->title))) {
            try_join(c, &left, s->part->id, s);
        }
    }
}

static enum edition_subject subject_of(const struct side *s)
{
    switch (s->part->kind) {
    case LEDGER_TIP:
        return EDITION_TIP;
    case LEDGER_REFERENCE:
        return EDITION_REFERENCE;
    default:
        return s->chapter ? EDITION_CHAPTER : EDITION_SECTION;
    }
}

/* An id is all that is left of a title that no one kept. */
static str shown_title(struct arena *a, const struct ledger_part *p)
{
    if (p->title.len > 0) {
        return p->title;
    }
    struct buf words = {0};
    str rest = p->kind == LEDGER_TIP ? str_sub(p->id, 4, p->id.len) : p->id, word;
    for (bool more = true; more;) {
        more = str_cut(rest, '-', &word, &rest);
        buf_add(&words, word);
        buf_add(&words, more ? STR(" ") : STR_NONE);
    }
    return buf_finish(&words, a);
}

/* Where no title was kept, another id says as much. */
static bool is_renamed(const struct side *s)
{
    const struct ledger_part *old = s->other->part;
    return s->part->kind != LEDGER_REFERENCE &&
           (old->title.len > 0 ? !str_eq(old->title, s->part->title)
                               : !str_eq(old->id, s->part->id));
}

static bool is_changed(const struct side *s)
{
    const struct ledger_part *old = s->other->part;
    return old->hashed ? old->hash != s->part->hash : s->chapter;
}

/* What became of a part of the later edition; false: nothing. */
static bool verb_of(const struct side *s, bool moved, enum edition_verb *verb)
{
    if (s->other == NULL) {
        *verb = EDITION_NEW;
        return true;
    }
    *verb = is_renamed(s) ? EDITION_RENAMED : moved ? EDITION_MOVED : EDITION_CHANGED;
    return is_renamed(s) || moved || is_changed(s);
}

static void fill_item(struct comparing *c, const struct side *s, enum edition_verb verb,
                      struct edition_item *out)
{
    size_t at = map_get(&c->documents, s->document->file);
    *out = (struct edition_item){.subject = subject_of(s), .verb = verb};
    out->title = shown_title(c->arena, s->part);
    if (verb == EDITION_RENAMED) {
        out->old = shown_title(c->arena, s->other->part);
    }
    if (verb != EDITION_GONE && at != MAP_NONE) {
        out->document = c->book->documents[at];
        out->id = s->chapter ? STR_NONE : s->part->id;
    }
    if (s->part->kind == LEDGER_REFERENCE) {
        out->number = (size_t)(s->part - s->document->parts) + 1;
    }
}

/* For each part of a document: does it stand among the others as it did? */
static bool *find_stayed(struct comparing *c, size_t fresh, const struct ledger_content *before)
{
    size_t first = c->fresh.first[fresh], count = c->fresh.first[fresh + 1] - first;
    size_t *numbers = ARENA_ARRAY(c->arena, size_t, count + 1);
    for (size_t j = 0; j < count; j++) {
        const struct side *old = c->fresh.all[first + j].other;
        bool same = old != NULL && old->document == before;
        numbers[j] = same ? (size_t)(old - c->old.all) : ALIGN_NONE;
    }
    return rising(c->arena, numbers, count);
}

/* What went out of a document that is still there. */
static void tell_lost(struct comparing *c, size_t old, struct edition_item **items, size_t *nitems)
{
    for (size_t i = c->old.first[old]; i < c->old.first[old + 1]; i++) {
        const struct side *s = &c->old.all[i];
        if (s->other == NULL && !s->chapter) {
            fill_item(c, s, EDITION_GONE, ARENA_PUSH(c->arena, struct edition_item, items, nitems));
        }
    }
}

/* What changed in the parts of one document, but for the chapter itself. In a new one: what came
 * from elsewhere. */
static void tell_parts(struct comparing *c, size_t fresh, struct edition_item **items,
                       size_t *nitems)
{
    size_t old = c->old_of[fresh], first = c->fresh.first[fresh];
    const struct ledger_content *before = old != MAP_NONE ? &c->old.edition->documents[old] : NULL;
    const bool *stayed = find_stayed(c, fresh, before);
    for (size_t j = first; j < c->fresh.first[fresh + 1]; j++) {
        const struct side *s = &c->fresh.all[j];
        enum edition_verb verb;
        bool moved = s->other != NULL && !stayed[j - first] && s->part->kind != LEDGER_REFERENCE;
        if (!s->chapter && (before != NULL || moved) && verb_of(s, moved, &verb)) {
            fill_item(c, s, verb, ARENA_PUSH(c->arena, struct edition_item, items, nitems));
        }
    }
    if (before != NULL) {
        tell_lost(c, old, items, nitems);
    }
}

static void tell_document(struct comparing *c, size_t fresh)
{
    size_t first = c->fresh.first[fresh];
    const struct side *chapter = &c->fresh.all[first];
    struct edition_changes *out = c->out;
    struct edition_item item;
    enum edition_verb verb;
    if (first == c->fresh.first[fresh + 1] || !chapter->chapter) {
        tell_parts(c, fresh, &out->items, &out->nitems);
        return;
    }
    bool told = verb_of(chapter, false, &verb);
    fill_item(c, chapter, verb, &item);
    tell_parts(c, fresh, &item.items, &item.nitems);
    if (told || item.nitems > 0) {
        *ARENA_PUSH(c->arena, struct edition_item, &out->items, &out->nitems) = item;
    }
}

/* Documents that are gone, and what has not moved out of them. */
static void tell_gone(struct comparing *c)
{
    const struct ledger_edition *o = c->old.edition;
    bool *stayed = ARENA_ARRAY(c->arena, bool, o->ndocuments + 1);
    for (size_t j = 0; j < c->fresh.edition->ndocuments; j++) {
        if (c->old_of[j] != MAP_NONE) {
            stayed[c->old_of[j]] = true;
        }
    }
    for (size_t i = 0; i < o->ndocuments; i++) {
        const struct side *s = &c->old.all[c->old.first[i]];
        size_t nparts = o->documents[i].nparts;
        bool whole = nparts > 0 && s->chapter && s->other == NULL;
        size_t count = stayed[i] ? 0 : whole ? 1 : nparts;
        for (size_t j = 0; j < count; j++, s++) {
            if (s->other == NULL) {
                fill_item(
                    c, s, EDITION_GONE,
                    ARENA_PUSH(c->arena, struct edition_item, &c->out->items, &c->out->nitems));
            }
        }
    }
}

/* Those with chapters, or the others. */
static void tell_documents(struct comparing *c, bool chapters)
{
    for (size_t j = 0; j < c->fresh.edition->ndocuments; j++) {
        const struct ledger_content *d = &c->fresh.edition->documents[j];
        if ((d->nparts > 0 && d->parts[0].kind == LEDGER_SECTION) == chapters) {
            tell_document(c, j);
        }
    }
}

void changes_compare(struct arena *a, const struct book *b, struct edition_changes *out)
{
    struct comparing c = {.arena = a, .out = out, .book = b};
    spread(a, &out->before, &c.old);
    spread(a, &out->now, &c.fresh);
    for (size_t i = 0; i < b->ndocuments; i++) {
        map_put(a, &c.documents, b->documents[i]->file, i);
    }
    pair_documents(&c);
    for (size_t j = 0; j < out->now.ndocuments; j++) {
        if (c.old_of[j] != MAP_NONE) {
            pair_parts(&c, c.old_of[j], j);
        }
    }
    pair_moved(&c);
    tell_documents(&c, true);
    tell_gone(&c);
    tell_documents(&c, false);
}
