/* The list of chapters, the generated pages, and what a chapter says of itself. */
#include "base/nearest.h"
#include "messages.h"
#include "source/manifest_internal.h"
#include "vocab/roles.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *const page_names[] = {
    [PAGE_NONE] = "",
    [PAGE_COVER] = "cover",
    [PAGE_TITLEPAGE] = "titlepage",
    [PAGE_CONTENTS] = "contents",
    [PAGE_TIPS] = "tips",
    [PAGE_REFERENCES] = "references",
    [PAGE_ABOUT] = "about",
    [PAGES] = NULL,
};

static void read_type(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    const struct section_type **type = key_field(row, out);
    str name;
    if (!text_of(r, v, &name, "write one type")) {
        return;
    }
    const struct section_type *found = section_type_find(name);
    if (found != NULL) {
        *type = found;
        return;
    }
    struct nearest near = {.wanted = name};
    if (may_search(r)) {
        section_type_offer(&near);
    }
    r->searches++;
    refuse_for(r, v, near.best,
               STR("write an epub:type of a section, such as chapter, preface or appendix"));
}

/* Fills matter and matter_given of the options that out begins with. */
static void read_matter(struct reading *r, const struct key_row *row, const struct yaml *v,
                        void *out)
{
    static const char *const words[] = {
        [MATTER_BODY] = "body", [MATTER_FRONT] = "front", [MATTER_BACK] = "back", NULL};
    struct chapter_options *options = key_field(row, out);
    int i = choose(r, v, words);
    if (i >= 0) {
        options->matter = (enum matter)i;
        options->matter_given = true;
    }
}

static void read_page(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    int i = choose(r, v, page_names + 1);
    if (i >= 0) {
        *(enum page *)key_field(row, out) = (enum page)(i + 1);
    }
}

#define AT(member) offsetof(struct chapter_entry, member)

static const struct key_row entry_rows[] = {
    {.name = "file", .read = read_path, .at = AT(file)},
    {.name = "path", .same_as = "file", .read = read_path, .at = AT(file)},
    {.name = "href", .same_as = "file", .read = read_path, .at = AT(file)},
    {.name = "title", .read = read_text, .at = AT(options.title)},
    {.name = "text", .same_as = "title", .read = read_text, .at = AT(options.title)},
    {.name = "type", .read = read_type, .at = AT(options.type)},
    {.name = "matter", .read = read_matter, .at = AT(options)},
    {.name = "linear", .read = read_choice, .at = AT(options.linear)},
    {.name = "toc", .read = read_choice, .at = AT(options.toc)},
    {.name = "page", .read = read_page, .at = AT(options.page)},
    {.name = "part", .read = read_later},
    {.name = "chapters", .read = read_later},
};
static const struct key_table entry_keys = {entry_rows, COUNT(entry_rows), false};

/* False if the entry stands for nothing that can be put into the spine. */
static bool read_entry(struct reading *r, const struct yaml *v, struct chapter_entry *e)
{
    if (v->kind != YAML_MAPPING) {
        const struct key_row path = {.at = AT(file)};
        bool fine = v->kind == YAML_SCALAR;
        if (fine) {
            read_path(r, &path, v, e);
        } else {
            refuse(r, v,
                   STR("write the path of a .md, or {file: ..., title: ...}, for each chapter"));
        }
        return fine;
    }
    bool fine = keys_read(r, &entry_keys, v, e);
    bool named = !lacks(v, STR("file")) || !lacks(v, STR("path")) || !lacks(v, STR("href")) ||
                 !lacks(v, STR("page"));
    if (fine && !named && lacks(v, STR("part")) && lacks(v, STR("chapters"))) {
        complain(r, v, STR("a chapter without a file"), STR("add \"file: ...\""));
    }
    return e->file.text.len > 0 || e->options.page != PAGE_NONE;
}

void read_chapters(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct chapter_entry **items = key_field(row, out);
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        struct chapter_entry e = {0};
        if (is_blank(item) || !read_entry(r, item, &e)) {
            continue;
        }
        if (e.file.text.len == 0) {
            e.file.at = item->at;
        }
        *ARENA_PUSH(r->arena, struct chapter_entry, items, key_count(row, out)) = e;
    }
}

#define PAGE(page) ((page) * sizeof(enum choice))

static const struct key_row page_rows[] = {
    {.name = "cover", .read = read_choice, .at = PAGE(PAGE_COVER)},
    {.name = "titlepage", .read = read_choice, .at = PAGE(PAGE_TITLEPAGE)},
    {.name = "contents", .read = read_choice, .at = PAGE(PAGE_CONTENTS)},
    {.name = "tips", .read = read_choice, .at = PAGE(PAGE_TIPS)},
    {.name = "references", .read = read_choice, .at = PAGE(PAGE_REFERENCES)},
    {.name = "about", .read = read_choice, .at = PAGE(PAGE_ABOUT)},
};
static const struct key_table page_keys = {page_rows, COUNT(page_rows), false};

void read_pages(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    if (v->kind == YAML_MAPPING) {
        keys_read(r, &page_keys, v, key_field(row, out));
    } else {
        refuse(r, v, STR("write which pages to make, such as {tips: true, about: false}"));
    }
}

#undef AT
#define AT(member) offsetof(struct chapter_options, member)

static const struct key_row chapter_rows[] = {
    {.name = "title", .read = read_text, .at = AT(title)},
    {.name = "nav-title", .read = read_text, .at = AT(nav_title)},
    {.name = "short-title", .same_as = "nav-title", .read = read_text, .at = AT(nav_title)},
    {.name = "lang", .read = read_language, .at = AT(lang)},
    {.name = "dir", .read = read_dir, .at = AT(dir)},
    {.name = "type", .read = read_type, .at = AT(type)},
    {.name = "epub:type", .same_as = "type", .read = read_type, .at = AT(type)},
    {.name = "matter", .read = read_matter, .at = 0},
    {.name = "linear", .read = read_choice, .at = AT(linear)},
    {.name = "toc", .read = read_choice, .at = AT(toc)},
    {.name = "page", .read = read_page, .at = AT(page)},
    {.name = "split-level", .read = read_split_level, .at = AT(split_level), .most = 6},
    {.name = "encoding", .read = read_encoding},
    {.name = "was", .read = read_later},
};
static const struct key_table chapter_keys = {chapter_rows, COUNT(chapter_rows), true};

void chapter_front_matter(struct arena *a, const struct diag_file *file, uint32_t first_line,
                          str bytes, struct map *unused, struct chapter_options *out,
                          struct diag *d)
{
    struct reading r = {.arena = a, .file = file, .diag = d, .unused = unused};
    struct yaml top;
    *out = (struct chapter_options){0};
    if (!yaml_parse(a, file, first_line, bytes, &top, d)) {
        return;
    }
    if (top.kind == YAML_MAPPING) {
        const struct yaml *lang = yaml_get(&top, STR("lang"));
        keys_read(&r, &chapter_keys, &top, out);
        out->lang_at = lang != NULL ? lang->at : out->lang_at;
    } else if (!is_blank(&top)) {
        complain(&r, &top, STR("the front matter has no keys"),
                 STR("write \"key: value\" lines between the lines \"---\""));
    }
}
