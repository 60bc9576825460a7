/* CSL-JSON (the schema of CSL 1.0.2) to plain values. What formatting does not want is ignored, as
 * the schema grows and programs add their own. */
#include "source/bibliography.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "messages.h"
#include "source/forbidden.h"
#include "source/json_places.h"
#include "source/short.h"

#include <jansson.h>
#include <pthread.h>

/* An item of a file being read. */
struct reading {
    struct arena *arena;
    struct diag *diag;
    struct place at; /* of the item: jansson keeps no places */
    str id;
};

static void report(struct reading *r, enum message kind, str one, str two)
{
    diag_report(r->diag, &(struct report){.kind = kind, .at = r->at, .args = {one, two}});
}

/* A copy without the characters that XML forbids, which are told. */
static str copy(struct reading *r, str text)
{
    str clean, name;
    if (forbidden_drop(r->arena, text, &clean, &name)) {
        report(r, MSG_CONTROL, name, STR_NONE);
    }
    return clean;
}

/* A string, or a number as people write it; false (and empty) for anything else. */
static bool scalar(struct reading *r, const json_t *v, str *out)
{
    *out = STR_NONE;
    if (json_is_string(v)) {
        *out = str_trim(copy(r, (str){json_string_value(v), json_string_length(v)}));
    } else if (json_is_integer(v)) {
        *out = str_printf(r->arena, "%lld", (long long)json_integer_value(v));
    } else if (json_is_real(v)) {
        *out = str_printf(r->arena, "%.15g", json_real_value(v));
    } else {
        return json_is_null(v) || v == NULL;
    }
    return true;
}

static void refuse(struct reading *r, const char *variable, const char *remedy)
{
    str fault = str_printf(r->arena, "\"%s\" of reference \"%.*s\" cannot be read", variable,
                           STR_ARG(short_text(r->arena, r->id)));
    report(r, MSG_BIBLIOGRAPHY, fault, str_from(remedy));
}

static const struct {
    const char *variable;
    size_t at;
} texts[] = {
    {"title", offsetof(struct item, title)},
    {"container-title", offsetof(struct item, container_title)},
    {"collection-title", offsetof(struct item, collection_title)},
    {"publisher", offsetof(struct item, publisher)},
    {"publisher-place", offsetof(struct item, publisher_place)},
    {"volume", offsetof(struct item, volume)},
    {"issue", offsetof(struct item, issue)},
    {"page", offsetof(struct item, page)},
    {"edition", offsetof(struct item, edition)},
    {"chapter-number", offsetof(struct item, chapter_number)},
    {"number", offsetof(struct item, number)},
    {"genre", offsetof(struct item, genre)},
    {"note", offsetof(struct item, note)},
    {"DOI", offsetof(struct item, doi)},
    {"URL", offsetof(struct item, url)},
    {"ISBN", offsetof(struct item, isbn)},
};

static void read_texts(struct reading *r, const json_t *v, struct item *item)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        str *field = (str *)(void *)((char *)item + texts[i].at);
        if (!scalar(r, json_object_get(v, texts[i].variable), field)) {
            refuse(r, texts[i].variable, "write a text or a number");
        }
    }
}

static const struct {
    const char *variable;
    size_t at;
} name_parts[] = {
    {"family", offsetof(struct item_name, family)},
    {"given", offsetof(struct item_name, given)},
    {"dropping-particle", offsetof(struct item_name, dropping)},
    {"non-dropping-particle", offsetof(struct item_name, non_dropping)},
    {"suffix", offsetof(struct item_name, suffix)},
    {"literal", offsetof(struct item_name, literal)},
};

/* A name that is a string is meant literally. */
static bool read_name(struct reading *r, const json_t *v, struct item_name *name)
{
    if (!json_is_object(v)) {
        return json_is_string(v) && scalar(r, v, &name->literal);
    }
    bool fine = true;
    for (size_t i = 0; i < sizeof name_parts / sizeof *name_parts; i++) {
        str *part = (str *)(void *)((char *)name + name_parts[i].at);
        fine = scalar(r, json_object_get(v, name_parts[i].variable), part) && fine;
    }
    return fine && (name->family.len > 0 || name->given.len > 0 || name->literal.len > 0);
}

static void read_names(struct reading *r, const json_t *item, const char *variable,
                       struct item_names *out)
{
    const json_t *v = json_object_get(item, variable);
    bool fine = v == NULL || json_is_null(v) || json_is_array(v);
    size_t count = json_array_size(v);
    out->names = ARENA_ARRAY(r->arena, struct item_name, count);
    for (size_t i = 0; i < count; i++) {
        if (read_name(r, json_array_get(v, i), &out->names[out->count])) {
            out->count++;
        } else {
            out->names[out->count] = (struct item_name){0};
            fine = false;
        }
    }
    if (!fine) {
        refuse(r, variable, "write a list of {\"family\": ..., \"given\": ...}");
    }
}

/* A number, or a string of digits, perhaps with a minus. */
static bool whole_number(const json_t *v, int *out)
{
    json_int_t n = json_integer_value(v);
    if (json_is_string(v)) {
        str text = str_trim((str){json_string_value(v), json_string_length(v)});
        bool minus = str_starts(text, STR("-"));
        uint64_t digits;
        if (!str_number(str_sub(text, minus, text.len), 9999, &digits)) {
            return false;
        }
        n = minus ? -(json_int_t)digits : (json_int_t)digits;
    } else if (!json_is_integer(v)) {
        return false;
    }
    *out = (int)n;
    return n >= -9999 && n <= 9999;
}

/* A month beyond 12 is a season of some programs; the year stands without it. */
static void read_date_parts(const json_t *v, struct item_date *out)
{
    int year = 0, month = 0, day = 0;
    if (!whole_number(json_array_get(v, 0), &year)) {
        return;
    }
    out->year = year;
    if (whole_number(json_array_get(v, 1), &month) && month >= 1 && month <= 12) {
        out->month = (unsigned)month;
        if (whole_number(json_array_get(v, 2), &day) && day >= 1 && day <= 31) {
            out->day = (unsigned)day;
        }
    }
}

/* "2026-01-15", or its beginning; of a range "2020/2021" the first. Else it is meant literally. */
static void read_raw_date(str text, struct item_date *out)
{
    str first = str_sub(text, 0, str_find(text, '/', 0)), year, month, day;
    uint64_t y = 0, m = 0, d = 0;
    str_cut(first, '-', &year, &month);
    str_cut(month, '-', &month, &day);
    bool fine = year.len == 4 && str_number(year, 9999, &y) &&
                (month.len == 0 || (str_number(month, 12, &m) && m > 0)) &&
                (day.len == 0 || (str_number(day, 31, &d) && d > 0 && m > 0));
    if (fine) {
        out->year = (int)y;
        out->month = (unsigned)m;
        out->day = (unsigned)d;
    } else {
        out->literal = text;
    }
}

static bool read_date_object(struct reading *r, const json_t *v, struct item_date *out)
{
    str raw;
    if (!scalar(r, json_object_get(v, "literal"), &out->literal) ||
        !scalar(r, json_object_get(v, "raw"), &raw)) {
        return false;
    }
    const json_t *parts = json_object_get(v, "date-parts");
    if (json_is_array(parts)) {
        read_date_parts(json_array_get(parts, 0), out);
    } else if (raw.len > 0 && out->literal.len == 0) {
        read_raw_date(raw, out);
    }
    return parts == NULL || json_is_null(parts) || out->year != 0 || out->literal.len > 0;
}

static void read_date(struct reading *r, const json_t *item, const char *variable,
                      struct item_date *out)
{
    const json_t *v = json_object_get(item, variable);
    str text;
    bool fine = json_is_object(v) ? read_date_object(r, v, out) : scalar(r, v, &text);
    if (fine && !json_is_object(v) && text.len > 0) {
        read_raw_date(text, out);
    }
    if (!fine) {
        refuse(r, variable, "write {\"date-parts\": [[2026, 1, 15]]}");
    }
}

static void read_variables(struct reading *r, const json_t *v, struct item *item)
{
    if (!scalar(r, json_object_get(v, "type"), &item->type) || item->type.len == 0) {
        str fault = str_printf(r->arena, "reference \"%.*s\" has no \"type\"",
                               STR_ARG(short_text(r->arena, r->id)));
        report(r, MSG_BIBLIOGRAPHY, fault, STR("add \"type\": \"book\", or what else it is"));
    }
    read_texts(r, v, item);
    read_names(r, v, "author", &item->author);
    read_names(r, v, "editor", &item->editor);
    read_names(r, v, "translator", &item->translator);
    read_date(r, v, "issued", &item->issued);
    read_date(r, v, "accessed", &item->accessed);
}

static void report_twice(struct reading *r, const struct item *first)
{
    str fault = str_printf(r->arena, "reference \"%.*s\" stands twice",
                           STR_ARG(short_text(r->arena, r->id)));
    diag_report(r->diag, &(struct report){.kind = MSG_BIBLIOGRAPHY,
                                          .at = r->at,
                                          .args = {fault, STR("rename or delete one of them")},
                                          .related = {first->at, STR("the first one")}});
}

static void read_item(struct reading *r, const json_t *v, struct bibliography *out)
{
    str id;
    if (!json_is_object(v)) {
        report(r, MSG_BIBLIOGRAPHY, STR("a reference has to be an object"),
               STR("write {\"id\": ..., \"type\": ..., \"title\": ...}"));
        return;
    }
    if (!scalar(r, json_object_get(v, "id"), &id) || id.len == 0) {
        report(r, MSG_BIBLIOGRAPHY, STR("a reference without \"id\""),
               STR("add the key that you cite it by: \"id\": \"smith2020\""));
        return;
    }
    r->id = id;
    size_t index = map_put(r->arena, &out->by_id, id, out->count);
    if (index != out->count) {
        report_twice(r, &out->items[index]);
        return;
    }
    struct item item = {.id = id, .at = r->at};
    read_variables(r, v, &item);
    *ARENA_PUSH(r->arena, struct item, &out->items, &out->count) = item;
}

/* Bytes that are no text at all; jansson would stop there without a line. */
static bool is_text(struct reading *r, struct json_places *places)
{
    size_t at = 0;
    uint32_t c = 0;
    enum utf8_fault fault = utf8_check(places->bytes, &at, &c);
    if (fault == UTF8_FINE) {
        return true;
    }
    r->at = json_place_of(places, at);
    if (fault == UTF8_BAD_CHARACTER) {
        report(r, MSG_CONTROL, str_printf(r->arena, "U+%04X", (unsigned)c), STR_NONE);
    } else {
        unsigned byte = (unsigned char)places->bytes.ptr[at];
        report(r, MSG_UTF8, str_printf(r->arena, "0x%02X", byte), STR_NONE);
    }
    return false;
}

/* jansson counts the bytes up to the end of the token that it cannot use. Its text quotes a short
 * one: "... near 'TOKEN'"; a long one that matters is a number. */
static size_t fault_start(str bytes, const json_error_t *error)
{
    str text = str_from(error->text), near = STR("near '");
    size_t at = error->position < 0 ? 0 : (size_t)error->position;
    size_t from = str_find_str(text, near, 0);
    at = at < bytes.len ? at : bytes.len;
    if (from < text.len && str_ends(text, STR("'"))) {
        str token = str_sub(text, from + near.len, text.len - 1);
        bool quoted = token.len <= at && str_eq(str_sub(bytes, at - token.len, at), token);
        return quoted ? at - token.len : at;
    }
    while (json_error_code(error) == json_error_numeric_overflow && at > 0 &&
           (ascii_alnum(bytes.ptr[at - 1]) || str_has(STR("+-."), bytes.ptr[at - 1]))) {
        at--;
    }
    return at;
}

static const struct {
    enum json_error_code code;
    const char *fault, *remedy;
} syntax_faults[] = {
    {json_error_premature_end_of_input, "the JSON ends too early",
     "a bracket or quotation mark is not closed"},
    {json_error_end_of_input_expected, "text after the end of the JSON",
     "delete it, or check the brackets before it"},
    {json_error_numeric_overflow, "a number too large for JSON", "put it in quotation marks"},
    {json_error_null_character, "control character U+0000", "delete it"},
    {json_error_null_byte_in_key, "control character U+0000", "delete it"},
};

static void report_syntax(struct reading *r, struct json_places *places, const json_error_t *error)
{
    const char *fault = "here the JSON is broken";
    const char *remedy = "check the commas, colons and quotation marks before this place";
    r->at = json_place_of(places, fault_start(places->bytes, error));
    if (json_error_code(error) == json_error_stack_overflow) {
        report(r, MSG_TOO_DEEP, STR("the JSON"), str_printf(r->arena, "%d", JSON_PARSER_MAX_DEPTH));
        return;
    }
    for (size_t i = 0; i < sizeof syntax_faults / sizeof *syntax_faults; i++) {
        if (json_error_code(error) == syntax_faults[i].code) {
            fault = syntax_faults[i].fault;
            remedy = syntax_faults[i].remedy;
        }
    }
    report(r, MSG_BIBLIOGRAPHY, str_from(fault), str_from(remedy));
}

static bool read_top(struct reading *r, const json_t *top, struct json_places *start,
                     struct bibliography *out)
{
    const json_t *items = json_is_object(top) ? json_object_get(top, "items") : top;
    if (!json_is_array(items)) {
        r->at = json_place_of(start, 0);
        report(r, MSG_BIBLIOGRAPHY, STR("this is no list of references"),
               STR("export it as CSL JSON: [{\"id\": ..., \"type\": ...}, ...]"));
        return false;
    }
    struct json_places places = json_places_of(start->file, start->bytes, STR("items"));
    for (size_t i = 0; i < json_array_size(items); i++) {
        json_places_next(&places, &r->at);
        read_item(r, json_array_get(items, i), out);
    }
    return true;
}

static void prepare(void)
{
    json_set_alloc_funcs(mem_alloc, mem_free);
    json_object_seed(0);
}

void bibliography_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
}

bool bibliography_read(struct arena *a, const struct diag_file *file, str bytes,
                       struct bibliography *out, struct diag *d)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        bytes = str_sub(bytes, 3, bytes.len);
    }
    struct reading r = {.arena = a, .diag = d};
    struct json_places start = {.file = file, .bytes = bytes, .line = 1, .column = 1};
    json_error_t error;
    if (!is_text(&r, &start)) {
        return false;
    }
    bibliography_prepare();
    json_t *top = json_loadb(bytes.len > 0 ? bytes.ptr : "", bytes.len, 0, &error);
    if (top == NULL) {
        report_syntax(&r, &start, &error);
        return false;
    }
    bool fine = read_top(&r, top, &start, out);
    json_decref(top);
    return fine;
}

const struct item *bibliography_find(const struct bibliography *b, str key)
{
    size_t i = map_get(&b->by_id, key);
    return i != MAP_NONE ? &b->items[i] : NULL;
}
