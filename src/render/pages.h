/* The documents that Octavo makes itself; one small file each. All return the bytes, in the arena,
 * and set *origin. Source format, 3.6. */
#ifndef RENDER_PAGES_H
#define RENDER_PAGES_H

#include "model/book.h"
#include "render/xml.h"

str cover_render(const struct book *b, const struct document *doc, const struct origin **origin);
str titlepage_render(const struct book *b, const struct document *doc,
                     const struct origin **origin);
str contents_render(const struct book *b, const struct document *doc, const struct origin **origin);
str tips_render(const struct book *b, const struct document *doc, struct diag *d,
                const struct origin **origin);
str references_render(const struct book *b, const struct document *doc, struct diag *d,
                      const struct origin **origin);
str about_render(const struct book *b, const struct document *doc, struct diag *d,
                 const struct origin **origin);

/* EPUB 3.3, 7: the navigation document, outside the spine: toc, landmarks. */
str nav_render(const struct book *b, const struct origin **origin);
/* OPF 2.0.1, 2.4.1: the NCX, for reading systems that know no navigation document. */
str ncx_render(const struct book *b);
/* EPUB 3.3, 4.2.6.3: META-INF/container.xml, the same for every book. */
str container_text(void);
/* EPUB 3.3, 5: the package document, with an empty dcterms:modified: so it is digested. */
str package_render(const struct book *b, const struct publication *p);
/* The same with its time. *end: where that ends; 0: it has none. */
str package_dated(struct arena *a, str package, str modified, size_t *end);

/* The ol of the outline, shared by nav and contents. */
void outline_render(struct xml *x, const struct outline_entry *first);

#endif
