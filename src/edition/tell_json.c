#include "edition/tell.h"

#include "base/json.h"

static void add_runs(struct json *j, const struct passage_change *c)
{
    static const char *const names[] = {
        [WORDS_BOTH] = "kept", [WORDS_OLD] = "removed", [WORDS_NEW] = "added"};
    json_open(j, "words", '[');
    for (size_t i = 0; i < c->nruns; i++) {
        json_open(j, NULL, '{');
        json_str(j, names[c->runs[i].in], c->runs[i].text);
        if (c->runs[i].joined) {
            json_bool(j, "joined", true);
        }
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_change(struct json *j, const struct passage_change *c)
{
    const struct passage *p = c->fresh != NULL ? c->fresh : c->old;
    json_line(j, 2);
    json_open(j, NULL, '{');
    json_str(j, "change", change_kind_name(c->kind));
    json_str(j, "kind", passage_kind_name(p));
    if (p->number > 0) {
        json_num(j, "number", p->number);
    }
    json_str_or_null(j, "id", p->id);
    if (c->kind == CHANGE_MOVED) {
        json_str(j, "from", c->old_document->file);
    }
    if (c->kind == CHANGE_MOVED && c->old->number > 0) {
        json_num(j, "was", c->old->number);
    }
    if (c->kind == CHANGE_EDITED) {
        add_runs(j, c);
    } else {
        json_str(j, "text", p->text);
    }
    json_close(j, '}');
}

static void add_document(struct json *j, const struct document_change *d)
{
    const struct edition_document *of = d->fresh != NULL ? d->fresh : d->old;
    json_line(j, 1);
    json_open(j, NULL, '{');
    json_str(j, "file", of->file);
    json_str(j, "title", of->title);
    json_bool(j, "added", d->old == NULL);
    json_bool(j, "removed", d->fresh == NULL);
    json_bool(j, "moved", d->moved);
    json_str_or_null(j, "was", d->renamed ? d->old->file : STR_NONE);
    json_open(j, "changes", '[');
    for (size_t i = 0; i < d->nchanges; i++) {
        add_change(j, &d->changes[i]);
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void add_metadata(struct json *j, const struct edition_diff *d)
{
    json_open(j, "metadata", '[');
    for (size_t i = 0; i < d->nmetadata; i++) {
        json_line(j, 1);
        json_open(j, NULL, '{');
        json_str(j, "name", d->metadata[i].name);
        json_str_or_null(j, "old", d->metadata[i].old);
        json_str_or_null(j, "new", d->metadata[i].fresh);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static bool is_same(const struct document_change *d)
{
    return d->old != NULL && d->fresh != NULL && d->nchanges == 0 && !d->renamed && !d->moved;
}

static void add_files(struct json *j, const struct edition_diff *d)
{
    json_open(j, "files", '[');
    for (size_t i = 0; i < d->nfiles; i++) {
        json_open(j, NULL, '{');
        json_str(j, "file", d->files[i].path);
        json_str(j, "change", change_kind_name(d->files[i].kind));
        json_close(j, '}');
    }
    json_close(j, ']');
}

void diff_tell_json(const struct edition_diff *d, struct buf *out)
{
    struct json j = {.out = out};
    json_open(&j, NULL, '{');
    json_str(&j, "old", d->old->name);
    json_str(&j, "new", d->fresh->name);
    json_bool(&j, "differ", edition_differs(d));
    add_metadata(&j, d);
    json_open(&j, "documents", '[');
    for (size_t i = 0; i < d->ndocuments; i++) {
        if (!is_same(&d->documents[i])) {
            add_document(&j, &d->documents[i]);
        }
    }
    json_close(&j, ']');
    add_files(&j, d);
    json_close(&j, '}');
    buf_addch(out, '\n');
}
