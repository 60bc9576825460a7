#include "build/edited.h"

#include "base/fs.h"
#include "base/mapping.h"
#include "base/parts.h"
#include "build/depfile.h"
#include "build/document_piece.h"
#include "build/pieces.h"
#include "build/renewed.h"
#include "build/targets.h"
#include "model/texts.h"
#include "store/store.h"
#include "store/use.h"

#include <stdatomic.h>

/* The chapter whose file was edited; NULL: it is none, or others print what it says. */
static struct former_chapter *chapter_of(struct former *f, str path)
{
    for (size_t i = 0; i < f->nchapters; i++) {
        if (str_eq(f->chapters[i].path, path)) {
            return f->chapters[i].alone ? &f->chapters[i] : NULL;
        }
    }
    return NULL;
}

/* What an entry is to hold. */
struct edited_content {
    str bytes;
    const struct digest *digest; /* of a document */
    bool found;
};

/* An edited book on its way. */
struct making {
    struct edited *edited;
    const struct diag *before; /* what was said of it */
    atomic_bool failed;        /* an edit could not be made so */
};

static bool renew_edited(struct making *m, struct arena *a, size_t index)
{
    struct edited *e = m->edited;
    struct again *again = e->again;
    struct input *file = &again->inputs.items[again->edits.files[index]];
    const struct former_chapter *ch = chapter_of(&e->former, file->path);
    return ch != NULL &&
           renew(a, again->store, &e->former, ch, file, m->before, &e->renewed[index]);
}

static bool document_bytes(const struct edited *e, const struct former_entry *from, struct arena *a,
                           struct edited_content *out)
{
    struct document_piece *piece = ARENA_NEW(a, struct document_piece);
    str stored;
    bool fine = store_view(e->again->store, STORE_DOCUMENT, &from->key, a, &stored) &&
                document_piece_read(stored, piece);
    out->bytes = piece->bytes;
    out->digest = &piece->digest;
    return fine;
}

/* Is it one of struct documents? Of these a whole build knows the digests, too, so that of the
 * content goes on from the same places. */
static bool is_written(const struct former_entry *from)
{
    return str_eq(from->media_type, STR("application/xhtml+xml")) ||
           str_eq(from->media_type, STR("application/x-dtbncx+xml"));
}

static bool entry_bytes(const struct edited *e, const struct former_entry *from, struct arena *a,
                        struct edited_content *out)
{
    switch (from->kind) {
    case FORMER_DOCUMENT:
        return document_bytes(e, from, a, out);
    case FORMER_BYTES:
        out->digest = is_written(from) ? &from->key : NULL;
        return store_view(e->again->store, STORE_ENTRY, &from->key, a, &out->bytes);
    case FORMER_FILE:
        break;
    }
    return fs_map(from->file, SIZE_MAX, &out->bytes);
}

/* The edits come first, and are most of the work. */
static size_t part_weight(void *context, size_t index)
{
    const struct making *m = context;
    return index < m->edited->again->edits.count ? (size_t)64 << 10 : (size_t)8 << 10;
}

static void make_part(void *context, const struct part *part, size_t index)
{
    struct making *m = context;
    const struct edited *e = m->edited;
    size_t edits = e->again->edits.count;
    if (m->failed) {
        return;
    }
    if (index < edits) {
        if (!renew_edited(m, part->arena, index)) {
            m->failed = true;
        }
    } else {
        struct edited_content *out = &m->edited->contents[index - edits];
        out->found = entry_bytes(e, &e->former.entries[index - edits], part->arena, out);
    }
}

static void take_renewed(struct making *m, const struct renewed *r)
{
    struct former *f = &m->edited->former;
    for (size_t i = 0; i < f->nchapters; i++) {
        if (f->chapters[i].entry == r->entry) {
            f->chapters[i].name = r->name;
        }
    }
    f->entries[r->entry].key = r->fingerprint;
    m->edited->contents[r->entry] = (struct edited_content){r->bytes, &r->digest, true};
}

/* False: something is not as it was thought to be. */
static bool add_entries(struct edited *e)
{
    for (size_t i = 0; i < e->former.nentries; i++) {
        const struct former_entry *from = &e->former.entries[i];
        const struct edited_content *content = &e->contents[i];
        struct entry *entry = publication_add(e->arena, &e->publication, from->path,
                                              from->media_type, content->bytes);
        if (!content->found || entry == NULL) {
            return false;
        }
        entry->holds = from->holds;
        entry->digest = content->digest;
    }
    return true;
}

static bool make_all(struct edited *e, const struct diag *before)
{
    const struct edits *edits = &e->again->edits;
    struct making m = {.edited = e, .before = before};
    e->nrenewed = edits->count;
    e->renewed = ARENA_ARRAY(e->arena, struct renewed, edits->count);
    e->contents = ARENA_ARRAY(e->arena, struct edited_content, e->former.nentries);
    const struct parts parts = {.count = edits->count + e->former.nentries,
                                .weight = part_weight,
                                .run = make_part,
                                .context = &m,
                                .threads = e->request->threads,
                                .arena = e->arena};
    parts_run(&parts);
    for (size_t i = 0; i < e->nrenewed && !m.failed; i++) {
        take_renewed(&m, &e->renewed[i]);
    }
    return !m.failed && add_entries(e);
}

bool edited_make(struct edited *e, struct arena *a, struct again *again, const struct diag *d)
{
    struct diag before;
    *e = (struct edited){.arena = a, .again = again, .request = again->request};
    if (!again->found || again->edits.count == 0 || store_is_verified() ||
        !former_recall(again->store, &again->key, a, &e->former)) {
        return false;
    }
    diag_init_as(&before, d);
    bool fine = again_say(again, &before) && make_all(e, &before) &&
                publication_find(&e->publication, STR("EPUB/package.opf")) != NULL;
    diag_release(&before);
    return fine;
}

/* All that this build was spared to ask for is as good as it was. */
static void keep_alive(const struct edited *e)
{
    struct store *store = e->again->store;
    struct digest texts = texts_key(e->former.encoding);
    for (size_t i = 0; i < e->former.nchapters; i++) {
        store_has(store, STORE_CHAPTER, &e->former.chapters[i].name);
    }
    store_has(store, STORE_TEXTS, &texts);
}

/* What remains to be done before the book has its name. */
struct finish {
    struct edited *edited;
    const struct publishing *publishing;
    struct build_told told;
};

static void keep(void *user, const struct file_sum *written)
{
    struct finish *f = user;
    struct edited *e = f->edited;
    struct again *again = e->again;
    f->told.written = *written;
    e->former.sound = f->publishing->pieces->sound;
    e->former.shown = f->publishing->pieces->shown;
    again_keep(again, &again->root, &again->inputs, &f->told, f->publishing->diag);
    for (size_t i = 0; i < e->nrenewed; i++) {
        renewed_keep(again->store, &e->renewed[i]);
    }
    former_keep(again->store, &again->key, &e->former);
    keep_alive(e);
    store_commit(again->store);
}

/* Everything was said; the file takes its name. */
static void deliver(struct edited *e, struct publishing *p, struct build_result *result)
{
    const struct build_request *request = e->request;
    struct record messages;
    struct finish finish = {e, p, again_told(e->again, &messages)};
    const struct ocf_last last = {keep, &finish};
    str target = p->publication.name;
    if (request->depfile.len > 0 &&
        !depfile_write(e->arena, request->depfile, target, &e->again->inputs, p->diag)) {
        return;
    }
    build_enter(request, "writing");
    publishing_write(p);
    if (!again_was_cut(e->again) && publishing_commit(p, &last)) {
        result->output = target;
    }
}

/* Judges it, and writes it beside the old one. True: there is nothing to say. */
static bool prove(const struct edited *e, struct publishing *p, const struct diag *d)
{
    struct diag judged;
    diag_begin_part(&judged, d);
    p->diag = &judged;
    build_enter(e->request, "checking");
    if (targets_check(e->request, p->publication.name, &e->again->inputs, &judged)) {
        publishing_date(p);
        publishing_judge(p);
    }
    bool fine = !diag_spoke(&judged);
    diag_release(&judged);
    return fine;
}

/* What the judge is to know of. */
static void list_documents(const struct edited *e, struct pieces_edited *out)
{
    struct edited_document *all = ARENA_ARRAY(e->arena, struct edited_document, e->nrenewed);
    for (size_t i = 0; i < e->nrenewed; i++) {
        all[i] = (struct edited_document){e->renewed[i].entry, e->renewed[i].before};
    }
    *out = (struct pieces_edited){e->former.shown, all, e->nrenewed};
}

bool edited_publish(struct edited *e, struct build_result *result, struct diag *d)
{
    const struct build_request *request = e->request;
    struct record messages;
    struct diag said;
    const struct build_told told = again_told(e->again, &messages);
    struct publishing p = {.request = request,
                           .arena = e->arena,
                           .threads = request->threads,
                           .store = e->again->store,
                           .sheets = request->sheets,
                           .written = true,
                           .publication = e->publication,
                           .dating = e->former.dating};
    struct pieces_edited documents;
    list_documents(e, &documents);
    p.edited = e->former.sound ? &documents : NULL;
    diag_init_as(&said, d);
    p.publication.name = told.output;
    bool fine = again_say(e->again, &said) && prove(e, &p, &said);
    diag_release(&said);
    if (fine) {
        p.diag = d;
        again_say(e->again, d);
        result->documents = told.documents;
        if (publishing_claim(&p)) {
            deliver(e, &p, result);
        }
    }
    publishing_abandon(&p);
    return fine;
}

void edited_release(struct edited *e)
{
    for (size_t i = 0; e->contents != NULL && i < e->former.nentries; i++) {
        if (e->former.entries[i].kind == FORMER_FILE && e->contents[i].found) {
            mapping_close(e->contents[i].bytes);
        }
    }
}
