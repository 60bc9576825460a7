/* What mdBook puts into the text of its chapters before it is Markdown: {{#include}},
 * {{#rustdoc_include}}, {{#playground}} and {{#title}} (mdBook's guide, "mdBook-specific
 * features"). Files are read below the root only, ten deep at most. */
#ifndef SOURCE_INCLUDE_H
#define SOURCE_INCLUDE_H

#include "base/diag.h"
#include "base/map.h"
#include "source/source.h"

#define INCLUDE_MAX_DEPTH 10

struct included_file;

/* One for all chapters of a book, since they include the same files. Set arena, diag and root. */
struct includer {
    struct arena *arena;
    struct diag *diag;
    const struct root *root;
    struct map known; /* path -> index in files */
    struct included_file *files;
    size_t nfiles;
};

struct included {
    str text;                     /* the one given, if it holds no directive */
    const struct diag_file *file; /* to speak of text: it leads to the files that it came from */
    str title;                    /* of {{#title}}, or empty */
};

/* text: the cleaned text of a file at path, from the root. A directive that cannot be followed is
 * reported, and left out. What other programs may know, {{#other}}, stays. */
void include_expand(struct includer *x, str path, const struct diag_file *file, str text,
                    struct included *out);

#endif
