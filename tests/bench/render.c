/* render FILE...: reads Markdown in the whole dialect and writes its XHTML, as a build does,
 * without anything else that a build does; "cmark FILE..." for Octavo. */
#include "base/arena.h"
#include "base/memory.h"
#include "oracle/ours.h"
#include "oracle/texts.h"
#include "source/markdown.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    memory_keep();
    for (int i = 1; i < argc; i++) {
        struct arena a = {0};
        str text, errors;
        if (!texts_read(&a, str_from(argv[i]), &text)) {
            return 1;
        }
        str xhtml = ours_render(&a, text, DIALECT_OCTAVO, &errors);
        fwrite(xhtml.ptr, 1, xhtml.len, stdout);
        arena_release(&a);
    }
    return 0;
}
