#include "base/diag_internal.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct diag_span {
    struct place begin, end; /* end is behind the last character */
};

void diag_init(struct diag *d, const struct diag_kind *kinds, size_t nkinds)
{
    *d = (struct diag){.kinds = kinds, .nkinds = nkinds};
    d->tallies = mem_calloc(nkinds, sizeof *d->tallies);
    for (size_t i = 0; i < nkinds; i++) {
        d->tallies[i].level = kinds[i].level;
    }
}

void diag_release(struct diag *d)
{
    arena_release(&d->arena);
    mem_free(d->tallies);
    *d = (struct diag){0};
}

void diag_init_as(struct diag *d, const struct diag *other)
{
    *d = (struct diag){.kinds = other->kinds, .nkinds = other->nkinds, .judging = other->judging};
    d->tallies = mem_alloc(d->nkinds * sizeof *d->tallies);
    for (size_t i = 0; i < d->nkinds; i++) {
        const struct diag_tally *t = &other->tallies[i];
        d->tallies[i] = (struct diag_tally){.level = t->level, .by = t->by};
    }
}

void diag_begin_part(struct diag *part, const struct diag *whole)
{
    diag_init_as(part, whole);
    part->faulty = whole->faulty;
    part->nfaulty = whole->nfaulty;
}

/* Those of a kind that come first are kept, in the part as in the whole. */
void diag_join(struct diag *whole, struct diag *part)
{
    for (size_t i = 0; i < part->nrows; i++) {
        size_t kind = (size_t)(part->rows[i].kind - part->kinds);
        struct diag_tally *tally = &whole->tallies[kind];
        part->tallies[kind].said--;
        if (++tally->said <= DIAG_MOST) {
            struct diag_row *row =
                ARENA_PUSH(&whole->arena, struct diag_row, &whole->rows, &whole->nrows);
            *row = part->rows[i];
            row->tally = tally;
            row->said = whole->nrows;
        }
    }
    for (size_t i = 0; i < part->nkinds; i++) {
        whole->tallies[i].said += part->tallies[i].said; /* those that part did not keep */
    }
    arena_join(&whole->arena, &part->arena);
    diag_release(part);
}

void diag_clear(struct diag *d)
{
    struct diag old = *d;
    diag_init_as(d, &old);
    diag_release(&old);
}

static bool may_become(const struct diag *d, const struct diag_kind *kind, enum diag_level level)
{
    return level >= kind->level || kind->hold == DIAG_FREE ||
           (kind->hold == DIAG_GATE && d->judging);
}

enum diag_setting diag_set_level(struct diag *d, str name, enum diag_level level,
                                 enum diag_authority by)
{
    bool found = false;
    for (size_t i = 0; i < d->nkinds; i++) {
        if (str_eq(name, str_from(d->kinds[i].name))) {
            found = true;
            if (!may_become(d, &d->kinds[i], level)) {
                return DIAG_HELD;
            }
        }
    }
    for (size_t i = 0; found && i < d->nkinds; i++) {
        if (d->tallies[i].by <= by && str_eq(name, str_from(d->kinds[i].name))) {
            d->tallies[i].level = level;
            d->tallies[i].by = by;
        }
    }
    return found ? DIAG_SET : DIAG_UNKNOWN;
}

str diag_nearest_name(const struct diag *d, str name)
{
    struct nearest near = {.wanted = name};
    for (size_t i = 0; i < d->nkinds; i++) {
        nearest_offer(&near, str_from(d->kinds[i].name));
    }
    return near.best;
}

enum diag_level diag_level_of(const struct diag *d, unsigned kind)
{
    return d->tallies[kind].level;
}

unsigned diag_count(const struct diag *d, enum diag_level level)
{
    unsigned count = 0;
    for (size_t i = 0; i < d->nkinds; i++) {
        const struct diag_tally *t = &d->tallies[i];
        count += t->level == level ? t->said - t->repeated : 0;
    }
    return count;
}

struct diag_file *diag_file(struct diag *d, str path, uint32_t order)
{
    struct diag_file *file = ARENA_NEW(&d->arena, struct diag_file);
    file->path = str_copy(&d->arena, path);
    file->order = order;
    return file;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_files(const struct diag_file *a, const struct diag_file *b)
{
    if (a == NULL || b == NULL) {
        return (a != NULL) - (b != NULL);
    }
    int order = compare_numbers(a->order, b->order);
    return order != 0 ? order : str_cmp(a->path, b->path);
}

static int compare_places(const struct place *a, const struct place *b)
{
    int order = compare_files(a->file, b->file);
    order = order != 0 ? order : compare_numbers(a->line, b->line);
    return order != 0 ? order : compare_numbers(a->column, b->column);
}

static int compare_spans(const void *a, const void *b)
{
    const struct diag_span *x = a, *y = b;
    int order = compare_places(&x->begin, &y->begin);
    return order != 0 ? order : compare_places(&x->end, &y->end);
}

/* See diag_expect_consequences. */
static bool is_consequence(const struct diag *d, const struct place *at)
{
    size_t low = 0, high = d->nfaulty;
    if (at->file != NULL && at->file->made) {
        return true;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_places(&d->faulty[middle].begin, at) <= 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 && compare_places(at, &d->faulty[low - 1].end) < 0;
}

static str fill(struct diag *d, const char *format, const struct report *r)
{
    if (strchr(format, '{') == NULL) {
        return str_from(format);
    }
    const str pairs[] = {STR("1"), r->args[0], STR("2"), r->args[1],
                         STR("3"), r->args[2], STR("4"), r->args[3]};
    return str_fill(&d->arena, str_from(format), pairs, 4);
}

void diag_report(struct diag *d, const struct report *r)
{
    const struct diag_kind *kind = &d->kinds[r->kind];
    struct place at = diag_composed(r->at);
    if (d->nfaulty > 0 && kind->level < DIAG_SYSTEM && is_consequence(d, &at)) {
        return;
    }
    struct diag_tally *tally = &d->tallies[r->kind];
    if (++tally->said > DIAG_MOST) {
        return;
    }
    struct diag_row *row = ARENA_PUSH(&d->arena, struct diag_row, &d->rows, &d->nrows);
    row->kind = kind;
    row->tally = tally;
    row->at = at;
    row->code = r->code != NULL ? r->code : kind->code;
    row->text = fill(d, kind->text, r);
    row->remedy = r->nearest.len > 0
                      ? str_printf(&d->arena, "did you mean \"%.*s\"?", STR_ARG(r->nearest))
                      : fill(d, kind->remedy, r);
    row->related = r->related;
    row->related.at = diag_composed(r->related.at);
    row->related.text = str_copy(&d->arena, r->related.text);
    row->said = d->nrows;
    row->once = r->once;
    row->until = r->until;
}

static struct diag_span span_of(const struct diag_row *row)
{
    const struct place *at = &row->at;
    struct place end = {.file = at->file, .line = at->line, .column = at->column + 1};
    if (at->end_line > 0) {
        end.line = at->end_line;
        end.column = at->end_column + 1;
    }
    if (row->until.file == at->file && compare_places(&row->until, &end) > 0) {
        end = row->until;
    }
    return (struct diag_span){*at, end};
}

/* Sorted by their begin, and each made to end no earlier than those of its file before it: so the
 * last one that begins at or before a place tells whether any holds it. */
void diag_expect_consequences(struct diag *d)
{
    for (size_t i = 0; i < d->nrows; i++) {
        if (d->rows[i].tally->level >= DIAG_ERROR) {
            *ARENA_PUSH(&d->arena, struct diag_span, &d->faulty, &d->nfaulty) =
                span_of(&d->rows[i]);
        }
    }
    if (d->nfaulty > 1) {
        qsort(d->faulty, d->nfaulty, sizeof *d->faulty, compare_spans);
    }
    for (size_t i = 1; i < d->nfaulty; i++) {
        const struct diag_span *before = &d->faulty[i - 1];
        struct diag_span *span = &d->faulty[i];
        if (compare_files(before->begin.file, span->begin.file) == 0 &&
            compare_places(&before->end, &span->end) > 0) {
            span->end = before->end;
        }
    }
}

bool diag_failed(const struct diag *d)
{
    return diag_spoke(d) && diag_status(d) > 0;
}

/* Of each kind that was said some are kept. */
bool diag_spoke(const struct diag *d)
{
    return d->nrows > 0;
}

bool place_same(const struct place *x, const struct place *y)
{
    return x->line == y->line && x->column == y->column && x->end_line == y->end_line &&
           x->end_column == y->end_column;
}

static bool is_one_of(const struct place *at, str path, const struct place *places, size_t count)
{
    if (at->file == NULL || at->line == 0 || !str_eq(at->file->path, path)) {
        return true;
    }
    size_t i = 0;
    while (i < count && !place_same(at, &places[i])) {
        i++;
    }
    return i < count;
}

bool diag_speaks_only_of(const struct diag *d, str path, const struct place *places, size_t count)
{
    bool all = true;
    for (size_t i = 0; i < d->nrows && all; i++) {
        const struct diag_row *row = &d->rows[i];
        all = is_one_of(&row->at, path, places, count) &&
              is_one_of(&row->related.at, path, places, count) &&
              is_one_of(&row->until, path, places, count);
    }
    return all;
}

int diag_status(const struct diag *d)
{
    if (diag_count(d, DIAG_SYSTEM) > 0) {
        return 3;
    }
    return diag_count(d, DIAG_ERROR) > 0 ? 1 : 0;
}

/* Messages of one name at one place say the same; those about a whole file or about none differ by
 * their words. */
static int compare_subjects(const struct diag_row *x, const struct diag_row *y)
{
    int order = compare_places(&x->at, &y->at);
    order = order != 0 ? order : strcmp(x->kind->name, y->kind->name);
    return order != 0 || x->at.line > 0 ? order : str_cmp(x->text, y->text);
}

static int compare_rows(const void *a, const void *b)
{
    const struct diag_row *x = a, *y = b;
    int order = compare_subjects(x, y);
    return order != 0 ? order : (x->said > y->said) - (x->said < y->said);
}

/* Was the same said before, and is once enough? */
static bool is_said(struct diag *d, const struct diag_row *row, struct map *before)
{
    const str parts[] = {str_from(row->kind->name), STR(" "), row->text};
    return row->once &&
           map_put(&d->arena, before, str_concat(&d->arena, parts, 3), row->said) != row->said;
}

/* Into the order of the files; repetitions go, and are not counted any more. */
static void settle(struct diag *d)
{
    struct map before = {0};
    if (d->nrows == 0) {
        return;
    }
    qsort(d->rows, d->nrows, sizeof *d->rows, compare_rows);
    size_t kept = 0;
    for (size_t i = 0; i < d->nrows; i++) {
        if ((kept > 0 && compare_subjects(&d->rows[kept - 1], &d->rows[i]) == 0) ||
            is_said(d, &d->rows[i], &before)) {
            d->rows[i].tally->repeated++;
        } else {
            d->rows[kept++] = d->rows[i];
        }
    }
    d->nrows = kept;
}

/* Text as a terminal may show it: no control characters, no bytes that are no UTF-8. */
static void add_shown(struct buf *out, str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        if (c == UTF8_INVALID || c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            for (size_t i = start; i < at; i++) {
                buf_addf(out, "\\x%02X", (unsigned)(unsigned char)text.ptr[i]);
            }
        } else {
            buf_add(out, str_sub(text, start, at));
        }
    }
}

static void add_place(struct buf *out, const struct place *at)
{
    if (at->file == NULL) {
        buf_add(out, STR("octavo"));
        return;
    }
    add_shown(out, at->file->path);
    if (at->line > 0) {
        buf_addf(out, ":%u", at->line);
        if (at->column > 0) {
            buf_addf(out, ":%u", at->column);
        }
    }
}

static const struct {
    const char *name, *colour;
} levels[DIAG_LEVELS] = {
    [DIAG_NOTE] = {"note", "\033[1;36m"},
    [DIAG_WARNING] = {"warning", "\033[1;35m"},
    [DIAG_ERROR] = {"error", "\033[1;31m"},
    [DIAG_SYSTEM] = {"error", "\033[1;31m"},
};

bool diag_level_named(str word, enum diag_level *level)
{
    for (*level = DIAG_NOTE; *level < DIAG_SYSTEM; ++*level) {
        if (str_eq_nocase(word, str_from(levels[*level].name))) {
            return true;
        }
    }
    return false;
}

static bool is_shown(enum diag_level level, const struct diag_style *style)
{
    return level >= DIAG_ERROR || (!style->quiet && (level == DIAG_WARNING || style->verbose));
}

static void add_row(struct buf *out, const struct diag_row *row, const struct diag_style *style)
{
    enum diag_level level = row->tally->level;
    add_place(out, &row->at);
    buf_addf(out, ": %s%s:%s ", style->colour ? levels[level].colour : "", levels[level].name,
             style->colour ? "\033[0m" : "");
    add_shown(out, row->text);
    if (row->remedy.len > 0) {
        buf_add(out, STR("; "));
        add_shown(out, row->remedy);
    }
    if (row->related.text.len > 0) {
        buf_add(out, STR(" ("));
        add_shown(out, row->related.text);
        buf_add(out, STR(": "));
        add_place(out, &row->related.at);
        buf_addch(out, ')');
    }
    buf_addf(out, " [%s]", row->kind->name);
    if (row->code[0] != '\0') {
        buf_addf(out, " [%s]", row->code);
    }
    buf_addch(out, '\n');
}

static void add_unkept(struct buf *out, const struct diag *d, const struct diag_style *style)
{
    for (size_t i = 0; i < d->nkinds; i++) {
        const struct diag_tally *t = &d->tallies[i];
        if (t->said > DIAG_MOST && is_shown(t->level, style)) {
            buf_addf(out, "octavo: %s: %u more messages [%s]\n", levels[t->level].name,
                     t->said - DIAG_MOST, d->kinds[i].name);
        }
    }
}

void diag_tell_text(struct diag *d, const struct diag_style *style, struct buf *out)
{
    settle(d);
    for (size_t i = 0; i < d->nrows; i++) {
        if (is_shown(d->rows[i].tally->level, style)) {
            add_row(out, &d->rows[i], style);
        }
    }
    add_unkept(out, d, style);
}

static void json_place(struct json *j, const struct place *at)
{
    json_str_or_null(j, "file", at->file != NULL ? at->file->path : STR_NONE);
    json_num_or_null(j, "line", at->line);
    json_num_or_null(j, "column", at->column);
}

static void json_row(struct json *j, const struct diag_row *row)
{
    json_open(j, NULL, '{');
    json_str(j, "level", str_from(levels[row->tally->level].name));
    json_str(j, "name", str_from(row->kind->name));
    json_str_or_null(j, "code", str_from(row->code));
    json_place(j, &row->at);
    json_num_or_null(j, "end_line", row->at.end_line);
    json_num_or_null(j, "end_column", row->at.end_column);
    json_str(j, "text", row->text);
    json_str_or_null(j, "remedy", row->remedy);
    json_open(j, "related", '[');
    if (row->related.text.len > 0) {
        json_open(j, NULL, '{');
        json_place(j, &row->related.at);
        json_str(j, "text", row->related.text);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void diag_tell_json(struct diag *d, struct json *j)
{
    settle(d);
    json_num(j, "errors", diag_count(d, DIAG_ERROR) + diag_count(d, DIAG_SYSTEM));
    json_num(j, "warnings", diag_count(d, DIAG_WARNING));
    json_open(j, "messages", '[');
    for (size_t i = 0; i < d->nrows; i++) {
        json_line(j, 1);
        json_row(j, &d->rows[i]);
    }
    json_close(j, ']');
}

/* Errors after which EPUBCheck gives up, and says "fatal". */
static bool is_fatal(const struct diag_row *row)
{
    static const char *const codes[] = {"OPF-002", "PKG-003", "PKG-004", "PKG-008",
                                        "PKG-027", "RSC-002", "RSC-016"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (row->tally->level == DIAG_ERROR && strcmp(row->code, codes[i]) == 0) {
            return true;
        }
    }
    return row->tally->level == DIAG_SYSTEM;
}

static void epubcheck_row(struct json *j, const struct diag_row *row)
{
    static const char *const severities[DIAG_LEVELS] = {
        [DIAG_NOTE] = "USAGE",
        [DIAG_WARNING] = "WARNING",
        [DIAG_ERROR] = "ERROR",
        [DIAG_SYSTEM] = "FATAL",
    };
    const char *severity = is_fatal(row) ? "FATAL" : severities[row->tally->level];
    const char *id = row->code[0] != '\0' ? row->code : row->kind->name;
    json_open(j, NULL, '{');
    json_str(j, "ID", str_from(id));
    json_str(j, "name", str_from(row->kind->name));
    json_str(j, "severity", str_from(severity));
    json_str(j, "message", row->text);
    json_num(j, "additionalLocations", 0);
    json_open(j, "locations", '[');
    json_open(j, NULL, '{');
    json_str_or_null(j, "path", row->at.file != NULL ? row->at.file->path : STR_NONE);
    json_num_or_null(j, "line", row->at.line);
    json_num_or_null(j, "column", row->at.column);
    json_str_or_null(j, "context", STR_NONE);
    json_close(j, '}');
    json_close(j, ']');
    json_str_or_null(j, "suggestion", row->remedy);
    json_close(j, '}');
}

unsigned diag_tell_epubcheck(struct diag *d, const struct diag_style *style, struct json *j)
{
    unsigned fatal = 0;
    settle(d);
    for (size_t i = 0; i < d->nrows; i++) {
        fatal += is_fatal(&d->rows[i]);
        if (is_shown(d->rows[i].tally->level, style)) {
            json_line(j, 1);
            epubcheck_row(j, &d->rows[i]);
        }
    }
    return fatal;
}
