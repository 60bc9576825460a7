#include "model/chapters.h"
#include "base/fs.h"
#include "messages.h"
#include "model/files.h"
#include "model/pages.h"
#include "source/yaml.h"

bool chapter_text(struct book *b, struct placed path, const struct diag_file *file, str *text,
                  struct diag *d)
{
    struct naming n = named_by_manifest(path);
    str bytes;
    if (!file_read(b, &n, MARKDOWN_MAX_FILE, &bytes, d)) {
        return false;
    }
    *text = markdown_clean(b->arena, file, bytes, d);
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
    set_if_empty(&out.title, own.title);
    set_if_empty(&out.lang, own.lang);
    out.lang_at = own.lang_at;
    set_if_empty(&out.dir, own.dir);
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
    map_set(b->arena, &b->chapters_by_path, ch->path, b->nchapters);
    *ARENA_PUSH(b->arena, struct chapter *, &b->chapters, &b->nchapters) = ch;
}

/* How the text of a chapter is read. */
static struct markdown_options reading_of(const struct book *b, const struct chapter *ch)
{
    const struct manifest *m = &b->manifest;
    unsigned features = m->dialect_gfm ? DIALECT_GFM : DIALECT_OCTAVO;
    features &= m->smart ? ~0u : ~(unsigned)DIALECT_SMART;
    features &= m->math ? ~0u : ~(unsigned)DIALECT_MATH;
    str lang = ch->options.lang.len > 0 ? ch->options.lang : m->lang;
    return (struct markdown_options){.features = features, .lang = lang};
}

/* The file's front matter over its entry, and its tree. */
static void parse(struct book *b, struct chapter *ch, const struct diag_file *file, str text,
                  struct diag *d)
{
    struct chapter_options own = {0};
    str yaml, body;
    uint32_t body_line;
    if (front_matter_split(text, &yaml, &body, &body_line)) {
        chapter_front_matter(b->arena, file, 2, yaml, &b->unused_keys, &own, d);
    }
    ch->options = merged(ch->options, own);
    struct markdown_options options = reading_of(b, ch);
    markdown_parse(b->arena, file, text, body_line, &options, &ch->markdown, d);
}

void chapters_take_single(struct book *b, str path, const struct diag_file *file, str text,
                          uint32_t body_line, struct diag *d)
{
    struct chapter *ch = new_chapter(b, path, (struct place){0});
    struct markdown_options options = reading_of(b, ch);
    markdown_parse(b->arena, file, text, body_line, &options, &ch->markdown, d);
    add_chapter(b, ch);
}

static void report_twice(struct diag *d, str what, struct place at, struct place first)
{
    diag_report(d, &(struct report){.kind = MSG_CHAPTER_TWICE,
                                    .at = at,
                                    .args = {what},
                                    .related = {first, STR("listed here first")}});
}

static void read_entry(struct book *b, const struct chapter_entry *entry, size_t order,
                       struct map *listed, struct diag *d)
{
    str path, text;
    if (!path_normal(b->arena, entry->file.text, &path)) {
        path = entry->file.text;
    }
    size_t first = map_put(b->arena, listed, path, order);
    if (first != order) {
        report_twice(d, entry->file.text, entry->file.at, b->manifest.chapters[first].file.at);
        return;
    }
    const struct diag_file *file = file_shown(b, path, order + 1, d);
    if (!chapter_text(b, entry->file, file, &text, d)) {
        map_set(b->arena, &b->chapters_by_path, path, CHAPTER_FAILED);
        return;
    }
    struct chapter *ch = new_chapter(b, path, entry->file.at);
    ch->options = entry->options;
    parse(b, ch, file, text, d);
    add_chapter(b, ch);
}

/* A generated page that is to stand before the chapter that comes next. */
static void take_page(struct book *b, const struct chapter_entry *entry, struct diag *d)
{
    for (size_t i = 0; i < b->npage_stands; i++) {
        if (b->page_stands[i].page == entry->options.page) {
            report_twice(d, page_name(entry->options.page), entry->file.at, b->page_stands[i].at);
            return;
        }
    }
    *ARENA_PUSH(b->arena, struct page_stand, &b->page_stands, &b->npage_stands) =
        (struct page_stand){entry->options.page, b->nchapters, entry->file.at};
}

void chapters_read_listed(struct book *b, struct diag *d)
{
    struct map listed = {0};
    const struct manifest *m = &b->manifest;
    for (size_t i = 0; i < m->nchapters; i++) {
        if (m->chapters[i].file.text.len == 0) {
            take_page(b, &m->chapters[i], d);
        } else {
            read_entry(b, &m->chapters[i], i, &listed, d);
        }
    }
}

/* A file that a symbolic link leads to outside the root was not meant by anyone, and is passed
 * over. */
void chapters_read_found(struct book *b, const struct found *files, size_t count, struct diag *d)
{
    for (size_t i = 0; i < count; i++) {
        str bytes;
        struct naming n = named_by_manifest((struct placed){.text = files[i].path});
        enum source_fault fault =
            source_read(b->arena, &b->root, files[i].path, MARKDOWN_MAX_FILE, &bytes);
        if (fault == SOURCE_OUTSIDE) {
            continue;
        }
        struct diag_file *file = file_shown(b, files[i].path, i + 1, d);
        n.at.file = file;
        if (fault != SOURCE_FINE) {
            file_report(b, &n, fault, MARKDOWN_MAX_FILE, d);
            map_set(b->arena, &b->chapters_by_path, files[i].path, CHAPTER_FAILED);
            continue;
        }
        struct chapter *ch = new_chapter(b, files[i].path, (struct place){0});
        ch->depth = files[i].depth;
        parse(b, ch, file, markdown_clean(b->arena, file, bytes, d), d);
        add_chapter(b, ch);
    }
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
    parse(b, ch, file, text, d);
    map_put(b->arena, &b->chapters_by_path, path, b->nchapters);
    b->tips_chapter = ch;
    b->tips_file = &ch->markdown;
}
