/* One entry as it goes into the container, and the source that hands it to libzip as it is. */
#ifndef OCF_PACKED_H
#define OCF_PACKED_H

#include "model/publication.h"
#include "ocf/deflate.h"

#include <stdbool.h>
#include <stdint.h>

struct zip_source;

struct packed {
    const char *path; /* NUL-terminated */
    str bytes;        /* what is stored: a view of the entry, or its deflated form */
    size_t size;      /* before compression */
    uint32_t crc;     /* of the bytes before compression; deflated ones only */
    bool deflated;
    size_t at; /* how far libzip has read */
};

/* Packs an entry, unless its packed form is known: pure but for the state of the deflater, so that
 * entries may be packed in any order and by several threads, each with its deflater and arena. */
struct packed pack(struct deflater *d, struct arena *a, const struct entry *e);

/* A source of p, which outlives the archive. NULL: no memory. */
struct zip_source *packed_source(struct packed *p);

#endif
