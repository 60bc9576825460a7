#include "edition/changes.h"

#include "base/hash.h"
#include "edition/compare.h"
#include "edition/outline.h"
#include "messages.h"
#include "vocab/words.h"

struct finding {
    struct arena *arena;
    const struct book *book;
    struct map documents; /* file -> index in the book */
    struct map resources; /* the same, of what documents show */
};

static uint64_t hash_of_picture(void *user, str source)
{
    const struct finding *f = user;
    size_t i = map_get(&f->resources, source);
    return i != MAP_NONE ? hash_add(HASH_BEGIN, f->book->resources[i]->bytes) : 0;
}

/* Of what Octavo makes, the references count, and the tips that stand in no chapter. */
static bool counts(const struct document *doc)
{
    return doc->page == PAGE_NONE || doc->page == PAGE_REFERENCES || doc->page == PAGE_TIPS;
}

/* Each heading of a tips page but its own is a tip. */
static void keep_tips(struct ledger_content *c)
{
    size_t kept = 0;
    for (size_t i = 1; i < c->nparts; i++) {
        c->parts[kept] = c->parts[i];
        c->parts[kept++].kind = LEDGER_TIP;
    }
    c->nparts = kept;
}

static void keep_references(struct ledger_content *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->nparts; i++) {
        if (c->parts[i].kind == LEDGER_REFERENCE) {
            c->parts[kept++] = c->parts[i];
        }
    }
    c->nparts = kept;
}

static void read_documents(struct finding *f, const str *bytes, struct ledger_edition *out)
{
    const struct book *b = f->book;
    for (size_t i = 0; i < b->ndocuments; i++) {
        const struct document *doc = b->documents[i];
        map_put(f->arena, &f->documents, doc->file, i);
        if (!counts(doc)) {
            continue;
        }
        struct ledger_content *c =
            ARENA_PUSH(f->arena, struct ledger_content, &out->documents, &out->ndocuments);
        const struct outline_asking asking = {word(words_for(doc->lang, NULL), WORD_TIP),
                                              hash_of_picture, f};
        c->file = doc->file;
        outline_read(f->arena, bytes[i], &asking, c);
        if (doc->page == PAGE_REFERENCES) {
            keep_references(c);
        } else if (doc->page == PAGE_TIPS) {
            keep_tips(c);
        }
    }
}

/* In one line, as the ledger keeps it. */
static str in_line(struct arena *a, str text)
{
    struct buf line = {0};
    buf_add_collapsed(&line, text);
    return buf_finish(&line, a);
}

static void read_edition(struct finding *f, const str *bytes, struct ledger_edition *out)
{
    const struct manifest *m = &f->book->manifest;
    for (size_t i = 0; i < f->book->nresources; i++) {
        map_put(f->arena, &f->resources, f->book->resources[i]->file, i);
    }
    *out = (struct ledger_edition){.version = in_line(f->arena, m->version),
                                   .edition = in_line(f->arena, m->edition),
                                   .date = in_line(f->arena, m->date)};
    read_documents(f, bytes, out);
}

static bool same_name(const struct ledger_edition *l, const struct ledger_edition *r)
{
    bool named = l->version.len + l->edition.len + r->version.len + r->edition.len > 0;
    return named ? str_eq(l->version, r->version) && str_eq(l->edition, r->edition)
                 : str_eq(l->date, r->date);
}

/* Are the headings those that the ledger has? The notes have one that it does not have. */
static bool same_headings(const struct ledger_document *before, const struct ledger_content *now,
                          str notes_id)
{
    size_t at = 0;
    for (size_t i = 0; i < before->nids; i++) {
        if (before->ids[i].kind != LEDGER_HEADING) {
            continue;
        }
        while (at < now->nparts && now->parts[at].kind != LEDGER_SECTION) {
            at++;
        }
        if (at == now->nparts || !str_eq(now->parts[at++].id, before->ids[i].id)) {
            return false;
        }
    }
    for (; at < now->nparts; at++) {
        if (now->parts[at].kind == LEDGER_SECTION && !str_eq(now->parts[at].id, notes_id)) {
            return false;
        }
    }
    return true;
}

/* Are the blocks those that it has, word for word? */
static bool same_blocks(const struct ledger_document *before, const struct document *doc)
{
    size_t count = 0, all = doc->passages != NULL ? doc->passages->count : 0;
    for (size_t i = 0; i < before->nids; i++) {
        const struct ledger_id *id = &before->ids[i];
        if (id->kind != LEDGER_BLOCK) {
            continue;
        }
        if (count == all || doc->passages->items[count].hash != id->hash) {
            return false;
        }
        count++;
    }
    return count == all;
}

/* A part of which nothing but the id is known. What is still there keeps its title. */
static void add_unknown(struct finding *f, struct ledger_content *out, enum ledger_part_kind kind,
                        str id)
{
    *ARENA_PUSH(f->arena, struct ledger_part, &out->parts, &out->nparts) =
        (struct ledger_part){.kind = kind, .id = id};
}

static void take_ids(struct finding *f, const struct ledger_document *before,
                     const struct document *doc, struct ledger_content *out)
{
    for (size_t i = 0; i < before->nids; i++) {
        const struct ledger_id *id = &before->ids[i];
        if (id->kind == LEDGER_HEADING) {
            add_unknown(f, out, LEDGER_SECTION, id->id);
        } else if (id->kind == LEDGER_ANCHOR && str_starts(id->id, STR("tip-"))) {
            add_unknown(f, out, LEDGER_TIP, id->id);
        }
    }
    if (doc != NULL && doc->nnotes > 0) {
        add_unknown(f, out, LEDGER_SECTION, doc->notes_id);
    }
}

static const struct ledger_content *content_of(const struct ledger_edition *e, str file)
{
    for (size_t i = 0; i < e->ndocuments; i++) {
        if (str_eq(e->documents[i].file, file)) {
            return &e->documents[i];
        }
    }
    return NULL;
}

/* A ledger that kept no edition knows which blocks and ids there were. References it does not know:
 * they are taken to have been the same. */
static void derive(struct finding *f, const struct ledger_edition *now, struct ledger_edition *out)
{
    const struct ledger *l = f->book->ledger;
    struct map here = {0};
    *out = (struct ledger_edition){0};
    for (size_t i = 0; i < now->ndocuments; i++) {
        map_put(f->arena, &here, now->documents[i].file, i);
    }
    for (size_t i = 0; i < l->ndocuments; i++) {
        const struct ledger_document *before = &l->documents[i];
        size_t at = map_get(&here, before->file), index = map_get(&f->documents, before->file);
        if (before->source.len == 0 || str_eq(before->source, STR("-"))) {
            continue;
        }
        struct ledger_content *c =
            ARENA_PUSH(f->arena, struct ledger_content, &out->documents, &out->ndocuments);
        const struct document *doc = index != MAP_NONE ? f->book->documents[index] : NULL;
        *c = (struct ledger_content){.file = before->file};
        if (at != MAP_NONE && same_blocks(before, doc) &&
            same_headings(before, &now->documents[at], doc->notes_id)) {
            *c = now->documents[at];
        } else {
            take_ids(f, before, doc, c);
        }
    }
    const struct document *page = f->book->references_page;
    const struct ledger_content *references = page != NULL ? content_of(now, page->file) : NULL;
    if (references != NULL) {
        *ARENA_PUSH(f->arena, struct ledger_content, &out->documents, &out->ndocuments) =
            *references;
    }
}

/* The edition to compare with. *first: there is only one edition yet; what it began with is taken
 * once anything has changed. */
static bool choose(struct finding *f, struct edition_changes *out, bool *first)
{
    const struct ledger *l = f->book->ledger;
    *first = !l->has_last || (same_name(&l->last, &out->now) && !l->has_before);
    if (l->ndocuments == 0) {
        return false;
    }
    if (!l->has_last) {
        derive(f, &out->now, &out->before);
    } else {
        out->before = same_name(&l->last, &out->now) && l->has_before ? l->before : l->last;
    }
    ledger_sort_edition(&out->before); /* so that it makes no difference where it comes from */
    return true;
}

static void complain(const struct book *b, const char *fault, const char *remedy, struct diag *d)
{
    diag_report(d, &(struct report){.kind = MSG_CHANGES_UNKNOWN,
                                    .at = b->manifest.changes_at,
                                    .args = {str_from(fault), str_from(remedy)}});
}

bool changes_find(struct arena *a, const struct book *b, const str *bytes, bool begins,
                  struct edition_changes *out, struct diag *d)
{
    struct finding f = {.arena = a, .book = b};
    bool first;
    *out = (struct edition_changes){0};
    if (b->ledger == NULL && !begins) {
        complain(b, "without a ledger nothing is known of the edition before",
                 "make one before the next edit: octavo lock", d);
        return false;
    }
    read_edition(&f, bytes, &out->now);
    if (out->now.version.len + out->now.edition.len + out->now.date.len == 0) {
        complain(b, "an edition without a name cannot be told from the one before",
                 "give it a version, an edition or a date", d);
        return false;
    }
    if (b->ledger != NULL && choose(&f, out, &first)) {
        changes_compare(a, b, out);
        out->compared = out->nitems > 0 || !first;
        out->named = !same_name(&out->now, &out->before);
    }
    return true;
}
