/* The waist of the program: the files of a container, in order, in memory.
 *
 * build makes one, reading a container makes one; check and writing take one and do not ask where
 * it came from. */
#ifndef MODEL_PUBLICATION_H
#define MODEL_PUBLICATION_H

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Where each element of an entry comes from: places[i] is the place in the author's files of the
 * i-th start tag of the document, counted from 0 in document order. Opaque to all but the
 * renderer that fills it and to publication_place. */
struct origin {
    const struct place *places;
    size_t count;
};

struct entry {
    str path;            /* inside the container, "EPUB/nav.xhtml" */
    str media_type;      /* as the builder means it; empty if read from a container */
    str bytes;           /* a view: arena, mapped file or archive; never copied */
    struct place source; /* the author's file this is (an image, a style); file NULL if none */
    const struct origin *origin; /* NULL if unknown */
    bool unread; /* it is in the container, but its bytes could not be had: reported already */
};

struct publication {
    struct entry *entries;
    size_t count;
    struct map by_path;
    str name;       /* for messages: "book.epub" */
    uint32_t order; /* of the container among the files that messages speak of; its i-th entry
                       has order + 1 + i */
};

/* Appends an entry; path is not copied. Returns it; the pointer is good until the next addition.
 * NULL if the path is there already. */
struct entry *publication_add(struct arena *a, struct publication *p, str path, str media_type,
                              str bytes);

/* The entry of that path, or NULL. */
struct entry *publication_find(const struct publication *p, str path);

/* Where the author wrote the element-th start tag of an entry (the nearest known before it): the
 * place in the author's file, or false if the entry does not know. */
bool publication_place(const struct entry *e, size_t element, struct place *out);

#endif
