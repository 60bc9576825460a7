/* What a ledger keeps of two editions, so that a third can say what changed in it:
 *
 *     edition TAB VERSION TAB EDITION TAB DATE     the last one
 *     before  TAB VERSION TAB EDITION TAB DATE     the one before it
 *     now     TAB FILE TAB PART TAB PART ...       a document of the last one
 *     was     TAB FILE TAB PART TAB PART ...       a document of the one before
 *
 * A part is "#ID:HASH TITLE"; "!" for "#" is a tip, "@" a reference; "-" for HASH: not known. */
#include "source/ledger.h"

#include <stdlib.h>

static const char kinds[] = {[LEDGER_SECTION] = '#', [LEDGER_TIP] = '!', [LEDGER_REFERENCE] = '@'};

static bool read_kind(str cell, enum ledger_part_kind *out)
{
    for (size_t i = 0; cell.len > 0 && i < sizeof kinds; i++) {
        if (cell.ptr[0] == kinds[i]) {
            *out = (enum ledger_part_kind)i;
            return true;
        }
    }
    return false;
}

static bool read_part(str cell, struct ledger_part *out)
{
    str head = STR_NONE, hash = STR_NONE;
    *out = (struct ledger_part){0};
    bool fine = read_kind(cell, &out->kind);
    str_cut(str_sub(cell, 1, cell.len), ' ', &head, &out->title);
    fine = fine && str_cut(head, ':', &out->id, &hash) && ledger_name(out->id);
    out->hashed = !str_eq(hash, STR("-"));
    return fine && (!out->hashed || ledger_hash(hash, &out->hash));
}

static const char *read_content(struct arena *a, struct ledger_edition *e, str rest)
{
    struct ledger_content content = {0};
    bool more = str_cut(rest, '\t', &content.file, &rest);
    if (!ledger_name(content.file)) {
        return "no document in the ledger";
    }
    while (more) {
        str cell;
        struct ledger_part part;
        more = str_cut(rest, '\t', &cell, &rest);
        if (!read_part(cell, &part)) {
            return "no part of a document in the ledger";
        }
        *ARENA_PUSH(a, struct ledger_part, &content.parts, &content.nparts) = part;
    }
    if (map_put(a, &e->by_file, content.file, e->ndocuments) == e->ndocuments) {
        *ARENA_PUSH(a, struct ledger_content, &e->documents, &e->ndocuments) = content;
    }
    return NULL;
}

static void read_label(struct ledger_edition *e, str rest)
{
    str_cut(rest, '\t', &e->version, &rest);
    str_cut(rest, '\t', &e->edition, &rest);
    e->date = str_trim(rest);
}

const char *ledger_read_edition(struct arena *a, struct ledger *l, str name, str rest)
{
    bool label = str_eq(name, STR("edition")) || str_eq(name, STR("before"));
    bool before = str_eq(name, STR("before")) || str_eq(name, STR("was"));
    struct ledger_edition *e = before ? &l->before : &l->last;
    if (!label) {
        return read_content(a, e, rest);
    }
    bool *has = before ? &l->has_before : &l->has_last;
    if (!*has) {
        read_label(e, rest);
    }
    *has = true;
    return NULL;
}

static void write_part(const struct ledger_part *p, struct buf *out)
{
    buf_addf(out, "\t%c%.*s:", kinds[p->kind], STR_ARG(p->id));
    if (p->hashed) {
        buf_addf(out, "%08x ", (unsigned)p->hash);
    } else {
        buf_add(out, STR("- "));
    }
    buf_add(out, p->title);
}

static int by_file(const void *left, const void *right)
{
    const struct ledger_content *l = left, *r = right;
    return str_cmp(l->file, r->file);
}

void ledger_sort_edition(struct ledger_edition *e)
{
    if (e->ndocuments > 0) {
        qsort(e->documents, e->ndocuments, sizeof *e->documents, by_file);
    }
}

void ledger_write_edition(const struct ledger_edition *e, bool before, struct buf *out)
{
    for (size_t i = 0; i < e->ndocuments; i++) {
        const struct ledger_content *d = &e->documents[i];
        buf_addf(out, "%s\t%.*s", before ? "was" : "now", STR_ARG(d->file));
        for (size_t j = 0; j < d->nparts; j++) {
            write_part(&d->parts[j], out);
        }
        buf_addch(out, '\n');
    }
}
