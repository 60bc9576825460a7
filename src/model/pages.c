#include "model/pages.h"
#include "messages.h"
#include "model/names.h"
#include "model/outline.h"
#include "vocab/words.h"

static const struct {
    str name;
    enum word title;
} pages[PAGES] = {
    [PAGE_NONE] = {STR_INIT(""), WORD_CONTENTS},
    [PAGE_COVER] = {STR_INIT("cover"), WORD_COVER},
    [PAGE_TITLEPAGE] = {STR_INIT("titlepage"), WORD_TITLEPAGE},
    [PAGE_CONTENTS] = {STR_INIT("contents"), WORD_CONTENTS},
    [PAGE_TIPS] = {STR_INIT("tips"), WORD_TIPS},
    [PAGE_REFERENCES] = {STR_INIT("references"), WORD_REFERENCES},
    [PAGE_ABOUT] = {STR_INIT("about"), WORD_ABOUT},
};

str page_name(enum page page)
{
    return pages[page].name;
}

/* The generated pages of one book. */
struct arranging {
    struct book *book;
    bool made[PAGES];
    bool placed[PAGES]; /* by the author, not by the usual order */
    struct document **documents;
    size_t count;
};

static void add_tip(struct book *b, struct tip tip, str id)
{
    struct document *page = b->page_documents[PAGE_TIPS];
    tip.id = id.len > 0 ? id : name_free(b->arena, &page->ids, tip.box->box.id, 2);
    *ARENA_PUSH(b->arena, struct tip, &b->tips, &b->ntips) = tip;
}

/* The tip boxes of the chapters, in spine order. One inside another is shown with that. */
static void gather_boxes(struct book *b)
{
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        for (struct construct *c = doc->first; c != doc->last; c = c->next) {
            if (c->kind == CONSTRUCT_BOX && c->box.kind == BOX_TIP && !c->box.in_tip) {
                add_tip(b, (struct tip){.box = c, .document = doc, .lang = doc->lang}, STR_NONE);
            }
        }
    }
}

/* The headings of the tips file; the blocks of each end where the next begins. */
static void gather_tips_file(struct book *b)
{
    size_t before = b->ntips;
    str own = b->tips_chapter->options.lang, lang = own.len > 0 ? own : b->manifest.lang;
    for (struct construct *c = b->tips_file->first; c != NULL; c = c->next) {
        if (c->kind != CONSTRUCT_HEADING || !c->heading.top || c->heading.raw) {
            continue;
        }
        if (b->ntips > before) {
            b->tips[b->ntips - 1].end = c->node;
        }
        add_tip(b, (struct tip){.heading = c, .lang = lang}, c->heading.id);
    }
}

static bool has_about(const struct manifest *m)
{
    return m->version.len > 0 || m->edition.len > 0 || m->date.len > 0 || m->license_name.len > 0 ||
           m->license_url.len > 0 || m->cite_as.len > 0 || m->source.len > 0 ||
           m->contact.len > 0 || m->nchanges > 0;
}

/* Is there anything that the page could show? */
static bool has_content(const struct book *b, enum page page)
{
    switch (page) {
    case PAGE_COVER:
        return b->cover != NULL;
    case PAGE_TIPS:
        return b->ntips > 0;
    case PAGE_REFERENCES:
        return b->nreferences > 0 && !b->manifest.suppress_bibliography;
    default:
        return true;
    }
}

/* Would Octavo make the page if nobody said a word about it? */
static bool is_usual(const struct book *b, enum page page)
{
    switch (page) {
    case PAGE_TITLEPAGE:
        return b->manifest.cover.text.len == 0;
    case PAGE_TIPS:
        return b->tips_file != NULL;
    case PAGE_ABOUT:
        return has_about(&b->manifest);
    default:
        return true;
    }
}

/* A page that the author gives a place or a text is wanted; "pages" has the last word. */
static void decide(struct arranging *r)
{
    struct book *b = r->book;
    for (size_t i = 0; i < b->npage_stands; i++) {
        r->placed[b->page_stands[i].page] = true;
        b->page_documents[b->page_stands[i].page]->depth = b->page_stands[i].depth;
    }
    for (enum page page = PAGE_NONE + 1; page < PAGES; page++) {
        struct document *doc = b->page_documents[page];
        enum choice choice = b->manifest.pages[page];
        bool wanted =
            choice == CHOICE_YES || r->placed[page] || doc->chapter != NULL || is_usual(b, page);
        r->made[page] = wanted && choice != CHOICE_NO && has_content(b, page);
        r->placed[page] = r->placed[page] || doc->chapter != NULL;
        if (!r->made[page]) {
            doc->page = PAGE_NONE;
        }
    }
}

static void give_title(const struct book *b, enum page page, struct document *doc)
{
    const struct manifest *m = &b->manifest;
    bool missing = false;
    const struct words *words = words_for(m->lang, &missing);
    doc->title = page == PAGE_CONTENTS     ? m->contents_title
                 : page == PAGE_REFERENCES ? m->reference_title
                                           : STR_NONE;
    if (doc->title.len == 0) {
        doc->title = word(words, pages[page].title);
        doc->title_lang = missing ? str_from(words->language) : STR_NONE;
    }
    doc->nav_label = doc->title;
}

static void push(struct arranging *r, struct document *doc)
{
    doc->index = r->count;
    *ARENA_PUSH(r->book->arena, struct document *, &r->documents, &r->count) = doc;
}

/* Where a chapter opens the page, the page stands with that chapter. */
static void push_page(struct arranging *r, enum page page)
{
    struct book *b = r->book;
    struct document *doc = b->page_documents[page];
    if (!r->made[page] || doc->chapter != NULL) {
        return;
    }
    give_title(b, page, doc);
    doc->file = file_name_free(b->arena, &b->file_names, pages[page].name, STR(".xhtml"), 1);
    push(r, doc);
}

static void push_usual(struct arranging *r, enum page first, enum page last)
{
    for (enum page page = first; page <= last; page++) {
        if (!r->placed[page]) {
            push_page(r, page);
        }
    }
}

/* The usual order, with what the author moved where the author put it. */
static void arrange(struct arranging *r)
{
    struct book *b = r->book;
    size_t stand = 0;
    push_usual(r, PAGE_COVER, PAGE_CONTENTS);
    for (size_t i = 0; i <= b->nchapters; i++) {
        while (stand < b->npage_stands && b->page_stands[stand].before == i) {
            push_page(r, b->page_stands[stand++].page);
        }
        for (size_t j = 0; i < b->nchapters && j < b->chapters[i]->ndocuments; j++) {
            push(r, b->chapters[i]->documents[j]);
        }
    }
    push_usual(r, PAGE_TIPS, PAGE_ABOUT);
    b->documents = r->documents;
    b->ndocuments = r->count;
}

/* Of what the tips page shows, the trees are wanted. */
static void note_tips(struct book *b)
{
    for (size_t i = 0; b->tips_page != NULL && i < b->ntips; i++) {
        if (b->tips[i].document != NULL) {
            b->tips[i].document->chapter->shows_tips = true;
        }
    }
}

static const struct document *made_page(const struct arranging *r, enum page page)
{
    return r->made[page] ? r->book->page_documents[page] : NULL;
}

static void note_pages(const struct arranging *r)
{
    struct book *b = r->book;
    b->cover_page = made_page(r, PAGE_COVER);
    b->contents = made_page(r, PAGE_CONTENTS);
    b->tips_page = made_page(r, PAGE_TIPS);
    b->references_page = made_page(r, PAGE_REFERENCES);
    b->about_page = made_page(r, PAGE_ABOUT);
    note_tips(b);
}

/* The first document of the body matter; without one, the first chapter. */
static void find_body(struct book *b)
{
    const struct document *first = NULL;
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        if (doc->chapter == NULL || !doc->linear) {
            continue;
        }
        first = first == NULL ? doc : first;
        if (doc->matter == MATTER_BODY) {
            b->body_start = doc;
            return;
        }
    }
    b->body_start = first;
}

/* EPUB 3.3, 5.7.1: what is not linear must be reachable. Where that is allowed to be wrong, it is
 * made linear. */
static void check_reachable(struct book *b, struct diag *d)
{
    for (size_t i = 0; i < b->ndocuments; i++) {
        struct document *doc = b->documents[i];
        if (doc->chapter != NULL && !doc->linear && !doc->in_nav && !doc->linked) {
            diag_report(d, &(struct report){.kind = MSG_UNLINKED,
                                            .at = chapter_place(doc->chapter),
                                            .args = {doc->chapter->path}});
            doc->linear = true;
        }
    }
}

/* Once for each language that a document is in. */
static void check_words(const struct book *b, struct diag *d)
{
    struct map seen = {0};
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        bool missing = false;
        size_t count = seen.count;
        if (map_put(b->arena, &seen, doc->lang, count) != count) {
            continue;
        }
        words_for(doc->lang, &missing);
        if (missing) {
            bool own = doc->chapter != NULL && !str_eq(doc->lang, b->manifest.lang);
            struct place at = own ? doc->chapter->options.lang_at : b->manifest.lang_at;
            diag_report(d,
                        &(struct report){.kind = MSG_WORDS_MISSING, .at = at, .args = {doc->lang}});
        }
    }
}

void pages_arrange(struct book *b, struct diag *d)
{
    struct arranging r = {.book = b};
    gather_boxes(b);
    if (b->tips_file != NULL) {
        gather_tips_file(b);
    }
    decide(&r);
    arrange(&r);
    note_pages(&r);
    check_reachable(b, d);
    find_body(b);
    check_words(b, d);
    outline_make(b);
}
