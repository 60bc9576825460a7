/* A book made of a table of files, resolved as a build does it, for tests of the model. */
#ifndef LOADED_H
#define LOADED_H

#include "folder.h"

#include "messages.h"
#include "model/citations.h"
#include "model/links.h"
#include "model/load.h"
#include "model/pages.h"

struct loaded {
    struct arena arena;
    struct diag diag;
    struct book book;
    enum load_result result;
    str top; /* the folder; messages are shown without it */
    str why;
};

/* argument: what is built, inside the folder; "" is the folder itself. */
static inline void loaded_open(struct loaded *l, const char *argument)
{
    struct diag *d = &l->diag;
    str path = argument[0] != '\0' ? path_join(&l->arena, l->top, str_from(argument)) : l->top;
    diag_init(d, messages, MESSAGES);
    const struct load_request request = {.argument = path, .threads = 1};
    l->result = book_load(&l->arena, &request, &l->book, &l->why, d);
    if (l->result == LOAD_FINE) {
        citations_number(&l->book, d);
        links_resolve(&l->book, d);
        pages_arrange(&l->book, d);
    }
}

static inline void loaded_new(struct loaded *l, const struct given *files, size_t count)
{
    *l = (struct loaded){.result = LOAD_STOP};
    l->top = folder_new(&l->arena);
    folder_fill(&l->arena, l->top, files, count);
}

static inline void loaded_close(struct loaded *l)
{
    book_release(&l->book);
    diag_release(&l->diag);
    folder_remove(&l->arena, l->top);
    arena_release(&l->arena);
}

/* All messages, one a line, the folder's name left out. */
static inline str loaded_said(struct loaded *l)
{
    struct buf text = {0}, out = {0};
    diag_tell_text(&l->diag, &(struct diag_style){.verbose = true}, &text);
    str all = buf_str(&text), prefix = str_concat(&l->arena, (str[]){l->top, STR("/")}, 2);
    for (size_t at = 0; at < all.len;) {
        size_t next = str_find_str(all, prefix, at);
        buf_add(&out, str_sub(all, at, next));
        at = next + prefix.len;
    }
    buf_release(&text);
    return buf_finish(&out, &l->arena);
}

/* "file: title" of every document in spine order, one a line. */
static inline str loaded_spine(struct loaded *l)
{
    struct buf out = {0};
    for (size_t i = 0; i < l->book.ndocuments; i++) {
        const struct document *doc = l->book.documents[i];
        buf_addf(&out, "%.*s: %.*s\n", STR_ARG(doc->file), STR_ARG(doc->title));
    }
    return buf_finish(&out, &l->arena);
}

/* Every link of the chapters, "destination -> file#fragment" or "-> (text)". */
static inline str loaded_links(struct loaded *l)
{
    struct buf out = {0};
    for (size_t i = 0; i < l->book.nchapters; i++) {
        const struct construct *c = l->book.chapters[i]->markdown.first;
        for (; c != NULL; c = c->next) {
            if (c->kind != CONSTRUCT_LINK) {
                continue;
            }
            const struct link *link = &c->link;
            buf_addf(&out, "%.*s -> ", STR_ARG(link->destination));
            if (link->target == LINK_INTERNAL) {
                buf_addf(&out, "%.*s%s%.*s\n", STR_ARG(link->document->file),
                         link->fragment.len > 0 ? "#" : "", STR_ARG(link->fragment));
            } else {
                buf_addf(&out, "%s\n", link->target == LINK_EXTERNAL ? "(kept)" : "(text)");
            }
        }
    }
    return buf_finish(&out, &l->arena);
}

/* Every heading, "rank slug id", document by document. */
static inline str loaded_headings(struct loaded *l)
{
    struct buf out = {0};
    for (size_t i = 0; i < l->book.nchapters; i++) {
        const struct construct *c = l->book.chapters[i]->markdown.first;
        for (; c != NULL; c = c->next) {
            if (c->kind == CONSTRUCT_HEADING) {
                buf_addf(&out, "%u %.*s %.*s\n", c->heading.rank, STR_ARG(c->heading.slug),
                         STR_ARG(c->heading.id));
            }
        }
    }
    return buf_finish(&out, &l->arena);
}

static inline void outline_text(struct buf *out, const struct outline_entry *e, unsigned depth)
{
    for (; e != NULL; e = e->next) {
        buf_addf(out, "%*s%.*s -> %.*s\n", (int)depth, "", STR_ARG(e->label), STR_ARG(e->href));
        outline_text(out, e->first, depth + 1);
    }
}

static inline str loaded_outline(struct loaded *l)
{
    struct buf out = {0};
    outline_text(&out, l->book.outline, 0);
    return buf_finish(&out, &l->arena);
}

#define LOADED(l, files, argument)                                                                 \
    (loaded_new((l), (files), sizeof(files) / sizeof *(files)), loaded_open((l), (argument)))

#endif
