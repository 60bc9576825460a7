/* Any bytes as a book.toml, and what it says as a manifest. */
#include "fuzz/fuzz.h"
#include "source/manifest.h"
#include "source/mdbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diag d;
    struct mdbook book;
    struct manifest m;
    str input = fuzz_input(&a, data, size);
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *file = diag_file(&d, STR("book.toml"), 0);
    if (mdbook_read(&a, file, input, &book, &d)) {
        const struct manifest_form form = {.untitled = true, .foreign = true, .others = &book.keys};
        manifest_read(&a, file, 1, STR_NONE, &form, &m, &d);
    }
    fuzz_tell(&d);
    diag_release(&d);
    arena_release(&a);
    free((void *)input.ptr);
    return 0;
}
