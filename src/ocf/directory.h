/* What the bytes of a ZIP file say of its entries (PKWARE's APPNOTE 6.3, with ZIP64): the end
 * record, the central directory, the local headers. Every offset is checked; nothing is judged,
 * expanded or copied, and the work is in proportion to the directory.
 *
 * libzip does not do this here: it does not tell where an entry's bytes are, so that nothing could
 * be a view; and it reads the whole directory anew for every end record in the comment, of which a
 * hostile file of 3 MB may have thousands. */
#ifndef OCF_DIRECTORY_H
#define OCF_DIRECTORY_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

#define ZIP_STORED         0u
#define ZIP_DEFLATED       8u
#define ZIP_FLAG_ENCRYPTED 1u

/* A walk over the central directory. */
struct directory {
    str bytes;
    size_t start, at, end; /* of the directory */
    uint64_t count;        /* of entries, as the end record has it */
};

/* An entry as the central directory has it. */
struct member {
    str name;
    unsigned flags, method;
    unsigned host;       /* the system that its attributes belong to; 3: Unix */
    uint32_t attributes; /* external ones */
    uint32_t crc;
    uint64_t packed_size, size;
    uint64_t header_at; /* where its local header is */
};

/* A local header. */
struct local_header {
    str name;
    unsigned flags, method;
    size_t extra;   /* length of the extra field */
    size_t data_at; /* where the entry's bytes begin */
};

/* Does the file begin as a ZIP container of at least one entry does? */
bool is_zip(str bytes);

/* Finds the directory. Returns NULL, or what is wrong, in words. */
const char *directory_open(struct directory *d, str bytes);

/* The next of its d->count entries. Returns NULL, or what is wrong; nothing can be read behind
 * that. */
const char *directory_next(struct directory *d, struct member *out);

/* False if no whole local header is there. */
bool local_header_at(str bytes, uint64_t at, struct local_header *out);

#endif
