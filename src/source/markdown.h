/* One Markdown file: cmark's tree, with the dialect's constructs hung into it.
 *
 * Reading cleans the bytes (BOM, CR LF, invalid UTF-8, control characters, Unicode spaces), parses
 * them with cmark, and lets each room of the dialect (attributes, boxes, figures, citations, raw
 * HTML) turn what it knows into a construct: a plain value that model/ and render/ can use
 * without knowing how it was written. A construct hangs in the user data of its cmark node, and
 * all constructs of a file form one list in document order. Fields under "filled by model" are
 * empty until then.
 *
 * Only source/ and render/content may look inside the tree; to others a node is a mark. */
#ifndef SOURCE_MARKDOWN_H
#define SOURCE_MARKDOWN_H

#include "base/diag.h"
#include "base/text.h"
#include "source/bibliography.h"
#include "source/html.h"
#include "vocab/words.h"

#include <stdbool.h>
#include <stddef.h>

struct cmark_node;
struct math_node; /* math/math.h */
struct resource;  /* model/book.h */
struct reference; /* model/book.h */
struct document;  /* model/book.h */
struct rewrite_map;

enum construct_kind {
    CONSTRUCT_HEADING,   /* of Markdown, or an <h1> to <h6> in a block of raw HTML */
    CONSTRUCT_LINK,      /* a Markdown link, or an <a href> in raw HTML */
    CONSTRUCT_IMAGE,     /* a Markdown image, or an <img> in raw HTML */
    CONSTRUCT_FIGURE,    /* a paragraph that is one image: a figure, or decoration */
    CONSTRUCT_CITATION,  /* [@a; @b] */
    CONSTRUCT_BOX,       /* > [!TIP], ::: tip, ::: {.class} */
    CONSTRUCT_BOX_TITLE, /* the block that holds a box's title inlines; first child of the box */
    CONSTRUCT_RAW,       /* one HTML node, as tokens */
    CONSTRUCT_ANCHOR,    /* an id in raw HTML, or of an image's {#id} */
    CONSTRUCT_MEDIA,     /* a file that raw HTML shows or plays, besides <img src> */
    CONSTRUCT_TASK,      /* the mark at the front of a task */
    CONSTRUCT_SPAN,      /* inlines, or code, in an element of their own */
    CONSTRUCT_CODE,      /* a block of code with attributes */
    CONSTRUCT_PAGE,      /* [7]{.pagebreak}, or a tag of raw HTML with epub:type="pagebreak" */
    CONSTRUCT_TABLE,
    CONSTRUCT_CAPTION, /* a paragraph; first child of its table */
    CONSTRUCT_ROW,
    CONSTRUCT_CELL,
    CONSTRUCT_DEFINITIONS, /* a list of terms and definitions */
    CONSTRUCT_TERM,
    CONSTRUCT_DEFINITION,
    CONSTRUCT_VERSE, /* of stanzas, of lines */
    CONSTRUCT_STANZA,
    CONSTRUCT_VERSE_LINE,
    CONSTRUCT_NOTE_REFERENCE, /* [^1], ^[text] */
    CONSTRUCT_NOTE,           /* [^1]: text */
    CONSTRUCT_NOTES,          /* what holds all notes of a file; no part of its text */
    CONSTRUCT_FORMULA,        /* $...$, $$...$$, or a fence of math */
    CONSTRUCT_FORMULAS        /* a paragraph of nothing but formulas in display */
};

/* What a list of attributes, "{#id .class key=value}", gives an element. */
struct given_list {
    str classes;
    struct construct *anchor;          /* of #id: a CONSTRUCT_ANCHOR; or NULL */
    struct html_attribute *attributes; /* the others, none of them a file */
    size_t nattributes;
};

/* The ids that it had in editions before, which it still carries. Filled by model. */
struct former_ids {
    str *ids;
    size_t count;
};

struct heading {
    unsigned level;  /* as written, 1 to 6 */
    bool raw;        /* a tag of raw HTML; its node is the HTML block that it opens, or NULL */
    str text;        /* text and code only: no images, citations, tags; for the slug */
    str label;       /* the same as it is printed, white space trimmed and collapsed; for titles and
                        navigation */
    str explicit_id; /* {#id}, or empty */
    struct place list_at; /* of {...}, or of the heading */
    str classes;          /* {.a .b}: "a b", or empty; "unlisted" is left in, "-" is "unnumbered" */
    struct html_attribute *attributes; /* {key=value} */
    size_t nattributes;
    bool unlisted;
    bool top;        /* a child of the document, in no raw element: it may open a section */
    bool after_text; /* text that is no heading stands before it in the file */
    /* filled by model */
    str slug;      /* what links in the source name */
    str id;        /* what the EPUB carries */
    unsigned rank; /* 1 to 6: the h of the EPUB */
    struct former_ids former;
};

enum link_target { LINK_TEXT_ONLY, LINK_EXTERNAL, LINK_INTERNAL };

struct link {
    str destination; /* as cmark gives it: escapes and entities undone, percent-encoding kept */
    bool bare;       /* an address in the text, that nobody made a link */
    struct given_list given;
    /* filled by model */
    enum link_target target;
    const struct document *document; /* LINK_INTERNAL */
    str fragment;                    /* LINK_INTERNAL: id in that document, or empty */
};

struct image {
    str source;           /* as cmark gives it */
    str alt;              /* plain text */
    str title;            /* caption of a figure, plain text; empty if none */
    bool caption_inlines; /* ![Caption](a.png){alt="Alt"}: the caption is the node's inlines */
    bool alt_given; /* false only for raw <img> without alt; "" of Markdown counts as not given */
    bool decorative;
    bool raw;                 /* a tag of HTML */
    str classes;              /* of {...}, "decorative" left out; {width=50%} is "width-50" */
    str width, height;        /* of {width=300}: HTML's attributes, in pixels; or empty */
    struct construct *anchor; /* of {#id}: a CONSTRUCT_ANCHOR right behind it; or NULL */
    struct html_attribute *attributes; /* {key=value} */
    size_t nattributes;
    /* filled by model */
    const struct resource *resource; /* NULL: not to be had; its alt text stands in its place */
};

struct media {
    str source; /* as written, entities undone */
    /* filled by model */
    const struct resource *resource; /* NULL: not to be had; the attribute is left out */
};

struct figure {
    struct construct *image;
};

struct citation_item {
    str key;
    bool suppress_author; /* -@key */
    bool prefix, suffix;  /* it has one: inlines, see below */
    str locator;          /* as written, "p. 3" */
    struct place at;
    /* filled by model */
    const struct reference *reference; /* NULL: unknown key */
    str id;                            /* "cite-bowlby1988", of this place in its document */
};

/* The children of its node hold the inlines of the affixes, one after the other: the first item's
 * prefix, its suffix, the second's. An item without one has no child. */
struct citation {
    bool narrative; /* the first item stands in the sentence: its authors are named */
    struct citation_item *items;
    size_t count;
};

enum box_kind {
    BOX_TIP,
    BOX_NOTE,
    BOX_IMPORTANT,
    BOX_WARNING,
    BOX_CAUTION,
    BOX_EXAMPLE,
    BOX_EPIGRAPH,
    BOX_PULLQUOTE,
    BOX_DIV /* of no kind but its classes */
};

struct box_attribute {
    str name, value; /* as HTML has them */
};

struct box {
    enum box_kind kind;
    bool titled;
    bool in_tip; /* it stands inside a tip */
    str title;   /* plain text of the title, as written; untitled: empty */
    str label;   /* the same as it is printed */
    str words; /* plain text of the first five words of its first text, for an untitled box's id */
    str classes;              /* of the author's; those of its kind are not among them */
    struct construct *anchor; /* of {#id}: a CONSTRUCT_ANCHOR right behind it; or NULL */
    struct box_attribute *attributes;
    size_t nattributes;
    /* filled by model */
    str id; /* of the title paragraph: "tip-dim-the-lights"; of a div: the anchor's, or empty */
    struct former_ids former;
};

struct table {
    unsigned columns;
    const str *aligns;       /* of each column: "left", "center", "right", or empty */
    bool row_headers;        /* the first cell of each row heads it */
    struct given_list given; /* by the list on its caption */
};

struct row {
    const struct construct *table;
    bool head;
};

struct cell {
    const struct construct *table;
    unsigned column; /* from 0 */
    bool head;
};

struct definition {
    bool tight; /* its paragraphs are only their text */
};

/* A note of the file. Its constructs form a list of their own, until model/ puts them behind those
 * of the document that shows the note. */
struct note {
    str label;    /* of ^[text]: the first words */
    size_t index; /* in the file's notes */
    bool walked;  /* its constructs are there */
    struct construct *first;
    /* filled by model */
    bool used;
};

struct note_reference {
    struct construct *note;
    /* filled by model */
    unsigned number; /* in its document, 1..; 0: it is not shown */
    str id;          /* "nr-1" */
};

struct raw {
    struct html_token *tokens;
    size_t count;
    bool block; /* HTML block, not inline */
};

struct anchor {
    str explicit_id; /* as written */
    /* filled by model */
    str id;
};

struct task {
    bool done;
};

struct span {
    str element; /* "del", "sub", "sup"; "span", "code" with a list of attributes */
    struct given_list given;
};

/* Where a page of the printed book begins. */
struct page_break {
    str label;                /* "7", "xii" */
    struct construct *anchor; /* of the author's id; or NULL */
    /* filled by model */
    str id;
};

/* A block of code with a list of attributes. */
struct code {
    struct given_list given;
};

struct formula {
    str tex;     /* between the signs */
    str written; /* with the signs */
    bool display;
    const struct math_node *row; /* its MathML; NULL: it cannot be read, and is shown as written */
    str text;                    /* it in a line of plain text, for titles and navigation */
};

struct construct {
    enum construct_kind kind;
    bool part; /* of a block (a row, a term): it is in no list, and nodes may share it */
    struct place at;
    struct cmark_node *node; /* NULL for what stands inside a raw token, and for anchors */
    struct construct *next;  /* in document order */
    size_t behind;           /* of source/: where what comes behind it in the text is looked for */
    union {
        struct heading heading;
        struct link link;
        struct image image;
        struct figure figure;
        struct citation citation;
        struct box box;
        struct raw raw;
        struct anchor anchor;
        struct media media;
        struct task task;
        struct span span;
        struct table table;
        struct row row;
        struct cell cell;
        struct definition definition;
        struct note note;
        struct note_reference reference;
        struct formula formula;
        struct code code;
        struct page_break page;
    };
};

/* A text, and the offset that each of its lines begins at. */
struct lined_text {
    str text;
    uint32_t *lines;
    size_t nlines; /* 1 at least */
};

/* Owns its cmark tree; the rest lives in the arena. */
struct markdown {
    const struct diag_file *file;
    struct lined_text source;      /* the cleaned text, front matter included (as blank lines) */
    struct lined_text parsed;      /* what cmark saw: the same, unless blocks of the dialect were
                                      rewritten; lines and columns of the tree are of this text */
    const struct rewrite_map *map; /* from parsed to source; NULL: they are the same */
    struct cmark_node *root;
    struct arena tree;        /* what root is made of */
    struct construct *first;  /* all constructs, in document order, but those in notes */
    struct construct **notes; /* as they are defined */
    size_t nnotes;
    bool has_text; /* anything that shows, besides headings and images */
    /* Of a file that was read from a sheet (sheet.h), and has a tree only if that was needed: */
    struct construct *sheet; /* all its constructs; NULL: it was parsed */
    size_t nsheet;
    struct construct **twins; /* those in the tree that they stand for */
};

#define MARKDOWN_MAX_FILE  ((size_t)64 << 20)
#define MARKDOWN_MAX_DEPTH 200
/* Besides, so many spans may lie in one another. */
#define MARKDOWN_MAX_SPANS 16
#define MARKDOWN_MAX_NOTE  5000 /* characters; more are told */

/* Cleans the bytes of a file: BOM dropped, CR LF and CR -> LF, special spaces mapped; invalid UTF-8
 * and forbidden characters are reported (each line once) and replaced by U+FFFD. Lines stay lines,
 * so places hold. The result is in the arena, or a view of bytes if they are clean. */
str markdown_clean(struct arena *a, const struct diag_file *file, str bytes, struct diag *d);

/* What the dialect may read. Without any, text is plain CommonMark. */
enum dialect_feature {
    DIALECT_TABLES = 1 << 0, /* the first ones are GitHub's */
    DIALECT_NOTES = 1 << 1,
    DIALECT_STRIKETHROUGH = 1 << 2,
    DIALECT_TASKS = 1 << 3,
    DIALECT_AUTOLINKS = 1 << 4,
    DIALECT_GFM = (1 << 5) - 1,
    DIALECT_BOXES = 1 << 5,
    DIALECT_DIVS = 1 << 6,
    DIALECT_DEFINITIONS = 1 << 7,
    DIALECT_VERSE = 1 << 8,
    DIALECT_FIGURES = 1 << 9,
    DIALECT_ATTRIBUTES = 1 << 10, /* {...}, and [text]{...} */
    DIALECT_CITATIONS = 1 << 11,
    DIALECT_SCRIPTS = 1 << 12, /* H~2~O, x^2^ */
    DIALECT_SMART = 1 << 13,
    DIALECT_MATH = 1 << 14,
    DIALECT_OCTAVO = (1 << 15) - 1,
    DIALECT_RUST = 1 << 15 /* hidden lines, and "rust,ignore"; mdBook's */
};

/* How a file is to be read. */
struct markdown_options {
    unsigned features;                       /* of enum dialect_feature */
    str lang;                                /* of the text: it decides on quotes; empty: English */
    const struct bibliography *bibliography; /* what "@key" in a sentence may cite; NULL: nothing */
};

/* Parses the cleaned text of a file. body_line is the line its Markdown begins on (after front
 * matter); earlier lines are not parsed. All faults are reported; there is always a tree. */
void markdown_parse(struct arena *a, const struct diag_file *file, str text, uint32_t body_line,
                    const struct markdown_options *options, struct markdown *out, struct diag *d);

void markdown_release(struct markdown *m);

/* The plain text of a node's inlines: text, code and formulas, a line break as a space; images,
 * citations and tags left out. In the arena. */
str markdown_plain(struct arena *a, struct cmark_node *node);

/* The alt text of an image: the same, with the alt texts of images in it. */
str markdown_alt(struct arena *a, struct cmark_node *image);

/* The file that a node is in. */
const struct markdown *markdown_of(struct cmark_node *node);

/* The place of a block node (line and column in code points of the author's file). */
struct place markdown_place(const struct markdown *m, struct cmark_node *node);

/* The line, from 1, that an offset stands in. */
uint32_t markdown_line_of(const struct lined_text *t, size_t offset);

/* Where a line, from 1, ends: the offset of its line feed, or of the end of the text. */
static inline size_t markdown_line_end(const struct lined_text *t, size_t line)
{
    return line < t->nlines ? t->lines[line] - 1 : t->text.len;
}

#endif
