#include "source/quarto.h"

#include "base/arena.h"

static void add_pair(struct arena *a, struct yaml *mapping, struct yaml_pair pair)
{
    *ARENA_PUSH(a, struct yaml_pair, &mapping->pairs, &mapping->count) = pair;
}

static void add_item(struct arena *a, struct yaml *list, struct yaml item)
{
    *ARENA_PUSH(a, struct yaml, &list->items, &list->count) = item;
}

/* "a.qmd" -> {file: a.qmd, type: appendix}. What says more for itself is left as it is. */
static struct yaml appendix(struct arena *a, struct yaml item)
{
    struct yaml file = item, type = {.kind = YAML_SCALAR, .text = STR("appendix"), .at = item.at};
    if (item.kind != YAML_SCALAR) {
        return item;
    }
    struct yaml entry = {.kind = YAML_MAPPING, .at = item.at};
    add_pair(a, &entry, (struct yaml_pair){STR("file"), item.at, file});
    add_pair(a, &entry, (struct yaml_pair){STR("type"), item.at, type});
    return entry;
}

/* The chapters with the appendices behind them. */
static struct yaml whole_list(struct arena *a, const struct yaml *chapters,
                              const struct yaml *appendices)
{
    struct yaml out = {.kind = YAML_LIST, .at = chapters->at};
    for (size_t i = 0; i < chapters->count && chapters->kind == YAML_LIST; i++) {
        add_item(a, &out, chapters->items[i]);
    }
    for (size_t i = 0; i < appendices->count && appendices->kind == YAML_LIST; i++) {
        add_item(a, &out, appendix(a, appendices->items[i]));
    }
    return out;
}

/* Quarto takes "today" and dates of many shapes; a manifest takes one that stays. */
static bool is_date(str text)
{
    static const char shape[] = "dddd-dd-dd";
    text = str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        bool digit = i < sizeof shape - 1 && shape[i] == 'd';
        if (i >= sizeof shape - 1 || (digit ? !ascii_digit(text.ptr[i]) : text.ptr[i] != '-')) {
            return false;
        }
    }
    return text.len == 4 || text.len == 7 || text.len == 10;
}

static bool is_wanted(const struct yaml_pair *pair)
{
    return !str_eq(pair->key, STR("date")) ||
           (pair->value.kind == YAML_SCALAR && is_date(pair->value.text));
}

static void take_book(struct arena *a, const struct yaml *book, struct yaml *out)
{
    const struct yaml *appendices = yaml_get(book, STR("appendices"));
    for (size_t i = 0; i < book->count; i++) {
        struct yaml_pair pair = book->pairs[i];
        if (str_eq(pair.key, STR("appendices")) || !is_wanted(&pair)) {
            continue;
        }
        if (str_eq(pair.key, STR("chapters")) && appendices != NULL) {
            pair.value = whole_list(a, &pair.value, appendices);
        }
        add_pair(a, out, pair);
    }
}

bool quarto_read(struct arena *a, const struct diag_file *file, str bytes, struct yaml *out,
                 struct diag *d)
{
    struct yaml top;
    *out = (struct yaml){.kind = YAML_MAPPING, .at = {.file = file}};
    if (!yaml_parse(a, file, 1, bytes, &top, d)) {
        return false;
    }
    const struct yaml *book = yaml_get(&top, STR("book"));
    if (book != NULL && book->kind == YAML_MAPPING) {
        take_book(a, book, out);
    }
    for (size_t i = 0; top.kind == YAML_MAPPING && i < top.count; i++) {
        const struct yaml_pair *pair = &top.pairs[i];
        if (!str_eq(pair->key, STR("book")) && is_wanted(pair) &&
            yaml_get(out, pair->key) == NULL) {
            add_pair(a, out, *pair);
        }
    }
    return true;
}
