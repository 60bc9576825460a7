#include "edition/ledger.h"

#include "messages.h"
#include "model/names.h"

/* What became of what was published. */
struct promises {
    const struct book *book;
    struct diag *diag;
    struct arena arena;       /* scratch */
    struct map targets;       /* of all documents: id -> index of a document that has it */
    struct map documents;     /* file -> index */
    size_t *shares;           /* by index: of the ids of a lost document; else 0 */
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

/* The file as a whole, for one may have lost much; of a part without file, where it is listed. */
static struct place place_of(const struct document *doc)
{
    const struct chapter *ch = doc->chapter;
    if (ch == NULL) {
        return (struct place){0};
    }
    return ch->path.len > 0 ? (struct place){.file = ch->markdown.file} : ch->listed_at;
}

static void tell_lost(struct promises *p, const struct document *doc, const struct ledger_id *id)
{
    str parts[] = {doc->file, STR("#"), id->id};
    const char *place =
        id->kind == LEDGER_HEADING ? "give the heading {#" : "mark its place with [words]{#";
    str remedy[] = {str_from(place), id->id, STR("}, or delete nothing")};
    diag_report(p->diag, &(struct report){.kind = MSG_TARGET_LOST,
                                          .at = place_of(doc),
                                          .args = {str_concat(&p->arena, parts, 3),
                                                   str_concat(&p->arena, remedy, 3)}});
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
                tell_lost(p, doc, id);
            }
        }
    }
}

/* Was the document not in the edition before? */
static bool is_new(const struct promises *p, const struct document *doc)
{
    const struct ledger_document *before = ledger_find(p->book->ledger, doc->file);
    return before == NULL || str_eq(before->source, STR("-"));
}

/* The new document that most ids of a lost one are in now; or NULL. */
static const struct document *heir_of(struct promises *p, const struct ledger_document *before)
{
    size_t best = MAP_NONE, most = 0, all = 0;
    for (size_t i = 0; i < before->nids; i++) {
        size_t index = map_get(&p->targets, before->ids[i].id);
        all += before->ids[i].kind != LEDGER_LOST;
        if (index != MAP_NONE && before->ids[i].kind != LEDGER_LOST && ++p->shares[index] > most) {
            most = p->shares[index];
            best = index;
        }
    }
    for (size_t i = 0; i < before->nids; i++) {
        size_t index = map_get(&p->targets, before->ids[i].id);
        if (index != MAP_NONE) {
            p->shares[index] = 0;
        }
    }
    bool is_it = most > 0 && 2 * most >= all && is_new(p, p->book->documents[best]);
    return is_it ? p->book->documents[best] : NULL;
}

/* Where the heading of the heir names its file, what it is to be named; else the path for "was". */
static str remedy_of(struct promises *p, const struct ledger_document *before,
                     const struct document *heir)
{
    struct arena *a = &p->arena;
    const struct chapter *ch = heir->chapter;
    str stem = path_stem(before->file), source = before->source;
    if (p->book->manifest.single || ch->ndocuments > 1) {
        return str_printf(a, "if it is \"%.*s\" now, give its heading {#%.*s}",
                          STR_ARG(heir->title), STR_ARG(stem));
    }
    if (ch->options.was.len > 0) { /* it took this name before it was told its older one */
        return str_printf(a,
                          "%.*s has an older name by its \"was\"; that is fine if no reader got "
                          "this one",
                          STR_ARG(ch->path));
    }
    if (!str_eq(document_name(a, source), stem)) {
        source = str_concat(a, (str[]){stem, STR(".md")}, 2);
    }
    return str_printf(a, "if it is %.*s now, write \"was: %.*s\" in that file", STR_ARG(ch->path),
                      STR_ARG(source));
}

static void tell_file(struct promises *p, const struct ledger_document *before,
                      const struct document *heir)
{
    str remedy = STR("keep the chapter, or tell readers of it");
    struct place at = {.file = p->book->manifest.file};
    if (heir != NULL && heir->chapter != NULL) {
        remedy = remedy_of(p, before, heir);
        at = place_of(heir);
    }
    diag_report(p->diag,
                &(struct report){.kind = MSG_FILE_LOST, .at = at, .args = {before->file, remedy}});
}

static void follow_file(struct promises *p, const struct ledger_document *before)
{
    size_t index = map_get(&p->documents, before->file);
    if (str_eq(before->source, STR("-"))) {
        return; /* it was told when it went */
    }
    if (index != MAP_NONE) {
        p->files++;
        follow_ids(p, before, p->book->documents[index]);
        return;
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
    p.shares = ARENA_ARRAY(&p.arena, size_t, b->ndocuments + 1);
    for (size_t i = 0; i < b->ledger->ndocuments; i++) {
        follow_file(&p, &b->ledger->documents[i]);
    }
    tell_sum(&p);
    arena_release(&p.arena);
}
