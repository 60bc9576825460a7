/* Any bytes as a book.yaml, as the front matter of a single file, and as that of a chapter. */
#include "fuzz/fuzz.h"
#include "source/manifest.h"
#include "source/yaml.h"

static void read_as(str input, bool single)
{
    struct arena a = {0};
    struct diag d;
    struct manifest m;
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *file = diag_file(&d, STR("book.yaml"), 0);
    manifest_read(&a, file, 1, input, &(struct manifest_form){.single = single}, &m, &d);
    fuzz_tell(&d);
    diag_release(&d);
    arena_release(&a);
}

static void read_chapter(str input)
{
    struct arena a = {0};
    struct diag d;
    struct chapter_options options = {0};
    struct map unused = {0};
    str yaml, body;
    uint32_t line;
    diag_init(&d, messages, MESSAGES);
    const struct diag_file *file = diag_file(&d, STR("01.md"), 1);
    if (front_matter_split(input, &yaml, &body, &line)) {
        chapter_front_matter(&a, file, 2, yaml, &unused, &options, &d);
    }
    fuzz_tell(&d);
    diag_release(&d);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str input = fuzz_input(NULL, data, size);
    read_as(input, false);
    read_as(input, true);
    read_chapter(input);
    free((void *)input.ptr);
    return 0;
}
