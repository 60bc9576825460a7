/* Reading the Markdown files of the book in the order of a list, whoever wrote it: their front
 * matter, their trees; and the tips file. Documents are made of them later. */
#ifndef MODEL_CHAPTERS_H
#define MODEL_CHAPTERS_H

#include "model/book.h"

/* Reads a .md of the root and cleans it. False: reported. */
bool chapter_text(struct book *b, struct placed path, const struct diag_file *file, str *text,
                  struct diag *d);

/* The one chapter of a single .md; its Markdown begins on body_line. */
void chapters_take_single(struct book *b, str path, const struct diag_file *file, str text,
                          uint32_t body_line, struct diag *d);

/* The chapters of a list, in its order, nested as it is; marks where generated pages are to
 * stand. */
void chapters_read(struct book *b, const struct chapter_list *list, struct diag *d);

/* The tips file, if the manifest names one and wants the page; after the chapters. */
void chapters_read_tips(struct book *b, struct diag *d);

#endif
