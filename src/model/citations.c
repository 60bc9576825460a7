#include "model/citations.h"
#include "base/fs.h"
#include "base/nearest.h"
#include "messages.h"
#include "model/files.h"
#include "model/names.h"

/* No bibliography is larger. */
#define BIBLIOGRAPHY_MAX ((size_t)64 << 20)

static void report_twice(struct diag *d, const struct placed *again, const struct placed *first,
                         struct arena *a)
{
    str fault = str_printf(a, "\"%.*s\" is listed twice", STR_ARG(again->text));
    diag_report(d, &(struct report){.kind = MSG_VALUE,
                                    .at = again->at,
                                    .args = {fault, STR("keep one of them")},
                                    .related = {first->at, STR("listed here first")}});
}

void citations_load(struct book *b, struct diag *d)
{
    const struct manifest *m = &b->manifest;
    struct map listed = {0};
    for (size_t i = 0; i < m->nbibliographies; i++) {
        struct naming n = named_by_manifest(m->bibliographies[i]);
        str path;
        if (!path_normal(b->arena, n.rel, &path)) {
            path = n.rel;
        }
        size_t first = map_put(b->arena, &listed, path, i);
        if (first != i) {
            report_twice(d, &m->bibliographies[i], &m->bibliographies[first], b->arena);
            continue;
        }
        const struct diag_file *file = file_shown(b, n.rel, ORDER_BIBLIOGRAPHY + i, d);
        str bytes;
        if (!file_read(b, &n, BIBLIOGRAPHY_MAX, &bytes, d) ||
            !bibliography_read(b->arena, file, bytes, &b->bibliography, d)) {
            b->bibliography_failed = true;
        }
    }
}

/* Numbering under way. */
struct numbering {
    struct book *book;
    const struct document *document;
    struct map *ids;     /* of the document; NULL: its citations get no id */
    struct map *ref_ids; /* of the references page */
    struct map numbers;  /* key -> index in references */
    struct map unknown;  /* wrong key -> index in answers */
    str *answers;        /* the nearest right keys */
    size_t nanswers;
    struct diag *diag;
};

/* The reference of a key, made at its first citation; NULL if the bibliography has no such key. */
static struct reference *reference_of(struct numbering *n, str key)
{
    struct book *b = n->book;
    size_t index = map_get(&n->numbers, key);
    if (index != MAP_NONE) {
        return b->references[index];
    }
    const struct item *item = bibliography_find(&b->bibliography, key);
    if (item == NULL) {
        return NULL;
    }
    struct reference *r = ARENA_NEW(b->arena, struct reference);
    str name = str_concat(b->arena, (str[]){STR("ref-"), key}, 2);
    r->item = item;
    r->id = name_free(b->arena, n->ref_ids, id_of(b->arena, name, true), 2);
    map_set(b->arena, &n->numbers, key, b->nreferences);
    *ARENA_PUSH(b->arena, struct reference *, &b->references, &b->nreferences) = r;
    r->number = (unsigned)b->nreferences;
    return r;
}

static str nearest_key(struct numbering *n, str key)
{
    const struct bibliography *all = &n->book->bibliography;
    size_t index = map_put(n->book->arena, &n->unknown, key, n->nanswers);
    if (index < n->nanswers) {
        return n->answers[index];
    }
    struct nearest near = {.wanted = key};
    if (search_allowed(n->book, all->count)) {
        for (size_t i = 0; i < all->count; i++) {
            nearest_offer(&near, all->items[i].id);
        }
    }
    *ARENA_PUSH(n->book->arena, str, &n->answers, &n->nanswers) = near.best;
    return near.best;
}

static void number_item(struct numbering *n, struct citation_item *item)
{
    struct book *b = n->book;
    struct reference *r = reference_of(n, item->key);
    item->reference = r;
    if (r == NULL) {
        if (!b->bibliography_failed) {
            diag_report(n->diag, &(struct report){.kind = MSG_CITATION_UNKNOWN,
                                                  .at = item->at,
                                                  .args = {item->key},
                                                  .nearest = nearest_key(n, item->key)});
        }
        return;
    }
    if (n->ids == NULL) {
        return;
    }
    str name = str_concat(b->arena, (str[]){STR("cite-"), item->key}, 2);
    item->id = name_free(b->arena, n->ids, id_of(b->arena, name, true), 2);
    *ARENA_PUSH(b->arena, struct citing, &r->places, &r->nplaces) =
        (struct citing){n->document, item->id};
}

static void number_range(struct numbering *n, struct construct *first, struct construct *last)
{
    for (struct construct *c = first; c != last; c = c->next) {
        for (size_t i = 0; c->kind == CONSTRUCT_CITATION && i < c->citation.count; i++) {
            number_item(n, &c->citation.items[i]);
        }
    }
}

static void list_all(struct numbering *n)
{
    const struct bibliography *all = &n->book->bibliography;
    for (size_t i = 0; i < all->count; i++) {
        reference_of(n, all->items[i].id);
    }
}

/* Takes "@key", "@{key}" or "@*" off what is not to be cited in the text. */
static bool take_key(str *rest, str *key)
{
    size_t end = 1;
    if (!str_starts(*rest, STR("@"))) {
        return false;
    }
    if (str_starts(*rest, STR("@{"))) {
        end = str_find(*rest, '}', 0);
        *key = str_sub(*rest, 2, end);
        *rest = str_sub(*rest, end + 1, rest->len);
        return key->len > 0;
    }
    while (end < rest->len && !ascii_space(rest->ptr[end]) && !str_has(STR(",;"), rest->ptr[end])) {
        end++;
    }
    *key = str_sub(*rest, 1, end);
    *rest = str_sub(*rest, end, rest->len);
    return key->len > 0;
}

/* What is listed though nobody cites it, behind what is cited. */
static void number_nocite(struct numbering *n)
{
    const struct placed *nocite = &n->book->manifest.nocite;
    for (str rest = str_trim(nocite->text), key; rest.len > 0; rest = str_trim(rest)) {
        if (!take_key(&rest, &key)) {
            diag_report(n->diag, &(struct report){.kind = MSG_VALUE,
                                                  .at = nocite->at,
                                                  .args = {STR("\"nocite\" holds no list of keys"),
                                                           STR("write \"@a, @b\" or \"@*\"")}});
            return;
        }
        if (str_eq(key, STR("*"))) {
            list_all(n);
        } else {
            struct citation_item item = {.key = key, .at = nocite->at};
            number_item(n, &item);
        }
        while (rest.len > 0 && (ascii_space(rest.ptr[0]) || str_has(STR(",;"), rest.ptr[0]))) {
            rest = str_sub(rest, 1, rest.len);
        }
    }
}

/* In the order of the files' items. */
static void report_unused(const struct numbering *n)
{
    const struct bibliography *all = &n->book->bibliography;
    for (size_t i = 0; i < all->count; i++) {
        if (map_get(&n->numbers, all->items[i].id) == MAP_NONE) {
            diag_report(n->diag, &(struct report){.kind = MSG_REFERENCE_UNUSED,
                                                  .at = all->items[i].at,
                                                  .args = {all->items[i].id}});
        }
    }
}

/* The tips page shows copies, so what the tips file cites has no place to lead back to. */
void citations_number(struct book *b, struct diag *d)
{
    struct numbering n = {
        .book = b, .ref_ids = &b->page_documents[PAGE_REFERENCES]->ids, .diag = d};
    for (size_t i = 0; i < b->ndocuments; i++) {
        n.document = b->documents[i];
        n.ids = &b->documents[i]->ids;
        number_range(&n, b->documents[i]->first, b->documents[i]->last);
    }
    n.ids = NULL;
    if (b->tips_file != NULL) {
        number_range(&n, b->tips_file->first, NULL);
    }
    number_nocite(&n);
    report_unused(&n);
}
