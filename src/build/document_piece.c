#include "build/document_piece.h"

#include "base/record.h"

#include <string.h>

void document_piece_write(struct buf *out, const struct document_piece *piece)
{
    record_str(out, piece->messages);
    record_number(out, piece->holds);
    record_str(out, piece->passages);
    record_str(out, piece->of_chapter);
    record_str(out, piece->of_document);
    record_digest(out, &piece->digest);
    record_str(out, piece->bytes);
}

bool document_piece_read(str bytes, struct document_piece *out)
{
    struct record r = record_open(bytes);
    out->messages = record_take_str(&r);
    out->holds = (unsigned)record_take_number(&r, UINT32_MAX);
    out->passages = record_take_str(&r);
    out->of_chapter = record_take_str(&r);
    out->of_document = record_take_str(&r);
    out->digest = record_take_digest(&r);
    out->bytes = record_take_str(&r);
    return record_done(&r);
}

void document_piece_record_passages(struct buf *out, const struct passages *passages)
{
    record_number(out, passages->count);
    for (size_t i = 0; i < passages->count; i++) {
        record_str(out, str_from(passages->items[i].id));
        record_number(out, passages->items[i].hash);
    }
}

bool document_piece_take_passages(struct arena *a, str bytes, struct passages *out)
{
    struct record r = record_open(bytes);
    out->count = record_take_count(&r, 3);
    out->items = ARENA_ARRAY(a, struct passage, out->count + 1);
    for (size_t i = 0; i < out->count; i++) {
        str id = record_take_str(&r);
        id = str_sub(id, 0, sizeof out->items[i].id - 1);
        memcpy(out->items[i].id, id.len > 0 ? id.ptr : "", id.len);
        out->items[i].hash = (uint32_t)record_take_number(&r, UINT32_MAX);
    }
    return record_done(&r);
}
