/* Compressing and expanding bytes: pure functions around libdeflate's state. A state belongs to one
 * thread; the results do not depend on what it was used for before. */
#ifndef OCF_DEFLATE_H
#define OCF_DEFLATE_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* CRC-32 as ZIP wants it (APPNOTE 4.4.7). */
uint32_t crc_of(str bytes);

struct libdeflate_compressor;
struct libdeflate_decompressor;

/* How long it may take. */
enum deflate_pace { DEFLATE_QUICK, DEFLATE_CLOSE, DEFLATE_PACES };

/* Zeroed it is ready for use; what it needs is made when it is needed. Release it. */
struct deflater {
    struct libdeflate_compressor *compressors[DEFLATE_PACES];
    struct buf scratch;
    struct deflater *next; /* of those that are spare */
};

/* The deflated form of bytes, in the arena; false if it would not be smaller. What is short is
 * always deflated quickly. head: mostly 0; so many bytes at the begin stay as they are, so
 * that the length of the whole does not hang on what they are; 65,536 and more do not. */
bool deflate_bytes(struct deflater *d, struct arena *a, str bytes, size_t head,
                   enum deflate_pace pace, str *packed);
void deflater_release(struct deflater *d);

/* One as a tool of parts_run. */
void *deflater_new(void);
void deflater_free(void *deflater);

/* As above. */
struct inflater {
    struct libdeflate_decompressor *decompressor;
};

/* Expands packed to exactly size bytes, in the arena, NUL after the end. Returns NULL, or what is
 * wrong with packed, in words. */
const char *inflate_bytes(struct inflater *i, struct arena *a, str packed, size_t size, str *out);
void inflater_release(struct inflater *i);

#endif
