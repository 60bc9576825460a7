#include "edition/ledger.h"

#include "model/changes.h"

#include <stdlib.h>

/* A line to be: of a document that is there, or of one that is gone. */
struct line {
    str file;
    const struct document *document; /* NULL: gone */
    const struct ledger_document *before;
};

struct writing {
    struct arena *arena; /* scratch */
    const struct book *book;
    struct buf out;
    struct line *lines;
    size_t nlines;
};

static int by_file(const void *left, const void *right)
{
    const struct line *l = left, *r = right;
    return str_cmp(l->file, r->file);
}

static void gather(struct writing *w)
{
    const struct book *b = w->book;
    struct map here = {0};
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        map_put(w->arena, &here, doc->file, i);
        *ARENA_PUSH(w->arena, struct line, &w->lines, &w->nlines) =
            (struct line){doc->file, doc, ledger_find(b->ledger, doc->file)};
    }
    for (size_t i = 0; b->ledger != NULL && i < b->ledger->ndocuments; i++) {
        const struct ledger_document *before = &b->ledger->documents[i];
        if (map_get(&here, before->file) == MAP_NONE) {
            *ARENA_PUSH(w->arena, struct line, &w->lines, &w->nlines) =
                (struct line){before->file, NULL, before};
        }
    }
    if (w->nlines > 0) {
        qsort(w->lines, w->nlines, sizeof *w->lines, by_file);
    }
}

static void add_token(struct writing *w, struct map *said, char kind, str id)
{
    map_put(w->arena, said, id, 0);
    buf_addf(&w->out, "%c%.*s", kind, STR_ARG(id));
}

static void add_former(struct writing *w, struct map *said, const struct former_ids *f)
{
    for (size_t i = 0; i < f->count; i++) {
        add_token(w, said, '^', f->ids[i]);
    }
}

static void separate(struct writing *w, size_t from)
{
    if (w->out.len > from) {
        buf_addch(&w->out, ' ');
    }
}

/* Headings and anchors, in the order of the text. */
static void add_targets(struct writing *w, const struct document *doc, struct map *said,
                        size_t from)
{
    for (const struct construct *c = doc->first; c != doc->last; c = c->next) {
        if (c->kind == CONSTRUCT_HEADING && c->heading.id.len > 0) {
            separate(w, from);
            add_token(w, said, '#', c->heading.id);
            add_former(w, said, &c->heading.former);
        } else if (c->kind == CONSTRUCT_ANCHOR && c->anchor.id.len > 0) {
            separate(w, from);
            add_token(w, said, '&', c->anchor.id);
        } else if (c->kind == CONSTRUCT_BOX && c->box.id.len > 0 && c->box.anchor == NULL) {
            separate(w, from);
            add_token(w, said, '&', c->box.id);
            add_former(w, said, &c->box.former);
        }
    }
}

static void add_passages(struct writing *w, const struct document *doc, size_t from)
{
    for (size_t i = 0; i < doc->passages->count; i++) {
        const struct passage *p = &doc->passages->items[i];
        separate(w, from);
        buf_addf(&w->out, "%s:%08x", p->id, (unsigned)p->hash);
    }
}

static void add_if_lost(struct writing *w, str id, struct map *said, size_t from)
{
    if (map_get(said, id) == MAP_NONE) {
        separate(w, from);
        add_token(w, said, '~', id);
    }
}

/* Targets that were published before and are not here: they are lost, and stay so until they come
 * back. Blocks come and go. */
static void add_lost(struct writing *w, const struct line *line, struct map *said, size_t from)
{
    for (size_t i = 0; line->before != NULL && i < line->before->nids; i++) {
        const struct ledger_id *id = &line->before->ids[i];
        if (id->kind != LEDGER_BLOCK) {
            add_if_lost(w, id->id, said, from);
        }
        for (size_t j = 0; j < id->naliases; j++) {
            add_if_lost(w, id->aliases[j], said, from);
        }
    }
}

static void add_line(struct writing *w, const struct line *line)
{
    const struct document *doc = line->document;
    struct map said = {0};
    str source = doc == NULL ? STR("-") : doc->chapter != NULL ? doc->chapter->path : STR_NONE;
    buf_addf(&w->out, "%.*s\t%.*s\t", STR_ARG(line->file), STR_ARG(source));
    size_t from = w->out.len;
    if (doc != NULL) {
        add_targets(w, doc, &said, from);
        add_passages(w, doc, from);
    }
    add_lost(w, line, &said, from);
    buf_addch(&w->out, '\n');
}

static void add_edition(struct writing *w, const struct ledger_edition *e, bool before)
{
    struct ledger_edition sorted = *e;
    sorted.documents = ARENA_ARRAY(w->arena, struct ledger_content, e->ndocuments + 1);
    for (size_t i = 0; i < e->ndocuments; i++) {
        sorted.documents[i] = e->documents[i];
    }
    ledger_sort_edition(&sorted);
    ledger_write_edition(&sorted, before, &w->out);
}

static void add_label(struct writing *w, const char *name, const struct ledger_edition *e)
{
    buf_addf(&w->out, "%s\t%.*s\t%.*s\t%.*s\n", name, STR_ARG(e->version), STR_ARG(e->edition),
             STR_ARG(e->date));
}

str ledger_text(struct arena *a, const struct book *b, str modified, const char digest[65])
{
    struct arena scratch = {0};
    struct writing w = {.arena = &scratch, .book = b};
    buf_addf(&w.out, "octavo-lock 1\nidentifier\t%.*s\nmodified\t%.*s\ndigest\t%s\n",
             STR_ARG(b->identifier), STR_ARG(modified), digest);
    const struct edition_changes *c = b->changes;
    if (c != NULL) {
        add_label(&w, "edition", &c->now);
    }
    if (c != NULL && c->compared) {
        add_label(&w, "before", &c->before);
    }
    gather(&w);
    for (size_t i = 0; i < w.nlines; i++) {
        add_line(&w, &w.lines[i]);
    }
    if (c != NULL) {
        add_edition(&w, &c->now, false);
    }
    if (c != NULL && c->compared) {
        add_edition(&w, &c->before, true);
    }
    arena_release(&scratch);
    return buf_finish(&w.out, a);
}
