/* What the files of content share: the walk over a tree, and the stack of raw elements. */
#ifndef RENDER_CONTENT_INTERNAL_H
#define RENDER_CONTENT_INTERNAL_H

#include "render/content.h"

#include "vocab/html.h"

#include <cmark.h>

/* Elements of a document, sections and all (source format, part 7). libxml2 reads 256. */
enum { MAX_ELEMENTS = 220, MAX_SECTIONS = 6, MAX_FORGIVEN = 16 };

/* An element that a raw tag opened. */
struct raw_element {
    const struct html_token *token;
    bool told;  /* that it is closed wrongly */
    bool again; /* it was cut off, and is opened again: only if anything comes in it */
    const struct html_token *cut; /* by this end tag; that is still to be told */
};

/* A raw element that was closed without its end tag: when the tag comes, it closes nothing. */
struct forgiven {
    str name;
    bool told; /* an error was told: say no more; else the repair is still to be told */
};

struct content_state {
    const struct markdown *markdown; /* the file of the nodes being walked */
    /* Raw elements that are open, outermost first. Those below the barrier were opened outside the
     * Markdown container that is being written, and cannot be closed in it. */
    struct raw_element *raw; /* room for MAX_ELEMENTS; NULL until there is one */
    size_t nraw, barrier;
    unsigned char
        barriers[MARKDOWN_MAX_DEPTH + MARKDOWN_MAX_SPANS + 8]; /* of the containers around */
    size_t nbarriers;
    struct forgiven forgiven[MAX_FORGIVEN]; /* the last ones */
    size_t nforgiven;
    unsigned sections[MAX_SECTIONS]; /* source levels of the headings whose sections are open */
    size_t nsections;
    size_t resumed; /* the depth of a link that was opened again; 0: there is none */
    bool too_deep;  /* was told */
    /* A note whose way back is still to be written: at the end of that paragraph, if any. */
    const struct document_note *note;
    cmark_node *note_end;
};

/* What a kind of node is written as. enter says whether its children are walked. */
struct handler {
    bool (*enter)(struct content *c, cmark_node *node);
    void (*leave)(struct content *c, cmark_node *node);
};

/* Writes the siblings from begin up to, not including, end, and all below them. */
void content_walk(struct content *c, cmark_node *begin, cmark_node *end);
struct content_state *content_state_of(struct content *c);
const struct construct *content_construct(cmark_node *node);

/* Called before a block-level element is opened, and after it is closed. */
void content_begin_block(struct content *c, cmark_node *node);
void content_end_block(struct content *c);

/* content_passages.c: called right after the tag of an element that holds the text of a block was
 * opened, if it has no id of its own. node: of that block. */
void content_passage(struct content *c, cmark_node *node);

/* content_blocks.c */
/* Ends the sections that a heading ends, and opens its own. */
void content_open_section(struct content *c, const struct construct *heading);
/* The ids that it had before, as elements that hold nothing. */
void content_former(struct content *c, const struct former_ids *f);
/* The h of a heading; where no model gave it a rank, its level. */
str content_heading_name(const struct content *c, const struct heading *h);
extern const struct handler content_quote, content_list, content_item, content_code_block,
    content_paragraph, content_rule, content_heading;
/* content_boxes.c */
extern const struct handler content_box, content_box_title, content_figure;
/* content_inline.c */
extern const struct handler content_text, content_soft_break, content_hard_break, content_code,
    content_emphasis, content_strong, content_link, content_image;
/* content_span.c */
extern const struct handler content_task, content_span, content_page;
/* What makes the open element a page break; nothing in a copy, or without a number. */
void content_page_break(struct content *c, const struct page_break *page);
/* content_table.c */
extern const struct handler content_table, content_caption, content_row, content_cell;
/* content_lists.c */
extern const struct handler content_definitions, content_term, content_definition, content_verse,
    content_stanza, content_verse_line;
/* content_notes.c */
extern const struct handler content_note_reference, content_notes_holder;
/* Writes the way back if the paragraph is the last of a note. */
void content_end_paragraph(struct content *c, cmark_node *paragraph);
/* content_citation.c */
extern const struct handler content_citation;
/* content_math.c */
extern const struct handler content_formula, content_formulas;
/* content_raw.c */
extern const struct handler content_raw;

/* The img of a figure, or of a raw tag with its other attributes (else token is NULL). If the file
 * is not to be had, its alt text; of a raw tag the img without the file, for what stands around it.
 */
void content_img(struct content *c, const struct image *image, const struct html_token *token);
/* The address of a link, "#id" within the document; empty if it is text only. */
str content_href(struct content *c, const struct link *link);

/* What a list of attributes gave the open element: its id, class and others, or the others alone;
 * but not the one called omit (may be empty). */
void content_given(struct content *c, const struct given_list *given, str omit);
void content_attributes(struct content *c, const struct html_attribute *attributes, size_t count,
                        str omit);

/* A reference to a note or a source is a link, and none may stand in another: the link around it
 * ends before it, and goes on behind it, if anything comes in it. node: of the reference. */
enum { PAUSED_INLINES = 8 };
struct link_pause {
    cmark_node *inlines[PAUSED_INLINES]; /* that were closed, innermost first */
    size_t count;
};
void content_pause_link(struct content *c, cmark_node *node, struct place at,
                        struct link_pause *pause);
void content_resume_link(struct content *c, const struct link_pause *pause);
/* Closes an inline that was opened by its node. */
void content_close_inline(struct content *c);

/* Containers: raw elements opened in one are closed in it. */
void raw_enter_container(struct content *c);
void raw_leave_container(struct content *c);
/* The end of a text: what is open ends there, as in a browser. */
void raw_end(struct content *c);
/* A block of Markdown ends a raw paragraph, as a block of HTML does, and whatever else takes no
 * blocks. */
void raw_close_phrasing(struct content *c);
/* Attributes of a raw tag: all that are no constructs. */
void raw_attributes(struct content *c, const struct html_token *token);

/* The open raw elements (content_raw_stack.c). */
void raw_push(struct content *c, struct raw_element element);
/* Closes the innermost one: by its end tag, or without
 * (which is told, unless HTML allows it). */
void raw_close(struct content *c);
void raw_close_unasked(struct content *c);
/* An end tag of this name that closes nothing will be no fault. */
void raw_forgive(struct content *c, str name);
/* Closes what a start tag ends: "<li>" the list item before it, and the paragraph in that. */
void raw_close_implied(struct content *c, str next);
/* HTML, 13.2.6.4.7: a raw link ends where the next one begins, for none may stand in another. */
void raw_end_link(struct content *c, struct place next);
/* The one that an end tag closes: its index, or nraw. */
size_t raw_find(const struct content_state *s, str name);
/* Tells of an end tag that closes nothing. */
void raw_stray(struct content *c, const struct html_token *token);
enum tag raw_tag(str name);
void raw_report(struct content *c, unsigned kind, struct place at, str first, str second);
/* before, name, behind: in one. */
str raw_quoted(struct content *c, const char *before, str name, const char *behind);

#endif
