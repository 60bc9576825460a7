#include "model/outline.h"
#include "base/arena.h"

/* Folders nest 200 deep at most, headings six. */
#define DEEPEST 256

/* An entry that may still get children. */
struct open {
    unsigned level;
    struct outline_entry *entry, *last; /* last: its last child */
};

struct outliner {
    struct book *book;
    struct open open[DEEPEST]; /* levels rise; [0] is the book itself */
    size_t count;
};

static void add_entry(struct outliner *o, unsigned level, struct outline_entry values)
{
    struct outline_entry *entry = ARENA_NEW(o->book->arena, struct outline_entry);
    *entry = values;
    while (o->count > 1 && (o->open[o->count - 1].level >= level || o->count == DEEPEST)) {
        o->count--;
    }
    struct open *parent = &o->open[o->count - 1];
    if (parent->last != NULL) {
        parent->last->next = entry;
    } else if (parent->entry != NULL) {
        parent->entry->first = entry;
    } else {
        o->book->outline = entry;
    }
    parent->last = entry;
    o->open[o->count++] = (struct open){level, entry, NULL};
    if (o->count - 1 > o->book->outline_depth) {
        o->book->outline_depth = (unsigned)(o->count - 1);
    }
}

/* The section headings of a document, but those that are not to be listed, with all below them. */
static void add_sections(struct outliner *o, const struct document *doc)
{
    struct arena *a = o->book->arena;
    unsigned hidden = 0; /* rank of an unlisted heading that the walk is below */
    for (const struct construct *c = doc->first; c != doc->last; c = c->next) {
        if (c->kind != CONSTRUCT_HEADING || !c->heading.top || c == doc->heading) {
            continue;
        }
        const struct heading *h = &c->heading;
        if (hidden > 0 && h->rank > hidden) {
            continue;
        }
        hidden = h->unlisted ? h->rank : 0;
        str label = h->label;
        if (hidden == 0 && label.len > 0 && h->rank <= o->book->manifest.toc_depth) {
            unsigned level = h->rank > doc->depth ? h->rank : doc->depth + 1;
            str href = str_concat(a, (str[]){doc->file, STR("#"), h->id}, 3);
            add_entry(o, level, (struct outline_entry){.label = label, .href = href});
        }
    }
}

void outline_make(struct book *b)
{
    struct outliner o = {.book = b, .count = 1};
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        if (doc->in_nav) {
            add_entry(&o, doc->depth,
                      (struct outline_entry){
                          .label = doc->nav_label, .href = doc->file, .lang = doc->title_lang});
            add_sections(&o, doc);
        }
    }
}
