/* What a document shows besides its anchors is compared with what it showed before: if that is the
 * same, and the anchors that the others ask for are there, the whole is as it was. */
#include "check/check.h"

#include "check/circumstances.h"
#include "check/content.h"
#include "check/facts_record.h"
#include "check/shown.h"

#include <string.h>

/* A document that is judged once more. */
struct renewal {
    struct judge judge;
    const struct check_renewed *document;
    struct facts before, now;
    str written; /* the facts of now */
};

/* As it was judged before. False: it is not judged so. */
static bool judge_document(struct renewal *n, struct parser *parser)
{
    struct circumstances c;
    if (!circumstances_read(n->document->circumstances, &c) || c.flags != n->judge.flags ||
        (c.kind & CONTENT_XHTML) == 0 || !str_eq(c.path, n->document->entry->path)) {
        return false;
    }
    n->judge.old = c.old;
    n->judge.alone = c.alone;
    n->now.subject = subject_of(n->document->entry);
    content_check(&n->judge, parser, c.kind, &n->now);
    return !n->now.subject.told && n->now.subject.text.ptr == n->document->entry->bytes.ptr;
}

static bool same_face(struct renewal *n)
{
    struct buf out = {0};
    facts_write(&out, &n->now);
    n->written = buf_finish(&out, n->judge.arena);
    return facts_begin(n->document->facts, &n->before) &&
           memcmp(&n->before.face, &n->now.face, sizeof n->now.face) == 0;
}

static bool is_sound(struct renewal *n, struct parser *parser, str asked, str *asked_now,
                     const struct check_memory *memory)
{
    const struct check_renewed *doc = n->document;
    if (!judge_document(n, parser) || !same_face(n) ||
        !shown_renewed(n->judge.arena, doc->entry->path, &n->now, asked, asked_now)) {
        return false;
    }
    memory->keep(memory->user, doc->entry, doc->circumstances, n->written, n->judge.arena);
    return true;
}

bool check_renewed_on(struct arena *a, const struct publication *p, unsigned flags,
                      const struct check_renewed *documents, size_t count, str asked,
                      str *asked_now, const struct check_memory *memory, struct diag *d)
{
    struct parser *parser = parser_new();
    bool fine = true;
    *asked_now = asked;
    for (size_t i = 0; fine && i < count; i++) {
        struct renewal n = {.judge = {.arena = a, .publication = p, .flags = flags, .diag = d},
                            .document = &documents[i]};
        fine = is_sound(&n, parser, *asked_now, asked_now, memory) && !diag_spoke(d);
    }
    parser_free(parser);
    return fine;
}
