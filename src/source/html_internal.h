/* What the files of the HTML tokenizer share. */
#ifndef SOURCE_HTML_INTERNAL_H
#define SOURCE_HTML_INTERNAL_H

#include "source/html.h"

/* One stretch of HTML while it is read. */
struct scan {
    struct html_reader *reader;
    const struct html_source *source;
    str text;
    size_t at;      /* the next byte */
    size_t counted; /* place_at has counted up to here: */
    uint32_t line_index, column;
    struct html_token **tokens;
    size_t *count;
};

/* The place of an offset; offsets are asked for in rising order. */
struct place scan_place(struct scan *s, size_t offset);
/* Lets a place end with the last character that was read. */
void scan_end_place(struct scan *s, struct place *at);
void scan_report(struct scan *s, unsigned kind, struct place at, str first, str second);

/* Reads the attributes of a start tag from s->at on, up to and including its ">", where token->at
 * ends then. False if the tag has no end. Constructs and what HTML has dropped are seen to.
 * *left_out: nothing of the element is left that a book shows; that is told. */
bool html_read_attributes(struct scan *s, struct html_token *token, bool *left_out);

/* Tells of a reference without ";". */
void html_tell_loose(struct scan *s, str text, size_t loose, struct place at);

/* Islands (html_islands.c): the vocabulary that a start tag of this name, in lower case, belongs
 * to; the name as that spells it; does it have no such element? */
enum html_space html_settle_space(struct html_reader *r, str *name, bool *unknown);
/* A start tag that has content, and an end tag. */
void html_enter_island(struct html_reader *r, const struct html_token *token);
void html_leave_island(struct html_reader *r, str name);
/* Is what comes next in SVG or MathML? */
bool html_in_island(const struct html_reader *r);

/* SVG and MathML (html_foreign.c): the name as their vocabulary spells it; false if they have no
 * such element. The case of name does not count. */
bool foreign_element(str name, str *spelled);
str foreign_attribute(str name);

/* Elements that HTML does not know (html_unknown.c): of the tokens of a block those become "span"
 * that are a part of a line and hold no block; last as in struct html_source. */
void html_settle_unknown(struct arena *a, struct html_token *tokens, size_t count, bool last);

/* What HTML has dropped, or a book may not hold (html_obsolete.c). */
/* Why no book may hold the element; NULL if it may. */
const char *forbidden_element(str name);
/* The forbidden element that a forbidden one is only a part of: "select" of "option"; or empty. */
str forbidden_whole(str name);
/* An element that HTML has dropped: what stands for it, and its class ("" for none). */
bool obsolete_element(str name, str *element, str *class_name);
/* An attribute that HTML has dropped: the class that stands for it (empty: none). False if name is
 * no such attribute, or stays what it is. */
bool obsolete_attribute(struct arena *a, str element, str name, str value, str *class_name);

#endif
