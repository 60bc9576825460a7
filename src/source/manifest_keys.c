/* Finding the row of a key, and what becomes of keys that have none. */
#include "base/nearest.h"
#include "messages.h"
#include "source/manifest_internal.h"
#include "source/short.h"

#include <stdlib.h>
#include <string.h>

/* Keys of pandoc, Quarto and Jekyll for what is no EPUB, or for how they run. Sorted. */
static const char *const foreign[] = {
    "CJKmainfont",
    "abstract-title",
    "accessModeSufficient",
    "accessModes",
    "accessibilityFeatures",
    "affiliation",
    "affiliations",
    "appendix-style",
    "aspectratio",
    "author-meta",
    "authors-note",
    "backgroundcolor",
    "beamer",
    "beamerarticle",
    "biblatex",
    "biblio-style",
    "biblio-title",
    "block-headings",
    "book",
    "callout-appearance",
    "canonical_url",
    "categories",
    "category",
    "citation",
    "citeproc",
    "classoption",
    "code-copy",
    "code-fold",
    "code-line-numbers",
    "code-overflow",
    "code-tools",
    "colorlinks",
    "comments",
    "crossref",
    "date-format",
    "date-modified",
    "date-published",
    "df-print",
    "documentclass",
    "draft",
    "editor",
    "email",
    "embed-resources",
    "engine",
    "excerpt",
    "execute",
    "extensions",
    "featured",
    "fig-align",
    "fig-dpi",
    "fig-format",
    "fig-height",
    "fig-width",
    "filters",
    "fontenc",
    "fontfamily",
    "fontsize",
    "funding",
    "geometry",
    "grid",
    "handout",
    "header-includes",
    "highlight-style",
    "html-math-method",
    "hyperrefoptions",
    "image",
    "include-after",
    "include-after-body",
    "include-before",
    "include-before-body",
    "include-in-header",
    "indent",
    "institute",
    "instructor",
    "jupyter",
    "knitr",
    "last_modified_at",
    "layout",
    "lightbox",
    "linestretch",
    "link-citations",
    "linkcolor",
    "links-as-notes",
    "listing",
    "listings",
    "lof",
    "logo",
    "lot",
    "mainfont",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "mathfont",
    "metadata-files",
    "monofont",
    "natbib",
    "nav_order",
    "notebook-links",
    "notes-after-punctuation",
    "number-depth",
    "number-offset",
    "number-sections",
    "numbersections",
    "order",
    "output",
    "output-dir",
    "output-file",
    "pagestyle",
    "pagetitle",
    "papersize",
    "parent",
    "pdf-engine",
    "permalink",
    "project",
    "published",
    "redirect_from",
    "revealjs",
    "sansfont",
    "secnumdepth",
    "self-contained",
    "shortcodes",
    "sidebar",
    "site-url",
    "slug",
    "standalone",
    "strip-comments",
    "tags",
    "template",
    "thanks",
    "theme",
    "title-block-banner",
    "title-meta",
    "title-prefix",
    "titlegraphic",
    "titlepage",
    "toc-expand",
    "toc-location",
    "toc_label",
    "toccolor",
    "top-level-division",
    "urlcolor",
    "variables",
    "wasysym",
    "website",
    "weight",
};

static int by_name(const void *key, const void *row)
{
    return str_cmp(*(const str *)key, str_from(*(const char *const *)row));
}

/* A key that other tools know and that means nothing to an EPUB. */
static bool key_is_foreign(str name)
{
    return bsearch(&name, foreign, sizeof foreign / sizeof *foreign, sizeof *foreign, by_name) !=
           NULL;
}

static void report_key(struct reading *r, enum message kind, str nearest)
{
    diag_report(r->diag, &(struct report){.kind = kind,
                                          .at = r->key_at,
                                          .args = {short_text(r->arena, r->key)},
                                          .nearest = nearest});
}

void read_later(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    (void)row, (void)v, (void)out;
    report_key(r, MSG_KEY_LATER, STR_NONE);
}

void read_unused(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    (void)row, (void)v, (void)out;
    report_key(r, MSG_KEY_UNUSED, STR_NONE);
}

static size_t find(const struct key_table *table, str name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (str_eq(name, str_from(table->rows[i].name))) {
            return i;
        }
    }
    return table->count;
}

static void report_foreign(struct reading *r)
{
    if (r->unused != NULL) {
        size_t number = r->unused->count;
        if (map_put(r->arena, r->unused, r->key, number) != number) {
            return;
        }
    }
    report_key(r, MSG_KEY_UNUSED, STR_NONE);
}

static void report_unknown(struct reading *r, const struct key_table *table)
{
    struct nearest near = {.wanted = r->key};
    for (size_t i = 0; may_search(r) && i < table->count; i++) {
        nearest_offer(&near, str_from(table->rows[i].name));
    }
    r->searches++;
    report_key(r, MSG_KEY_UNKNOWN, near.best);
}

/* The row whose name stands for the setting that this row sets. */
static size_t setting_of(const struct key_table *table, size_t row)
{
    const char *same_as = table->rows[row].same_as;
    return same_as != NULL ? find(table, str_from(same_as)) : row;
}

void keys_add(struct reading *r, const struct key_table *table, struct yaml *mapping,
              const struct yaml *others)
{
    bool given[KEY_TABLE_MAX + 1] = {false};
    for (size_t i = 0; i < mapping->count; i++) {
        size_t row = find(table, mapping->pairs[i].key);
        given[row < table->count ? setting_of(table, row) : KEY_TABLE_MAX] = true;
    }
    for (size_t i = 0; i < others->count; i++) {
        size_t row = find(table, others->pairs[i].key);
        if (row == table->count || !given[setting_of(table, row)]) {
            *ARENA_PUSH(r->arena, struct yaml_pair, &mapping->pairs, &mapping->count) =
                others->pairs[i];
        }
    }
}

/* firsts[i]: the pair that gave setting i already. */
static bool is_given_twice(struct reading *r, const struct yaml_pair *pair,
                           const struct yaml_pair **first)
{
    if (*first == NULL) {
        *first = pair;
        return false;
    }
    str fault = str_printf(r->arena, "\"%.*s\" is another name of \"%.*s\", which stands here too",
                           STR_ARG(pair->key), STR_ARG((*first)->key));
    diag_report(r->diag, &(struct report){.kind = MSG_VALUE,
                                          .at = pair->key_at,
                                          .args = {fault, STR("keep one of them")},
                                          .related = {(*first)->key_at, STR("the first one")}});
    return true;
}

bool keys_read(struct reading *r, const struct key_table *table, const struct yaml *mapping,
               void *out)
{
    const struct yaml_pair *firsts[KEY_TABLE_MAX] = {NULL};
    bool fine = true;
    struct reading outer = *r;
    for (size_t i = 0; i < mapping->count; i++) {
        const struct yaml_pair *pair = &mapping->pairs[i];
        size_t row = find(table, pair->key);
        r->key = pair->key;
        r->key_at = pair->key_at;
        if (str_starts(pair->key, STR("x-"))) {
            continue;
        }
        bool others_fine = r->foreign || table->foreign_fine;
        if (row == table->count && (others_fine || key_is_foreign(r->key))) {
            report_foreign(r);
        } else if (row == table->count) {
            report_unknown(r, table);
            fine = fine && diag_level_of(r->diag, MSG_KEY_UNKNOWN) < DIAG_ERROR;
        } else if (!is_blank(&pair->value) &&
                   !is_given_twice(r, pair, &firsts[setting_of(table, row)])) {
            table->rows[row].read(r, &table->rows[row], &pair->value, out);
        }
    }
    r->key = outer.key;
    r->key_at = outer.key_at;
    return fine;
}
