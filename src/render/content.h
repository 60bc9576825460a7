/* cmark's tree -> XHTML: one small function a kind of node, by table; constructs likewise. Raw tags
 * open and close on the stack of the writer, but never an element that Markdown opened. */
#ifndef RENDER_CONTENT_H
#define RENDER_CONTENT_H

#include "model/book.h"
#include "render/xml.h"

struct content_state;

struct content {
    struct xml *xml;
    const struct book *book;
    const struct document *document; /* the one being written: links to it are "#id" */
    const struct words *words;
    struct diag *diag;
    bool copy;                   /* blocks that stand elsewhere too: no ids, citations without id */
    unsigned copy_rank;          /* in a copy: headings become at least this rank */
    struct content_state *state; /* of the functions below; begins as NULL */
    struct passage_mark *marks;  /* passages whose ids are still to be given */
    size_t nmarks;
};

/* A whole content document. */
str content_render(const struct book *b, const struct document *doc, struct diag *d,
                   const struct origin **origin);

/* Writes the blocks from begin up to, not including, end (NULL: all siblings) with headings,
 * sections and constructs. Opens and closes evenly. */
void content_blocks(struct content *c, struct cmark_node *begin, struct cmark_node *end);

/* Gives the passages their ids, in the bytes and in the document; when all is written. Ids follow
 * from content; where a former edition is known, its ids stay with the blocks that are the same,
 * or stand where they stood. */
void content_give_ids(struct content *c);

/* Writes the inlines of a node. */
void content_inlines(struct content *c, struct cmark_node *node);

#endif
