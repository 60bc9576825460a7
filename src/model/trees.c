#include "model/trees.h"

#include "base/diag_record.h"
#include "base/parts.h"
#include "model/texts.h"
#include "store/store.h"
#include "store/use.h"

/* The trees of so much text fit into memory together; they go as their documents are written, which
 * then stand where they were. */
#define TOGETHER ((size_t)32 << 20)

/* One tree of a larger share would be much of all. */
#define SHARES 8

void trees_choose(struct chapter **chapters, size_t count, size_t total)
{
    size_t before = 0;
    for (size_t i = 0; i < count; i++) {
        size_t size = chapters[i]->source.size;
        before += size;
        chapters[i]->late_tree = parts_eager() || (before > TOGETHER && size <= total / SHARES);
    }
}

/* False: the text is to be had no more; an empty one is parsed. */
static bool parse(struct arena *a, const struct chapter *ch, struct markdown *out, struct diag *d)
{
    const struct chapter_source *s = &ch->source;
    str text = s->text;
    bool fine = !s->unread || texts_read(a, s, &text);
    markdown_parse(a, s->file, fine ? text : STR_NONE, s->body_line, &s->options, out, d);
    return fine;
}

void chapter_parse_whole(struct arena *a, struct chapter *ch, struct diag *d)
{
    ch->lost = !parse(a, ch, &ch->markdown, d);
}

/* What a piece has to tell, and to show. */
static bool open_piece(str piece, str *messages, str *sheet)
{
    struct record r = record_open(piece);
    *messages = record_take_str(&r);
    *sheet = record_take_str(&r);
    return record_done(&r);
}

static bool read_piece(struct arena *a, struct chapter *ch, str bytes, struct diag *d)
{
    const struct diag_file *file = ch->source.file;
    struct markdown read;
    str said, sheet;
    bool fine = open_piece(bytes, &said, &sheet);
    struct record messages = record_open(said);
    if (!fine || !sheet_read(a, file, sheet, &read) ||
        !diag_say_again(d, &(struct diag_known){&file, 1}, &messages)) {
        return false;
    }
    ch->markdown = read;
    ch->markdown.source.text = ch->source.text;
    return true;
}

/* A chapter that is being parsed. */
struct parsing {
    const struct book *book;
    struct arena *arena;
    struct chapter *chapter;
    struct markdown markdown;
    struct buf sheet; /* empty: there can be none */
    struct arena scratch;
};

static void begin(struct parsing *p, struct diag *d)
{
    bool late = p->chapter->late_tree;
    p->chapter->lost = !parse(late ? &p->scratch : p->arena, p->chapter, &p->markdown, d);
    if ((late || p->chapter->named) && !sheet_write(&p->sheet, &p->markdown)) {
        buf_release(&p->sheet);
    }
}

/* Leaves the chapter what was made of it; or, if its tree is to be late, its sheet only. */
static void end(struct parsing *p)
{
    struct chapter *ch = p->chapter;
    if (ch->late_tree && p->sheet.len > 0 &&
        sheet_read(p->arena, ch->source.file, str_copy(p->arena, buf_str(&p->sheet)),
                   &ch->markdown)) {
        ch->markdown.source.text = ch->source.text;
        markdown_release(&p->markdown);
        arena_release(&p->scratch);
    } else {
        ch->markdown = p->markdown;
        arena_join(p->arena, &p->scratch);
    }
    buf_release(&p->sheet);
}

/* The messages, and the sheet. */
static void write_piece(struct buf *out, const struct parsing *p, const struct diag *said)
{
    const struct diag_file *file = p->chapter->source.file;
    struct buf messages = {0};
    diag_record(said, &(struct diag_known){&file, 1}, &messages);
    record_str(out, buf_str(&messages));
    record_str(out, buf_str(&p->sheet));
    buf_release(&messages);
}

/* Parses, and keeps what came of it. */
static void parse_and_keep(struct parsing *p, struct diag *d, str stored)
{
    const struct chapter *ch = p->chapter;
    struct diag own;
    struct buf piece = {0};
    diag_begin_part(&own, d);
    begin(p, &own);
    if (p->sheet.len > 0) {
        write_piece(&piece, p, &own);
    }
    diag_join(d, &own);
    if (stored.len > 0) {
        store_verify("the sheet", ch->path, stored, buf_str(&piece));
    } else if (piece.len > 0 && !ch->lost) {
        store_put(p->book->store, STORE_CHAPTER, &ch->name, buf_str(&piece));
    }
    buf_release(&piece);
    end(p);
}

void chapter_name(struct chapter *ch, const struct digest *citable)
{
    struct chapter_source *s = &ch->source;
    if (!s->unread) {
        struct digest digest = digest_of(s->text);
        if (s->real.len > 0) {
            store_verify("the text", ch->path, (str){(const char *)&s->digest, sizeof digest},
                         (str){(const char *)&digest, sizeof digest});
        }
        s->digest = digest;
    }
    ch->name = sheet_name(&s->digest, s->body_line, &s->options, citable);
    ch->named = true;
}

void chapter_parse(const struct book *b, struct arena *a, struct chapter *ch,
                   const struct digest *citable, struct diag *d)
{
    const struct chapter_source *s = &ch->source;
    str bytes = STR_NONE;
    struct parsing p = {.book = b, .arena = a, .chapter = ch};
    if (b->store == NULL || s->file->npieces > 0) {
        begin(&p, d);
        end(&p);
        return;
    }
    if (!ch->named) {
        chapter_name(ch, citable);
    }
    bool found = store_view(b->store, STORE_CHAPTER, &ch->name, a, &bytes);
    if (found && store_is_verified()) {
        struct diag silent;
        diag_begin_part(&silent, d);
        parse_and_keep(&p, &silent, bytes);
        diag_release(&silent);
        markdown_release(&ch->markdown);
        p = (struct parsing){.book = b, .arena = a, .chapter = ch};
    }
    if (!found || !read_piece(a, ch, bytes, d)) {
        parse_and_keep(&p, d, STR_NONE);
    }
}

bool chapter_lacks_tree(const struct chapter *ch)
{
    return ch->markdown.sheet != NULL && ch->markdown.root == NULL;
}

bool chapter_parse_apart(struct arena *a, struct chapter *ch, struct markdown *parsed, str *piece,
                         struct diag *d)
{
    struct parsing p = {.arena = a, .chapter = ch};
    struct diag own;
    struct buf out = {0};
    diag_begin_part(&own, d);
    begin(&p, &own);
    write_piece(&out, &p, &own);
    diag_join(d, &own);
    *parsed = p.markdown;
    *piece = buf_finish(&out, a);
    bool fine = p.sheet.len > 0 &&
                sheet_read(a, ch->source.file, str_copy(a, buf_str(&p.sheet)), &ch->markdown);
    ch->markdown.source.text = ch->source.text;
    buf_release(&p.sheet);
    return fine;
}

bool chapter_piece_same(struct arena *a, str one, str other, bool *moved,
                        struct sheet_places *staying)
{
    str said, said_before, sheet, sheet_before;
    return open_piece(one, &said_before, &sheet_before) && open_piece(other, &said, &sheet) &&
           str_eq(said, said_before) && sheet_same(a, sheet_before, sheet, moved, staying);
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
    }
}

bool chapter_plant(struct arena *a, struct chapter *ch, struct markdown *parsed)
{
    bool fine = sheet_plant(a, &ch->markdown, parsed);
    if (fine) {
        lead_documents(ch);
    } else {
        markdown_release(parsed);
    }
    return fine;
}

bool chapter_make_tree(struct arena *a, struct chapter *ch, const struct diag *d)
{
    struct markdown parsed;
    struct diag silent;
    diag_begin_part(&silent, d);
    bool fine = parse(a, ch, &parsed, &silent);
    diag_release(&silent);
    if (!fine) {
        markdown_release(&parsed);
    }
    return fine && chapter_plant(a, ch, &parsed);
}

void chapter_drop_tree(struct chapter *ch)
{
    for (size_t i = 0; i < ch->ndocuments; i++) {
        ch->documents[i]->begin = ch->documents[i]->end = NULL;
    }
    sheet_uproot(&ch->markdown);
}
