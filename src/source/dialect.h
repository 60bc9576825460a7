/* The dialect: what Octavo reads in a Markdown file beyond CommonMark.
 *
 * cmark has parsed the text; one walk over its tree shows every node, in document order, to the
 * rooms that know its type (the table in dialect.c). A room turns what it knows into a construct
 * and hangs it into the node. To add one: a file dialect_NAME.c, a row in the table. */
#ifndef SOURCE_DIALECT_H
#define SOURCE_DIALECT_H

#include "source/markdown.h"
#include "source/tree_internal.h"

/* A formula in the text: from its first sign to behind its last. */
struct formula_span {
    size_t from, to;
};
struct formulas {
    struct formula_span *spans;
    size_t count;
};

struct dialect {
    struct arena *arena;
    struct diag *diag;
    struct markdown *markdown;
    struct markdown_options options;
    struct html_reader html;
    struct construct **tail; /* where the next construct is linked */
    cmark_node *block;       /* the paragraph or heading that the walk is in or has last been in */
    bool escapes;            /* the text holds marks of dialect_escape.c */
    bool too_deep;           /* was told */
    int raw_depth;           /* elements of raw HTML that are open at the top of the document */
    size_t brackets;         /* that are open before the text that the walk is at */
    struct rooms_of_type {
        unsigned char count, all[8];     /* their indexes */
    } rooms[CMARK_NODE_LAST_INLINE + 1]; /* that are to see a node of the type */
    cmark_node *pieces_end; /* the last piece of a text that bare addresses were cut out of, if the
                               walk is before it */
    bool raw_anchor;        /* the walk is in a raw <a> */
    bool in_note;           /* the walk is in a note of ^[text] */
    struct map notes;       /* label, case folded -> index in the file's notes */
    struct formulas formulas;
    size_t formula_faults; /* that were told */
    /* The search for inlines: offsets into the text. */
    size_t cursor, block_end;
    bool lost;     /* something was not found in this block */
    size_t found;  /* the place given last: its offset, or block_end if it is a guess */
    bool sure;     /* that place is cmark's word, and right */
    size_t behind; /* the offset behind its end; 0: not known */
    /* The last offset whose column was counted, and that column. */
    size_t counted;
    uint32_t counted_line, counted_column;
};

/* Lets all rooms see the tree of d->markdown; its construct list is complete then. */
void dialect_apply(struct dialect *d);

/* A new construct of the node (may be NULL), not yet linked. */
struct construct *dialect_construct(struct dialect *d, enum construct_kind kind, cmark_node *node,
                                    struct place at);
cmark_node *dialect_node(cmark_node_type type);
/* A new text node that holds text. */
cmark_node *dialect_text_node(struct dialect *d, str text);
str dialect_literal(cmark_node *node);

/* The same for a part of a block: it is in no list. */
struct construct *dialect_part(struct dialect *d, enum construct_kind kind, struct place at);
/* A CONSTRUCT_ANCHOR of {#id}; NULL if id is empty. */
struct construct *dialect_anchor(struct dialect *d, str id, struct place at);
/* Does the node hang in the tree as something else than what cmark took it for? */
bool dialect_is_taken(cmark_node *node);

/* The rooms. */
void dialect_box(struct dialect *d, cmark_node *quote);
void dialect_figure(struct dialect *d, cmark_node *paragraph);
void dialect_heading(struct dialect *d, cmark_node *heading);
void dialect_image(struct dialect *d, cmark_node *image);
void dialect_link(struct dialect *d, cmark_node *link);
void dialect_raw(struct dialect *d, cmark_node *html);
void dialect_citation(struct dialect *d, cmark_node *text);
void dialect_code(struct dialect *d, cmark_node *block);
void dialect_rust(struct dialect *d, cmark_node *block);
void dialect_autolink(struct dialect *d, cmark_node *text);
void dialect_task(struct dialect *d, cmark_node *paragraph);
void dialect_bracket(struct dialect *d, cmark_node *parent);
void dialect_code_span(struct dialect *d, cmark_node *code);

struct attributes;
/* Page breaks (dialect_page.c). The span, with attributes at that place, becomes one if it is of
 * class "pagebreak"; and those of the tokens of an HTML node become some. */
bool dialect_page_span(struct dialect *d, cmark_node *span, const struct attributes *attributes,
                       struct place at);
void dialect_page_tags(struct dialect *d, cmark_node *html);

/* What is looked at when the walk is through, so that what other rooms have taken is no text any
 * more: the inlines of one parent (dialect_holds_inlines), with the emphasis among them. */
void dialect_delimiters(struct dialect *d, cmark_node *parent);
/* Quotes, dashes and ellipses of all texts below the root. */
void dialect_smart(struct dialect *d, cmark_node *root);
void dialect_note(struct dialect *d, cmark_node *text);
void dialect_note_inline(struct dialect *d, cmark_node *text);
void dialect_math(struct dialect *d, cmark_node *node);
void dialect_math_fence(struct dialect *d, cmark_node *block);
void dialect_math_paragraph(struct dialect *d, cmark_node *paragraph);

/* Is it a kind of box that a title may follow: "tip", "example"? */
bool dialect_box_known(str word);
/* Makes the node, a div, a box: of the kind that its word or first class names. The title, if it
 * has one, is its only child then. */
struct div_head;
void dialect_box_of_div(struct dialect *d, cmark_node *node, const struct div_head *head,
                        struct place at);
bool dialect_box_in_tip(cmark_node *node);
/* A note of the file, which the node holds. When all are there: of those that share a label the
 * first is kept. */
void dialect_add_note(struct dialect *d, cmark_node *node, str label, struct place at);
void dialect_settle_notes(struct dialect *d);
/* Makes a note of what stands where the walk is, and walks it. Returns the reference to it. */
cmark_node *dialect_inline_note(struct dialect *d, cmark_node *body, struct place at);
void dialect_walk_note(struct dialect *d, struct construct *note);
/* The first five words below a block, for an id. */
str dialect_first_words(struct dialect *d, cmark_node *block);

/* Formulas. Before parsing, those of the text from offset from on are marked, so that cmark lets
 * them be (dialect_math_mark.c); the length stays. Returns text itself if it holds none. Right
 * after parsing, they become nodes with constructs (dialect_math.c). */
str dialect_mark_formulas(struct arena *a, str text, size_t from, struct formulas *out);
void dialect_unmark_formulas(struct dialect *d, cmark_node *root);
/* A marked text, or part of one, with its characters again. In the arena. */
str dialect_unmark(struct arena *a, str text);

/* Where an inline is (dialect_place.c). */
void dialect_enter_block(struct dialect *d, cmark_node *block);
/* The place of an inline node of the current block whose source begins with needle. cmark's word
 * is taken if the source agrees, else the needle is looked for from the last place on. */
struct place dialect_locate(struct dialect *d, cmark_node *node, str needle);
struct place dialect_locate_either(struct dialect *d, cmark_node *node, str one, str other);
/* The place where needle stands at or after the last place found in the current block. */
struct place dialect_find(struct dialect *d, str needle);
/* The place of so many bytes of the author's text. */
struct place dialect_source_place(struct dialect *d, size_t from, size_t length);
/* Give the place found last its end, if it is known: by its length in bytes; by cmark's word. */
void dialect_end(struct dialect *d, struct place *at, size_t length);
void dialect_end_by_cmark(struct dialect *d, cmark_node *node, struct place *at);
/* The place of the list of attributes right behind the place that got its end last, and of the one
 * at the end of the block that was just entered. */
struct place dialect_list_behind(struct dialect *d, struct place otherwise);
struct place dialect_list_at_end(struct dialect *d, struct place otherwise);

/* The character of the source that a node begins with; 0: its place is not known. */
char dialect_source_at(struct dialect *d, cmark_node *node);
/* The line of the source that a node begins in; empty: its place is not known. */
str dialect_source_line(struct dialect *d, cmark_node *node);

/* The neighbours of a stretch of a text node, and what they make of a run of signs there
 * (dialect_flank.c). At the edge of a block they are '\n', at other inlines punctuation. */
struct flanks {
    uint32_t before, behind;
    bool left, right; /* left-flanking: it may open; right-flanking: it may close */
};
struct flanks dialect_flanks(cmark_node *text, str literal, size_t from, size_t to);
/* Is the node the parent of inlines, and neither emphasis nor a link that shows its address? */
bool dialect_holds_inlines(cmark_node *node);

/* A stretch of a text. */
struct stretch {
    size_t from, to;
};
/* Does a node stand in a link, be it one of raw HTML? */
bool dialect_in_link(const struct dialect *d, cmark_node *node);
/* The web address at the "://" or "www." at offset at of text, with the character before in front
 * of the text (dialect_autolink.c); false if it is none. */
bool dialect_web_address(str text, size_t at, char before, struct stretch *out);
/* Is it "http", "https" or "ftp"? */
bool dialect_is_scheme(str word);
/* What "www." may stand behind. */
bool dialect_may_precede_www(char before);

/* Escapes (dialect_escape.c). Before parsing, an escape that CommonMark would forget is marked by
 * control bytes, which cleaned text never holds; the length stays. Returns text itself if it holds
 * no such escape. */
enum {
    ESCAPED = '\x01', /* stands for the backslash, before the character that it guards */
    GUARD = '\x18',   /* the same behind it */
    /* In what looks like a bare address. */
    ADDRESS_AMPERSAND = '\x10',
    ADDRESS_BACKSLASH = '\x11'
};
str dialect_escape(struct arena *a, str text, unsigned features);
/* The bare addresses of text (dialect_escape_address.c): what means something else in them is
 * marked in copy, which is text or was made of it. gfm: read as GitHub does. */
str dialect_mark_addresses(struct arena *a, str text, str copy, bool gfm);
/* The mark of a sign that stands in an address, or c. */
char dialect_address_mark(char c);
/* Undoes the marks: in all but text, right after parsing; in text, when the rooms are through. */
void dialect_unescape_literals(struct dialect *d);
void dialect_unescape_texts(struct dialect *d);
str dialect_unescape(struct arena *a, str text);
/* Does a character stand for another? Which (ESCAPED stands for none)? */
bool dialect_is_mark(char c);
char dialect_unmarked(char c);
/* What the author wrote, byte for byte. */
void dialect_unescape_in_place(char *text, size_t len);
/* Character references (dialect_reference.c): "&quot;" before parsing, and when the tree is made.
 */
str dialect_mask_quotes(struct arena *a, str text);
void dialect_unmask_quotes(struct dialect *d);
/* Undoes references and escapes in a text that bare addresses were cut out of. */
void dialect_undo_references(struct dialect *d, cmark_node *text);
/* The text, but that no note reference is seen in it any more. */
str dialect_guard_notes(struct arena *a, str text);

/* A spot in the text nodes of a paragraph. */
struct spot {
    cmark_node *node; /* a text node */
    str text;         /* its literal */
    size_t at;
    bool whole; /* emphasis, code and links count as one SPAN_INLINE each */
};

/* Inlines in a row (dialect_span.c): feeds the characters from *spot on to step, going on to the
 * following siblings (a line break is a space; emphasis shows its text, if it is not taken as a
 * whole), and appends them to text, until step says SPAN_END. Then *spot is behind that character,
 * and the result is true. */
enum span_step { SPAN_GO, SPAN_END, SPAN_FAIL };
enum { SPAN_INLINE = '\x07' }; /* cleaned text holds none */
bool dialect_span(struct dialect *d, struct spot *spot, struct buf *text,
                  enum span_step (*step)(void *state, char c), void *state);
/* Removes the siblings between from and the spot's node, and what stands in that before the spot;
 * from, if it is text, keeps nothing. */
void dialect_cut(cmark_node *from, const struct spot *to);

/* "{#id .class key=value}" (dialect_attributes.c). */
struct attribute {
    str key, value;
};
struct attributes {
    str id, classes;
    bool unlisted, decorative; /* classes that mean something here; decorative is not in classes */
    struct attribute *others;
    size_t nothers;
};
/* Parses what stands between the braces; false if it is no list of attributes. */
bool attributes_parse(struct arena *a, str text, struct attributes *out);
/* Takes a list from the end of a block's text; false if none stands there. */
bool dialect_attributes_at_end(struct dialect *d, cmark_node *block, struct attributes *out);
/* Takes a list that begins at an offset of a text; false if none stands there. */
bool dialect_attributes_from(struct dialect *d, cmark_node *text, size_t at,
                             struct attributes *out);
/* Takes a list behind the inline whose place, at, got its end last; a wrong list is told. */
bool dialect_take_list(struct dialect *d, cmark_node *node, struct place at,
                       struct attributes *out);
/* Does a text begin like a list, "{#a" or "{.a"? */
bool dialect_is_list_like(str text);
/* What a list at that place gives an element; what it may not have is told (dialect_given.c). */
struct given_list dialect_give(struct dialect *d, const char *element,
                               const struct attributes *attributes, struct place at);

/* The rest of a citation item after its key (dialect_locator.c): "p. 3 and passim" is locator
 * "p. 3" and suffix "and passim". A locator is plain: no SPAN_INLINE is in it. */
void locator_split(str rest, str *locator, str *suffix);

#endif
