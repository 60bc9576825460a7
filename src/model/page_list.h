/* The page list: where the pages of the printed book begin. */
#ifndef MODEL_PAGE_LIST_H
#define MODEL_PAGE_LIST_H

#include "model/book.h"

/* Gathers the page breaks of all documents, in spine order. "page-source" without any is told. */
void page_list_make(struct book *b, struct diag *d);

#endif
