/* Media types: by the first bytes of a file (EPUB 3.3, 3.2 core media types), and what follows
 * from a type for packing. */
#ifndef VOCAB_MEDIA_H
#define VOCAB_MEDIA_H

#include "base/text.h"

#include <stdbool.h>

/* The media type that the bytes show, from the table of the source format, part 7; empty if they
 * show none. SVG is recognised by its root element. */
str media_sniff(str bytes);

/* The document type declaration of an SVG that names something outside, as a view of its bytes; if
 * it has declarations of its own, the name alone ("PUBLIC ..."); empty if it names nothing. No
 * reader loads it, and EPUB forbids most of them. */
str media_svg_external(str bytes);

/* A type that the bytes show but that no book may hold as it is ("image/webp", "image/avif",
 * "image/jxl"), to tell the author what to convert; empty otherwise. */
str media_sniff_foreign(str bytes);

/* The usual extension of a type without the dot ("jpg"); empty if unknown. */
str media_extension(str type);

/* May a file with this extension (any case, no dot) hold this type? */
bool media_extension_fits(str extension, str type);

/* The type a file name suggests by its extension; empty if unknown. */
str media_by_extension(str path);

/* EPUB 3.3, 3.2: may it stand in a book without a fallback? */
bool media_is_core(str type);
bool media_is_image(str type);
bool media_is_audio(str type);
bool media_is_video(str type);
bool media_is_font(str type);

/* Compressed already, so that it is stored, not deflated. */
bool media_is_compressed(str type);

struct image_facts {
    unsigned width, height; /* in pixels; 0 if unknown */
    unsigned components;    /* JPEG: 1 grey, 3 RGB, 4 CMYK; PNG: 1 to 4; 0 if unknown */
    bool alpha;             /* has transparency */
    bool animated;          /* GIF of more than one frame */
};

/* Reads the header of a JPEG, PNG or GIF; false if the bytes are no such image or broken. */
bool media_image_facts(str bytes, struct image_facts *out);

/* Are the bytes of a JPEG, PNG or GIF whose header was read there to the end? A GIF's are taken to
 * be: readers show what there is of it. */
bool media_image_complete(str bytes);

#endif
