/* Any bytes as an EPUB: read, and judged. */
#include "check/check.h"
#include "fuzz/fuzz.h"
#include "ocf/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diag d;
    struct publication p = {.name = STR("book.epub")};
    str input = fuzz_input(&a, data, size);
    diag_init(&d, messages, MESSAGES);
    if (ocf_read(&a, input, diag_file(&d, p.name, 0), &p, &d)) {
        check_publication(&a, &p, CHECK_HOUSE, &d);
    }
    fuzz_tell(&d);
    free((void *)input.ptr);
    diag_release(&d);
    arena_release(&a);
    return 0;
}
