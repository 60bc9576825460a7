/* Raw HTML in Markdown: one HTML node of cmark's tree as a list of tokens.
 *
 * The tokenizer understands tags as people write them (any case, unquoted and boolean attributes,
 * entities, comments, "/>" on any element) and knows nothing of nesting: render/ opens and closes
 * the tags on the same stack as Markdown's own elements. What no book may hold (scripts, forms,
 * event handlers) is reported here, at its place, and left out; what HTML has dropped (center,
 * font, align) becomes what HTML has now. */
#ifndef SOURCE_HTML_H
#define SOURCE_HTML_H

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct construct;

enum html_token_kind { HTML_TEXT, HTML_START, HTML_END };

struct html_attribute {
    str name;                /* lower case (SVG and MathML: the case of their vocabulary) */
    str value;               /* entities undone; of a boolean attribute: its name */
    struct construct *media; /* the value names a file to pack: its construct; else NULL */
    struct place at;         /* file NULL: that of the tag */
};

/* The vocabulary that a tag belongs to. */
enum html_space { HTML_SPACE_HTML, HTML_SPACE_SVG, HTML_SPACE_MATHML };

/* Comments, declarations and processing instructions make no token. */
struct html_token {
    enum html_token_kind kind;
    bool void_element;     /* HTML_START: has no end tag (void, or written "/>") */
    bool unknown;          /* HTML_START: its vocabulary has no such element */
    enum html_space space; /* HTML_START */
    str text;              /* HTML_TEXT: entities undone */
    str name;              /* HTML_START, HTML_END: lower case, or the case of SVG and MathML */
    str element;           /* HTML_START: what is written for it: name, or what stands for it today;
                              of one that HTML does not know "div", where that may stand, or "span",
                              if it is a part of a line */
    struct html_attribute *attributes;
    size_t nattributes;
    struct construct *link;    /* of an <a href>: its link construct; the href is then not among the
                                  attributes */
    struct construct *image;   /* of an <img src>: its image construct, likewise (src and alt) */
    struct construct *anchor;  /* of an id attribute, likewise */
    struct construct *heading; /* HTML_START of a whole h1 to h6: its heading; the id is that's */
    struct construct *page; /* it marks a page break: its construct; what says so and the title are
                               then not among the attributes */
    struct place at;
};

enum { HTML_ISLANDS = 32 };

/* What is remembered from one HTML node of a file to the next. Set arena and diag; rest zero. */
struct html_reader {
    struct arena *arena;
    struct diag *diag;
    struct map unknown;    /* element names that were told already */
    struct map references; /* names of character references -> texts */
    str *texts;
    size_t ntexts;
    struct map forbidden; /* element names that were told to be so */
    /* The islands of SVG and MathML, and of HTML in those, that are open: enum html_island. */
    unsigned char islands[HTML_ISLANDS];
    size_t nislands;
};

/* A stretch of HTML and where its lines begin in the author's file. */
struct html_source {
    str text;
    bool block;              /* an HTML block, not inline */
    bool last;               /* in what it stands in: nothing that follows can be in its elements */
    struct place at;         /* of its first byte */
    const uint32_t *columns; /* the column that each line begins at; NULL: at.column, then 1 */
};

/* Tokenizes a stretch; the tokens are in the arena. */
void html_tokenize(struct html_reader *r, const struct html_source *source,
                   struct html_token **tokens, size_t *count);

/* Undoes character references ("&amp;", "&#x41;", "&hellip;", "&copy") as HTML does; in the value
 * of an attribute one without ";" may not be followed by a letter, digit or "=". In the arena, or
 * text itself if it holds none. *loose is the offset of the first one without ";", or text.len. */
str html_unescape(struct html_reader *r, str text, bool in_value, size_t *loose);

/* The class that stands for a width in percent, "width-50": the style has a rule for it. */
str width_class_name(struct arena *a, uint64_t percent);

#endif
