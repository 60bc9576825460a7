/* Publications of several renditions (EPUB Multiple-Rendition Publications 1.1): what their
 * container says of them. */
#ifndef CHECK_RENDITIONS_H
#define CHECK_RENDITIONS_H

#include "check/document.h"

/* Judges the attributes of a rootfile that say when it is chosen; is there any? */
bool rendition_attributes(struct judge *j, struct subject *s, const struct node *rootfile);

/* Judges the links of container.xml that name a mapping document; the path of the first that is
 * there is kept, otherwise it is empty. */
str rendition_mapping(struct judge *j, struct subject *s, const struct node *root);

/* Judges META-INF/metadata.xml, which tells of the publication as a whole. */
void rendition_metadata(struct judge *j, struct parser *p, const struct entry *e);

/* Judges the mapping document, which tells where the same content is in each rendition. */
void rendition_mapping_document(struct judge *j, struct parser *p, const struct entry *e);

#endif
