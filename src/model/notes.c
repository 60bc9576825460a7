#include "model/notes.h"
#include "messages.h"
#include "model/names.h"

/* The notes of one document under way. */
struct gathering {
    struct book *book;
    struct document *document;
    struct map numbers;     /* the note's index in its file, as bytes -> in the document */
    struct construct *last; /* the document's last construct so far */
};

/* What stands in the note becomes the end of the document's constructs. */
static void append(struct gathering *g, struct construct *note)
{
    struct construct *first = note->note.first, *last = first;
    if (first == NULL) {
        return;
    }
    while (last->next != NULL) {
        last = last->next;
    }
    last->next = g->document->last;
    if (g->last != NULL) {
        g->last->next = first;
    }
    g->last = last;
    note->note.first = NULL;
}

static void refer(struct gathering *g, struct construct *c)
{
    struct document *doc = g->document;
    struct construct *note = c->reference.note;
    str key = {(const char *)&note->note.index, sizeof note->note.index};
    size_t index = map_put(g->book->arena, &g->numbers, key, doc->nnotes);
    if (index == doc->nnotes) {
        *ARENA_PUSH(g->book->arena, struct document_note, &doc->notes, &doc->nnotes) =
            (struct document_note){
                .note = note, .number = (unsigned)index + 1, .copy = note->note.used};
        note->note.used = true;
    }
    c->reference.number = (unsigned)index + 1;
}

/* Goes over constructs; the last one. */
static struct construct *refer_all(struct gathering *g, struct construct *first,
                                   const struct construct *behind)
{
    struct construct *last = NULL;
    for (struct construct *c = first; c != NULL && c != behind; c = c->next) {
        if (c->kind == CONSTRUCT_NOTE_REFERENCE) {
            refer(g, c);
        }
        last = c;
    }
    return last;
}

/* A note may refer to another, which follows it. What stands in a copy refers to nothing. */
static void gather(struct gathering *g)
{
    struct document *doc = g->document;
    g->last = refer_all(g, doc->first, doc->last);
    for (size_t i = 0; i < doc->nnotes; i++) {
        if (!doc->notes[i].copy) {
            refer_all(g, doc->notes[i].note->note.first, NULL);
            append(g, doc->notes[i].note);
        }
    }
}

void notes_gather(struct book *b, struct chapter *ch, struct diag *d)
{
    const struct markdown *m = &ch->markdown;
    for (size_t i = 0; m->nnotes > 0 && i < ch->ndocuments; i++) {
        struct gathering g = {.book = b, .document = ch->documents[i]};
        gather(&g);
    }
    for (size_t i = 0; i < m->nnotes; i++) {
        if (!m->notes[i]->note.used) {
            diag_report(d, &(struct report){.kind = MSG_NOTE_UNUSED,
                                            .at = m->notes[i]->at,
                                            .args = {m->notes[i]->note.label}});
        }
    }
}

static str new_id(struct book *b, struct document *doc, const char *prefix, str label)
{
    str name = str_concat(b->arena, (str[]){str_from(prefix), label}, 2);
    return name_free(b->arena, &doc->ids, id_of(b->arena, name, true), 2);
}

void notes_assign_ids(struct book *b, struct document *doc)
{
    if (doc->nnotes == 0) {
        return;
    }
    for (struct construct *c = doc->first; c != NULL && c != doc->last; c = c->next) {
        if (c->kind == CONSTRUCT_NOTE_REFERENCE && c->reference.number > 0) {
            struct document_note *note = &doc->notes[c->reference.number - 1];
            c->reference.id = new_id(b, doc, "nr-", note->note->note.label);
            *ARENA_PUSH(b->arena, str, &note->places, &note->nplaces) = c->reference.id;
        }
    }
    for (size_t i = 0; i < doc->nnotes; i++) {
        doc->notes[i].id = new_id(b, doc, "fn-", doc->notes[i].note->note.label);
    }
    doc->notes_id = name_free(b->arena, &doc->ids, STR("notes"), 2);
}
