#include "source/ledger.h"

#include "base/utf8.h"
#include "messages.h"
#include "source/manifest.h"

#define FIRST_LINE STR("octavo-lock 1")

struct reading {
    struct arena *arena;
    struct ledger *out;
    struct diag *diag;
    uint32_t line;
    bool failed;
};

/* One message is enough: a ledger is written by programs. */
static void refuse_with(struct reading *r, const char *fault, const char *remedy)
{
    if (!r->failed) {
        struct place at = {.file = r->out->file, .line = r->line, .column = 1};
        diag_report(r->diag, &(struct report){.kind = MSG_LEDGER_SYNTAX,
                                              .at = at,
                                              .args = {str_from(fault), str_from(remedy)}});
    }
    r->failed = true;
}

static void refuse(struct reading *r, const char *fault)
{
    refuse_with(r, fault,
                "restore the file from version control, or delete it and run \"octavo lock\"");
}

bool ledger_name(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!ascii_alnum(s.ptr[i]) && !str_has(STR("-_."), s.ptr[i])) {
            return false;
        }
    }
    return s.len > 0 && s.len <= 255;
}

bool ledger_hash(str digits, uint32_t *hash)
{
    uint32_t value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[i];
        if (!ascii_digit(c) && (c < 'a' || c > 'f')) {
            return false;
        }
        value = value * 16 + (uint32_t)(ascii_digit(c) ? c - '0' : c - 'a' + 10);
    }
    *hash = value;
    return digits.len == 8;
}

/* "#new^old^older" */
static bool read_target(struct reading *r, str token, struct ledger_id *out)
{
    str rest, alias;
    bool more = str_cut(str_sub(token, 1, token.len), '^', &out->id, &rest);
    bool fine = ledger_name(out->id);
    while (more && fine) {
        more = str_cut(rest, '^', &alias, &rest);
        *ARENA_PUSH(r->arena, str, &out->aliases, &out->naliases) = alias;
        fine = ledger_name(alias);
    }
    return fine;
}

static bool read_token(struct reading *r, str token, struct ledger_id *out)
{
    str digits;
    switch (token.ptr[0]) {
    case '#':
    case '&':
        out->kind = token.ptr[0] == '#' ? LEDGER_HEADING : LEDGER_ANCHOR;
        return read_target(r, token, out);
    case '~':
        out->kind = LEDGER_LOST;
        out->id = str_sub(token, 1, token.len);
        return ledger_name(out->id);
    default:
        out->kind = LEDGER_BLOCK;
        return str_cut(token, ':', &out->id, &digits) && ledger_name(out->id) &&
               ledger_hash(digits, &out->hash);
    }
}

/* An id of a line that is not the first of its document. */
static void add_id(struct reading *r, struct ledger_document *to, const struct ledger_id *id)
{
    size_t at = map_put(r->arena, &to->by_id, id->id, to->nids);
    struct ledger_id *same = at < to->nids ? &to->ids[at] : NULL;
    if (same == NULL || same->kind != id->kind || same->hash != id->hash) {
        *ARENA_PUSH(r->arena, struct ledger_id, &to->ids, &to->nids) = *id;
        return;
    }
    for (size_t i = 0; i < id->naliases; i++) {
        *ARENA_PUSH(r->arena, str, &same->aliases, &same->naliases) = id->aliases[i];
    }
}

/* A merge may have left two lines of one document: the second adds what the first has not. */
static void add_line(struct reading *r, struct ledger_document *to, const struct ledger_document *d)
{
    bool known = to->by_id.count > 0;
    for (size_t i = 0; !known && i < to->nids; i++) {
        map_put(r->arena, &to->by_id, to->ids[i].id, i);
    }
    for (size_t i = 0; i < d->nids; i++) {
        add_id(r, to, &d->ids[i]);
    }
    to->source = str_eq(to->source, STR("-")) ? d->source : to->source;
}

static void add_document(struct reading *r, const struct ledger_document *doc)
{
    struct ledger *l = r->out;
    size_t at = map_put(r->arena, &l->by_file, doc->file, l->ndocuments);
    if (at == l->ndocuments) {
        *ARENA_PUSH(r->arena, struct ledger_document, &l->documents, &l->ndocuments) = *doc;
    } else {
        add_line(r, &l->documents[at], doc);
    }
}

static void read_document(struct reading *r, str file, str rest)
{
    struct ledger_document doc = {.file = file};
    str ids;
    str_cut(rest, '\t', &doc.source, &ids);
    for (str token; str_word(&ids, &token);) {
        struct ledger_id id = {0};
        if (!read_token(r, token, &id)) {
            refuse(r, "no ids in the ledger");
            return;
        }
        *ARENA_PUSH(r->arena, struct ledger_id, &doc.ids, &doc.nids) = id;
    }
    if (ledger_name(file)) {
        add_document(r, &doc);
    } else {
        refuse(r, "no document in the ledger");
    }
}

static bool is_edition(str name)
{
    return str_eq(name, STR("edition")) || str_eq(name, STR("before")) ||
           str_eq(name, STR("now")) || str_eq(name, STR("was"));
}

/* As version control leaves them where it cannot merge. */
static bool is_conflict(str line)
{
    static const char marks[] = "<|=>";
    for (size_t i = 0; marks[i] != '\0'; i++) {
        char mark[] = {marks[i], marks[i], marks[i], marks[i], marks[i], marks[i], marks[i]};
        if (str_starts(line, (str){mark, sizeof mark})) {
            return true;
        }
    }
    return false;
}

/* The later one, if a merge left two. */
static void read_modified(struct reading *r, str time)
{
    if (str_cmp(time, r->out->modified) > 0) {
        r->out->modified = time;
    }
    if (time.len > 0 && !manifest_is_time(time)) {
        refuse(r, "no time in the ledger");
    }
}

static void read_line(struct reading *r, str line)
{
    str name, rest;
    if (str_trim(line).len == 0 || ascii_space(line.ptr[0])) {
        return;
    }
    if (is_conflict(line)) {
        refuse_with(r, "a merge left a conflict in the ledger",
                    "delete its marks and keep the lines; the next build does the rest");
    } else if (!str_cut(line, '\t', &name, &rest)) {
        refuse(r, "no tab in the ledger");
    } else if (str_eq(name, STR("identifier"))) {
        r->out->identifier = str_trim(rest);
    } else if (str_eq(name, STR("modified"))) {
        read_modified(r, str_trim(rest));
    } else if (str_eq(name, STR("digest"))) {
        r->out->digest = str_trim(rest);
    } else if (is_edition(name)) {
        const char *fault = ledger_read_edition(r->arena, r->out, name, rest);
        if (fault != NULL) {
            refuse(r, fault);
        }
    } else {
        read_document(r, name, rest);
    }
}

/* As an editor or version control may have left it: the BOM goes, and CR LF is LF. */
static str plain_lines(struct arena *a, str bytes)
{
    str bom = STR("\xEF\xBB\xBF"), line;
    str rest = str_starts(bytes, bom) ? str_sub(bytes, bom.len, bytes.len) : bytes;
    struct buf out = {0};
    if (!str_has(rest, '\r')) {
        return rest;
    }
    for (bool more = true; more;) {
        more = str_cut(rest, '\n', &line, &rest);
        buf_add(&out, str_ends(line, STR("\r")) ? str_sub(line, 0, line.len - 1) : line);
        buf_add(&out, more ? STR("\n") : STR_NONE);
    }
    return buf_finish(&out, a);
}

static bool read_first_line(struct reading *r, str line)
{
    if (str_eq(str_trim(line), FIRST_LINE)) {
        return true;
    }
    if (str_starts(line, STR("octavo-lock "))) {
        refuse_with(r, "the ledger is of a later Octavo", "build the book with that");
    } else {
        refuse(r, "the ledger does not begin with \"octavo-lock 1\"");
    }
    return false;
}

/* Leaves the line at the first fault. */
static bool read_text(struct reading *r, str bytes)
{
    size_t at = 0;
    uint32_t c;
    bool fine = utf8_check(bytes, &at, &c) == UTF8_FINE;
    for (size_t i = 0; !fine && i < at; i++) {
        r->line += bytes.ptr[i] == '\n';
    }
    if (!fine) {
        refuse(r, "bytes that are no text in the ledger");
    }
    return fine;
}

bool ledger_read(struct arena *a, const struct diag_file *file, str bytes, struct ledger *out,
                 struct diag *d)
{
    struct reading r = {.arena = a, .out = out, .diag = d, .line = 1};
    str line, rest;
    *out = (struct ledger){.file = file, .text = plain_lines(a, bytes)};
    if (str_trim(out->text).len == 0) {
        return true;
    }
    str_cut(out->text, '\n', &line, &rest);
    if (!read_text(&r, out->text) || !read_first_line(&r, line)) {
        return false;
    }
    while (rest.len > 0 && !r.failed) {
        r.line++;
        str_cut(rest, '\n', &line, &rest);
        read_line(&r, line);
    }
    return !r.failed;
}

const struct ledger_document *ledger_find(const struct ledger *l, str file)
{
    size_t i = l != NULL ? map_get(&l->by_file, file) : MAP_NONE;
    return i != MAP_NONE ? &l->documents[i] : NULL;
}
