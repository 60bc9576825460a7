#include "model/documents.h"
#include "base/fs.h"
#include "base/parts.h"
#include "messages.h"
#include "model/files.h"
#include "model/ids.h"
#include "model/kept.h"
#include "model/names.h"
#include "model/notes.h"
#include "model/pages.h"
#include "vocab/languages.h"

#include <stdio.h>

#define LOWEST_RANK 6
#define XHTML       STR(".xhtml")

/* Shared by the steps below. */
struct making {
    struct book *book;
    struct diag *diag;
};

/* The first level-1 heading; without one, the first heading, if no text stands before it. */
static struct construct *chapter_heading(const struct markdown *m)
{
    struct construct *first = NULL;
    for (struct construct *c = m->first; c != NULL; c = c->next) {
        if (c->kind != CONSTRUCT_HEADING) {
            continue;
        }
        if (c->heading.top && c->heading.level == 1) {
            return c;
        }
        first = first == NULL ? c : first;
    }
    return first != NULL && first->heading.top && !first->heading.after_text ? first : NULL;
}

static const struct section_type *type_of(const struct chapter *ch)
{
    return ch->options.type != NULL ? ch->options.type : section_type_find(STR("chapter"));
}

static enum matter matter_of(const struct chapter *ch)
{
    if (ch->options.matter_given) {
        return ch->options.matter;
    }
    const struct section_type *type = type_of(ch);
    return type != NULL ? type->matter : MATTER_BODY;
}

static str dir_of(const struct book *b, const struct chapter_options *o)
{
    if (o->dir.len > 0) {
        return o->dir;
    }
    if (o->lang.len > 0) {
        return language_is_rtl(o->lang) ? STR("rtl") : STR("ltr");
    }
    return b->manifest.dir;
}

static unsigned rank_of(unsigned depth)
{
    return depth < LOWEST_RANK ? depth : LOWEST_RANK;
}

/* What is written above a text that has no heading of its own, or an empty one. */
static str made_title(struct making *k, const struct chapter *ch, struct place at)
{
    struct book *b = k->book;
    if (ch->options.title.len > 0) {
        return ch->options.title;
    }
    if (b->manifest.single) {
        return b->title;
    }
    str words = path_words(b->arena, file_published(b, ch->path));
    diag_report(k->diag, &(struct report){.kind = MSG_CHAPTER_UNTITLED, .at = at, .args = {words}});
    return words;
}

/* Begins a document at a heading (NULL: the text has none). */
static struct document *begin_document(struct making *k, struct chapter *ch,
                                       struct construct *heading, unsigned depth)
{
    struct book *b = k->book;
    struct document *doc = ARENA_NEW(b->arena, struct document);
    doc->passages = ARENA_NEW(b->arena, struct passages);
    const struct chapter_options *o = &ch->options;
    struct place at = heading != NULL ? heading->at : (struct place){.file = ch->markdown.file};
    str text = heading != NULL ? heading->heading.label : STR_NONE;
    doc->chapter = ch;
    doc->heading = heading;
    doc->title = text.len > 0 ? text : made_title(k, ch, at);
    doc->nav_label = ch->ndocuments == 0 && o->nav_title.len > 0 ? o->nav_title : doc->title;
    doc->lang = o->lang.len > 0 ? o->lang : b->manifest.lang;
    doc->dir = dir_of(b, o);
    doc->type = type_of(ch);
    doc->matter = matter_of(ch);
    doc->linear = o->linear != CHOICE_NO;
    doc->in_nav = o->toc != CHOICE_NO && (heading == NULL || !heading->heading.unlisted);
    doc->depth = depth;
    *ARENA_PUSH(b->arena, struct document *, &ch->documents, &ch->ndocuments) = doc;
    *ARENA_PUSH(b->arena, struct document *, &b->documents, &b->ndocuments) = doc;
    return doc;
}

/* The headings that are open at one place of a file, by their source levels (3.3). */
struct levels {
    unsigned open[LOWEST_RANK]; /* rising, so six are enough */
    size_t count;
    unsigned depth;  /* of the chapter heading */
    unsigned before; /* source level of the heading before; 0: none */
};

static unsigned push_level(struct levels *l, unsigned level)
{
    while (l->count > 0 && l->open[l->count - 1] >= level) {
        l->count--;
    }
    l->open[l->count++] = level;
    return l->depth + (unsigned)l->count;
}

static void check_skip(struct making *k, const struct levels *l, const struct construct *c)
{
    unsigned level = c->heading.level;
    if (l->before == 0 || level <= l->before + 1) {
        return;
    }
    struct arena *a = k->book->arena;
    diag_report(k->diag, &(struct report){.kind = MSG_HEADING_SKIP,
                                          .at = c->at,
                                          .args = {str_printf(a, "%u", level),
                                                   str_printf(a, "%u", l->before),
                                                   str_printf(a, "%u", l->before + 1)}});
}

/* A file on its way into documents. */
struct split {
    struct chapter *chapter;
    struct construct *heading; /* of the chapter */
    unsigned level;            /* headings up to it begin a document */
    bool begun;                /* the chapter heading, if there is one, is behind */
    struct levels levels;
};

/* Gives a heading its rank, which is the depth of the document that it may begin. */
static unsigned rank_heading(struct making *k, struct split *s, struct construct *c)
{
    struct heading *h = &c->heading;
    bool starts_file = s->heading != NULL && s->begun && h->top && h->level <= s->level &&
                       h->level <= s->heading->heading.level;
    unsigned depth = s->levels.depth;
    if (c == s->heading || starts_file) {
        s->levels.count = 0;
    } else {
        depth = push_level(&s->levels, h->level);
    }
    h->rank = rank_of(depth);
    check_skip(k, &s->levels, c);
    s->levels.before = h->level;
    return depth;
}

static bool begins_document(const struct split *s, const struct construct *c)
{
    return s->begun && c != s->heading && c->heading.top && c->heading.level <= s->level;
}

/* The documents of one file. Text before the first chapter heading belongs to the first. */
static void split_chapter(struct making *k, struct chapter *ch)
{
    struct construct *heading = chapter_heading(&ch->markdown);
    unsigned level =
        ch->options.split_level > 0 ? ch->options.split_level : k->book->manifest.split_level;
    struct split s = {ch, heading, level, heading == NULL, {.depth = ch->depth}};
    struct document *doc = begin_document(k, ch, heading, ch->depth);
    doc->first = ch->markdown.first;
    doc->begin = ch->markdown.root;
    for (struct construct *c = doc->first; c != NULL; c = c->next) {
        if (c->kind != CONSTRUCT_HEADING) {
            continue;
        }
        unsigned depth = rank_heading(k, &s, c);
        if (begins_document(&s, c)) {
            doc->end = c->node;
            doc->last = c;
            doc = begin_document(k, ch, c, depth);
            doc->first = c;
            doc->begin = c->node;
        }
        s.begun = s.begun || c == heading;
    }
}

static void refuse_opening(struct making *k, const struct chapter *ch, enum page page)
{
    str fault = str_printf(k->book->arena, "no chapter can open the page \"%.*s\"",
                           STR_ARG(page_name(page)));
    bool twice = k->book->page_documents[page] != NULL;
    diag_report(k->diag, &(struct report){.kind = twice ? MSG_CHAPTER_TWICE : MSG_VALUE,
                                          .at = chapter_place(ch),
                                          .args = {twice ? page_name(page) : fault,
                                                   STR("write tips, references or about")}});
}

/* The chapter's last document opens a generated page, if its options say so; one that holds text
 * itself. */
static void open_page(struct making *k, struct chapter *ch)
{
    enum page page = ch->options.page;
    struct document **opener = &k->book->page_documents[page];
    if (page == PAGE_NONE) {
        return;
    }
    if (*opener != NULL || page < PAGE_TIPS) {
        refuse_opening(k, ch, page);
        return;
    }
    *opener = ch->documents[ch->ndocuments - 1];
    (*opener)->page = page;
}

/* Every generated page gets its document, whether it will be made or not, so that what leads to it
 * has something to point to. */
static void make_page_documents(struct book *b)
{
    for (enum page page = PAGE_NONE + 1; page < PAGES; page++) {
        if (b->page_documents[page] == NULL) {
            struct document *doc = ARENA_NEW(b->arena, struct document);
            doc->passages = ARENA_NEW(b->arena, struct passages);
            doc->page = page;
            doc->lang = b->manifest.lang;
            doc->dir = b->manifest.dir;
            doc->matter = page == PAGE_COVER || page == PAGE_TITLEPAGE || page == PAGE_CONTENTS
                              ? MATTER_FRONT
                              : MATTER_BACK;
            doc->linear = page != PAGE_COVER;
            doc->in_nav = page != PAGE_COVER;
            doc->depth = 1;
            doc->heading_id = name_free(b->arena, &doc->ids, page_name(page), 1);
            b->page_documents[page] = doc;
        }
    }
}

/* All headings of the tips file are tips of one page. */
static void make_tips_chapter(struct making *k)
{
    struct chapter *ch = k->book->tips_chapter;
    bool any = false;
    *ARENA_PUSH(k->book->arena, struct document *, &ch->documents, &ch->ndocuments) =
        k->book->page_documents[PAGE_TIPS];
    for (struct construct *c = ch->markdown.first; c != NULL; c = c->next) {
        if (c->kind == CONSTRUCT_HEADING) {
            c->heading.rank = 2;
            any = any || (c->heading.top && !c->heading.raw);
        }
    }
    if (!any) {
        diag_report(k->diag, &(struct report){.kind = MSG_VALUE,
                                              .at = {.file = ch->markdown.file},
                                              .args = {STR("the tips file has no heading"),
                                                       STR("give each tip one")}});
    }
    ids_assign(k->book, ch, k->diag);
}

static str source_of(struct arena *a, const struct document *doc)
{
    const struct chapter *ch = doc->chapter;
    if (ch->path.len == 0) {
        return doc->title;
    }
    if (ch->ndocuments == 1 || doc->heading == NULL) {
        return ch->path;
    }
    return str_concat(a, (str[]){ch->path, STR("#"), doc->heading->heading.slug}, 3);
}

/* A file that splits, and a single .md, name each document by its heading's id; a part without
 * file is named by its title; else the file's path names it. */
static str stem_of(struct making *k, const struct document *doc)
{
    struct arena *a = k->book->arena;
    const struct chapter *ch = doc->chapter;
    if (k->book->manifest.single || ch->ndocuments > 1) {
        return doc->heading_id;
    }
    if (ch->path.len > 0) {
        str was = ch->options.was;
        return document_name(a, was.len > 0 ? was : file_published(k->book, ch->path));
    }
    str name = name_of(a, doc->title, true);
    return name.len > 0 ? name : STR("part");
}

/* Where a document as a whole is spoken of. */
static struct place document_place(const struct document *doc)
{
    const struct chapter *ch = doc->chapter;
    if (doc->heading != NULL) {
        return doc->heading->at;
    }
    return ch->path.len > 0 ? (struct place){.file = ch->markdown.file} : ch->listed_at;
}

static void name_document(struct making *k, struct document *doc)
{
    struct arena *a = k->book->arena;
    str stem = stem_of(k, doc);
    str wanted = str_concat(a, (str[]){stem, XHTML}, 2);
    doc->file = file_name_free(a, &k->book->file_names, stem, XHTML, 1);
    if (!str_eq(doc->file, wanted)) {
        struct place at = document_place(doc);
        diag_report(k->diag, &(struct report){.kind = MSG_FILE_NAME_CLASH,
                                              .at = at,
                                              .args = {source_of(a, doc), wanted, doc->file}});
    }
}

/* Less is done than was to parse it. */
static size_t ids_weight(void *context, size_t index)
{
    const struct book *b = context;
    return b->chapters[index]->source.size / 4;
}

/* Of the book only the memory is another one. */
static void give_ids(void *context, const struct part *part, size_t index)
{
    struct book b = *(const struct book *)context;
    b.arena = part->arena;
    notes_gather(&b, b.chapters[index], part->diag);
    ids_assign(&b, b.chapters[index], part->diag);
}

void documents_make(struct book *b, struct diag *d)
{
    struct making k = {b, d};
    for (size_t i = 0; i < b->nchapters; i++) {
        split_chapter(&k, b->chapters[i]);
    }
    const struct parts parts = {.count = b->nchapters,
                                .weight = ids_weight,
                                .run = give_ids,
                                .context = b,
                                .threads = b->threads,
                                .arena = b->arena,
                                .diag = d};
    parts_run(&parts);
    for (size_t i = 0; i < b->nchapters; i++) {
        open_page(&k, b->chapters[i]);
    }
    make_page_documents(b);
    if (b->tips_chapter != NULL) {
        make_tips_chapter(&k);
    }
    file_name_free(b->arena, &b->file_names, STR("nav"), XHTML, 1);
    for (size_t i = 0; i < b->ndocuments; i++) {
        name_document(&k, b->documents[i]);
        if (b->documents[i]->chapter != NULL) {
            kept_targets(b, b->documents[i]);
        }
    }
}
