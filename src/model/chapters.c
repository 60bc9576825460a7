#include "model/chapters.h"
#include "base/fs.h"
#include "base/memory.h"
#include "base/parts.h"
#include "messages.h"
#include "model/files.h"
#include "model/pages.h"
#include "model/texts.h"
#include "model/trees.h"
#include "source/include.h"
#include "source/sheet.h"
#include "source/yaml.h"
#include "store/store.h"
#include "store/use.h"

static str decode(struct book *b, str bytes)
{
    return encoding_decode(b->arena, bytes, encoding_of(bytes, b->manifest.encoding));
}

bool chapter_text(struct book *b, struct placed path, const struct diag_file *file, str *text,
                  struct diag *d)
{
    struct naming n = named_by_manifest(path);
    str bytes;
    if (!file_read(b, &n, MARKDOWN_MAX_FILE, &bytes, d)) {
        return false;
    }
    *text = markdown_clean(b->arena, file, decode(b, bytes), d);
    return true;
}

static void set_if_empty(str *value, str other)
{
    if (value->len == 0) {
        *value = other;
    }
}

static void choose_if_silent(enum choice *value, enum choice other)
{
    if (*value == CHOICE_DEFAULT) {
        *value = other;
    }
}

/* An entry of chapters wins over the file's own front matter; its title is also the name in
 * navigation. */
static struct chapter_options merged(struct chapter_options entry, struct chapter_options own)
{
    struct chapter_options out = entry;
    set_if_empty(&out.nav_title, entry.title);
    set_if_empty(&out.nav_title, own.nav_title);
    set_if_empty(&out.nav_title, entry.label);
    set_if_empty(&out.title, own.title);
    set_if_empty(&out.title, entry.label);
    set_if_empty(&out.lang, own.lang);
    out.lang_at = own.lang_at;
    set_if_empty(&out.dir, own.dir);
    set_if_empty(&out.was, own.was);
    choose_if_silent(&out.linear, own.linear);
    choose_if_silent(&out.toc, own.toc);
    if (out.type == NULL) {
        out.type = own.type;
    }
    if (!out.matter_given) {
        out.matter_given = own.matter_given;
        out.matter = own.matter;
    }
    if (out.page == PAGE_NONE) {
        out.page = own.page;
    }
    if (out.split_level == 0) {
        out.split_level = own.split_level;
    }
    return out;
}

static struct chapter *new_chapter(struct book *b, str path, struct place listed_at)
{
    struct chapter *ch = ARENA_NEW(b->arena, struct chapter);
    ch->path = path;
    ch->listed_at = listed_at;
    ch->depth = 1;
    return ch;
}

static void add_chapter(struct book *b, struct chapter *ch)
{
    if (ch->path.len > 0) {
        map_set(b->arena, &b->chapters_by_path, ch->path, b->nchapters);
    }
    *ARENA_PUSH(b->arena, struct chapter *, &b->chapters, &b->nchapters) = ch;
}

/* How the text of a chapter is read. */
static struct markdown_options reading_of(const struct book *b, const struct chapter *ch)
{
    const struct manifest *m = &b->manifest;
    unsigned features = m->dialect_gfm ? DIALECT_GFM : DIALECT_OCTAVO;
    features &= m->smart ? ~0u : ~(unsigned)DIALECT_SMART;
    features &= m->math ? ~0u : ~(unsigned)DIALECT_MATH;
    features |= b->mdbook ? (unsigned)DIALECT_RUST : 0;
    str lang = ch->options.lang.len > 0 ? ch->options.lang : m->lang;
    return (struct markdown_options){
        .features = features,
        .lang = lang,
        .bibliography = b->bibliography.count > 0 ? &b->bibliography : NULL,
    };
}

static struct chapter_source source_of(const struct book *b, const struct chapter *ch,
                                       const struct diag_file *file, str text, uint32_t body_line)
{
    return (struct chapter_source){.file = file,
                                   .text = text,
                                   .size = text.len,
                                   .body_line = body_line,
                                   .options = reading_of(b, ch)};
}

/* The file's front matter over its entry: then it is known how its text is to be parsed. */
static void begin_parse(struct book *b, struct chapter *ch, const struct diag_file *file, str text,
                        struct diag *d)
{
    struct chapter_options own = {0};
    str yaml, body;
    uint32_t body_line;
    if (front_matter_split(text, &yaml, &body, &body_line)) {
        chapter_front_matter(b->arena, file, 2, yaml, &b->unused_keys, &own, d);
    }
    ch->options = merged(ch->options, own);
    ch->source = source_of(b, ch, file, text, body_line);
}

/* What the text may cite. */
static struct digest citable_of(const struct book *b)
{
    return b->store != NULL ? sheet_citable(&b->bibliography) : (struct digest){{0}};
}

/* The trees of so much text take more than one large page. */
#define MUCH ((size_t)128 << 10)

static void expect_trees(size_t weight)
{
    if (weight >= MUCH) {
        memory_expect_much();
    }
}

/* A small book is made as quickly without the store, and the trees of a large one would not fit
 * into memory together. */
static void weigh(struct book *b, struct chapter **chapters, size_t count, size_t weight)
{
    if (!store_is_worthwhile(weight)) {
        b->store = NULL;
    }
    if (!b->trees_stay) {
        trees_choose(chapters, count, weight);
    }
}

void chapters_take_single(struct book *b, str path, const struct diag_file *file, str text,
                          uint32_t body_line, struct diag *d)
{
    struct chapter *ch = new_chapter(b, path, (struct place){0});
    ch->source = source_of(b, ch, file, text, body_line);
    expect_trees(text.len);
    weigh(b, &ch, 1, text.len);
    struct digest citable = citable_of(b);
    chapter_parse(b, b->arena, ch, &citable, d);
    add_chapter(b, ch);
}

/* A list of chapters on its way into the book. */
struct listing {
    struct book *book;
    struct diag *diag;
    struct map listed;    /* path -> index in places */
    struct place *places; /* where each file is listed */
    size_t nplaces;
    size_t count;  /* of files so far: their order in messages */
    size_t weight; /* of their texts, likewise */
    struct includer includer;
    struct chapter **unparsed; /* in order */
    size_t nunparsed;
    struct digest citable;
};

static void report_twice(struct diag *d, str what, struct place at, struct place first)
{
    diag_report(d, &(struct report){.kind = MSG_CHAPTER_TWICE,
                                    .at = at,
                                    .args = {what},
                                    .related = {first, STR("listed here first")}});
}

static bool is_first(struct listing *l, str path, const struct placed *written)
{
    struct arena *a = l->book->arena;
    size_t number = l->nplaces, first = map_put(a, &l->listed, path, number);
    if (first != number) {
        report_twice(l->diag, written->text, written->at, l->places[first]);
        return false;
    }
    *ARENA_PUSH(a, struct place, &l->places, &l->nplaces) = written->at;
    return true;
}

/* May there be front matter, or anything else that is to be known before the text is parsed? It
 * begins with "---", perhaps behind a byte order mark. */
static bool is_wanted_clean(const struct book *b, str bytes)
{
    return b->mdbook || bytes.len == 0 || bytes.ptr[0] == '-' || bytes.ptr[0] == '\xEF';
}

/* The text of a file, listed or found, as yet to be cleaned where that can wait. False: it could
 * not be read, which was reported; but one that was found, and that a symbolic link leads to
 * outside the root, was not meant by anyone, and is passed over. */
static bool take_text(struct listing *l, str path, struct placed named,
                      const struct diag_file *file, struct chapter_source *out)
{
    struct book *b = l->book;
    bool found = named.at.line == 0;
    named.at.file = found ? file : named.at.file;
    const struct naming n = named_by_manifest(named);
    str bytes;
    enum source_fault fault = source_read(b->arena, &b->root, n.rel, MARKDOWN_MAX_FILE, &bytes);
    if (fault == SOURCE_FINE) {
        str text = decode(b, bytes);
        out->unclean = !is_wanted_clean(b, text);
        out->plain = out->unclean && text.ptr == bytes.ptr && text.len == bytes.len;
        out->text = out->unclean ? text : markdown_clean(b->arena, file, text, l->diag);
        return true;
    }
    if (!found || fault != SOURCE_OUTSIDE) {
        file_report(b, &n, fault, MARKDOWN_MAX_FILE, l->diag);
        map_set(b->arena, &b->chapters_by_path, path, CHAPTER_FAILED);
    }
    return false;
}

/* Is the text known, and what comes of it in the store? Then there is no need to read it. */
static bool take_known(struct listing *l, const struct diag_file *file, struct chapter *ch)
{
    struct book *b = l->book;
    struct chapter known = *ch;
    struct chapter_source source = {0};
    if (b->mdbook || b->store == NULL || !texts_know(b, ch->path, &source)) {
        return false;
    }
    begin_parse(b, &known, file, STR_NONE, l->diag);
    known.source.unread = known.source.plain = true;
    known.source.digest = source.digest;
    known.source.size = source.size;
    known.source.real = source.real;
    chapter_name(&known, &l->citable);
    bool found = store_has(b->store, STORE_CHAPTER, &known.name);
    if (found) {
        *ch = known;
    }
    return found;
}

static void take_file(struct listing *l, const struct chapter_entry *entry, unsigned depth)
{
    struct book *b = l->book;
    struct placed named = entry->file;
    str path;
    struct chapter_source read = {0};
    if (!path_normal(b->arena, named.text, &path)) {
        path = named.text;
    }
    if (!is_first(l, path, &named)) {
        return;
    }
    const struct diag_file *file = file_shown(b, path, ++l->count, l->diag);
    struct chapter *ch = new_chapter(b, path, entry->file.at);
    ch->depth = depth;
    ch->options = entry->options;
    bool known = take_known(l, file, ch);
    if (!known || store_is_verified()) {
        struct chapter_source before = ch->source;
        if (!take_text(l, path, named, file, &read)) {
            return;
        }
        if (b->mdbook) {
            struct included included;
            include_expand(&l->includer, path, file, read.text, &included);
            read.text = included.text;
            file = included.file;
            set_if_empty(&ch->options.label, included.title);
        }
        begin_parse(b, ch, file, read.text, l->diag);
        ch->source.unclean = read.unclean;
        ch->source.plain = read.plain;
        ch->source.digest = before.digest;
        ch->source.real = before.real;
        ch->named = false;
    }
    *ARENA_PUSH(b->arena, struct chapter *, &l->unparsed, &l->nunparsed) = ch;
    if (entry->part && ch->options.type == NULL) {
        ch->options.type = section_type_find(STR("part"));
    }
    add_chapter(b, ch);
    l->weight += ch->source.size;
    expect_trees(l->weight);
}

/* The page of a part that has a title and no text. */
static void take_part(struct listing *l, const struct chapter_entry *entry, unsigned depth)
{
    struct chapter *ch = new_chapter(l->book, STR_NONE, entry->file.at);
    ch->depth = depth;
    ch->options = merged(entry->options, (struct chapter_options){0});
    ch->options.title = entry->part_title;
    ch->options.type = ch->options.type != NULL ? ch->options.type : section_type_find(STR("part"));
    ch->markdown.file = entry->file.at.file;
    add_chapter(l->book, ch);
}

/* A generated page that is to stand before the chapter that comes next. */
static void take_page(struct listing *l, const struct chapter_entry *entry, unsigned depth)
{
    struct book *b = l->book;
    for (size_t i = 0; i < b->npage_stands; i++) {
        if (b->page_stands[i].page == entry->options.page) {
            report_twice(l->diag, page_name(entry->options.page), entry->file.at,
                         b->page_stands[i].at);
            return;
        }
    }
    *ARENA_PUSH(b->arena, struct page_stand, &b->page_stands, &b->npage_stands) =
        (struct page_stand){entry->options.page, b->nchapters, depth, entry->file.at};
}

/* Recursion ends at CHAPTERS_MAX_DEPTH: no list is deeper. */
static void take_list(struct listing *l, const struct chapter_list *list, unsigned depth)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct chapter_entry *entry = &list->items[i];
        if (entry->file.text.len > 0) {
            take_file(l, entry, depth);
        } else if (entry->part) {
            take_part(l, entry, depth);
        } else {
            take_page(l, entry, depth);
        }
        take_list(l, &entry->below, depth + 1);
    }
}

static size_t text_weight(void *context, size_t index)
{
    const struct listing *l = context;
    return l->unparsed[index]->source.size;
}

static void parse_listed(void *context, const struct part *part, size_t index)
{
    const struct listing *l = context;
    struct chapter *ch = l->unparsed[index];
    struct chapter_source *s = &ch->source;
    if (s->unclean) {
        str text = markdown_clean(part->arena, s->file, s->text, part->diag);
        s->plain = s->plain && text.ptr == s->text.ptr && text.len == s->text.len;
        s->text = text;
        s->unclean = false;
    }
    chapter_parse(l->book, part->arena, ch, &l->citable, part->diag);
}

static void parse_all(struct listing *l)
{
    weigh(l->book, l->unparsed, l->nunparsed, l->weight);
    const struct parts parts = {.count = l->nunparsed,
                                .weight = text_weight,
                                .run = parse_listed,
                                .context = l,
                                .threads = l->book->threads,
                                .arena = l->book->arena,
                                .diag = l->diag};
    parts_run(&parts);
}

void chapters_read(struct book *b, const struct chapter_list *list, struct diag *d)
{
    struct listing l = {.book = b, .diag = d};
    l.includer = (struct includer){.arena = b->arena, .diag = d, .root = &b->root};
    l.citable = citable_of(b);
    texts_recall(b);
    take_list(&l, list, 1);
    parse_all(&l);
}

void chapters_read_tips(struct book *b, struct diag *d)
{
    const struct placed *named = &b->manifest.tips;
    str path, text;
    if (named->text.len == 0 || b->manifest.pages[PAGE_TIPS] == CHOICE_NO) {
        return;
    }
    if (!path_normal(b->arena, named->text, &path)) {
        path = named->text;
    }
    const struct diag_file *file = file_shown(b, path, ORDER_TIPS, d);
    if (!chapter_text(b, *named, file, &text, d)) {
        map_put(b->arena, &b->chapters_by_path, path, CHAPTER_FAILED);
        return;
    }
    struct chapter *ch = new_chapter(b, path, named->at);
    begin_parse(b, ch, file, text, d);
    chapter_parse_whole(b->arena, ch, d);
    map_put(b->arena, &b->chapters_by_path, path, b->nchapters);
    b->tips_chapter = ch;
    b->tips_file = &ch->markdown;
}
