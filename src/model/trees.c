#include "model/trees.h"

#include "base/diag_record.h"
#include "source/sheet.h"
#include "store/store.h"
#include "store/use.h"

static void parse(struct arena *a, const struct chapter *ch, struct markdown *out, struct diag *d)
{
    const struct chapter_source *s = &ch->source;
    markdown_parse(a, s->file, s->text, s->body_line, &s->options, out, d);
}

void chapter_parse_whole(struct arena *a, struct chapter *ch, struct diag *d)
{
    parse(a, ch, &ch->markdown, d);
}

/* The messages, and the sheet. Empty if there can be none. */
static str write_piece(struct arena *a, const struct chapter *ch, const struct diag *said)
{
    const struct diag_file *file = ch->source.file;
    struct buf messages = {0}, sheet = {0}, out = {0};
    diag_record(said, &(struct diag_known){&file, 1}, &messages);
    if (sheet_write(&sheet, &ch->markdown)) {
        record_str(&out, buf_str(&messages));
        record_str(&out, buf_str(&sheet));
    }
    buf_release(&messages);
    buf_release(&sheet);
    return buf_finish(&out, a);
}

static bool read_piece(struct arena *a, struct chapter *ch, str bytes, struct diag *d)
{
    const struct diag_file *file = ch->source.file;
    struct record r = record_open(bytes);
    struct record messages = record_open(record_take_str(&r));
    str sheet = record_take_str(&r);
    struct markdown read;
    if (!record_done(&r) || !sheet_read(a, file, sheet, &read) ||
        !diag_say_again(d, &(struct diag_known){&file, 1}, &messages)) {
        return false;
    }
    ch->markdown = read;
    ch->markdown.source.text = ch->source.text;
    return true;
}

/* Parses, and keeps what came of it. */
static void parse_and_keep(const struct book *b, struct arena *a, struct chapter *ch,
                           struct diag *d, str stored)
{
    struct diag own;
    diag_begin_part(&own, d);
    parse(a, ch, &ch->markdown, &own);
    str piece = write_piece(a, ch, &own);
    diag_join(d, &own);
    if (stored.len > 0) {
        store_verify("the sheet", ch->path, stored, piece);
    } else if (piece.len > 0) {
        store_put(b->store, STORE_CHAPTER, &ch->name, piece);
    }
}

void chapter_parse(const struct book *b, struct arena *a, struct chapter *ch,
                   const struct digest *citable, struct diag *d)
{
    const struct chapter_source *s = &ch->source;
    str bytes = STR_NONE;
    if (b->store == NULL || s->file->npieces > 0) {
        parse(a, ch, &ch->markdown, d);
        return;
    }
    ch->name = sheet_name(s->text, s->body_line, &s->options, citable);
    ch->named = true;
    bool found = store_get(b->store, STORE_CHAPTER, &ch->name, a, &bytes);
    if (found && store_is_verified()) {
        struct diag silent;
        diag_begin_part(&silent, d);
        parse_and_keep(b, a, ch, &silent, bytes);
        diag_release(&silent);
        markdown_release(&ch->markdown);
    }
    if (!found || !read_piece(a, ch, bytes, d)) {
        parse_and_keep(b, a, ch, d, STR_NONE);
    }
}

bool chapter_lacks_tree(const struct chapter *ch)
{
    return ch->markdown.sheet != NULL && ch->markdown.root == NULL;
}

static struct cmark_node *node_of(const struct construct *c)
{
    return c != NULL ? c->node : NULL;
}

/* As when the documents were split, when there was no node. */
static void lead_documents(struct chapter *ch)
{
    for (size_t i = 0; i < ch->ndocuments; i++) {
        struct document *doc = ch->documents[i];
        doc->begin = i == 0 ? ch->markdown.root : node_of(doc->first);
        doc->end = i + 1 < ch->ndocuments ? node_of(ch->documents[i + 1]->first) : NULL;
        doc->heading = sheet_twin(&ch->markdown, doc->heading);
    }
}

bool chapter_make_tree(struct arena *a, struct chapter *ch, const struct diag *d)
{
    struct markdown parsed;
    struct diag silent;
    diag_begin_part(&silent, d);
    parse(a, ch, &parsed, &silent);
    diag_release(&silent);
    if (!sheet_plant(a, &ch->markdown, &parsed)) {
        markdown_release(&parsed);
        return false;
    }
    lead_documents(ch);
    return true;
}
