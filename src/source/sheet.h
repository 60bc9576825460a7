/* A chapter that was parsed, as bytes, and without its tree: the constructs that others than the
 * renderer look at, with what reading has filled. It is kept from one build to the next; most
 * chapters need no more than that, and those of a large book not until they are written.
 *
 * Whoever adds to a construct a field that model/ or edition/ reads, or one that model/ fills,
 * names it in sheet.c. */
#ifndef SOURCE_SHEET_H
#define SOURCE_SHEET_H

#include "base/digest.h"
#include "source/markdown.h"

/* Stands for all that bears on what markdown_parse makes of a text of that digest. citable: what
 * the keys of the bibliography are, if there is one. */
struct digest sheet_name(const struct digest *text, uint32_t body_line,
                         const struct markdown_options *options, const struct digest *citable);

/* Stands for the keys of a bibliography. */
struct digest sheet_citable(const struct bibliography *b);

/* What markdown_parse has just made. False: it cannot be put so. */
bool sheet_write(struct buf *out, const struct markdown *m);

/* The opposite: all that *out lacks then are its texts, its tree, and the constructs of other
 * kinds. The bytes outlive it. False: they are no sheet. */
bool sheet_read(struct arena *a, const struct diag_file *file, str bytes, struct markdown *out);

/* Places in one file. */
struct sheet_places {
    struct place *items;
    size_t count;
};

/* Do two sheets show the same, be it at other places? *moved: it is at others. *staying: those that
 * are as they were, then; of no file. */
bool sheet_same(struct arena *a, str one, str other, bool *moved, struct sheet_places *staying);

/* Gives m, which was read from a sheet, the tree and the texts of parsed, which is the same file
 * just parsed; what model/ has filled in the constructs is filled in those of the tree, too, and
 * all have their nodes. m owns the tree then. False: they are not the same, and m is as it was. */
bool sheet_plant(struct arena *a, struct markdown *m, const struct markdown *parsed);

/* After that: the construct of the tree that one of the sheet stands for. Of a file that was parsed
 * to begin with, the construct itself. */
struct construct *sheet_twin(const struct markdown *m, struct construct *c);

/* Undoes sheet_plant: the tree is released. */
void sheet_uproot(struct markdown *m);

#endif
