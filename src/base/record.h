/* Values <-> bytes, for what is put away and read again by the same program.
 *
 * Written one behind the other, and read in the same order; nothing in the bytes says what they
 * are. Numbers take as few bytes as they need. A reader never goes beyond its bytes: at the first
 * that cannot be right it has failed, and yields zeros and empty strings from then on; so whoever
 * reads asks once, at the end. */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include "base/digest.h"
#include "base/fs.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

void record_number(struct buf *out, uint64_t number);
void record_signed(struct buf *out, int64_t number);
void record_bool(struct buf *out, bool value);
/* A view of NULL stays one. */
void record_str(struct buf *out, str text);
void record_digest(struct buf *out, const struct digest *digest);
void record_facts(struct buf *out, const struct fs_facts *facts);

struct record {
    str rest; /* what is not read yet */
    bool failed;
};

/* The bytes outlive what is read of them. */
struct record record_open(str bytes);

/* A number of at most max; one above that is a failure. */
uint64_t record_take_number(struct record *r, uint64_t max);
int64_t record_take_signed(struct record *r);
bool record_take_bool(struct record *r);
/* A view of the record's bytes, with a NUL behind its end. */
str record_take_str(struct record *r);
struct digest record_take_digest(struct record *r);
struct fs_facts record_take_facts(struct record *r);

/* How many things follow, each of so many bytes at least (1 or more): never more than the bytes
 * can hold, so that an array of that many may be made. */
size_t record_take_count(struct record *r, size_t least);

/* Was all of it read, and right? */
bool record_done(const struct record *r);

#endif
