/* Any bytes as CSL-JSON; whatever is read is written as a reference. */
#include "fuzz/fuzz.h"
#include "render/entry.h"
#include "render/xml.h"
#include "source/bibliography.h"
#include "vocab/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diag d;
    struct bibliography bibliography = {0};
    struct xml x;
    const struct origin *origin;
    str input = fuzz_input(&a, data, size);
    diag_init(&d, messages, MESSAGES);
    bibliography_read(&a, diag_file(&d, STR("references.json"), 1), input, &bibliography, &d);
    xml_begin(&x, &a);
    xml_open(&x, STR("ol"));
    for (size_t i = 0; i < bibliography.count; i++) {
        xml_open(&x, STR("li"));
        entry_render(&x, &bibliography.items[i], words_for(STR("en"), NULL), i % 2 == 0);
        xml_text(&x, entry_authors(&a, &bibliography.items[i], words_for(STR("de"), NULL)));
        xml_close(&x);
    }
    xml_end(&x, &origin);
    fuzz_tell(&d);
    free((void *)input.ptr);
    diag_release(&d);
    arena_release(&a);
    return 0;
}
