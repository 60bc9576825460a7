/* Reading the Markdown files of the book: in the order of the manifest's list, or as they were
 * found; their front matter, their trees; and the tips file. Documents are made of them later. */
#ifndef MODEL_CHAPTERS_H
#define MODEL_CHAPTERS_H

#include "model/book.h"
#include "model/discover.h"

/* Reads a .md of the root and cleans it. False: reported. */
bool chapter_text(struct book *b, struct placed path, const struct diag_file *file, str *text,
                  struct diag *d);

/* The one chapter of a single .md; its Markdown begins on body_line. */
void chapters_take_single(struct book *b, str path, const struct diag_file *file, str text,
                          uint32_t body_line, struct diag *d);

/* The chapters that the manifest lists; marks where generated pages are to stand. */
void chapters_read_listed(struct book *b, struct diag *d);

/* The chapters that were found in the folder. */
void chapters_read_found(struct book *b, const struct found *files, size_t count, struct diag *d);

/* The tips file, if the manifest names one and wants the page; after the chapters. */
void chapters_read_tips(struct book *b, struct diag *d);

#endif
