/* What the pages that Octavo makes have in common: the frame, one labelled section, its heading,
 * and the author's own text first. Private to render/. Source format, 3.6. */
#ifndef RENDER_GENERATED_H
#define RENDER_GENERATED_H

#include "render/content.h"
#include "render/xml.h"
#include "vocab/words.h"

struct generated {
    struct xml xml;
    struct content content; /* writes into xml */
};

/* Writes the frame, opens the section and writes its heading and, if the document holds a
 * chapter, that. type (epub:type) and role may be NULL. g must stay where it is. */
void generated_begin(struct generated *g, const struct book *b, const struct document *doc,
                     struct diag *d, const char *type, const char *role);

/* The bytes, as frame_end. */
str generated_end(struct generated *g, const struct origin **origin);

/* The name of the heading element of a rank: "h1" to "h6". */
str heading_name(unsigned rank);

/* <a href>text</a>. */
void link_render(struct xml *x, str href, str text);

/* Text; a link to itself if it is a URL. */
void text_or_link(struct xml *x, str text);

/* May it stand in an href? An absolute http, https, mailto or tel URL without white space. */
bool is_address(str text);

/* "FILE#ID" in the arena. */
str href_of(struct arena *a, str file, str id);

/* What stands for a {name} of a template: text, a link if it has an href. */
struct slot {
    str name, text, href;
    str lang, around; /* of a text in another language than what is around it; or empty */
};

/* A sentence with elements in it: the template is written piece by piece, so that its word order
 * stays the language's. */
void fill_with_links(struct xml *x, str template, const struct slot *slots, size_t nslots);

/* A section of the page, with a heading whose id the author's own text does not use. type and
 * class_name may be NULL. */
void part_open(struct content *c, const char *class_name, const char *type, const char *id,
               enum word title);
void part_close(struct content *c);

#endif
