#include "base/diag_record.h"
#include "base/diag_internal.h"

/* Numbers that files have in the bytes: 0 none, then the known ones, then those of the table in
 * front of the rows. */
struct naming {
    const struct diag_known *known;
    const struct diag_file **others;
    size_t nothers;
    struct arena arena;
};

static size_t number_of(struct naming *n, const struct diag_file *file)
{
    if (file == NULL) {
        return 0;
    }
    for (size_t i = 0; i < n->known->count; i++) {
        if (n->known->files[i] == file) {
            return 1 + i;
        }
    }
    size_t at = n->nothers; /* messages of one file come in a row */
    while (at > 0 && n->others[at - 1] != file) {
        at--;
    }
    if (at == 0) {
        *ARENA_PUSH(&n->arena, const struct diag_file *, &n->others, &n->nothers) = file;
        at = n->nothers;
    }
    return n->known->count + at;
}

static void record_place(struct naming *n, const struct place *at, struct buf *out)
{
    record_number(out, number_of(n, at->file));
    record_number(out, at->line);
    record_number(out, at->column);
    record_number(out, at->end_line);
    record_number(out, at->end_column);
}

static void record_row(struct naming *n, const struct diag *d, const struct diag_row *row,
                       struct buf *out)
{
    record_number(out, (uint64_t)(row->kind - d->kinds));
    record_place(n, &row->at, out);
    record_str(out, str_from(row->code));
    record_str(out, row->text);
    record_str(out, row->remedy);
    record_place(n, &row->related.at, out);
    record_str(out, row->related.text);
    record_bool(out, row->once);
    record_place(n, &row->until, out);
}

/* How many of each kind were said and are in no row. */
static void record_unkept(const struct diag *d, struct buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < d->nkinds; i++) {
        count += d->tallies[i].said > DIAG_MOST;
    }
    record_number(out, count);
    for (size_t i = 0; i < d->nkinds; i++) {
        if (d->tallies[i].said > DIAG_MOST) {
            record_number(out, i);
            record_number(out, d->tallies[i].said - DIAG_MOST);
        }
    }
}

void diag_record(const struct diag *d, const struct diag_known *known, struct buf *out)
{
    struct naming n = {.known = known};
    struct buf rows = {0};
    for (size_t i = 0; i < d->nrows; i++) {
        record_row(&n, d, &d->rows[i], &rows);
    }
    record_number(out, n.nothers);
    for (size_t i = 0; i < n.nothers; i++) {
        record_str(out, n.others[i]->path);
        record_number(out, n.others[i]->order);
        record_bool(out, n.others[i]->made);
    }
    record_number(out, d->nrows);
    buf_add(out, buf_str(&rows));
    record_unkept(d, out);
    buf_release(&rows);
    arena_release(&n.arena);
}

static void take_files(struct diag *part, struct naming *n, struct record *r)
{
    n->nothers = record_take_count(r, 3);
    n->others = ARENA_ARRAY(&part->arena, const struct diag_file *, n->nothers);
    for (size_t i = 0; i < n->nothers; i++) {
        str path = record_take_str(r);
        struct diag_file *file = diag_file(part, path, (uint32_t)record_take_number(r, UINT32_MAX));
        file->made = record_take_bool(r);
        n->others[i] = file;
    }
}

static struct place take_place(const struct naming *n, struct record *r)
{
    size_t known = n->known->count;
    size_t number = (size_t)record_take_number(r, known + n->nothers);
    struct place at = {.file = number == 0       ? NULL
                               : number <= known ? n->known->files[number - 1]
                                                 : n->others[number - known - 1]};
    at.line = (uint32_t)record_take_number(r, UINT32_MAX);
    at.column = (uint32_t)record_take_number(r, UINT32_MAX);
    at.end_line = (uint32_t)record_take_number(r, UINT32_MAX);
    at.end_column = (uint32_t)record_take_number(r, UINT32_MAX);
    return at;
}

static str take_text(struct diag *part, struct record *r)
{
    return str_copy(&part->arena, record_take_str(r));
}

static void take_row(struct diag *part, const struct naming *n, struct record *r)
{
    size_t kind = (size_t)record_take_number(r, part->nkinds - 1);
    struct diag_row *row = ARENA_PUSH(&part->arena, struct diag_row, &part->rows, &part->nrows);
    row->kind = &part->kinds[kind];
    row->tally = &part->tallies[kind];
    row->tally->said++;
    row->at = take_place(n, r);
    row->code = take_text(part, r).ptr;
    row->text = take_text(part, r);
    row->remedy = take_text(part, r);
    row->related.at = take_place(n, r);
    row->related.text = take_text(part, r);
    row->said = part->nrows;
    row->once = record_take_bool(r);
    row->until = take_place(n, r);
}

static void take_unkept(struct diag *part, struct record *r)
{
    for (size_t count = record_take_count(r, 2); count > 0; count--) {
        size_t kind = (size_t)record_take_number(r, part->nkinds - 1);
        part->tallies[kind].said += (unsigned)record_take_number(r, UINT32_MAX / 2);
    }
}

/* No files, no rows, none unkept. */
#define NOTHING STR("\0\0\0")

bool diag_say_again(struct diag *d, const struct diag_known *known, struct record *r)
{
    struct diag part;
    struct naming n = {.known = known};
    if (str_starts(r->rest, NOTHING)) { /* as of most files */
        r->rest = str_sub(r->rest, NOTHING.len, r->rest.len);
        return true;
    }
    diag_begin_part(&part, d);
    take_files(&part, &n, r);
    for (size_t count = record_take_count(r, 20); count > 0 && !r->failed; count--) {
        take_row(&part, &n, r);
    }
    take_unkept(&part, r);
    if (r->failed) {
        diag_release(&part);
        return false;
    }
    diag_join(d, &part);
    return true;
}

static bool is_set(const struct diag *d, size_t kind)
{
    const struct diag_tally *t = &d->tallies[kind];
    return t->level != d->kinds[kind].level || t->by != DIAG_BY_TABLE;
}

void diag_record_levels(const struct diag *d, struct buf *out)
{
    size_t count = 0;
    for (size_t i = 0; i < d->nkinds; i++) {
        count += is_set(d, i);
    }
    record_number(out, count);
    for (size_t i = 0; i < d->nkinds; i++) {
        if (is_set(d, i)) {
            record_number(out, i);
            record_number(out, d->tallies[i].level);
            record_number(out, d->tallies[i].by);
        }
    }
}

bool diag_restore_levels(struct diag *d, struct record *r)
{
    struct diag as;
    diag_init_as(&as, d);
    for (size_t count = record_take_count(r, 3); count > 0; count--) {
        size_t kind = (size_t)record_take_number(r, d->nkinds - 1);
        as.tallies[kind].level = (enum diag_level)record_take_number(r, DIAG_SYSTEM);
        as.tallies[kind].by = (enum diag_authority)record_take_number(r, DIAG_BY_COMMAND);
    }
    for (size_t i = 0; !r->failed && i < d->nkinds; i++) {
        d->tallies[i].level = as.tallies[i].level;
        d->tallies[i].by = as.tallies[i].by;
    }
    diag_release(&as);
    return !r->failed;
}
