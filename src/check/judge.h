/* What all rooms of check/ share: who judges, what is judged, and how a fault is told at its place.
 *
 * A spot is cheap to keep (an offset and an element's number); line and column are counted only
 * when something is told. */
#ifndef CHECK_JUDGE_H
#define CHECK_JUDGE_H

#include "check/check.h"
#include "messages.h"

#include <stdint.h>

struct judge {
    struct arena *arena;
    const struct publication *publication;
    unsigned flags; /* enum check_flags */
    bool alone;     /* one document without its publication: what it names is not known */
    bool old;       /* EPUB 2 */
    struct diag *diag;
};

#define NO_ELEMENT UINT32_MAX

/* A place in an entry. */
struct spot {
    uint32_t offset;  /* in the text of the subject */
    uint32_t element; /* its number in document order, or NO_ELEMENT */
};

struct milestone {
    uint32_t line, column;
};

/* An entry under judgement. */
struct subject {
    const struct entry *entry;
    str text; /* UTF-8: the entry's bytes without byte order mark, or what they were decoded to */
    const struct diag_file *file;       /* made when it is first spoken of */
    const struct milestone *milestones; /* likewise: lines are counted once */
    struct milestone last; /* what was counted up to last_offset: places mostly follow each other */
    size_t last_offset;
    bool told; /* something was said of it */
};

struct subject subject_of(const struct entry *e);

/* The author's place of a spot if the entry knows it, else line and column in the entry. */
struct place subject_place(struct judge *j, struct subject *s, struct spot at);

/* Says r at a spot of the subject. */
void say(struct judge *j, struct subject *s, struct spot at, struct report r);

/* Says r of an entry, or of the container as a whole (e NULL). */
void say_entry(struct judge *j, const struct entry *e, struct report r);

/* The spot of a view of the subject's text; otherwise, if view lies elsewhere. */
struct spot spot_in(const struct subject *s, str view, struct spot otherwise);

/* A view of the subject's text as it is, anything else copied: to keep beyond the document. */
str subject_keep(struct arena *a, const struct subject *s, str text);

#endif
