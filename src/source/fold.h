/* Folding: marks and what stands behind them become constructs. Private to fold*.c. */
#ifndef SOURCE_FOLD_H
#define SOURCE_FOLD_H

#include "source/marks.h"

enum { FOLD_MOST_DIVS = 100 };

struct fold {
    struct dialect *d;
    const struct marks *marks;
    /* The divs that are open in the container being folded, outermost first. */
    cmark_node *divs[FOLD_MOST_DIVS];
    size_t ndivs;
    size_t beyond;       /* open ones that found no room */
    cmark_node *caption; /* a paragraph that waits for the table behind it */
};

/* Each takes a mark's block, in its place in the tree, and frees it. *next is the sibling that
 * the fold goes on with: a block that belongs to the mark is taken from there. */
void fold_div(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next);
void fold_div_end(struct fold *f, cmark_node *block);
void fold_unclosed(struct fold *f); /* at the end of a container */
void fold_note(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next);
void fold_definition(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next);
void fold_table(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next);
void fold_verse(struct fold *f, const struct mark *mark, cmark_node *block, cmark_node **next);

/* Takes the list item that was made behind a mark: its blocks are given to the node into. What
 * else the list holds is the author's, and stays. False if there is none. */
bool fold_take_item(struct fold *f, cmark_node *into, cmark_node **next, bool *tight);
/* Puts what the author wrote back as a paragraph in place of the block. */
void fold_restore(struct fold *f, const struct mark *mark, cmark_node *block);
/* The kind of construct that a node is; -1 if none. */
int fold_kind(cmark_node *node);

/* Gives the table its caption, a paragraph. */
void fold_caption(struct fold *f, cmark_node *table, cmark_node *paragraph);

#endif
