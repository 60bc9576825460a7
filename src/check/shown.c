#include "check/shown.h"

#include "check/facts_record.h"
#include "check/resources.h"

#include "base/diag_record.h"
#include "base/record.h"
#include "vocab/media.h"

#include <string.h>

/* So many items may have other ids than they had when the whole was judged: if there are more, it
 * is as well judged again. */
#define FEW 8

/* The text but the time, which is judged wherever the package document is. */
static void add_package(struct buf *out, str text)
{
    const str mark = STR("<meta property=\"dcterms:modified\">");
    size_t at = str_find_str(text, mark, 0);
    size_t begin = at < text.len ? at + mark.len : text.len;
    record_str(out, str_sub(text, 0, begin));
    record_str(out, str_sub(text, str_find(text, '<', begin), text.len));
}

/* Of what has no inside only the form of the bytes is looked at. */
static void add_item(struct buf *out, const struct item *item)
{
    record_str(out, item->path);
    record_bool(out, item->entry != NULL);
    record_bool(out, item->facts != NULL);
    if (item->facts != NULL) {
        record_digest(out, &item->facts->face);
    } else if (item->entry != NULL) {
        size_t size = item->entry->bytes.len;
        record_number(out, size < SHORTEST_IMAGE ? size : SHORTEST_IMAGE);
        record_bool(out, resource_is_cut_off(item));
        record_str(out, media_sniff(item->entry->bytes));
        record_str(out, media_sniff_foreign(item->entry->bytes));
    }
}

struct digest shown_of(const struct judge *j, const struct package *pkg)
{
    const struct publication *p = j->publication;
    struct buf all = {0};
    record_number(&all, j->flags);
    diag_record_levels(j->diag, &all);
    add_package(&all, pkg->facts.subject.text);
    for (size_t i = 0; i < p->count; i++) {
        record_str(&all, p->entries[i].path);
        record_str(&all, p->entries[i].media_type);
        record_bool(&all, p->entries[i].unread);
    }
    for (size_t i = 0; i < pkg->nitems; i++) {
        add_item(&all, &pkg->items[i]);
    }
    struct digest digest = digest_of(buf_str(&all));
    buf_release(&all);
    return digest;
}

void shown_begin(struct arena *a, const struct package *pkg)
{
    for (size_t i = 0; i < pkg->nitems; i++) {
        struct facts *f = pkg->items[i].facts;
        if (f != NULL) {
            f->asked = ARENA_ARRAY(a, atomic_bool, f->nanchors + 1);
        }
    }
}

static void add_asked(struct buf *out, const struct facts *f)
{
    for (size_t i = 0; i < f->nanchors; i++) {
        if (f->asked[i]) {
            record_number(out, f->anchors[i].kind);
            record_str(out, f->anchors[i].id);
        }
    }
}

static void record_asked(struct buf *out, str path, const struct digest *named, str asked)
{
    record_str(out, path);
    record_digest(out, named);
    record_str(out, asked);
}

bool shown_asked(struct arena *a, const struct package *pkg, str *out)
{
    struct buf all = {0}, asked = {0};
    for (size_t i = 0; i < pkg->nitems; i++) {
        const struct facts *f = pkg->items[i].facts;
        if (f != NULL) {
            buf_clear(&asked);
            add_asked(&asked, f);
            record_asked(&all, pkg->items[i].path, &f->named, buf_str(&asked));
        }
    }
    *out = buf_finish(&all, a);
    buf_release(&asked);
    return !pkg->vain;
}

static bool has_asked(struct arena *a, struct facts *f, str asked)
{
    struct record r = record_open(asked);
    size_t next = 0;
    bool fine = f->unread.len == 0 || facts_read(a, f);
    while (fine && r.rest.len > 0) {
        uint64_t kind = record_take_number(&r, ANCHOR_CLIP);
        size_t anchor = facts_find(f, record_take_str(&r));
        fine = !r.failed && anchor != MAP_NONE && anchor >= next && f->anchors[anchor].kind == kind;
        next = anchor + 1;
    }
    return fine;
}

bool shown_holds(struct arena *a, const struct package *pkg, str asked)
{
    struct record r = record_open(asked);
    size_t others = 0;
    for (size_t i = 0; i < pkg->nitems; i++) {
        struct facts *f = pkg->items[i].facts;
        if (f == NULL) {
            continue;
        }
        record_take_str(&r);
        struct digest named = record_take_digest(&r);
        str wanted = record_take_str(&r);
        bool same = memcmp(&named, &f->named, sizeof named) == 0;
        if (r.failed || (!same && (++others > FEW || !has_asked(a, f, wanted)))) {
            return false;
        }
    }
    return record_done(&r);
}

bool shown_renewed(struct arena *a, str path, struct facts *now, str asked, str *asked_now)
{
    struct record r = record_open(asked);
    struct buf all = {0};
    bool found = false;
    while (r.rest.len > 0 && !r.failed) {
        str item = record_take_str(&r);
        struct digest named = record_take_digest(&r);
        str wanted = record_take_str(&r);
        if (str_eq(item, path)) {
            found = has_asked(a, now, wanted);
            named = now->named;
        }
        record_asked(&all, item, &named, wanted);
    }
    *asked_now = buf_finish(&all, a);
    return found && !r.failed;
}
