/* Marks: what stands in the rewritten text where the author wrote a block of the dialect.
 *
 * A mark is a processing instruction that only this program can have written (cleaned text holds
 * no control bytes), on a line of its own in the container of the block; cmark makes an HTML block
 * of it, which may interrupt a paragraph. Behind it stands the block as CommonMark: a list item (a
 * note, a definition), a heading for each cell or line (a table, verse), the heading of a title (a
 * div). After parsing, fold.c makes constructs of them. Where a mark was no block after all, but
 * code or HTML, what the author wrote is put back. */
#ifndef SOURCE_MARKS_H
#define SOURCE_MARKS_H

#include "source/dialect.h"
#include "source/rewrite.h"

enum mark_kind {
    MARK_NOTE,       /* [^label]: text       mark, item */
    MARK_DEFINITION, /* :   text             mark, item */
    MARK_DIV,        /* ::: tip "Title"      mark, heading of the title if it has one */
    MARK_DIV_END,    /* :::                  mark */
    MARK_TABLE,      /* a pipe table         mark, a heading for each cell */
    MARK_VERSE       /* lines behind "| "    mark, a heading for each line */
};

/* What stands behind the colons of a div. */
struct div_head {
    struct attributes attributes; /* the kind is the first class */
    str word;                     /* "tip"; or empty */
    str title;                    /* as written; in the source, or of title="..." */
    bool titled;
};

/* Stands in an item whose first line would be empty, so that its text begins at the same column. */
#define MARK_FILLER STR("<?\x0E?>")

struct mark {
    enum mark_kind kind;
    str written; /* the author's, which the mark stands for */
    str made;    /* what the line below begins with, behind the prefix of its containers */
    bool same;   /* MARK_DEFINITION: no blank line stands before it */
    str label;   /* MARK_NOTE */
    struct div_head div;
    unsigned columns;   /* MARK_TABLE */
    const char *aligns; /* MARK_TABLE: 'l', 'c', 'r' or 0 for each column */
    uint32_t *cells;    /* MARK_TABLE: how many cells each row has; MARK_VERSE: lines of stanzas */
    size_t rows;        /* MARK_TABLE: the head is one; MARK_VERSE: stanzas */
};

struct marks {
    struct arena *arena;
    struct diag *diag;
    const struct markdown *markdown; /* whose source places are of */
    unsigned features;
    struct mark *items;
    size_t count;
};

/* A new mark; and the text of the one made last. */
struct mark *marks_add(struct marks *m, enum mark_kind kind);
str marks_text(const struct marks *m);

/* The mark that an HTML block is; NULL if it is none. */
const struct mark *marks_of(const struct marks *m, cmark_node *block);

/* Puts back what the author wrote, in code, HTML, and lines that began no block. */
void marks_undo(const struct marks *m, cmark_node *root);

/* Behind the marks of quotes and list items, and blanks, that a line begins with; end at most. */
size_t rewrite_behind_prefix(str text, size_t at, size_t end);

/* The blocks that are known by how a line begins: notes, definitions, divs. Whatever stands before
 * offset from is kept. Returns text itself, and map as it was, if there are none. */
str rewrite_lines(struct marks *m, str text, size_t from, const struct rewrite_map **map);

/* The blocks that are known when cmark has said what a paragraph is: tables, verse. Is the text
 * worth parsing for them? *again: a table ended before its paragraph, whose rest may be one too. */
bool rewrite_rows_wanted(const struct marks *m, const struct lined_text *text, size_t from);
str rewrite_rows(struct marks *m, const struct lined_text *t, cmark_node *root,
                 const struct rewrite_map **map, bool *again);

/* The lines of a paragraph, or of a heading that is underlined, as they stand in the text. */
struct raw_block {
    const struct lined_text *t;
    size_t first, last; /* indexes of lines */
    size_t behind;      /* the last one that could still be a row of its table */
    size_t begin;       /* the offset that its text begins at */
    str prefix;         /* of its containers: "> ", "  " */
    unsigned quotes;
    size_t column; /* that the text of the innermost item begins at, from 0; 0: it is in no item */
};

/* The text of a line and the offset that it begins at, its indentation not counted (*indented: is
 * there any?); false if the line is not in the containers of the block itself, or is code. */
bool raw_line(const struct raw_block *b, size_t line, str *text, size_t *at, bool *indented);

struct row_rewriter {
    struct marks *marks;
    struct rewriter r;
    const struct rewrite_map *map; /* of the text that is read */
    bool again;
};

/* Each takes the block if it is one of its own. */
bool rewrite_table(struct row_rewriter *w, const struct raw_block *b);
bool rewrite_verse(struct row_rewriter *w, const struct raw_block *b);
/* Could the line be the row below the head of a table? */
bool table_is_delimiter(str line);
/* Begins a heading on a line of its own, for a cell or line that stands at an offset. */
void rewrite_open_heading(struct row_rewriter *w, const struct raw_block *b, size_t at);

/* Makes constructs of the marks (fold.c). */
void dialect_fold(struct dialect *d, const struct marks *m);

#endif
