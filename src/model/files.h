/* The files that the author names: finding and reading them, or saying where they are named why
 * that fails, with the nearest file that is there. */
#ifndef MODEL_FILES_H
#define MODEL_FILES_H

#include "model/book.h"

/* How a file is named: where, as what, and which message says that it is not there. */
struct naming {
    str rel;     /* from the root, decoded */
    str written; /* as the author wrote it */
    struct place at;
    unsigned missing; /* enum message, with the written path as its argument */
};

/* A file that the manifest names, which is relative to the root and has no escapes. */
struct naming named_by_manifest(struct placed path);

/* Says why a file cannot be had. */
void file_report(struct book *b, const struct naming *n, enum source_fault fault, size_t max,
                 struct diag *d);

/* Reads a file of at most max bytes; false: reported. */
bool file_read(struct book *b, const struct naming *n, size_t max, str *bytes, struct diag *d);

/* Maps a file that was found under its normal path; book_release unmaps it. False: reported. */
bool file_map(struct book *b, const struct naming *n, str normal, str *bytes, struct diag *d);

/* The path from the root of what a link or image names, seen from a folder; false if it leaves the
 * root. "/x" counts from where the text is: the root, but of an mdBook its folder "src". */
bool file_target(const struct book *b, str folder, str written, str *path);

/* The path from where the text is, after which a file is named in the EPUB. */
str file_published(const struct book *b, str path);

/* May so many candidates be compared with a wrong word? A book with thousands of faults gets its
 * nearest answers for the first of them only, so that it is told as fast as any. */
bool search_allowed(struct book *b, size_t candidates);

/* Where files other than chapters stand in the order of messages. */
enum file_order_base {
    ORDER_TIPS = 0x20000000,
    ORDER_BIBLIOGRAPHY = 0x30000000,
    ORDER_STYLES = 0x40000000,
    ORDER_RESOURCES = 0x50000000
};

/* A file of the root to speak of. */
struct diag_file *file_shown(struct book *b, str rel, size_t order, struct diag *d);

#endif
