/* What every fuzzer shares: a list of messages, an arena, and a copy of the input of exact size, so
 * that a read beyond its end is seen. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "messages.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline str fuzz_input(struct arena *a, const uint8_t *data, size_t size)
{
    (void)a;
    char *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) {
        abort();
    }
    if (size > 0) {
        memcpy(copy, data, size);
    }
    return (str){copy, size};
}

/* Every message must be tellable. */
static inline void fuzz_tell(struct diag *d)
{
    struct buf out = {0};
    diag_tell_text(d, &(struct diag_style){.verbose = true}, &out);
    buf_release(&out);
}

#endif
