/* The files that are packed besides the documents: each once, whoever uses it; known by their
 * bytes, named by their paths (source format, part 7). */
#ifndef MODEL_RESOURCES_H
#define MODEL_RESOURCES_H

#include "model/book.h"
#include "model/files.h"

/* What a file is used as decides which types are right. */
enum use { USE_IMAGE, USE_COVER, USE_MEDIA, USE_STYLED, USE_LISTED };

/* A file's address in a style: the bytes of the style that name it, quotes included. */
struct style_address {
    size_t from, to;
    struct resource *target;
    str fragment; /* "#x" behind the file's name, or empty */
};

struct style {
    struct resource *resource;
    struct style_address *addresses; /* in the order of the text */
    size_t naddresses;
};

/* In packing.by_path and styles_by_path: it was tried, and reported. */
#define RESOURCE_FAILED (MAP_NONE - 1)

/* Packing under way. */
struct packing {
    struct book *book;
    struct diag *diag;
    struct resource **files; /* without styles */
    size_t nfiles;
    struct map by_path; /* path -> index in files, or RESOURCE_FAILED */
    struct style *styles;
    size_t nstyles;
    struct map styles_by_path; /* path -> index in styles, or RESOURCE_FAILED */
};

/* A target as it stands in the text, from a file in the folder: what it names, or an error that is
 * reported. n->rel is set. */
bool resource_address(struct packing *p, str folder, struct naming *n);

/* The resource of a file that is named at a place. NULL: reported. */
struct resource *resource_use(struct packing *p, const struct naming *n, enum use use);

/* The cover and the files that the manifest lists. */
void resources_cover(struct packing *p);
void resources_listed(struct packing *p);

/* Names all files and puts them into the book: styles in the author's order, then images, media and
 * fonts by the bytes of their names. */
void resources_finish(struct packing *p);

#endif
