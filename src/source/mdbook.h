/* What an mdBook says of itself in book.toml, in the words of a manifest. */
#ifndef SOURCE_MDBOOK_H
#define SOURCE_MDBOOK_H

#include "source/manifest.h"
#include "source/yaml.h"

struct mdbook {
    struct yaml keys;  /* a mapping of manifest keys, with their places in book.toml */
    struct placed src; /* the folder of its text, from the root; empty: the root itself */
};

/* Reads [book] title, authors, description, language, src and text-direction, and [output.epub]
 * cover-image and additional-css; the rest is for other programs. False: no TOML, which was
 * reported. */
bool mdbook_read(struct arena *a, const struct diag_file *file, str bytes, struct mdbook *out,
                 struct diag *d);

#endif
