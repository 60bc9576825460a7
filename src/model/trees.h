/* Parsing the chapters: what the store has of one is taken instead, and its tree made only if one
 * of its documents is to be written. Of a large book all trees but the first ones are made as late
 * as that, and go when the documents are written: they are some ten times their texts. */
#ifndef MODEL_TREES_H
#define MODEL_TREES_H

#include "model/book.h"
#include "source/sheet.h"

/* Says of each chapter whether its tree is to be late; total: bytes of all their texts. See also
 * parts_eager. */
void trees_choose(struct chapter **chapters, size_t count, size_t total);

/* Gives the chapter the name that the store knows it by. */
void chapter_name(struct chapter *ch, const struct digest *citable);

/* Parses what ch->source says, or takes what the store has of it; what there is to say of the text
 * is said either way. ch->late_tree says whether the tree goes. citable: see sheet_name. Several
 * chapters may be parsed at once, each with its arena and messages. */
void chapter_parse(const struct book *b, struct arena *a, struct chapter *ch,
                   const struct digest *citable, struct diag *d);

/* The same, but always parses. */
void chapter_parse_whole(struct arena *a, struct chapter *ch, struct diag *d);

/* Is there nothing of the chapter but a sheet? */
bool chapter_lacks_tree(const struct chapter *ch);

/* Makes the tree of such a chapter after all, and leads its documents to it. The constructs have
 * been filled. d: gets no messages, but has the levels. Several at once, as above. False: the sheet
 * was wrong about the chapter. */
bool chapter_make_tree(struct arena *a, struct chapter *ch, const struct diag *d);

/* Parses the text of a chapter that stands alone: its constructs become those of its sheet; the
 * tree is in *parsed, to be planted when they are filled, or to be released. *piece: what the store
 * keeps under its name. False: it can have no sheet. */
bool chapter_parse_apart(struct arena *a, struct chapter *ch, struct markdown *parsed, str *piece,
                         struct diag *d);

/* Is a chapter of which the store keeps one the same to its book as one of the other, and said
 * alike? moved, staying: see sheet_same. */
bool chapter_piece_same(struct arena *a, str one, str other, bool *moved,
                        struct sheet_places *staying);

/* Gives the tree to the chapter, and leads its documents to it. False: it is released. */
bool chapter_plant(struct arena *a, struct chapter *ch, struct markdown *parsed);

/* Undoes that. The arena may go then. */
void chapter_drop_tree(struct chapter *ch);

#endif
