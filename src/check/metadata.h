/* One walk over the metadata of a package document: what its parts share. */
#ifndef CHECK_METADATA_H
#define CHECK_METADATA_H

#include "check/package.h"

struct metadata {
    struct judge *judge;
    struct package *pkg;
    const struct node *root, *top;
    struct map by_id; /* ids of the package document -> index in nodes */
    const struct node **nodes;
    size_t nnodes;
    size_t *colours, colour;
    struct map once;  /* "property target": seen */
    struct map timed; /* what a media:duration refines */
    size_t titles, languages, identifiers, dates, modified;
    bool unique_found;
    double total, sum; /* durations of media overlays */
    bool any_duration;
};

void metadata_say(struct metadata *m, const struct node *n, struct report r);

/* What a refines attribute points at; NULL if it is nothing of this document. */
const struct node *metadata_refined(struct metadata *m, const struct node *n);

/* Judges the refines attribute itself (EPUB 3.3, 5.5.4.4). */
void metadata_refines(struct metadata *m, const struct node *n);

/* meta and link elements. */
void metadata_meta(struct metadata *m, const struct node *n);
void metadata_link(struct metadata *m, const struct node *n);

/* After all: an authority and a term come together. */
void metadata_subjects(struct metadata *m);

#endif
