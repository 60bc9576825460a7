#include "edition/ledger.h"

#include "messages.h"

/* What became of what was published. */
struct promises {
    const struct book *book;
    struct diag *diag;
    struct arena arena;       /* scratch */
    struct map targets;       /* of all documents: id -> index of a document that has it */
    struct map documents;     /* file -> index */
    size_t kept, moved, lost; /* ids: of headings, anchors and blocks */
    size_t files, renamed, gone;
};

static void note_targets(struct promises *p, const struct document *doc, size_t index)
{
    for (const struct construct *c = doc->first; c != doc->last; c = c->next) {
        if (c->kind == CONSTRUCT_HEADING) {
            map_put(&p->arena, &p->targets, c->heading.id, index);
        } else if (c->kind == CONSTRUCT_ANCHOR) {
            map_put(&p->arena, &p->targets, c->anchor.id, index);
        } else if (c->kind == CONSTRUCT_BOX) {
            map_put(&p->arena, &p->targets, c->box.id, index);
        }
    }
    for (size_t i = 0; i < doc->passages->count; i++) {
        map_put(&p->arena, &p->targets, str_from(doc->passages->items[i].id), index);
    }
}

static void note_all(struct promises *p)
{
    for (size_t i = 0; i < p->book->ndocuments; i++) {
        map_put(&p->arena, &p->documents, p->book->documents[i]->file, i);
        note_targets(p, p->book->documents[i], i);
    }
}

/* Does the document still carry the id? */
static bool carries(const struct document *doc, const struct map *passages, str id)
{
    return map_get(&doc->ids, id) != MAP_NONE || map_get(passages, id) != MAP_NONE;
}

static struct place place_of(const struct document *doc)
{
    return doc->chapter != NULL ? chapter_place(doc->chapter) : (struct place){0};
}

static void tell_lost(struct promises *p, const struct document *doc, str id)
{
    str parts[] = {doc->file, STR("#"), id};
    diag_report(p->diag, &(struct report){.kind = MSG_TARGET_LOST,
                                          .at = place_of(doc),
                                          .args = {str_concat(&p->arena, parts, 3), id}});
}

/* One document that is still there. */
static void follow_ids(struct promises *p, const struct ledger_document *before,
                       const struct document *doc)
{
    struct map passages = {0};
    for (size_t i = 0; i < doc->passages->count; i++) {
        map_put(&p->arena, &passages, str_from(doc->passages->items[i].id), i);
    }
    for (size_t i = 0; i < before->nids; i++) {
        const struct ledger_id *id = &before->ids[i];
        if (id->kind == LEDGER_LOST) {
            continue;
        }
        if (carries(doc, &passages, id->id)) {
            p->kept++;
        } else if (map_get(&p->targets, id->id) != MAP_NONE) {
            p->moved++;
        } else {
            p->lost++;
            if (id->kind != LEDGER_BLOCK) {
                tell_lost(p, doc, id->id);
            }
        }
    }
}

/* The document that most ids of a lost one are in now; NULL if it is not most of them. */
static const struct document *heir_of(struct promises *p, const struct ledger_document *before)
{
    size_t ndocuments = p->book->ndocuments, best = 0, all = 0;
    size_t *shares = ARENA_ARRAY(&p->arena, size_t, ndocuments + 1);
    for (size_t i = 0; i < before->nids; i++) {
        size_t index = map_get(&p->targets, before->ids[i].id);
        all += before->ids[i].kind != LEDGER_LOST;
        if (index != MAP_NONE && before->ids[i].kind != LEDGER_LOST) {
            shares[index]++;
        }
    }
    for (size_t i = 1; i < ndocuments; i++) {
        best = shares[i] > shares[best] ? i : best;
    }
    bool most = ndocuments > 0 && shares[best] > 0 && 2 * shares[best] >= all;
    return most ? p->book->documents[best] : NULL;
}

static void tell_file(struct promises *p, const struct ledger_document *before,
                      const struct document *heir)
{
    str remedy = STR("keep the chapter, or tell readers of it");
    struct place at = {.file = p->book->manifest.file};
    if (heir != NULL && heir->chapter != NULL) {
        remedy = str_printf(&p->arena, "if it is %.*s now, write \"was: %.*s\" in that file",
                            STR_ARG(heir->chapter->path), STR_ARG(before->source));
        at = place_of(heir);
    }
    diag_report(p->diag,
                &(struct report){.kind = MSG_FILE_LOST, .at = at, .args = {before->file, remedy}});
}

static void follow_file(struct promises *p, const struct ledger_document *before)
{
    size_t index = map_get(&p->documents, before->file);
    if (index != MAP_NONE) {
        p->files++;
        follow_ids(p, before, p->book->documents[index]);
        return;
    }
    if (str_eq(before->source, STR("-"))) {
        return; /* it was told when it went */
    }
    const struct document *heir = heir_of(p, before);
    p->renamed += heir != NULL;
    p->gone += heir == NULL;
    tell_file(p, before, heir);
}

static void tell_sum(struct promises *p)
{
    str sum = str_printf(&p->arena,
                         "%zu ids, %zu moved to other files, %zu lost; %zu files, %zu renamed, "
                         "%zu gone",
                         p->kept, p->moved, p->lost, p->files, p->renamed, p->gone);
    diag_report(p->diag, &(struct report){.kind = MSG_EDITION_KEPT,
                                          .at = {.file = p->book->ledger->file},
                                          .args = {sum}});
}

void promises_tell(const struct book *b, struct diag *d)
{
    struct promises p = {.book = b, .diag = d};
    if (b->ledger == NULL || b->ledger->ndocuments == 0) {
        return;
    }
    note_all(&p);
    for (size_t i = 0; i < b->ledger->ndocuments; i++) {
        follow_file(&p, &b->ledger->documents[i]);
    }
    tell_sum(&p);
    arena_release(&p.arena);
}
