/* Values that belong to one key: titles, subjects, place in a series, cover, changes. */
#include "source/manifest_internal.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* EPUB 3.3, D.4.10: the values of title-type. */
static void read_title_type(struct reading *r, const struct key_row *row, const struct yaml *v,
                            void *out)
{
    static const char *const words[] = {"main",    "subtitle", "short", "collection",
                                        "edition", "expanded", NULL};
    int i = choose(r, v, words);
    if (i >= 0) {
        *(str *)key_field(row, out) = str_from(words[i]);
    }
}

static const struct key_row title_rows[] = {
    {.name = "text", .read = read_text, .at = offsetof(struct title, text)},
    {.name = "type", .read = read_title_type, .at = offsetof(struct title, type)},
    {.name = "file-as", .read = read_text, .at = offsetof(struct title, file_as)},
};
static const struct key_table title_keys = {title_rows, COUNT(title_rows), false};

static void read_title(struct reading *r, const struct yaml *v, struct title *t)
{
    if (v->kind != YAML_MAPPING) {
        text_of(r, v, &t->text, "write a text, or {text: ..., type: ..., file-as: ...}");
        return;
    }
    keys_read(r, &title_keys, v, t);
    if (lacks(v, STR("text"))) {
        complain(r, v, STR("a title without text"), STR("add \"text: ...\""));
    }
}

/* Which one is the main title: the one that says so, else the first without a type; count if none
 * is. */
static size_t main_title(const struct title *titles, size_t count)
{
    size_t untyped = count;
    for (size_t i = 0; i < count; i++) {
        if (str_eq(titles[i].type, STR("main"))) {
            return i;
        }
        if (untyped == count && titles[i].type.len == 0) {
            untyped = i;
        }
    }
    return untyped;
}

static void put_main_first(struct title *titles, size_t count)
{
    size_t at = main_title(titles, count);
    if (at == count) {
        return;
    }
    struct title t = titles[at];
    for (; at > 0; at--) {
        titles[at] = titles[at - 1];
    }
    titles[0] = t;
    titles[0].type = STR("main");
}

/* A text, or pandoc's list of {text, type, file-as}. */
void read_titles(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct title **items = key_field(row, out);
    size_t *count = key_count(row, out);
    bool has_main = false;
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        struct title t = {0};
        if (is_blank(item)) {
            continue;
        }
        read_title(r, item, &t);
        bool is_main = str_eq(t.type, STR("main"));
        if (is_main && has_main) {
            complain(r, item, STR("a second main title"),
                     STR("give it another type: subtitle, short, collection, edition, expanded"));
        } else if (t.text.len > 0) {
            *ARENA_PUSH(r->arena, struct title, items, count) = t;
        }
        has_main = has_main || is_main;
    }
    put_main_first(*items, *count);
}

static const struct key_row subject_rows[] = {
    {.name = "text", .read = read_text, .at = offsetof(struct subject, text)},
    {.name = "authority", .read = read_text, .at = offsetof(struct subject, authority)},
    {.name = "term", .read = read_text, .at = offsetof(struct subject, term)},
};
static const struct key_table subject_keys = {subject_rows, COUNT(subject_rows), false};

static void read_subject(struct reading *r, const struct yaml *v, struct subject *s)
{
    if (v->kind != YAML_MAPPING) {
        text_of(r, v, &s->text, "write a text, or {text: ..., authority: ..., term: ...}");
        return;
    }
    keys_read(r, &subject_keys, v, s);
    if (lacks(v, STR("text"))) {
        complain(r, v, STR("a subject without text"), STR("add \"text: ...\""));
    } else if (lacks(v, STR("authority")) != lacks(v, STR("term"))) {
        bool term = lacks(v, STR("term"));
        complain(r, v,
                 term ? STR("a subject with \"authority\" but no \"term\"")
                      : STR("a subject with \"term\" but no \"authority\""),
                 STR("give both, or none"));
        s->authority = s->term = STR_NONE;
    }
}

void read_subjects(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct subject **items = key_field(row, out);
    for (size_t i = 0; i < value_count(v); i++) {
        struct subject s = {0};
        if (is_blank(value_at(v, i))) {
            continue;
        }
        read_subject(r, value_at(v, i), &s);
        if (s.text.len > 0) {
            *ARENA_PUSH(r->arena, struct subject, items, key_count(row, out)) = s;
        }
    }
}

/* EPUB 3.3, D.4.6, group-position: numbers with dots between. */
void read_position(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    str text = STR_NONE;
    bool number = v->kind == YAML_SCALAR;
    if (number) {
        text = str_trim(v->text);
        for (size_t i = 0; i < text.len; i++) {
            bool dot = text.ptr[i] == '.' && i > 0 && i + 1 < text.len && text.ptr[i - 1] != '.';
            number = number && (dot || ascii_digit(text.ptr[i]));
        }
    }
    if (number) {
        *(str *)key_field(row, out) = text;
    } else {
        refuse(r, v, STR("write the number in the series, such as 2 or 2.1"));
    }
}

static const struct key_row cover_rows[] = {
    {.name = "path", .read = read_path, .at = offsetof(struct manifest, cover)},
    {.name = "file", .same_as = "path", .read = read_path, .at = offsetof(struct manifest, cover)},
    {.name = "alt", .read = read_text, .at = offsetof(struct manifest, cover_alt)},
};
static const struct key_table cover_keys = {cover_rows, COUNT(cover_rows), false};

/* A path, or {path, alt}: fills cover and cover_alt of the manifest that out begins with. */
void read_cover(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct manifest *m = key_field(row, out);
    if (v->kind != YAML_MAPPING) {
        const struct key_row cover = {.at = offsetof(struct manifest, cover)};
        read_path(r, &cover, v, m);
        return;
    }
    keys_read(r, &cover_keys, v, m);
    if (lacks(v, STR("path")) && lacks(v, STR("file"))) {
        complain(r, v, STR("a cover without a path"), STR("add \"path: ...\""));
    }
}

static const struct key_row change_rows[] = {
    {.name = "version", .read = read_text, .at = offsetof(struct change, version)},
    {.name = "date", .read = read_date, .at = offsetof(struct change, date)},
    {.name = "text", .read = read_text, .at = offsetof(struct change, text)},
};
static const struct key_table change_keys = {change_rows, COUNT(change_rows), false};

static void read_change(struct reading *r, const struct yaml *v, struct change *c)
{
    if (v->kind != YAML_MAPPING) {
        refuse(r, v, STR("write {version: ..., date: ..., text: ...} for each version"));
        return;
    }
    keys_read(r, &change_keys, v, c);
    if (lacks(v, STR("text"))) {
        complain(r, v, STR("a change without text"), STR("add \"text: ...\""));
    }
}

/* A list, or "true". */
void read_changes(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct manifest *m = key_field(row, out);
    m->changes_at = v->at;
    if (v->kind == YAML_SCALAR && is_boolean(str_trim(v->text), &m->changes_made)) {
        return;
    }
    for (size_t i = 0; i < value_count(v); i++) {
        struct change c = {0};
        if (is_blank(value_at(v, i))) {
            continue;
        }
        read_change(r, value_at(v, i), &c);
        if (c.text.len > 0) {
            *ARENA_PUSH(r->arena, struct change, &m->changes, &m->nchanges) = c;
        }
    }
}
