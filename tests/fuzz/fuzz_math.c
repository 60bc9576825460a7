/* Any bytes as a formula, in display and in the text: the reader must come to an end, keep its
 * promises of height and places, and say what failed. */
#include "fuzz/fuzz.h"
#include "math/math.h"

static unsigned height(const struct math_node *n)
{
    unsigned most = 0;
    for (const struct math_node *child = n->first; child != NULL; child = child->next) {
        unsigned h = 1 + height(child);
        most = h > most ? h : most;
    }
    return most;
}

static void read_one(str tex, bool display)
{
    struct arena a = {0};
    struct math m;
    bool failed = false;
    math_read(&a, tex, display, false, &m);
    for (size_t i = 0; i < m.nfaults; i++) {
        const struct math_fault *f = &m.faults[i];
        failed = failed || !f->warning;
        if (f->at > tex.len || f->length > tex.len - f->at || f->text.len == 0) {
            abort();
        }
    }
    if (failed != m.failed || (!failed && height(m.row) > MATH_MAX_HEIGHT)) {
        abort();
    }
    if (!failed) {
        math_text(&a, m.row);
    }
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    str tex = fuzz_input(&a, data, size);
    read_one(tex, false);
    read_one(tex, true);
    free((char *)tex.ptr);
    arena_release(&a);
    return 0;
}
