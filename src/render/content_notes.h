/* The notes of a document, which stand at its end. Private to render/. */
#ifndef RENDER_CONTENT_NOTES_H
#define RENDER_CONTENT_NOTES_H

#include "render/content.h"

/* Writes the section of the notes that the text of c->document refers to, if there are any. */
void content_notes(struct content *c);

#endif
