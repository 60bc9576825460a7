/* Notes: what they are, and the references to them, "[^label]", which cmark leaves in text. */
#include "source/dialect.h"

#include "messages.h"
#include "vocab/unicode.h"

#include <stdlib.h>

/* The node that holds all notes: the last of the file, made with the first note. */
static cmark_node *holder(struct dialect *d)
{
    cmark_node *last = cmark_node_last_child(d->markdown->root);
    const struct construct *c =
        last != NULL ? (const struct construct *)cmark_node_get_user_data(last) : NULL;
    if (c == NULL || c->kind != CONSTRUCT_NOTES) {
        last = dialect_node(CMARK_NODE_CUSTOM_BLOCK);
        cmark_node_set_user_data(last, dialect_part(d, CONSTRUCT_NOTES, (struct place){0}));
        cmark_node_append_child(d->markdown->root, last);
    }
    return last;
}

void dialect_add_note(struct dialect *d, cmark_node *node, str label, struct place at)
{
    struct construct *c = dialect_part(d, CONSTRUCT_NOTE, at);
    c->node = node;
    c->note.label = label;
    cmark_node_set_user_data(node, c);
    cmark_node_append_child(holder(d), node);
    *ARENA_PUSH(d->arena, struct construct *, &d->markdown->notes, &d->markdown->nnotes) = c;
}

static int by_place(const void *a, const void *b)
{
    const struct place *x = &(*(struct construct *const *)a)->at;
    const struct place *y = &(*(struct construct *const *)b)->at;
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    return (x->column > y->column) - (x->column < y->column);
}

static void report_twice(struct dialect *d, const struct construct *again,
                         const struct construct *first)
{
    diag_report(d->diag, &(struct report){.kind = MSG_NOTE_TWICE,
                                          .at = again->at,
                                          .args = {dialect_unescape(d->arena, again->note.label)},
                                          .related = {first->at, STR("it stands here first")}});
}

void dialect_settle_notes(struct dialect *d)
{
    struct markdown *m = d->markdown;
    size_t kept = 0;
    if (m->nnotes > 0) {
        qsort(m->notes, m->nnotes, sizeof *m->notes, by_place);
    }
    for (size_t i = 0; i < m->nnotes; i++) {
        struct construct *c = m->notes[i];
        size_t first = map_put(d->arena, &d->notes, unicode_fold(d->arena, c->note.label), kept);
        if (first == kept) {
            c->note.label = dialect_unescape(d->arena, c->note.label);
            c->note.index = kept;
            m->notes[kept++] = c;
        } else {
            report_twice(d, c, m->notes[first]);
            cmark_node_free(c->node);
        }
    }
    m->nnotes = kept;
}

/* "[^label]" at offset at: the label; empty if it is none. */
static str label_at(str text, size_t at)
{
    size_t end = at + 2;
    while (end < text.len && !ascii_space(text.ptr[end]) && !str_has(STR("[]"), text.ptr[end])) {
        end++;
    }
    return end < text.len && text.ptr[end] == ']' ? str_sub(text, at + 2, end) : STR_NONE;
}

static struct place locate(struct dialect *d, str label)
{
    str parts[] = {STR("[^"), dialect_unescape(d->arena, label), STR("]")};
    str source = str_concat(d->arena, parts, 3);
    struct place at = dialect_find(d, source);
    dialect_end(d, &at, source.len);
    return at;
}

/* Puts a text behind a node, if there is any; the last node then. The walk will come to it: what
 * was told of it is not to be told again. */
static cmark_node *put_text(struct dialect *d, cmark_node *last, str text)
{
    if (text.len > 0) {
        cmark_node *node = dialect_text_node(d, dialect_guard_notes(d->arena, text));
        d->escapes = true;
        cmark_node_insert_after(last, node);
        last = node;
    }
    return last;
}

static cmark_node *reference_to(struct dialect *d, struct construct *note, struct place at)
{
    cmark_node *node = dialect_node(CMARK_NODE_CUSTOM_INLINE);
    dialect_construct(d, CONSTRUCT_NOTE_REFERENCE, node, at)->reference.note = note;
    return node;
}

cmark_node *dialect_inline_note(struct dialect *d, cmark_node *body, struct place at)
{
    dialect_add_note(d, body, STR_NONE, at);
    struct construct *note = d->markdown->notes[d->markdown->nnotes - 1];
    note->note.index = d->markdown->nnotes - 1;
    note->note.walked = true;
    dialect_walk_note(d, note);
    note->note.label = dialect_unescape(d->arena, dialect_first_words(d, body));
    return reference_to(d, note, at);
}

static void report_unknown(struct dialect *d, str label, struct place at)
{
    diag_report(d->diag, &(struct report){.kind = MSG_NOTE_UNKNOWN,
                                          .at = at,
                                          .args = {dialect_unescape(d->arena, label)}});
}

void dialect_note(struct dialect *d, cmark_node *node)
{
    str text = dialect_literal(node);
    size_t kept = 0, behind = 0; /* in the node; of the last reference */
    size_t cursor = d->cursor;   /* the walk goes on to what stands between the references */
    cmark_node *last = node;
    for (size_t at = str_find_str(text, STR("[^"), 0); at < text.len;
         at = str_find_str(text, STR("[^"), at + 1)) {
        str label = label_at(text, at);
        if (label.len == 0) {
            continue;
        }
        struct place place = locate(d, label);
        size_t index = map_get(&d->notes, unicode_fold(d->arena, label));
        if (index == MAP_NONE) {
            report_unknown(d, label, place);
            continue;
        }
        kept = last == node ? at : kept;
        last = last == node ? node : put_text(d, last, str_sub(text, behind, at));
        cmark_node *reference = reference_to(d, d->markdown->notes[index], place);
        cmark_node_insert_after(last, reference);
        last = reference;
        behind = at + 3 + label.len;
    }
    if (last != node) {
        d->cursor = cursor;
        put_text(d, last, str_sub(text, behind, text.len));
        cmark_node_set_literal(node, str_copy(d->arena, str_sub(text, 0, kept)).ptr);
    }
}
