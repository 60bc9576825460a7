/* What the tests of the container share: packing and unpacking with what was said about it. */
#ifndef CONTAINER_H
#define CONTAINER_H

#include "messages.h"
#include "ocf/read.h"
#include "test.h"

/* What was said, as text, and the exit status. */
static inline str told(struct arena *a, struct diag *d, int *status)
{
    struct buf out = {0};
    diag_tell_text(d, &(struct diag_style){.verbose = true}, &out);
    *status = diag_status(d);
    diag_release(d);
    return buf_finish(&out, a);
}

static inline str read_told(struct arena *a, str bytes, struct publication *out, int *status)
{
    struct diag d;
    diag_init(&d, messages, MESSAGES);
    *out = (struct publication){.name = STR("t.epub")};
    const struct diag_file *file = diag_file(&d, STR("t.epub"), 0);
    bool ok = ocf_read(a, bytes, file, out, &d);
    CHECK(ok || diag_failed(&d));
    return told(a, &d, status);
}

static inline bool same_content(const struct publication *p, const struct publication *q)
{
    bool same = p->count == q->count;
    for (size_t i = 0; same && i < p->count; i++) {
        same = str_eq(p->entries[i].path, q->entries[i].path) &&
               str_eq(p->entries[i].bytes, q->entries[i].bytes) && !q->entries[i].unread;
    }
    return same;
}

#endif
