#include "check/circumstances.h"

#include "base/record.h"

str circumstances_write(struct arena *a, const struct circumstances *c, str identifier)
{
    struct buf out = {0};
    record_str(&out, c->media_type);
    record_str(&out, c->path);
    record_number(&out, c->kind);
    record_number(&out, c->flags);
    record_bool(&out, c->old);
    record_bool(&out, c->alone);
    record_str(&out, identifier);
    return buf_finish(&out, a);
}

bool circumstances_read(str bytes, struct circumstances *out)
{
    struct record r = record_open(bytes);
    out->media_type = record_take_str(&r);
    out->path = record_take_str(&r);
    out->kind = (unsigned)record_take_number(&r, UINT32_MAX);
    out->flags = (unsigned)record_take_number(&r, UINT32_MAX);
    out->old = record_take_bool(&r);
    out->alone = record_take_bool(&r);
    record_take_str(&r);
    return record_done(&r);
}
