/* What the bytes of a chapter's document follow from: its text, and its setting (setting.h). Two
 * documents with one fingerprint are written alike, byte for byte, with the same passages. */
#ifndef RENDER_FINGERPRINT_H
#define RENDER_FINGERPRINT_H

#include "model/book.h"

/* Can it be told by a fingerprint? Not what Octavo makes, and what is not known by a name. */
bool fingerprint_holds(const struct document *doc);

/* What all documents of a chapter share: the chapter's name, and all that model/ has filled. */
struct digest fingerprint_of_chapter(const struct chapter *ch);

struct digest fingerprint_of_document(const struct book *b, const struct document *doc,
                                      const struct digest *chapter);

#endif
