#include "edition/diff.h"

#include "base/map.h"
#include "base/align.h"
#include "edition/pairing.h"
#include "edition/words.h"

/* Passages that stand between two that stayed. */
struct gap {
    size_t old, old_end, fresh, fresh_end;
};

struct comparing {
    struct arena *arena;
    struct edition_diff *out;
    size_t *old_of; /* for each later document: the earlier one, or ALIGN_NONE */
};

static struct passage_change *add_change(struct comparing *c, struct document_change *d,
                                         enum change_kind kind, const struct passage *old,
                                         const struct passage *fresh)
{
    struct passage_change *change =
        ARENA_PUSH(c->arena, struct passage_change, &d->changes, &d->nchanges);
    *change = (struct passage_change){
        .kind = kind,
        .old = old,
        .fresh = fresh,
        .old_document = d->old,
        .fresh_document = d->fresh,
    };
    return change;
}

static void add_removed(struct comparing *c, struct document_change *d, size_t from, size_t to)
{
    for (; from < to; from++) {
        add_change(c, d, CHANGE_REMOVED, &d->old->passages[from], NULL);
    }
}

static void add_edited(struct comparing *c, struct document_change *d, const struct passage *old,
                       const struct passage *fresh)
{
    struct passage_change *change = add_change(c, d, CHANGE_EDITED, old, fresh);
    words_compare(c->arena, old->text, fresh->text, &change->runs, &change->nruns);
}

/* Between two passages that stayed: which were edited, which came, which went. One that stands
 * alone where another stood alone is that one, edited. */
static void compare_gap(struct comparing *c, struct document_change *d, struct gap g)
{
    struct arena scratch = {0};
    const struct passage *o = d->old->passages, *f = d->fresh->passages;
    size_t nold = g.old_end - g.old, nfresh = g.fresh_end - g.fresh, old = g.old;
    bool alone = nold == 1 && nfresh == 1 && o[g.old].kind == f[g.fresh].kind;
    size_t *pair = alone ? NULL : passages_pair(&scratch, o + g.old, nold, f + g.fresh, nfresh);
    for (size_t j = 0; j < nfresh; j++) {
        size_t partner = alone ? 0 : pair[j];
        if (partner == ALIGN_NONE) {
            add_change(c, d, CHANGE_ADDED, NULL, &f[g.fresh + j]);
            continue;
        }
        add_removed(c, d, old, g.old + partner);
        old = g.old + partner;
        add_edited(c, d, &o[old++], &f[g.fresh + j]);
    }
    add_removed(c, d, old, g.old_end);
    arena_release(&scratch);
}

static void compare_passages(struct comparing *c, struct document_change *d)
{
    struct arena scratch = {0};
    const struct edition_document *o = d->old, *f = d->fresh;
    size_t *partner = align(&scratch, passage_hashes(&scratch, o), o->npassages,
                            passage_hashes(&scratch, f), f->npassages);
    size_t old = 0, fresh = 0;
    for (size_t j = 0; j < f->npassages; j++) {
        if (partner[j] != ALIGN_NONE) {
            compare_gap(c, d, (struct gap){old, partner[j], fresh, j});
            old = partner[j] + 1;
            fresh = j + 1;
        }
    }
    compare_gap(c, d, (struct gap){old, o->npassages, fresh, f->npassages});
    arena_release(&scratch);
}

static struct document_change *add_document(struct comparing *c)
{
    return ARENA_PUSH(c->arena, struct document_change, &c->out->documents, &c->out->ndocuments);
}

/* All passages of a document that came or went. */
static void take_whole(struct comparing *c, struct document_change *d)
{
    const struct edition_document *of = d->old != NULL ? d->old : d->fresh;
    for (size_t i = 0; i < of->npassages; i++) {
        const struct passage *p = &of->passages[i];
        add_change(c, d, d->old != NULL ? CHANGE_REMOVED : CHANGE_ADDED, d->old != NULL ? p : NULL,
                   d->old != NULL ? NULL : p);
    }
}

static void compare_documents(struct comparing *c)
{
    const struct edition *old = c->out->old, *fresh = c->out->fresh;
    bool *stayed = rising(c->arena, c->old_of, fresh->ndocuments);
    bool *seen = ARENA_ARRAY(c->arena, bool, old->ndocuments + 1);
    for (size_t j = 0; j < fresh->ndocuments; j++) {
        struct document_change *d = add_document(c);
        d->fresh = &fresh->documents[j];
        if (c->old_of[j] == ALIGN_NONE) {
            take_whole(c, d);
            continue;
        }
        seen[c->old_of[j]] = true;
        d->old = &old->documents[c->old_of[j]];
        d->renamed = !str_eq(d->old->file, d->fresh->file);
        d->moved = !stayed[j];
        compare_passages(c, d);
    }
    for (size_t i = 0; i < old->ndocuments; i++) {
        if (!seen[i]) {
            struct document_change *d = add_document(c);
            d->old = &old->documents[i];
            take_whole(c, d);
        }
    }
}

/* Passages that went, by their text, and references by their id. */
struct gone {
    struct map by_text, by_id;
    struct passage_change **changes;
    size_t count;
};

static bool is_named_reference(const struct passage *p)
{
    return p->kind == PASSAGE_REFERENCE && p->id.len > 0;
}

static void gather_gone(struct comparing *c, struct gone *g)
{
    for (size_t i = 0; i < c->out->ndocuments; i++) {
        struct document_change *d = &c->out->documents[i];
        for (size_t j = 0; j < d->nchanges; j++) {
            if (d->changes[j].kind == CHANGE_REMOVED) {
                const struct passage *p = d->changes[j].old;
                map_put(c->arena, &g->by_text, p->text, g->count);
                if (is_named_reference(p)) {
                    map_put(c->arena, &g->by_id, p->id, g->count);
                }
                *ARENA_PUSH(c->arena, struct passage_change *, &g->changes, &g->count) =
                    &d->changes[j];
            }
        }
    }
}

/* Joins what came with what went under this key; false: there is none. What is left there is told
 * no more. */
static bool join_gone(const struct gone *g, const struct map *keys, str key,
                      struct passage_change *added, enum change_kind kind)
{
    size_t found = map_get(keys, key);
    struct passage_change *removed = found != MAP_NONE ? g->changes[found] : NULL;
    if (removed == NULL || removed->kind != CHANGE_REMOVED ||
        removed->old->kind != added->fresh->kind) {
        return false;
    }
    added->kind = kind;
    added->old = removed->old;
    added->old_document = removed->old_document;
    removed->kind = CHANGE_MOVED;
    return true;
}

/* A passage that went there and came here has moved. A reference that did so with other words was
 * edited: its place follows from where it is cited. */
static void join_added(struct comparing *c, const struct gone *g, struct passage_change *added)
{
    const struct passage *p = added->fresh;
    if (!join_gone(g, &g->by_text, p->text, added, CHANGE_MOVED) && is_named_reference(p) &&
        join_gone(g, &g->by_id, p->id, added, CHANGE_EDITED)) {
        words_compare(c->arena, added->old->text, p->text, &added->runs, &added->nruns);
    }
}

static void find_moved(struct comparing *c)
{
    struct gone g = {0};
    gather_gone(c, &g);
    for (size_t i = 0; i < c->out->ndocuments; i++) {
        struct document_change *d = &c->out->documents[i];
        for (size_t j = 0; j < d->nchanges; j++) {
            if (d->changes[j].kind == CHANGE_ADDED) {
                join_added(c, &g, &d->changes[j]);
            }
        }
    }
}

/* Drops what is told elsewhere. */
static void drop_told(struct comparing *c)
{
    for (size_t i = 0; i < c->out->ndocuments; i++) {
        struct document_change *d = &c->out->documents[i];
        size_t kept = 0;
        for (size_t j = 0; j < d->nchanges; j++) {
            if (d->changes[j].kind != CHANGE_MOVED || d->changes[j].fresh != NULL) {
                d->changes[kept++] = d->changes[j];
            }
        }
        d->nchanges = kept;
    }
}

static str line_of(struct arena *a, const struct property *p)
{
    return str_concat(a, (str[]){p->name, STR("="), p->value}, 3);
}

/* Marks the lines that stand in the other edition too. */
static bool *mark_kept(struct arena *a, const struct property *lines, size_t count,
                       const struct property *others, size_t nothers)
{
    struct map there = {0};
    bool *kept = ARENA_ARRAY(a, bool, count + 1);
    for (size_t i = 0; i < nothers; i++) {
        map_put(a, &there, line_of(a, &others[i]), i);
    }
    for (size_t i = 0; i < count; i++) {
        kept[i] = map_get(&there, line_of(a, &lines[i])) != MAP_NONE;
    }
    return kept;
}

static void add_property(struct comparing *c, str name, str old, str fresh)
{
    *ARENA_PUSH(c->arena, struct property_change, &c->out->metadata, &c->out->nmetadata) =
        (struct property_change){name, old, fresh};
}

/* A value that went and one of the same name that came are one that was changed. */
static void compare_metadata(struct comparing *c)
{
    const struct edition *o = c->out->old, *f = c->out->fresh;
    struct arena scratch = {0};
    bool *stayed = mark_kept(&scratch, o->metadata, o->nmetadata, f->metadata, f->nmetadata);
    bool *known = mark_kept(&scratch, f->metadata, f->nmetadata, o->metadata, o->nmetadata);
    struct map came = {0}; /* name -> index in the list of changes that has no old value */
    for (size_t j = 0; j < f->nmetadata; j++) {
        if (!known[j]) {
            map_put(&scratch, &came, f->metadata[j].name, c->out->nmetadata);
            add_property(c, f->metadata[j].name, STR_NONE, f->metadata[j].value);
        }
    }
    for (size_t i = 0; i < o->nmetadata; i++) {
        size_t j = stayed[i] ? MAP_NONE : map_get(&came, o->metadata[i].name);
        if (j != MAP_NONE && c->out->metadata[j].old.len == 0) {
            c->out->metadata[j].old = o->metadata[i].value;
        } else if (!stayed[i]) {
            add_property(c, o->metadata[i].name, o->metadata[i].value, STR_NONE);
        }
    }
    arena_release(&scratch);
}

static void add_file(struct comparing *c, enum change_kind kind, str path)
{
    *ARENA_PUSH(c->arena, struct file_change, &c->out->files, &c->out->nfiles) =
        (struct file_change){kind, path};
}

/* A document that came or went is told as such. */
static void add_lone_file(struct comparing *c, enum change_kind kind, const struct edition_file *f)
{
    if (!f->is_document) {
        add_file(c, kind, f->path);
    }
}

static void compare_files(struct comparing *c)
{
    const struct edition *o = c->out->old, *f = c->out->fresh;
    struct arena scratch = {0};
    struct map had = {0};
    bool *stayed = ARENA_ARRAY(&scratch, bool, o->nfiles + 1);
    for (size_t i = 0; i < o->nfiles; i++) {
        map_put(&scratch, &had, o->files[i].path, i);
    }
    for (size_t j = 0; j < f->nfiles; j++) {
        size_t i = map_get(&had, f->files[j].path);
        if (i == MAP_NONE) {
            add_lone_file(c, CHANGE_ADDED, &f->files[j]);
            continue;
        }
        stayed[i] = true;
        if (!str_eq(str_from(o->files[i].digest), str_from(f->files[j].digest))) {
            add_file(c, CHANGE_EDITED, f->files[j].path);
        }
    }
    for (size_t i = 0; i < o->nfiles; i++) {
        if (!stayed[i]) {
            add_lone_file(c, CHANGE_REMOVED, &o->files[i]);
        }
    }
    arena_release(&scratch);
}

void edition_compare(struct arena *a, const struct edition *old, const struct edition *fresh,
                     struct edition_diff *out)
{
    struct comparing c = {.arena = a, .out = out};
    *out = (struct edition_diff){.old = old, .fresh = fresh};
    compare_metadata(&c);
    c.old_of = documents_pair(a, old, fresh);
    compare_documents(&c);
    find_moved(&c);
    drop_told(&c);
    compare_files(&c);
    if (!edition_differs(out)) {
        out->nmetadata = 0;
    }
}

bool edition_differs(const struct edition_diff *d)
{
    for (size_t i = 0; i < d->nmetadata; i++) {
        if (!str_eq(d->metadata[i].name, STR("dcterms:modified"))) {
            return true;
        }
    }
    for (size_t i = 0; i < d->ndocuments; i++) {
        const struct document_change *c = &d->documents[i];
        if (c->nchanges > 0 || c->renamed || c->moved || c->old == NULL || c->fresh == NULL) {
            return true;
        }
    }
    return d->nfiles > 0;
}
