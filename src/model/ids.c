#include "model/ids.h"
#include "messages.h"
#include "model/names.h"
#include "model/notes.h"

/* A chapter whose ids are being given. */
struct giving {
    struct book *book;
    struct chapter *chapter;
    struct document *document; /* the one the walk is in */
    struct map slugs;          /* all names of the file, for name_free */
    struct diag *diag;
};

/* Shows every construct of the chapter to a function, in document order, document by document. The
 * tips file has one document, which is not its own, and so no first and last. */
static void walk(struct giving *g, void (*give)(struct giving *, struct construct *))
{
    struct chapter *ch = g->chapter;
    size_t next = 1;
    g->document = ch->documents[0];
    for (struct construct *c = ch->markdown.first; c != NULL; c = c->next) {
        if (next < ch->ndocuments && ch->documents[next]->first == c) {
            g->document = ch->documents[next++];
        }
        give(g, c);
    }
}

static void add_target(struct giving *g, str name, str id, struct place at)
{
    struct chapter *ch = g->chapter;
    map_put(g->book->arena, &ch->slugs, name, ch->ntargets);
    ch->targets[ch->ntargets++] = (struct anchor_target){name, id, g->document, at};
}

/* An id that the author wrote; the same again in the file is an error. */
static str give_explicit(struct giving *g, str name, struct place at)
{
    struct arena *a = g->book->arena;
    str id = name_free(a, &g->document->ids, id_of(a, name, false), 1);
    size_t first = map_get(&g->chapter->slugs, name);
    if (first == MAP_NONE) {
        name_free(a, &g->slugs, name, 1);
        add_target(g, name, id, at);
    } else {
        diag_report(g->diag, &(struct report){.kind = MSG_ID_DUPLICATE,
                                              .at = at,
                                              .args = {name},
                                              .related = {g->chapter->targets[first].at,
                                                          STR("it stands here first")}});
    }
    return id;
}

static void give_first(struct giving *g, struct construct *c)
{
    if (c->kind == CONSTRUCT_ANCHOR) {
        c->anchor.id = give_explicit(g, c->anchor.explicit_id, c->at);
    } else if (c->kind == CONSTRUCT_HEADING && c->heading.explicit_id.len > 0) {
        c->heading.slug = c->heading.explicit_id;
        c->heading.id = give_explicit(g, c->heading.explicit_id, c->heading.list_at);
    }
}

static void give_slug(struct giving *g, struct construct *c)
{
    if (c->kind != CONSTRUCT_HEADING || c->heading.explicit_id.len > 0) {
        return;
    }
    struct arena *a = g->book->arena;
    struct heading *h = &c->heading;
    h->slug = name_free(a, &g->slugs, slug_of(a, h->text), 1);
    h->id = name_free(a, &g->document->ids, id_of(a, h->slug, true), 1);
    add_target(g, h->slug, h->id, c->at);
}

static const str box_prefixes[] = {
    [BOX_TIP] = STR_INIT("tip"),
    [BOX_NOTE] = STR_INIT("note"),
    [BOX_IMPORTANT] = STR_INIT("important"),
    [BOX_WARNING] = STR_INIT("warning"),
    [BOX_CAUTION] = STR_INIT("caution"),
    [BOX_EXAMPLE] = STR_INIT("example"),
    [BOX_EPIGRAPH] = STR_INIT(""),
    [BOX_PULLQUOTE] = STR_INIT(""),
    [BOX_DIV] = STR_INIT(""),
};

bool ids_name_box(str id)
{
    for (size_t i = 0; i < sizeof box_prefixes / sizeof *box_prefixes; i++) {
        str prefix = box_prefixes[i];
        if (prefix.len > 0 && str_starts(id, prefix) &&
            (id.len == prefix.len || id.ptr[prefix.len] == '-')) {
            return true;
        }
    }
    return false;
}

static void give_page(struct giving *g, struct page_break *page)
{
    struct arena *a = g->book->arena;
    if (page->anchor != NULL) {
        page->id = page->anchor->anchor.id;
    } else if (page->label.len > 0) {
        str name = str_concat(a, (str[]){STR("page-"), page->label}, 2);
        page->id = name_free(a, &g->document->ids, id_of(a, name, true), 2);
    }
}

static void give_generated(struct giving *g, struct construct *c)
{
    if (c->kind == CONSTRUCT_PAGE) {
        give_page(g, &c->page);
    }
    if (c->kind != CONSTRUCT_BOX) {
        return;
    }
    struct arena *a = g->book->arena;
    struct box *box = &c->box;
    if (box->anchor != NULL || box_prefixes[box->kind].len == 0) {
        box->id = box->anchor != NULL ? box->anchor->anchor.id : STR_NONE;
        return;
    }
    str text = box->titled ? box->title : box->words;
    str dash = text.len > 0 ? STR("-") : STR_NONE, slug = text.len > 0 ? slug_of(a, text) : text;
    str name = str_concat(a, (str[]){box_prefixes[box->kind], dash, slug}, 3);
    box->id = name_free(a, &g->document->ids, id_of(a, name, true), 2);
}

/* The id of each document's chapter heading, written or made. */
static void give_document_headings(struct giving *g)
{
    struct arena *a = g->book->arena;
    for (size_t i = 0; i < g->chapter->ndocuments; i++) {
        struct document *doc = g->chapter->documents[i];
        if (doc->chapter != g->chapter) {
            continue;
        }
        doc->heading_id = doc->heading != NULL
                              ? doc->heading->heading.id
                              : name_free(a, &doc->ids, id_of(a, slug_of(a, doc->title), true), 1);
    }
}

/* Makes room for all names that there may be: most chapters have many, and as many as that. */
static void reserve(struct giving *g)
{
    struct arena *a = g->book->arena;
    struct chapter *ch = g->chapter;
    size_t targets = 0, others = 0;
    for (const struct construct *c = ch->markdown.first; c != NULL; c = c->next) {
        targets += c->kind == CONSTRUCT_HEADING || c->kind == CONSTRUCT_ANCHOR;
        others += c->kind == CONSTRUCT_BOX || c->kind == CONSTRUCT_PAGE;
    }
    map_reserve(a, &g->slugs, targets);
    map_reserve(a, &ch->slugs, targets);
    ch->targets = ARENA_ARRAY(a, struct anchor_target, targets);
    if (ch->ndocuments == 1 && ch->documents[0]->ids.count == 0) {
        map_reserve(a, &ch->documents[0]->ids, targets + others);
    }
}

void ids_assign(struct book *b, struct chapter *ch, struct diag *d)
{
    struct giving g = {.book = b, .chapter = ch, .diag = d};
    reserve(&g);
    walk(&g, give_first);
    walk(&g, give_slug);
    give_document_headings(&g);
    walk(&g, give_generated);
    for (size_t i = 0; i < ch->ndocuments; i++) {
        if (ch->documents[i]->chapter == ch) {
            notes_assign_ids(b, ch->documents[i]);
        }
    }
}
