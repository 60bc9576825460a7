/* Any bytes as a SUMMARY.md. */
#include "fuzz/fuzz.h"
#include "source/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diag d;
    struct chapter_list list;
    str input = fuzz_input(&a, data, size);
    diag_init(&d, messages, MESSAGES);
    summary_read(&a, diag_file(&d, STR("SUMMARY.md"), 0), STR("src"), input, &list, &d);
    fuzz_tell(&d);
    diag_release(&d);
    arena_release(&a);
    free((void *)input.ptr);
    return 0;
}
