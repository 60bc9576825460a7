/* The waist of the program: the files of a container, in order, in memory.
 *
 * build makes one, reading a container makes one; check and writing take one and do not ask where
 * it came from. */
#ifndef MODEL_PUBLICATION_H
#define MODEL_PUBLICATION_H

#include "base/diag.h"
#include "base/digest.h"
#include "base/map.h"
#include "base/text.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* From offset on, an entry's bytes come from that place. */
struct origin_mark {
    size_t offset;
    struct place at;
};

/* What a document holds besides HTML. */
enum holding { HOLDS_MATH = 1 << 0, HOLDS_SVG = 1 << 1 };

/* Where the bytes of an entry come from in the author's files: a mark at every start tag, and at
 * attributes and text that have a place of their own; offsets rise. And what the renderer, to whom
 * alone and to publication_place the marks are open, has written. */
struct origin {
    const struct origin_mark *marks;
    size_t count;
    unsigned holds; /* enum holding */
};

/* What stands for an entry's bytes in the container. */
struct packed_form {
    str bytes;     /* deflated, or a view of the entry's bytes as they are */
    bool deflated; /* crc is known then */
    uint32_t crc;  /* of the bytes before */
};

struct entry {
    str path;            /* inside the container, "EPUB/nav.xhtml" */
    str media_type;      /* as the builder means it; empty if read from a container */
    str bytes;           /* a view: arena, mapped file or archive; never copied */
    struct place source; /* the author's file this is (an image, a style); file NULL if none */
    const struct origin *origin; /* NULL if unknown */
    atomic_bool *wanted;         /* to be set if the origin is asked for; or NULL */
    unsigned holds;              /* enum holding; of a document */
    bool unread; /* it is in the container, but its bytes could not be had: reported already */
    const struct digest *digest;      /* of its bytes; NULL: nobody has reckoned it */
    const struct packed_form *packed; /* NULL: not known yet */
    size_t head; /* so many bytes at the begin are packed as they are, if the rest is deflated:
                    whatever they are, the packed form has as many bytes */
};

struct publication {
    struct entry *entries;
    size_t count;
    struct map by_path;
    str name;       /* for messages: "book.epub" */
    uint32_t order; /* of the container among the files that messages speak of; its i-th entry
                       has order + 2 + i, or order + 1 if all others hang on it */
};

/* Appends an entry; path is not copied. Returns it; the pointer is good until the next addition.
 * NULL if the path is there already. */
struct entry *publication_add(struct arena *a, struct publication *p, str path, str media_type,
                              str bytes);

/* The entry of that path, or NULL. */
struct entry *publication_find(const struct publication *p, str path);

/* Is it a package document? That of ours is another one with each edit. */
bool entry_is_package(const struct entry *e);

/* Where the author wrote what stands at an offset of the entry's bytes (the nearest mark with a
 * file before it): the place in the author's file, or false if the entry does not know. */
bool publication_place(const struct entry *e, size_t offset, struct place *out);

#endif
