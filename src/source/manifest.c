/* The keys of a manifest, row for row as part 1 of the source format has them, and what only the
 * whole shows. */
#include "base/text.h"
#include "messages.h"
#include "source/manifest_internal.h"
#include "vocab/languages.h"

/* A manifest while its keys come in the author's order. */
struct draft {
    struct manifest m;
    struct people authors, creators, contributors;
    str ibooks_version;
};

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define AT(member)   offsetof(struct draft, m.member)

static void read_style(struct reading *r, const struct key_row *row, const struct yaml *v,
                       void *out)
{
    static const char *const words[] = {"plain", "none", NULL};
    static const char *const later[] = {"manual", "literary", NULL};
    if (word_of(v, later) >= 0) {
        postpone(r, v);
        return;
    }
    int i = choose(r, v, words);
    if (i >= 0) {
        *(bool *)key_field(row, out) = i == 1;
    }
}

static void read_nocite(struct reading *r, const struct key_row *row, const struct yaml *v,
                        void *out)
{
    struct placed *nocite = key_field(row, out);
    if (text_of(r, v, &nocite->text, "write \"@a, @b\" or \"@*\"")) {
        nocite->at = v->at;
    }
}

static void read_dialect(struct reading *r, const struct key_row *row, const struct yaml *v,
                         void *out)
{
    static const char *const words[] = {"octavo", "gfm", NULL};
    int i = choose(r, v, words);
    if (i >= 0) {
        *(bool *)key_field(row, out) = i == 1;
    }
}

/* CSL-JSON now; other formats one day. */
static void read_bibliographies(struct reading *r, const struct key_row *row, const struct yaml *v,
                                void *out)
{
    static const str later[] = {STR_INIT(".yaml"), STR_INIT(".yml"), STR_INIT(".bib"),
                                STR_INIT(".ris")};
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        bool postponed = false;
        for (size_t j = 0; item->kind == YAML_SCALAR && j < COUNT(later); j++) {
            postponed = postponed || str_ends(str_trim(item->text), later[j]);
        }
        if (postponed) {
            postpone(r, item);
        } else {
            read_paths(r, row, item, out);
        }
    }
}

/* dc:format; of Quarto and others, a mapping of output formats. */
static void read_format(struct reading *r, const struct key_row *row, const struct yaml *v,
                        void *out)
{
    if (v->kind == YAML_MAPPING) {
        read_unused(r, row, v, out);
    } else {
        read_text(r, row, v, out);
    }
}

static void read_tips(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    bool flag;
    if (v->kind == YAML_SCALAR && is_boolean(str_trim(v->text), &flag)) {
        refuse(r, v,
               flag ? STR("write \"pages: {tips: true}\" for a page of all tips; this key names "
                          "a .md with further tips")
                    : STR("write \"pages: {tips: false}\""));
    } else {
        read_path(r, row, v, out);
    }
}

static void read_book_chapters(struct reading *r, const struct key_row *row, const struct yaml *v,
                               void *out)
{
    struct manifest *m = &((struct draft *)out)->m;
    m->chapters_given = true;
    if (m->single) {
        diag_report(r->diag,
                    &(struct report){.kind = MSG_VALUE,
                                     .at = r->key_at,
                                     .args = {STR("a single .md has no \"chapters\""),
                                              STR("move the front matter to a book.yaml")}});
        return;
    }
    read_chapters(r, row, v, out);
}

static const struct key_row ibooks_rows[] = {
    {.name = "version", .read = read_text, .at = offsetof(struct draft, ibooks_version)},
    {.name = "specified-fonts", .read = read_unused},
    {.name = "ipad-orientation-lock", .read = read_unused},
    {.name = "iphone-orientation-lock", .read = read_unused},
    {.name = "binding", .read = read_unused},
    {.name = "scroll-axis", .read = read_unused},
};
static const struct key_table ibooks_keys = {ibooks_rows, COUNT(ibooks_rows), false};

static void read_ibooks(struct reading *r, const struct key_row *row, const struct yaml *v,
                        void *out)
{
    (void)row;
    if (v->kind == YAML_MAPPING) {
        keys_read(r, &ibooks_keys, v, out);
    } else {
        refuse(r, v, STR("write \"version: ...\""));
    }
}

static const struct key_row book_rows[] = {
    {.name = "title", .read = read_titles, .at = AT(titles), .count_at = AT(ntitles)},
    {.name = "subtitle", .read = read_text, .at = AT(subtitle)},
    {.name = "author", .read = read_people, .at = offsetof(struct draft, authors)},
    {.name = "authors",
     .same_as = "author",
     .read = read_people,
     .at = offsetof(struct draft, authors)},
    {.name = "creator", .read = read_people, .at = offsetof(struct draft, creators)},
    {.name = "contributor", .read = read_people, .at = offsetof(struct draft, contributors)},
    {.name = "lang", .read = read_language, .at = AT(lang)},
    {.name = "language", .same_as = "lang", .read = read_language, .at = AT(lang)},
    {.name = "dir", .read = read_dir, .at = AT(dir)},
    {.name = "page-progression-direction", .same_as = "dir", .read = read_dir, .at = AT(dir)},
    {.name = "identifier",
     .read = read_identifiers,
     .at = AT(identifiers),
     .count_at = AT(nidentifiers)},
    {.name = "date", .read = read_date, .at = AT(date)},
    {.name = "modified", .read = read_modified, .at = AT(modified)},
    {.name = "version", .read = read_text, .at = AT(version)},
    {.name = "ibooks", .read = read_ibooks},
    {.name = "edition", .read = read_text, .at = AT(edition)},
    {.name = "publisher", .read = read_texts, .at = AT(publishers), .count_at = AT(npublishers)},
    {.name = "description", .read = read_text, .at = AT(description)},
    {.name = "abstract", .same_as = "description", .read = read_text, .at = AT(description)},
    {.name = "rights", .read = read_text, .at = AT(rights)},
    {.name = "source", .read = read_text, .at = AT(source)},
    {.name = "type", .read = read_text, .at = AT(type)},
    {.name = "relation", .read = read_text, .at = AT(relation)},
    {.name = "coverage", .read = read_text, .at = AT(coverage)},
    {.name = "format", .read = read_format, .at = AT(format)},
    {.name = "subject", .read = read_subjects, .at = AT(subjects), .count_at = AT(nsubjects)},
    {.name = "keywords",
     .same_as = "subject",
     .read = read_subjects,
     .at = AT(subjects),
     .count_at = AT(nsubjects)},
    {.name = "license", .read = read_license},
    {.name = "licence", .same_as = "license", .read = read_license},
    {.name = "belongs-to-collection", .read = read_text, .at = AT(collection)},
    {.name = "series", .same_as = "belongs-to-collection", .read = read_text, .at = AT(collection)},
    {.name = "group-position", .read = read_position, .at = AT(collection_position)},
    {.name = "series-index",
     .same_as = "group-position",
     .read = read_position,
     .at = AT(collection_position)},
    {.name = "cover-image", .read = read_cover},
    {.name = "epub-cover-image", .same_as = "cover-image", .read = read_cover},
    {.name = "cover", .same_as = "cover-image", .read = read_cover},
    {.name = "css", .read = read_paths, .at = AT(css), .count_at = AT(ncss)},
    {.name = "stylesheet",
     .same_as = "css",
     .read = read_paths,
     .at = AT(css),
     .count_at = AT(ncss)},
    {.name = "style", .read = read_style, .at = AT(style_none)},
    {.name = "fonts", .read = read_later},
    {.name = "epub-fonts", .same_as = "fonts", .read = read_later},
    {.name = "bibliography",
     .read = read_bibliographies,
     .at = AT(bibliographies),
     .count_at = AT(nbibliographies)},
    {.name = "csl", .read = read_later},
    {.name = "citation-style", .same_as = "csl", .read = read_later},
    {.name = "references", .read = read_later},
    {.name = "nocite", .read = read_nocite, .at = AT(nocite)},
    {.name = "reference-section-title", .read = read_text, .at = AT(reference_title)},
    {.name = "toc-title", .read = read_text, .at = AT(contents_title)},
    {.name = "suppress-bibliography", .read = read_boolean, .at = AT(suppress_bibliography)},
    {.name = "link-bibliography", .read = read_boolean, .at = AT(link_bibliography)},
    {.name = "toc-depth", .read = read_number, .at = AT(toc_depth), .most = 6},
    {.name = "split-level", .read = read_number, .at = AT(split_level), .most = 6},
    {.name = "epub-chapter-level",
     .same_as = "split-level",
     .read = read_number,
     .at = AT(split_level),
     .most = 6},
    {.name = "smart", .read = read_boolean, .at = AT(smart)},
    {.name = "math", .read = read_boolean, .at = AT(math)},
    {.name = "dialect", .read = read_dialect, .at = AT(dialect_gfm)},
    {.name = "encoding", .read = read_encoding, .at = AT(encoding)},
    {.name = "chapters", .read = read_book_chapters, .at = AT(chapters)},
    {.name = "pages", .read = read_pages, .at = AT(pages)},
    {.name = "toc", .read = read_choice, .at = AT(pages[PAGE_CONTENTS])},
    {.name = "tips", .read = read_tips, .at = AT(tips)},
    {.name = "resources", .read = read_paths, .at = AT(resources), .count_at = AT(nresources)},
    {.name = "page-source", .read = read_page_source, .at = AT(page_source)},
    {.name = "accessibility", .read = read_accessibility, .at = AT(accessibility)},
    {.name = "accessibilitySummary", .read = read_text, .at = AT(accessibility.summary)},
    {.name = "accessibilityHazards", .read = read_hazards, .at = AT(accessibility)},
    {.name = "contact", .read = read_text, .at = AT(contact)},
    {.name = "cite-as", .read = read_text, .at = AT(cite_as)},
    {.name = "changes", .read = read_changes},
    {.name = "editions", .read = read_later},
    {.name = "diagnostics", .read = read_early},
};
_Static_assert(COUNT(book_rows) <= KEY_TABLE_MAX, "keys_read has room for so many rows");
static const struct key_table book_keys = {book_rows, COUNT(book_rows), false};

/* Defaults alone, as of a book without manifest. */
static void manifest_defaults(struct manifest *m)
{
    *m = (struct manifest){.lang = STR("en"),
                           .dir = STR("ltr"),
                           .link_bibliography = true,
                           .toc_depth = 2,
                           .smart = true,
                           .math = true,
                           .split_level = 1};
}

str manifest_remedy(struct arena *a, const struct manifest *m, str key, str value)
{
    bool in_toml = str_eq(key, STR("lang")) || str_eq(key, STR("title"));
    if (m->home == MANIFEST_TOML && in_toml) {
        key = str_eq(key, STR("lang")) ? STR("language") : key;
        return str_printf(a, "add '%.*s = \"%.*s\"' to [book]", STR_ARG(key), STR_ARG(value));
    }
    return str_printf(a,
                      m->home == MANIFEST_YAML ? "add \"%.*s: %.*s\""
                                               : "write \"%.*s: %.*s\" into a book.yaml",
                      STR_ARG(key), STR_ARG(value));
}

/* At the key, if it is there without a value. */
static void report_absent(struct reading *r, const struct manifest *m, const struct yaml *top,
                          str key, enum message kind)
{
    struct place at = {.file = r->file};
    for (size_t i = 0; i < top->count; i++) {
        if (str_eq(top->pairs[i].key, key)) {
            at = top->pairs[i].key_at;
        }
    }
    diag_report(r->diag, &(struct report){.kind = kind,
                                          .at = at,
                                          .args = {manifest_remedy(r->arena, m, key, STR("..."))}});
}

/* The value of a key or of its other name; NULL if both are absent or blank. */
static const struct yaml *given(const struct yaml *top, str key, str alias)
{
    const struct yaml *v = yaml_get(top, key);
    if (v == NULL || is_blank(v)) {
        v = yaml_get(top, alias);
    }
    return v != NULL && !is_blank(v) ? v : NULL;
}

/* authors, creators, contributors, in this order. */
static void gather_people(struct reading *r, struct draft *draft)
{
    const struct people *lists[] = {&draft->authors, &draft->creators, &draft->contributors};
    struct manifest *m = &draft->m;
    size_t count = draft->authors.count + draft->creators.count + draft->contributors.count;
    m->people = ARENA_ARRAY(r->arena, struct person, count);
    for (size_t i = 0; i < COUNT(lists); i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            struct person *p = &m->people[m->npeople++];
            *p = lists[i]->items[j];
            p->contributor = i == 2;
            if (p->role.len == 0) {
                p->role = p->contributor ? STR("ctb") : STR("aut");
            }
        }
    }
}

/* A title of the list that is the subtitle goes to its own field. */
static void part_subtitle(struct reading *r, const struct yaml *top, struct manifest *m)
{
    size_t kept = 0;
    for (size_t i = 0; i < m->ntitles; i++) {
        const struct title *t = &m->titles[i];
        if (!str_eq(t->type, STR("subtitle"))) {
            m->titles[kept++] = *t;
        } else if (m->subtitle.len == 0) {
            m->subtitle = t->text;
        } else if (!str_eq(m->subtitle, t->text)) {
            complain(r, yaml_get(top, STR("title")), STR("the book has two subtitles"),
                     STR("keep one of them"));
        }
    }
    m->ntitles = kept;
}

/* titles: how many the list has, the subtitle counted in. */
static void check_title(struct reading *r, const struct yaml *top, const struct manifest *m,
                        size_t titles, bool needed)
{
    bool has_main = m->ntitles > 0 && str_eq(m->titles[0].type, STR("main"));
    if (titles > 0 && !has_main) {
        complain(r, yaml_get(top, STR("title")), STR("no title of the list is the main one"),
                 STR("give one of them the type \"main\""));
    } else if (lacks(top, STR("title")) && needed) {
        report_absent(r, m, top, STR("title"), MSG_TITLE_REQUIRED);
    }
}

static void settle_version(struct reading *r, const struct yaml *top, struct draft *draft)
{
    struct manifest *m = &draft->m;
    if (m->version.len == 0) {
        m->version = draft->ibooks_version;
    } else if (draft->ibooks_version.len > 0 && !str_eq(m->version, draft->ibooks_version)) {
        complain(r, yaml_get(yaml_get(top, STR("ibooks")), STR("version")),
                 STR("\"ibooks\" names another version than \"version\""), STR("keep one of them"));
    }
}

static void settle(struct reading *r, const struct yaml *top, const struct manifest_form *form,
                   struct draft *draft)
{
    struct manifest *m = &draft->m;
    size_t titles = m->ntitles;
    gather_people(r, draft);
    part_subtitle(r, top, m);
    check_title(r, top, m, titles, !form->single && !form->untitled);
    settle_version(r, top, draft);
    const struct yaml *lang = given(top, STR("lang"), STR("language"));
    if (lang != NULL) {
        m->lang_at = lang->at;
    } else {
        report_absent(r, m, top, STR("lang"), MSG_LANG_MISSING);
    }
    m->date_given = given(top, STR("date"), STR("modified")) != NULL;
    if (m->dir.len == 0) {
        m->dir = language_is_rtl(m->lang) ? STR("rtl") : STR("ltr");
    }
    const struct yaml *position = given(top, STR("group-position"), STR("series-index"));
    if (position != NULL && given(top, STR("belongs-to-collection"), STR("series")) == NULL) {
        complain(r, position, STR("a position in a series that is not named"),
                 STR("add \"belongs-to-collection: ...\""));
        m->collection_position = STR_NONE;
    }
}

bool manifest_read(struct arena *a, const struct diag_file *file, uint32_t first_line, str bytes,
                   const struct manifest_form *form, struct manifest *out, struct diag *d)
{
    struct reading r = {.arena = a, .file = file, .diag = d, .foreign = form->foreign};
    struct draft draft = {0};
    struct yaml top;
    manifest_defaults(&draft.m);
    draft.m.file = file;
    draft.m.single = form->single;
    draft.m.home = form->home;
    *out = draft.m;
    if (!yaml_parse(a, file, first_line, bytes, &top, d)) {
        return false;
    }
    if (top.kind != YAML_MAPPING && !is_blank(&top)) {
        complain(&r, &top, STR("the manifest has no keys"),
                 STR("write \"key: value\" lines, such as \"title: ...\""));
        return false;
    }
    if (top.kind != YAML_MAPPING) { /* blank: a manifest without keys */
        top = (struct yaml){.kind = YAML_MAPPING, .at = top.at};
    }
    if (form->others != NULL) {
        keys_add(&r, &book_keys, &top, form->others);
    }
    draft.m.dir = STR_NONE;
    diagnostics_read(&r, &top);
    keys_read(&r, &book_keys, &top, &draft);
    settle(&r, &top, form, &draft);
    *out = draft.m;
    return true;
}
