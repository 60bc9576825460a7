/* Formulas: math/formulas holds TeX and the MathML that it must become; math/faults TeX and what is
 * said of it. A case is a line of TeX ("$$" before it: in display), what is wanted below it, and a
 * blank line. "test_math write" prints both files anew. */
#include "test.h"

#include "base/arena.h"
#include "base/fs.h"
#include "math/math.h"

#include <string.h>

static void show(struct buf *out, const struct math_node *n)
{
    buf_addf(out, "<%s", n->element);
    for (const struct math_attribute *a = n->attributes; a != NULL; a = a->next) {
        buf_addf(out, " %s=\"%s\"", a->name, a->value);
    }
    if (n->first == NULL && n->text.len == 0) {
        buf_add(out, STR("/>"));
        return;
    }
    buf_addf(out, ">%.*s", STR_ARG(n->text));
    for (const struct math_node *child = n->first; child != NULL; child = child->next) {
        show(out, child);
    }
    buf_addf(out, "</%s>", n->element);
}

static void show_faults(struct buf *out, const struct math *m)
{
    for (size_t i = 0; i < m->nfaults; i++) {
        const struct math_fault *f = &m->faults[i];
        str remedy = f->nearest.len > 0 ? f->nearest : f->remedy;
        buf_addf(out, "%zu+%zu %s%.*s; %s%.*s\n", f->at, f->length, f->warning ? "warning: " : "",
                 STR_ARG(f->text), f->nearest.len > 0 ? "did you mean " : "", STR_ARG(remedy));
    }
}

/* What the TeX becomes; of a faulty one, what is said. */
static str result(struct arena *a, str tex)
{
    struct math m;
    struct buf out = {0};
    bool display = str_starts(tex, STR("$$"));
    math_read(a, display ? str_sub(tex, 2, tex.len) : tex, display, true, &m);
    show_faults(&out, &m);
    if (!m.failed) {
        for (const struct math_node *n = m.row->first; n != NULL; n = n->next) {
            show(&out, n);
        }
        buf_addch(&out, '\n');
    }
    return buf_finish(&out, a);
}

static void run(struct arena *a, str file, bool write)
{
    str all, rest, tex;
    size_t cases = 0;
    CHECK(fs_read(a, file, 1 << 20, &all));
    for (rest = all; str_cut(rest, '\n', &tex, &rest);) {
        size_t end = str_find_str(rest, STR("\n\n"), 0);
        str want = str_sub(rest, 0, end + 1);
        str got = result(a, tex);
        if (write) {
            printf("%.*s\n%.*s\n", STR_ARG(tex), STR_ARG(got));
        } else if (!str_eq(got, want)) {
            test_failures++;
            fprintf(stderr, "%.*s\n got: %.*s want: %.*s", STR_ARG(tex), STR_ARG(got),
                    STR_ARG(want));
        }
        rest = str_sub(rest, end + 2, rest.len);
        cases++;
    }
    CHECK(cases > 10);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    bool write = argc == 3 && strcmp(argv[1], "write") == 0;
    if (write) {
        run(&a, str_from(argv[2]), true);
    } else {
        run(&a, STR(OCTAVO_UNIT "/math/formulas"), false);
        run(&a, STR(OCTAVO_UNIT "/math/faults"), false);
    }
    arena_release(&a);
    return test_failures != 0;
}
