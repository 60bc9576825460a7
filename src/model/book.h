/* What is to be published, before a byte of XML exists: documents in spine order, resources,
 * references, tips and the outline. Source format, parts 2 and 3. */
#ifndef MODEL_BOOK_H
#define MODEL_BOOK_H

#include "base/diag.h"
#include "base/digest.h"
#include "base/map.h"
#include "base/text.h"
#include "source/ledger.h"
#include "source/bibliography.h"
#include "source/manifest.h"
#include "source/markdown.h"
#include "source/source.h"
#include "vocab/media.h"
#include "vocab/roles.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct store; /* store/store.h */
struct texts; /* model/texts.h */

struct edition_changes; /* model/changes.h */

/* What is parsed, and how. */
struct chapter_source {
    const struct diag_file *file;
    str text; /* cleaned, but if not: */
    bool unclean;
    bool unread;          /* it is not even read, since it is known; see texts.h: */
    bool plain;           /* it is the bytes of the file as they are */
    struct digest digest; /* of the text; of one that the store may know */
    size_t size;
    str real; /* the path to read it from; of one that is unread */
    uint32_t body_line;
    struct markdown_options options;
};

/* A Markdown file of the book, or a part that has only a title. */
struct chapter {
    str path;                       /* relative to the root, without "." and ".."; empty for a part
                                       without file */
    struct chapter_options options; /* of its entry, else of its front matter; nav_title is what
                                       navigation says, if that is not the heading */
    struct place listed_at; /* where the manifest names it; line 0 if it was found in its folder */
    struct chapter_source source;
    bool named; /* the store knows it, by its name: */
    struct digest name;
    struct markdown markdown;
    struct document **documents; /* one, or as many as it splits into */
    size_t ndocuments;
    struct map slugs; /* slug or explicit id, as links write it -> index in targets */
    struct anchor_target *targets;
    size_t ntargets;
    unsigned depth;                /* 1 at the top */
    bool shows_tips;               /* some of its boxes stand on the tips page, too */
    atomic_size_t unwritten;       /* documents that are still to be written from its tree */
    const struct document *leader; /* its tree is made with this one, and all are written then; or
                                      NULL */
    bool late_tree;                /* it has a tree only while its documents are written */
    bool lost; /* its text is not what it was known as: all is to be made anew */
};

/* What a link with a fragment may lead to. */
struct anchor_target {
    str name; /* as links in the source write it */
    str id;   /* as the EPUB carries it */
    struct document *document;
    struct place at; /* the heading or the tag */
};

/* A note as a document shows it. */
struct document_note {
    struct construct *note;
    unsigned number; /* 1.., by first reference */
    str id;          /* "fn-1" */
    str *places;     /* ids of the references */
    size_t nplaces;
    bool copy; /* another document of the file shows it too: the ids in it are there */
};

/* A block of a document that can hold a reader's note, and the id that it carries. */
struct passage {
    char id[8];    /* "b3fa9c1" */
    uint32_t hash; /* of its content */
};

struct passages {
    struct passage *items; /* in document order */
    size_t count;
};

/* A content document to be. */
struct document {
    enum page page; /* PAGE_NONE: an ordinary chapter */
    str file;       /* "grids.xhtml", below EPUB/ */
    str title;      /* heading text; <title> is this + " - " + book title */
    str nav_label;  /* in navigation */
    str lang, dir;
    str title_lang;                  /* of a title that Octavo made in another language; or empty */
    const struct section_type *type; /* chapters; NULL for generated pages */
    enum matter matter;
    bool linear, in_nav;
    bool linked;               /* a link in the text leads to it */
    unsigned depth;            /* 1 at the top; the rank of its chapter heading, 6 at most */
    struct chapter *chapter;   /* whose text it holds; NULL for a page without an author's text */
    struct construct *heading; /* its chapter heading; NULL: an h1 of title is made */
    str heading_id;            /* id of the chapter heading, made or written */
    struct cmark_node *begin; /* its blocks: from begin (the file's root node: from its first) up */
    struct cmark_node *end;   /* to, not including, end (NULL: to the end of the file) */
    struct construct *first;  /* its constructs: from first up to, not including, last */
    struct construct *last;
    struct document_note *notes; /* in the order of their numbers */
    size_t nnotes;
    str notes_id;              /* of the heading above them */
    struct map ids;            /* all ids in use in it, for name_free */
    size_t index;              /* among the documents of the book, when they are arranged */
    struct passages *passages; /* filled when it is rendered */
};

/* A file that is packed besides documents. */
struct resource {
    str path; /* relative to the root */
    str file; /* below EPUB/: "images/moon-1.png" */
    str media_type;
    str bytes; /* mapped or in the arena */
    bool mapped;
    bool cover;
    bool imported; /* a style that another one imports; documents do not link it */
    struct image_facts facts;
    struct place first_use; /* where the author names it */
    struct place source;    /* the file itself, for what is wrong with its bytes */
};

/* Where a reference is cited. */
struct citing {
    const struct document *document;
    str id;
};

struct reference {
    const struct item *item;
    unsigned number; /* 1.. by first citation in spine order */
    str id;          /* "ref-bowlby1988" */
    struct citing *places;
    size_t nplaces;
};

/* A tip for the tips page. */
struct tip {
    struct construct *box;           /* in its chapter; NULL for one of the tips file */
    const struct document *document; /* where it stands; NULL for one of the tips file */
    struct construct *heading;       /* tips file: the tip's heading */
    struct cmark_node *end;          /* tips file: where its blocks end */
    str id;                          /* of its heading on the tips page */
    str lang;                        /* that it is written in */
};

/* A page of the printed book, as the page list has it. */
struct page_mark {
    str label, id;
    const struct document *document;
    struct place at;
};

struct outline_entry {
    str label, href; /* href relative to EPUB/ */
    str lang;        /* of the label, if it is not the book's; or empty */
    struct outline_entry *first, *next;
};

/* An entry of chapters that moves a generated page. */
struct page_stand {
    enum page page;
    size_t before;  /* index of the chapter it stands before, or nchapters */
    unsigned depth; /* 1 at the top */
    struct place at;
};

/* In book.chapters_by_path: listed, but not to be read, which was reported. */
#define CHAPTER_FAILED (MAP_NONE - 1)

struct book {
    struct arena *arena;
    struct buf *draft;   /* that documents may be written into, one after the other; or NULL */
    unsigned threads;    /* that may work on it */
    struct store *store; /* of what was made before; NULL: nothing is to be had or kept */
    const struct texts *texts; /* that are known; or NULL */
    bool trees_stay;           /* none is late */
    struct manifest manifest;
    struct root root;
    str ledger_name;             /* of the file that keeps it, in the root, be it there or not */
    const struct ledger *ledger; /* what was published before; NULL: nothing is known */
    struct inputs inputs;        /* what it is made of, for those who build it again */
    bool foreign;                /* it was written for another tool, and no book.yaml says more */
    bool mdbook;                 /* it has a book.toml */
    const struct diag_file *order_file; /* the SUMMARY.md that says the order; or NULL */
    str text_folder;             /* of an mdBook: where its text is, below the root; or empty */
    str title;                   /* never empty */
    struct document **documents; /* spine order, generated pages among them */
    size_t ndocuments;
    struct chapter **chapters;
    size_t nchapters;
    struct map unused_keys;         /* of front matter, told once for all chapters */
    struct map chapters_by_path;    /* index in chapters, nchapters for the tips file, or
                                       CHAPTER_FAILED */
    struct page_stand *page_stands; /* in the order of the chapters */
    size_t npage_stands;
    struct document *page_documents[PAGES]; /* all that may be; those made are in documents */
    struct resource **resources;            /* styles first, then images by path bytes */
    size_t nresources;
    const struct resource *cover;
    struct bibliography bibliography;
    bool bibliography_failed; /* a file of it could not be read: what is unknown may stand there */
    struct reference **references; /* in the order of their numbers */
    size_t nreferences;
    struct tip *tips;
    size_t ntips;
    struct chapter *tips_chapter; /* the tips file; not among chapters; NULL: none */
    struct markdown *tips_file;   /* its text; NULL: none */
    struct page_mark *page_marks; /* page breaks, in spine order */
    size_t npage_marks;
    struct outline_entry *outline; /* the first entry at the top */
    unsigned outline_depth;        /* true depth of the outline */
    const struct document *contents, *references_page, *cover_page, *tips_page, *about_page;
    const struct document *body_start; /* first document of the body matter */
    str identifier;                    /* the unique identifier of the publication */
    bool images;                       /* any image in the text, or a cover; not those of styles */
    bool all_images_have_alt;
    bool animated;                         /* an animated GIF or an SVG */
    const struct edition_changes *changes; /* with "changes: true", when all documents but the about
                                              page are rendered; else NULL */
    struct map file_names; /* names of documents that are given away, for file_name_free */
    size_t searches;       /* what was spent on nearest answers, see files.h */
};

/* The authors' names (creators), in order. */
str *book_authors(struct arena *a, const struct book *b, size_t *count);

/* Where a message stands that concerns a chapter as a whole: where it is listed, else the file. */
struct place chapter_place(const struct chapter *ch);

/* Releases the trees of the chapters; to be called when all documents are rendered. */
void book_release_trees(struct book *b);

/* Releases what the arena does not own: cmark trees and mapped files. */
void book_release(struct book *b);

#endif
