/* The digest of a publication's content (source format, part 6), and how it came about: so that the
 * next one can be reckoned from the first entry that is another one, and not from the beginning. */
#ifndef MODEL_CONTENT_DIGEST_H
#define MODEL_CONTENT_DIGEST_H

#include "base/digest.h"
#include "model/publication.h"

/* As many places on the way, at most. */
#define TRAIL_MARKS 32

/* A place between two entries. */
struct trail_mark {
    struct digest before; /* stands for all entries before it */
    struct sha256 state;  /* of the digest of the content, there */
};

struct trail {
    struct trail_mark marks[TRAIL_MARKS];
    size_t count;
};

/* SHA-256 over every entry but mimetype, 64 hexadecimal digits. package.opf stands in p with an
 * empty dcterms:modified. former: of another publication, or of none; whatever it is, the digest is
 * the same, if what it has came from here. Fills *trail. */
void content_digest(const struct publication *p, const struct trail *former, struct trail *trail,
                    char hex[65]);

/* As bytes, good for the same program on the same machine. */
void trail_write(struct buf *out, const struct trail *trail);

/* False: they are none; *trail is then empty. */
bool trail_read(str bytes, struct trail *trail);

#endif
