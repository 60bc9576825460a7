/* Notes: the references in the text, and at the end of the document the notes themselves, each
 * with a way back to every place that refers to it (source format, part 4). */
#include "render/content_notes.h"

#include "render/content_internal.h"
#include "render/frame.h"
#include "render/generated.h"
#include "vocab/words.h"

static str anchor(struct arena *a, str id)
{
    return str_concat(a, (str[]){STR("#"), id}, 2);
}

/* A copy has no notes, and so no references to them. */
static bool enter_reference(struct content *c, cmark_node *node)
{
    const struct construct *construct = content_construct(node);
    const struct note_reference *r = &construct->reference;
    struct xml *x = c->xml;
    if (c->copy || r->number == 0) {
        return false;
    }
    struct link_pause around;
    content_pause_link(c, node, construct->at, &around);
    xml_place(x, construct->at);
    xml_open(x, STR("a"));
    xml_attr(x, "id", r->id);
    xml_attr(x, "href", anchor(x->arena, c->document->notes[r->number - 1].id));
    xml_attr(x, "epub:type", STR("noteref"));
    xml_attr(x, "role", STR("doc-noteref"));
    xml_leaf(x, "sup", str_decimal(x->arena, r->number));
    xml_close(x);
    content_resume_link(c, &around);
    return false;
}

const struct handler content_note_reference = {enter_reference, NULL};

static bool enter_notes(struct content *c, cmark_node *node)
{
    (void)c;
    (void)node;
    return false;
}

const struct handler content_notes_holder = {enter_notes, NULL};

/* "Back", or "Back 1 Back 2". */
static void back_links(struct content *c, const struct document_note *note)
{
    struct xml *x = c->xml;
    struct arena *a = x->arena;
    str n = str_decimal(a, note->number);
    for (size_t i = 0; i < note->nplaces; i++) {
        bool one = note->nplaces == 1;
        const str pairs[] = {STR("n"), n, STR("m"), str_decimal(a, i + 1)};
        xml_text(x, i > 0 ? STR(" ") : STR_NONE);
        xml_open(x, STR("a"));
        xml_attr(x, "href", anchor(a, note->places[i]));
        xml_attr(x, "epub:type", STR("backlink"));
        xml_attr(x, "role", STR("doc-backlink"));
        frame_language(x, frame_words_language(c->words, c->document->lang), STR_NONE);
        xml_attr(x, "aria-label",
                 word_fill(a, c->words, one ? WORD_BACK_NOTE : WORD_BACK_NOTE_N, pairs, 2));
        xml_text(x, word_fill(a, c->words, one ? WORD_BACK : WORD_BACK_N, pairs, 2));
        xml_close(x);
    }
}

void content_end_paragraph(struct content *c, cmark_node *paragraph)
{
    struct content_state *s = c->state;
    if (s->note != NULL && s->note_end == paragraph) {
        xml_text(c->xml, STR(" "));
        back_links(c, s->note);
        s->note = NULL;
    }
}

/* The blocks of a note. Its last paragraph takes the way back, or one is made for it. */
static void note_blocks(struct content *c, const struct document_note *note)
{
    struct content_state *s = c->state;
    cmark_node *last = cmark_node_last_child(note->note->node);
    bool paragraph = last != NULL && cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH &&
                     content_construct(last) == NULL;
    bool copy = c->copy;
    s->note = note;
    s->note_end = paragraph ? last : NULL;
    c->copy = note->copy;
    raw_enter_container(c);
    content_walk(c, cmark_node_first_child(note->note->node), NULL);
    raw_leave_container(c);
    c->copy = copy;
    if (s->note != NULL) {
        xml_line(c->xml);
        xml_open(c->xml, STR("p"));
        back_links(c, note);
        content_end_block(c);
    }
    s->note = NULL;
}

static void one_note(struct content *c, const struct document_note *note)
{
    struct xml *x = c->xml;
    xml_place(x, note->note->at);
    xml_open(x, STR("li"));
    xml_open(x, STR("div"));
    xml_attr(x, "id", note->id);
    xml_attr(x, "epub:type", STR("footnote"));
    xml_attr(x, "role", STR("doc-footnote"));
    note_blocks(c, note);
    xml_close(x);
    content_end_block(c);
}

void content_notes(struct content *c)
{
    const struct document *doc = c->document;
    struct xml *x = c->xml;
    bool copy = c->copy;
    if (doc->nnotes == 0) {
        return;
    }
    c->copy = false;
    content_state_of(c)->markdown = markdown_of(doc->notes[0].note->node);
    xml_line(x);
    xml_place(x, doc->notes[0].note->at);
    xml_open(x, STR("section"));
    xml_attr(x, "class", STR("notes"));
    xml_attr(x, "epub:type", STR("endnotes"));
    xml_attr(x, "role", STR("doc-endnotes"));
    xml_attr(x, "aria-labelledby", doc->notes_id);
    xml_line(x);
    xml_open(x, heading_name(doc->depth + 1));
    xml_attr(x, "id", doc->notes_id);
    frame_language(x, frame_words_language(c->words, doc->lang), STR_NONE);
    xml_text(x, word(c->words, WORD_NOTES));
    content_end_block(c);
    xml_open(x, STR("ol"));
    xml_line(x);
    for (size_t i = 0; i < doc->nnotes; i++) {
        one_note(c, &doc->notes[i]);
    }
    content_end_block(c);
    content_end_block(c);
    c->copy = copy;
}
