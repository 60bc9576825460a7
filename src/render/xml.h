/* Writing XML: balanced and escaped by construction.
 *
 * Only this file knows "<". Elements open and close through a stack; names are the caller's
 * literals; text and attribute values are escaped here. Each start tag, and what xml_mark is called
 * for, records the place in the author's file that was current, which makes the entry's origin.
 * Memory comes from the arena and from buf; nothing can fail. */
#ifndef RENDER_XML_H
#define RENDER_XML_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "model/publication.h"

struct xml_open_element;

struct xml {
    struct arena *arena;
    struct buf out;
    struct buf *draft; /* that out is, meanwhile; or NULL */
    struct xml_open_element *stack;
    size_t depth, capacity;
    bool tag_open;  /* a start tag still waits for attributes or ">" */
    bool html;      /* xml_doctype_html was called: only void elements may be "/>" */
    unsigned holds; /* enum holding */
    struct place at;
    struct origin_mark *marks;
    size_t nmarks, marks_capacity;
};

/* Begins a document with the XML declaration. */
void xml_begin(struct xml *x, struct arena *a);

/* The same, written into a buffer that has served for others: what it held goes. It is x's until
 * the end. NULL: none is at hand. */
void xml_begin_in(struct xml *x, struct arena *a, struct buf *draft);

/* From now on elements come from this place. */
void xml_place(struct xml *x, struct place at);
/* The attribute or text that is written next comes from this place; the current one stays. */
void xml_mark(struct xml *x, struct place at);

void xml_doctype_html(struct xml *x);

/* Opens an element; attributes follow until anything else is written. name must outlive x and be an
 * XML name: it is a literal of the caller, or an element that the vocabulary knows. */
void xml_open(struct xml *x, str name);
void xml_attr_str(struct xml *x, str name, str value); /* a name that is no literal */
static inline void xml_attr(struct xml *x, const char *name, str value)
{
    xml_attr_str(x, str_from(name), value);
}
/* Nothing if value is empty. */
static inline void xml_attr_if(struct xml *x, const char *name, str value)
{
    if (value.len > 0) {
        xml_attr(x, name, value);
    }
}
/* Closes the innermost element: "/>" if nothing was written into it (and the element is void or
 * the vocabulary is not HTML), else an end tag. */
void xml_close(struct xml *x);
/* Closes until depth elements are left open. */
void xml_close_to(struct xml *x, size_t depth);
/* Number of open elements; and the name of one, 0 being the outermost. */
size_t xml_depth(const struct xml *x);
str xml_name_at(const struct xml *x, size_t index);
/* Would HTML that is opened next stand in SVG or MathML, where none may? In "foreignObject" and the
 * like it may, and gets its name space. */
bool xml_in_foreign(const struct xml *x);
/* Takes back the innermost element, if nothing was written into it. */
bool xml_take_back(struct xml *x);

void xml_text(struct xml *x, str text);
/* Open, text, close. */
void xml_leaf(struct xml *x, const char *name, str text);
/* A line break between elements, where white space means nothing; none if a line begins already. */
void xml_line(struct xml *x);

/* Closes all; the bytes and the origin are in the arena. Releases x. */
str xml_end(struct xml *x, const struct origin **origin);

#endif
