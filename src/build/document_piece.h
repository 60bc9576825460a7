/* A chapter's document as the store has it, under its fingerprint. */
#ifndef BUILD_DOCUMENT_PIECE_H
#define BUILD_DOCUMENT_PIECE_H

#include "model/book.h"

struct document_piece {
    str messages; /* that there were when it was written, recorded */
    unsigned holds;
    str passages;                /* recorded */
    str of_chapter, of_document; /* its setting, if that can be given (render/setting.h) */
    struct digest digest;        /* of the bytes */
    str bytes;
};

void document_piece_write(struct buf *out, const struct document_piece *piece);

/* Views of bytes. False: they are none. */
bool document_piece_read(str bytes, struct document_piece *out);

void document_piece_record_passages(struct buf *out, const struct passages *passages);

/* False: they are none. */
bool document_piece_take_passages(struct arena *a, str bytes, struct passages *out);

#endif
