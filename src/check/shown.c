#include "check/shown.h"

#include "base/diag_record.h"
#include "base/record.h"
#include "vocab/media.h"

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
        record_bool(out, item->entry->bytes.len > 0);
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
