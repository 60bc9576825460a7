/* An XML entry as a tree of our own, made from libxml2's events. Home of libxml2.
 *
 * Nothing is loaded, no entity is expanded, no DTD is read. Names are interned with what the
 * tables of HTML know of them, so a walk compares pointers and numbers. Text and attribute values
 * are views of the entry's bytes wherever they stand there as they are. A document lives until
 * the parser reads the next one. */
#ifndef CHECK_DOCUMENT_H
#define CHECK_DOCUMENT_H

#include "check/judge.h"
#include "vocab/html.h"

#define DOCUMENT_MAX_DEPTH 1000u

enum space {
    SPACE_NONE,
    SPACE_XML,
    SPACE_HTML,
    SPACE_SVG,
    SPACE_MATHML,
    SPACE_EPUB, /* the "epub:" of content documents */
    SPACE_OPF,
    SPACE_DC,
    SPACE_NCX,
    SPACE_CONTAINER,
    SPACE_XLINK,
    SPACE_SSML,
    SPACE_SMIL,
    SPACE_DTBOOK,
    SPACE_ENCRYPTION,
    SPACE_COMPRESSION,
    SPACE_METADATA, /* of META-INF/metadata.xml */
    SPACE_RENDITION,
    SPACE_OTHER
};

/* A name of an element or attribute, one object for each. */
struct name {
    str local, uri;
    enum space space;
    const struct html_element *element; /* of an HTML element's name, else NULL */
    const struct html_attr *attribute;  /* of a name without namespace, else NULL */
};

struct attribute {
    const struct name *name;
    str value;
};

/* An element, or (name NULL) a run of characters that is not only white space. */
struct node {
    const struct name *name;
    struct node *parent, *next;
    union {
        struct {
            struct node *first, *last;
        };
        str text;
    };
    const struct attribute *attributes;
    uint32_t nattributes;
    struct spot at;  /* of the start tag */
    uint32_t behind; /* offset where the element ends; see node_end */
};

struct instruction {
    struct instruction *next;
    str target, data;
    struct spot at;
};

/* What a reference to a declared entity becomes: entities are never put in. */
#define DOCUMENT_ENTITY "?"

struct document {
    struct subject *subject;
    struct node *root; /* NULL if there is none to judge */
    bool has_doctype;
    str doctype, public_id, system_id;
    struct instruction *instructions;
};

struct parser;

struct parser *parser_new(void);
void parser_free(struct parser *p);

/* Parses the subject; its text is decoded first if need be. Faults of syntax and encoding are told.
 * False if the document is not well-formed or not readable: then there is nothing to judge. */
bool document_parse(struct parser *p, struct judge *j, struct subject *s, struct document *out);

/* Where the end tag of an element stands; its start tag, if that is both. */
struct spot node_end(const struct subject *s, const struct node *n);

/* Where an attribute stands in its start tag (that of the element, if its value was not taken as it
 * stands). */
struct spot attribute_spot(const struct subject *s, const struct node *n, str value);

/* Is it that element? */
static inline bool node_is(const struct node *n, enum space space, const char *local)
{
    return n->name != NULL && n->name->space == space && str_eq(n->name->local, str_from(local));
}
static inline bool node_is_tag(const struct node *n, enum tag tag)
{
    return n->name != NULL && n->name->element != NULL && n->name->element->tag == tag;
}

/* The value of an attribute, or NULL. */
const str *node_attr(const struct node *n, enum attr attr);
const str *node_attr_named(const struct node *n, enum space space, str local);
static inline const str *node_attr_in(const struct node *n, enum space space, const char *local)
{
    return node_attr_named(n, space, str_from(local));
}

/* The next child, or sibling, that is an element. */
const struct node *node_child(const struct node *n);
const struct node *node_sibling(const struct node *n);
/* The next child element of that name after `after` (NULL: the first). */
const struct node *node_child_named(const struct node *n, const struct node *after,
                                    enum space space, const char *local);

/* The node after n in document order inside root; NULL at the end. skip: not into n. */
const struct node *node_after(const struct node *n, const struct node *root, bool skip);

/* Is there an element of that name above n? */
bool node_inside(const struct node *n, enum tag tag);

/* All characters in n, ends trimmed. */
str node_text(struct arena *a, const struct node *n);
/* Is there any character in n that is no white space, or an image with a text alternative? */
bool node_speaks(const struct node *n);

#endif
