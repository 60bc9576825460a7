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

static bool is_path(str text)
{
    static const str extensions[] = {STR_INIT(".md"), STR_INIT(".markdown"), STR_INIT(".qmd")};
    for (size_t i = 0; i < COUNT(extensions); i++) {
        if (str_ends(text, extensions[i])) {
            return true;
        }
    }
    return false;
}

/* A part's page is a file, or has nothing but its title. */
static void read_part(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct chapter_entry *e = out;
    str text;
    if (!text_of(r, v, &text, "write the title of the part, or the path of its .md")) {
        return;
    }
    e->part = true;
    if (is_path(text)) {
        read_path(r, row, v, e);
    } else {
        e->part_title = text;
    }
}

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
    {.name = "was", .read = read_text, .at = AT(options.was)},
    {.name = "part", .read = read_part, .at = AT(file)},
    {.name = "chapters", .read = read_chapters, .at = AT(below)},
};
static const struct key_table entry_keys = {entry_rows, COUNT(entry_rows), false};

static bool names_file(const struct yaml *v)
{
    return !lacks(v, STR("file")) || !lacks(v, STR("path")) || !lacks(v, STR("href"));
}

/* What keys that are right one by one say together. fine: they are. */
static bool check_entry(struct reading *r, const struct yaml *v, bool fine,
                        const struct chapter_entry *e)
{
    bool page = e->options.page != PAGE_NONE, file = names_file(v), part = !lacks(v, STR("part"));
    if (part && file) {
        complain(r, yaml_get(v, STR("part")), STR("an entry that is both a part and a chapter"),
                 STR("write the file of a part's page after \"part:\", its name after "
                     "\"title:\""));
    } else if (page && !file && (part || !lacks(v, STR("chapters")))) {
        complain(r, yaml_get(v, STR("page")),
                 STR("a generated page that is a part or has chapters"),
                 STR("give the page an entry of its own"));
        return false;
    } else if (fine && !page && !file && !part && lacks(v, STR("page"))) {
        complain(r, v, STR("a chapter without a file"),
                 e->below.count > 0 ? STR("add \"file: ...\", or \"part: ...\" with a title")
                                    : STR("add \"file: ...\""));
    }
    return e->file.text.len > 0 || e->part_title.len > 0 || page;
}

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
    return check_entry(r, v, fine, e);
}

/* The chapters below an entry that stands for nothing take its place: they were meant. */
static void add_entry(struct reading *r, const struct chapter_entry *e, bool stands,
                      struct chapter_list *list)
{
    if (stands) {
        *ARENA_PUSH(r->arena, struct chapter_entry, &list->items, &list->count) = *e;
    }
    for (size_t i = 0; !stands && i < e->below.count; i++) {
        *ARENA_PUSH(r->arena, struct chapter_entry, &list->items, &list->count) = e->below.items[i];
    }
}

void read_chapters(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct chapter_list *list = key_field(row, out);
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        struct chapter_entry e = {0};
        if (!is_blank(item)) {
            bool stands = read_entry(r, item, &e);
            e.file.at = e.file.text.len == 0 ? item->at : e.file.at;
            add_entry(r, &e, stands, list);
        }
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
    {.name = "split-level", .read = read_number, .at = AT(split_level), .most = 6},
    {.name = "encoding", .read = read_encoding, .at = AT(encoding)},
    {.name = "was", .read = read_text, .at = AT(was)},
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
