/* Values of the kinds that several keys share. */
#include "base/nearest.h"
#include "messages.h"
#include "source/manifest_internal.h"
#include "source/short.h"
#include "vocab/languages.h"

/* A search costs microseconds: more than this many nobody reads. */
#define SEARCHES_MAX 100

static void report_value(struct reading *r, const struct yaml *v, str fault, str nearest,
                         str remedy)
{
    diag_report(r->diag,
                &(struct report){
                    .kind = MSG_VALUE, .at = v->at, .args = {fault, remedy}, .nearest = nearest});
}

void complain(struct reading *r, const struct yaml *v, str fault, str remedy)
{
    report_value(r, v, fault, STR_NONE, remedy);
}

void refuse_for(struct reading *r, const struct yaml *v, str nearest, str remedy)
{
    static const char *const kinds[] = {"empty", "a text", "a list", "a mapping"};
    str key = short_text(r->arena, r->key), fault;
    if (v->kind == YAML_SCALAR) {
        fault = str_printf(r->arena, "\"%.*s\" cannot be \"%.*s\"", STR_ARG(key),
                           STR_ARG(short_text(r->arena, v->text)));
    } else {
        fault = str_printf(r->arena, "\"%.*s\" cannot be %s", STR_ARG(key), kinds[v->kind]);
    }
    report_value(r, v, fault, nearest, remedy);
}

void refuse(struct reading *r, const struct yaml *v, str remedy)
{
    refuse_for(r, v, STR_NONE, remedy);
}

void postpone(struct reading *r, const struct yaml *v)
{
    diag_report(r->diag, &(struct report){.kind = MSG_VALUE_LATER,
                                          .at = v->at,
                                          .args = {short_text(r->arena, r->key),
                                                   short_text(r->arena, v->text)}});
}

bool may_search(struct reading *r)
{
    return r->searches < SEARCHES_MAX;
}

bool is_blank(const struct yaml *v)
{
    bool blank = v->kind == YAML_SCALAR ? str_trim(v->text).len == 0 : v->kind != YAML_MAPPING;
    for (size_t i = 0; v->kind == YAML_LIST && blank && i < v->count; i++) {
        blank = is_blank(&v->items[i]);
    }
    return blank || (v->kind == YAML_MAPPING && v->count == 0);
}

bool lacks(const struct yaml *mapping, str key)
{
    const struct yaml *v = yaml_get(mapping, key);
    return v == NULL || is_blank(v);
}

size_t value_count(const struct yaml *v)
{
    return v->kind == YAML_LIST ? v->count : 1;
}

const struct yaml *value_at(const struct yaml *v, size_t i)
{
    return v->kind == YAML_LIST ? &v->items[i] : v;
}

bool text_of(struct reading *r, const struct yaml *v, str *text, const char *remedy)
{
    if (v->kind == YAML_LIST || v->kind == YAML_MAPPING) {
        refuse(r, v, str_from(remedy));
        return false;
    }
    *text = str_trim(v->text);
    return true;
}

void read_text(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    text_of(r, v, key_field(row, out),
            v->kind == YAML_MAPPING
                ? "write one text; if it holds \": \" or begins with \"{\", put it "
                  "in quotation marks"
                : "write one text");
}

void read_texts(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    str **items = key_field(row, out), text;
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        if (!is_blank(item) && text_of(r, item, &text, "write a text, or a list of texts")) {
            *ARENA_PUSH(r->arena, str, items, key_count(row, out)) = text;
        }
    }
}

void read_path(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct placed *path = key_field(row, out);
    if (text_of(r, v, &path->text, "write the path of one file")) {
        path->at = v->at;
    }
}

void read_paths(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct placed **items = key_field(row, out), path;
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        if (!is_blank(item) &&
            text_of(r, item, &path.text, "write the path of a file, or a list of paths")) {
            path.at = item->at;
            *ARENA_PUSH(r->arena, struct placed, items, key_count(row, out)) = path;
        }
    }
}

bool is_boolean(str text, bool *value)
{
    static const struct {
        str word;
        bool value;
    } words[] = {{STR_INIT("true"), true}, {STR_INIT("false"), false}, {STR_INIT("yes"), true},
                 {STR_INIT("no"), false},  {STR_INIT("on"), true},     {STR_INIT("off"), false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(text, words[i].word)) {
            *value = words[i].value;
            return true;
        }
    }
    return false;
}

static bool boolean_of(struct reading *r, const struct yaml *v, bool *value)
{
    if (v->kind == YAML_SCALAR && is_boolean(str_trim(v->text), value)) {
        return true;
    }
    refuse(r, v, STR("write true or false"));
    return false;
}

void read_boolean(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    boolean_of(r, v, key_field(row, out));
}

void read_choice(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    enum choice *choice = key_field(row, out);
    bool value;
    if (boolean_of(r, v, &value)) {
        *choice = value ? CHOICE_YES : CHOICE_NO;
    }
}

void read_number(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    unsigned *number = key_field(row, out);
    uint64_t n;
    if (v->kind == YAML_SCALAR && str_number(str_trim(v->text), row->most, &n) && n > 0) {
        *number = (unsigned)n;
    } else {
        refuse(r, v, str_printf(r->arena, "write a number from 1 to %u", row->most));
    }
}

/* "write a, b or c" */
static str choices(struct reading *r, const char *const *words)
{
    struct buf b = {0};
    for (size_t i = 0; words[i] != NULL; i++) {
        const char *before = i == 0 ? "write" : words[i + 1] == NULL ? " or" : ",";
        buf_addf(&b, "%s %s", before, words[i]);
    }
    return buf_finish(&b, r->arena);
}

int word_of(const struct yaml *v, const char *const *words)
{
    for (int i = 0; v->kind == YAML_SCALAR && words[i] != NULL; i++) {
        if (str_eq_nocase(str_trim(v->text), str_from(words[i]))) {
            return i;
        }
    }
    return -1;
}

int choose(struct reading *r, const struct yaml *v, const char *const *words)
{
    int found = word_of(v, words);
    if (found >= 0) {
        return found;
    }
    struct nearest near = {.wanted = str_trim(v->text)};
    for (int i = 0; v->kind == YAML_SCALAR && words[i] != NULL; i++) {
        nearest_offer(&near, str_from(words[i]));
    }
    refuse_for(r, v, near.best, choices(r, words));
    return -1;
}

void read_dir(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    static const char *const words[] = {"ltr", "rtl", NULL};
    str *dir = key_field(row, out);
    int i = choose(r, v, words);
    if (i >= 0) {
        *dir = str_from(words[i]);
    }
}

void read_encoding(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    static const char *const names[] = {"utf-8", "latin-1", "windows-1252", NULL};
    bool scalar = v->kind == YAML_SCALAR;
    if (!scalar || !encoding_named(str_trim(v->text), key_field(row, out))) {
        choose(r, v, names);
    }
}

/* The well-formed tag that a wrong one stands for; empty if none is known. "en_GB" is how programs
 * name locales; RFC 5646 has hyphens. */
static str language_near(struct reading *r, str tag)
{
    str meant = language_meant(tag);
    if (meant.len > 0 || !str_has(tag, '_')) {
        return meant;
    }
    char *hyphens = arena_alloc(r->arena, tag.len + 1, 1);
    for (size_t i = 0; i < tag.len; i++) {
        hyphens[i] = tag.ptr[i] == '_' ? '-' : tag.ptr[i];
    }
    str near = {hyphens, tag.len};
    return language_check(near) == LANGUAGE_FINE ? near : STR_NONE;
}

/* RFC 5646, 2.2.1: no primary subtag of four letters or more is registered; it is a language's name
 * in words. */
static bool is_name_of_language(str tag)
{
    return language_primary(tag).len > 3;
}

void read_language(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    str tag;
    str remedy = STR("write the language's code, such as en, en-GB, de or pt-BR");
    if (!text_of(r, v, &tag, "write one language; a chapter may have its own")) {
        return;
    }
    if (language_check(tag) == LANGUAGE_FINE && !is_name_of_language(tag)) {
        *(str *)key_field(row, out) = tag;
    } else {
        refuse_for(r, v, may_search(r) ? language_near(r, tag) : STR_NONE, remedy);
        r->searches++;
    }
}

/* RFC 3986, 2 and 3: scheme, authority, and no character outside its set. */
bool is_url(str text)
{
    size_t host = str_starts(text, STR("https://")) ? 8 : str_starts(text, STR("http://")) ? 7 : 0;
    if (host == 0 || host == text.len || text.ptr[host] == '/') {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c <= ' ' || c > '~' || str_has(STR("<>\"\\^`{|}"), c)) {
            return false;
        }
    }
    return true;
}
