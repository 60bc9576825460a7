#include "source/ledger.h"

#include "base/utf8.h"
#include "messages.h"

#define FIRST_LINE STR("octavo-lock 1")

struct reading {
    struct arena *arena;
    struct ledger *out;
    struct diag *diag;
    uint32_t line;
    bool failed;
};

/* One message is enough: a ledger is written by programs. */
static void refuse(struct reading *r, const char *fault)
{
    if (!r->failed) {
        struct place at = {.file = r->out->file, .line = r->line, .column = 1};
        diag_report(r->diag, &(struct report){
                                 .kind = MSG_LEDGER_SYNTAX, .at = at, .args = {str_from(fault)}});
    }
    r->failed = true;
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

static void read_document(struct reading *r, str file, str rest)
{
    struct ledger *l = r->out;
    struct ledger_document doc = {.file = file};
    str ids;
    str_cut(rest, '\t', &doc.source, &ids);
    for (str token; str_word(&ids, &token);) {
        struct ledger_id id = {0};
        if (!read_token(r, token, &id)) {
            refuse(r, "no ids");
            return;
        }
        *ARENA_PUSH(r->arena, struct ledger_id, &doc.ids, &doc.nids) = id;
    }
    if (!ledger_name(file) ||
        map_put(r->arena, &l->by_file, file, l->ndocuments) != l->ndocuments) {
        refuse(r, ledger_name(file) ? "a document that was listed before" : "no document");
        return;
    }
    *ARENA_PUSH(r->arena, struct ledger_document, &l->documents, &l->ndocuments) = doc;
}

static bool is_edition(str name)
{
    return str_eq(name, STR("edition")) || str_eq(name, STR("before")) ||
           str_eq(name, STR("now")) || str_eq(name, STR("was"));
}

static void read_line(struct reading *r, str line)
{
    str name, rest;
    if (str_trim(line).len == 0 || ascii_space(line.ptr[0])) {
        return;
    }
    if (!str_cut(line, '\t', &name, &rest)) {
        refuse(r, "no tab");
    } else if (str_eq(name, STR("identifier"))) {
        r->out->identifier = str_trim(rest);
    } else if (str_eq(name, STR("modified"))) {
        r->out->modified = str_trim(rest);
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

static bool is_text(str bytes)
{
    size_t at = 0;
    uint32_t c;
    return utf8_check(bytes, &at, &c) == UTF8_FINE && !str_has(bytes, '\0');
}

bool ledger_read(struct arena *a, const struct diag_file *file, str bytes, struct ledger *out,
                 struct diag *d)
{
    struct reading r = {.arena = a, .out = out, .diag = d, .line = 1};
    str line, rest;
    *out = (struct ledger){.file = file, .text = bytes};
    if (str_trim(bytes).len == 0) {
        return true;
    }
    str_cut(bytes, '\n', &line, &rest);
    if (!is_text(bytes) || !str_eq(str_trim(line), FIRST_LINE)) {
        refuse(&r, "not the first line of a ledger");
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
