#include "build/publishing.h"

#include "base/parts.h"
#include "build/ahead.h"
#include "build/claims.h"
#include "build/pieces.h"
#include "check/check.h"

#include <string.h>

static void want_file(const struct publishing *p)
{
    const struct build_request *request = p->request;
    if (p->written && request->claims != NULL) {
        claims_want(request->claims, p->publication.name, request->number);
    }
}

/* Has this book the file, and no other? */
static bool owns_file(struct publishing *p)
{
    const struct build_request *request = p->request;
    if (!p->claimed) {
        p->claimed = true;
        p->owned = request->claims == NULL ||
                   claims_take(request->claims, p->publication.name, request->number);
    }
    return p->owned;
}

bool publishing_claim(struct publishing *p)
{
    if (!owns_file(p)) {
        build_report_twice(p->publication.name, p->diag);
    }
    return p->owned;
}

/* Is its file to be begun before the book is known to be right? A depfile is to be there first, and
 * standard output takes nothing back. */
static bool may_begin(const struct publishing *p)
{
    const struct build_request *request = p->request;
    return p->threads > 1 && p->written && request->depfile.len == 0 &&
           !str_eq(request->output, STR("-")) && !diag_failed(p->diag);
}

static void write_ahead(void *user, struct arena *a)
{
    struct publishing *p = user;
    if (owns_file(p)) {
        p->ahead = ahead_write(&p->publication, &p->dating, a);
    }
}

/* Who is alone packs all at once when it is judged: what deflating works with is then at hand in
 * the processor's cache from the first entry to the last. */
static void take_digest(struct publishing *p)
{
    bool ahead = may_begin(p) && (ahead_is_worthwhile(&p->publication) || parts_eager());
    p->pieces = ARENA_NEW(p->arena, struct pieces);
    *p->pieces = (struct pieces){
        .store = p->store,
        .sheets = p->sheets,
        .packing = p->written && !diag_failed(p->diag) && p->threads > 1,
        .digesting = p->request->lock || dating_needs_digest(&p->dating),
        .arena = p->arena,
        .publication = &p->publication,
        .meanwhile = {ahead ? write_ahead : NULL, p},
    };
    pieces_recall(p->pieces, p->threads);
    memcpy(p->digest, p->pieces->digest, sizeof p->digest);
}

void publishing_date(struct publishing *p)
{
    struct entry *entry = publication_find(&p->publication, STR("EPUB/package.opf"));
    want_file(p);
    take_digest(p);
    p->undated = entry->bytes;
    p->modified = modified_of(p->arena, &p->dating, p->digest);
    ahead_date(p->arena, &p->publication, entry, p->undated, p->modified);
}

static void begin_draft(struct publishing *p, struct arena *a)
{
    if (p->store != NULL) {
        ocf_pack(a, &p->publication, p->threads);
    }
    if (p->ahead == NULL) {
        p->draft = ocf_begin(&p->publication, p->publication.name, p->threads);
        return;
    }
    p->draft = p->ahead;
    p->ahead = NULL;
    ocf_revise(p->draft, &p->publication, p->threads);
}

/* What was judged before is judged by what was seen then. */
static void judge_on(struct publishing *p, struct arena *a, struct diag *d)
{
    if (p->edited != NULL && pieces_sound_still(p->pieces, p->edited, a, d)) {
        return;
    }
    check_publication_on(p->threads, a, &p->publication, CHECK_HOUSE, &p->pieces->memory, d);
}

/* Of the whole, for either. */
static size_t publication_weight(void *context, size_t index)
{
    const struct publishing *p = context;
    size_t weight = 0;
    (void)index;
    for (size_t i = 0; i < p->publication.count; i++) {
        weight += p->publication.entries[i].bytes.len;
    }
    return weight;
}

static void judge_or_write(void *context, const struct part *part, size_t index)
{
    struct publishing *p = context;
    if (index == 0) {
        judge_on(p, part->arena, part->diag);
    } else if (!diag_failed(part->diag) && owns_file(p)) {
        begin_draft(p, part->arena);
    }
}

void publishing_judge(struct publishing *p)
{
    if (!may_begin(p)) {
        judge_on(p, p->arena, p->diag);
        return;
    }
    const struct parts parts = {.count = 2,
                                .weight = publication_weight,
                                .run = judge_or_write,
                                .context = p,
                                .threads = 2,
                                .arena = p->arena,
                                .diag = p->diag};
    parts_run(&parts);
}

void publishing_write(struct publishing *p)
{
    if (p->draft == NULL) {
        begin_draft(p, p->arena);
    }
}

bool publishing_commit(struct publishing *p, const struct ocf_last *last)
{
    struct ocf_draft *draft = p->draft;
    if (p->store != NULL) {
        pieces_keep(p->pieces);
    }
    p->draft = NULL;
    return ocf_commit(draft, p->publication.name, last, p->diag);
}

void publishing_abandon(struct publishing *p)
{
    if (p->ahead != NULL) {
        ocf_abandon(p->ahead);
    }
    if (p->draft != NULL) {
        ocf_abandon(p->draft);
    }
    p->ahead = p->draft = NULL;
}
