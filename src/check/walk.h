/* The state of one walk over a content document, shared by the rooms that judge its parts. */
#ifndef CHECK_WALK_H
#define CHECK_WALK_H

#include "check/content.h"
#include "check/prefixes.h"

/* What an open element takes. */
struct frame {
    const struct html_element *kind;     /* whose content model it is; NULL: anything goes */
    const struct html_element *surround; /* of a transparent element: its parent's model */
    uint32_t takes, bars;
};

struct pending_idref {
    const struct node *node;
    const struct html_attr *attr;
    str value;
};

struct walk {
    struct judge *judge;
    struct document *document;
    struct facts *facts;
    unsigned kind;
    struct prefixes prefixes;
    struct frame *frames; /* of the elements that are open, outermost first */
    size_t depth;
    struct pending_idref *idrefs;
    size_t nidrefs, idrefs_capacity;
    str base;                  /* what addresses are taken from, if the head says so; or empty */
    unsigned offers;           /* how often a nearest name was looked for: that is dear */
    const struct node *figure; /* the last one that was asked for its caption */
    bool figure_captioned;
};

#define MAX_OFFERS 100u

static inline void walk_say(struct walk *w, const struct node *n, struct report r)
{
    say(w->judge, w->document->subject, n->at, r);
}

/* Tells of an element that its parent does not take. */
static inline void walk_misplaced(struct walk *w, const struct node *n)
{
    walk_say(w, n,
             (struct report){.kind = MSG_MARKUP_CHILD,
                             .args = {n->name->local, n->parent->name->local}});
}

/* attributes.c: names, values, roles. */
void attributes_check(struct walk *w, const struct node *n, const struct html_element *kind);
/* Attributes that an element of any vocabulary may have: ids, languages, epub:type. */
void attributes_check_foreign(struct walk *w, const struct node *n);
/* Is an attribute of that name an event handler? */
bool attribute_is_event(str name);
/* The attribute attr of n, or one that is told of as attr is, names elements by their ids. */
void idref_wait(struct walk *w, const struct node *n, const struct html_attr *attr, str value);
/* After the walk: what ids were referred to. */
void idrefs_check(struct walk *w);

/* models.c: number and order of children. */
void model_check(struct walk *w, const struct node *n, enum tag tag);

/* collect.c: references and features of an element. */
void collect(struct walk *w, const struct node *n);
void collect_instructions(struct walk *w);
/* After the walk: addresses are those that they become by the base of the head (HTML, 4.2.3). */
void collect_rebase(struct walk *w);

/* foreign.c: elements that are not HTML's. The frame of its children. */
struct frame foreign_enter(struct walk *w, const struct node *n, const struct frame *parent);

/* mathml.c: an element of MathML, with its attributes, and the place of its children. */
void mathml_check(struct walk *w, const struct node *n);

/* house.c: what breaks real readers. */
void house_element(struct walk *w, const struct node *n);

/* fixed.c: the size of a page of fixed layout (EPUB 3.3, 8.2.2.6). */
void fixed_check(struct walk *w);

/* nav.c: EPUB 3.3, 7. */
void nav_check(struct walk *w);
/* Does the document hold a list that only a navigation document has? */
bool nav_is(const struct node *root);

#endif
