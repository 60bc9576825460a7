#include "source/mdbook.h"

#include "base/fs.h"
#include "messages.h"
#include "source/toml.h"

/* Tables lie inside of tables: "output.epub" is epub in output. */
static const struct {
    const char *outer, *inner; /* inner NULL: outer itself */
    const char *key, *manifest_key;
} rows[] = {
    {"book", NULL, "title", "title"},
    {"book", NULL, "authors", "author"},
    {"book", NULL, "author", "author"},
    {"book", NULL, "description", "description"},
    {"book", NULL, "language", "lang"},
    {"book", NULL, "text-direction", "dir"},
    {"output", "epub", "cover-image", "cover-image"},
    {"output", "epub", "additional-css", "css"},
};

static const struct yaml *table_of(const struct yaml *top, const char *outer, const char *inner)
{
    const struct yaml *table = yaml_get(top, str_from(outer));
    return table != NULL && inner != NULL ? yaml_get(table, str_from(inner)) : table;
}

static const struct yaml_pair *pair_of(const struct yaml *table, const char *key)
{
    for (size_t i = 0; table != NULL && table->kind == YAML_MAPPING && i < table->count; i++) {
        if (str_eq(table->pairs[i].key, str_from(key))) {
            return &table->pairs[i];
        }
    }
    return NULL;
}

/* A value that the manifest calls so. */
static void take(struct arena *a, struct yaml *keys, const struct yaml_pair *pair, const char *name)
{
    if (pair != NULL && yaml_get(keys, str_from(name)) == NULL) {
        *ARENA_PUSH(a, struct yaml_pair, &keys->pairs, &keys->count) =
            (struct yaml_pair){str_from(name), pair->key_at, pair->value};
    }
}

/* The folder that "src" names; mdBook's own default is "src". */
static void take_src(struct arena *a, const struct yaml_pair *pair, struct mdbook *out,
                     struct diag *d)
{
    out->src = (struct placed){STR("src"), out->keys.at};
    if (pair == NULL) {
        return;
    }
    out->src.at = pair->value.at;
    if (pair->value.kind != YAML_SCALAR ||
        !path_normal(a, str_trim(pair->value.text), &out->src.text)) {
        diag_report(d, &(struct report){.kind = MSG_PATH_OUTSIDE,
                                        .at = pair->value.at,
                                        .args = {pair->value.text}});
    }
}

bool mdbook_read(struct arena *a, const struct diag_file *file, str bytes, struct mdbook *out,
                 struct diag *d)
{
    struct yaml top;
    bool fine = toml_parse(a, file, bytes, &top, d);
    *out = (struct mdbook){.keys = {.kind = YAML_MAPPING, .at = {.file = file}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct yaml *table = table_of(&top, rows[i].outer, rows[i].inner);
        take(a, &out->keys, pair_of(table, rows[i].key), rows[i].manifest_key);
    }
    take_src(a, pair_of(yaml_get(&top, STR("book")), "src"), out, d);
    return fine;
}
