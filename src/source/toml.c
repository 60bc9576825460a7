/* The lines of a TOML file: headers of tables, and pairs of key and value. */
#include "source/toml.h"

#include "base/utf8.h"
#include "messages.h"
#include "source/markdown.h"
#include "source/short.h"
#include "source/toml_internal.h"

/* Places are asked for in the order of the text, so each byte is counted once. */
struct place toml_place(struct toml *t)
{
    for (; t->counted < t->at && t->counted < t->text.len; t->counted++) {
        unsigned char c = (unsigned char)t->text.ptr[t->counted];
        if (c == '\n') {
            t->line++;
            t->column = 1;
        } else {
            t->column += (c & 0xC0) != 0x80;
        }
    }
    return (struct place){.file = t->file, .line = t->line, .column = t->column};
}

bool toml_fail(struct toml *t, struct place at, str fault, str remedy)
{
    if (!t->broken) {
        t->broken = true;
        diag_report(t->diag,
                    &(struct report){.kind = MSG_TOML_SYNTAX, .at = at, .args = {fault, remedy}});
    }
    return false;
}

char toml_peek(const struct toml *t)
{
    return t->at < t->text.len ? t->text.ptr[t->at] : '\0';
}

static void toml_skip_blanks(struct toml *t)
{
    while (toml_peek(t) == ' ' || toml_peek(t) == '\t') {
        t->at++;
    }
}

static void skip_comment(struct toml *t)
{
    if (toml_peek(t) == '#') {
        t->at = str_find(t->text, '\n', t->at);
    }
}

void toml_skip_space(struct toml *t)
{
    size_t before;
    do {
        before = t->at;
        toml_skip_blanks(t);
        skip_comment(t);
        if (toml_peek(t) == '\n') {
            t->at++;
        }
    } while (t->at > before);
}

struct toml_node *toml_node(struct toml *t, enum yaml_kind kind, struct place at)
{
    struct toml_node *n = ARENA_NEW(t->arena, struct toml_node);
    n->kind = kind;
    n->at = at;
    n->number = t->ntables++;
    return n;
}

void toml_append(struct toml_node *parent, struct toml_node *child)
{
    if (parent->last != NULL) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
    parent->count++;
}

/* A key of a table, and the node that it had already, or NULL. */
static struct toml_node *lookup(struct toml *t, const struct toml_node *table, str key, str *name)
{
    *name = str_printf(t->arena, "%zu:%.*s", table->number, STR_ARG(key));
    size_t found = map_get(&t->keys, *name);
    return found != MAP_NONE ? t->nodes[found] : NULL;
}

static void enter(struct toml *t, struct toml_node *table, str name, struct toml_node *node)
{
    map_put(t->arena, &t->keys, name, t->nnodes);
    *ARENA_PUSH(t->arena, struct toml_node *, &t->nodes, &t->nnodes) = node;
    toml_append(table, node);
}

static bool is_bare(char c)
{
    return ascii_alnum(c) || c == '_' || c == '-';
}

/* One part of a key, quoted or not. */
static bool read_key(struct toml *t, str *key, struct place *at)
{
    *at = toml_place(t);
    char c = toml_peek(t);
    if (c == '"' || c == '\'') {
        return toml_quoted(t, key);
    }
    size_t begin = t->at;
    while (is_bare(toml_peek(t))) {
        t->at++;
    }
    *key = str_sub(t->text, begin, t->at);
    if (key->len == 0) {
        return toml_fail(t, *at, STR("no key stands here"),
                         STR("write \"key = value\"; a key of other characters than letters, "
                             "digits, \"-\" and \"_\" needs quotes"));
    }
    return true;
}

static bool fail_twice(struct toml *t, str key, struct place at, const struct toml_node *first)
{
    t->broken = true;
    diag_report(t->diag, &(struct report){.kind = MSG_TOML_TWICE,
                                          .at = at,
                                          .args = {short_text(t->arena, key)},
                                          .related = {first->key_at, STR("the first one")}});
    return false;
}

/* A table or an array that a key names for the first time. */
static struct toml_node *enter_node(struct toml *t, struct toml_node *table, str name, str key,
                                    struct place at, enum yaml_kind kind)
{
    struct toml_node *node = toml_node(t, kind, at);
    node->key = key;
    node->key_at = at;
    enter(t, table, name, node);
    return node;
}

/* The table that a key inside of another leads into, made if it is not there; of an array of
 * tables, the last. NULL after a fault. */
static struct toml_node *table_of(struct toml *t, struct toml_node *table, str key, struct place at)
{
    str name;
    struct toml_node *node = lookup(t, table, key, &name);
    if (node == NULL) {
        node = enter_node(t, table, name, key, at, YAML_MAPPING);
    } else if (node->kind == YAML_LIST && !node->closed) {
        node = node->last;
    }
    if (node->kind != YAML_MAPPING || node->closed) {
        fail_twice(t, key, at, node);
        return NULL;
    }
    return node;
}

static bool is_too_deep(struct toml *t, unsigned depth, struct place at)
{
    if (depth < TOML_MAX_DEPTH) {
        return false;
    }
    t->broken = true;
    diag_report(t->diag, &(struct report){
                             .kind = MSG_TOO_DEEP, .at = at, .args = {STR("the TOML"), STR("32")}});
    return true;
}

/* "a.b.c": goes into the tables of all parts but the last, which it gives back. */
static struct toml_node *read_path(struct toml *t, struct toml_node *table, unsigned depth,
                                   str *key, struct place *at)
{
    while (table != NULL && read_key(t, key, at)) {
        toml_skip_blanks(t);
        if (toml_peek(t) != '.') {
            return table;
        }
        t->at++;
        toml_skip_blanks(t);
        table = is_too_deep(t, ++depth, *at) ? NULL : table_of(t, table, *key, *at);
    }
    return NULL;
}

bool toml_pair(struct toml *t, struct toml_node *table, unsigned depth)
{
    str key, name;
    struct place at;
    table = read_path(t, table, depth, &key, &at);
    if (table == NULL) {
        return false;
    }
    if (toml_peek(t) != '=') {
        return toml_fail(t, toml_place(t), STR("no \"=\" after a key"),
                         STR("write \"key = value\""));
    }
    t->at++;
    toml_skip_blanks(t);
    struct toml_node *value = toml_value(t, depth + 1), *first = lookup(t, table, key, &name);
    if (value == NULL) {
        return false;
    }
    if (first != NULL) {
        return fail_twice(t, key, at, first);
    }
    value->key = key;
    value->key_at = at;
    enter(t, table, name, value);
    return true;
}

static bool expect_line_end(struct toml *t)
{
    toml_skip_blanks(t);
    skip_comment(t);
    if (t->at < t->text.len && toml_peek(t) != '\n') {
        return toml_fail(t, toml_place(t), STR("something stands behind the value"),
                         STR("begin a new line, or write \"#\" before a comment"));
    }
    return true;
}

/* The array that "[[key]]" adds a table to. */
static struct toml_node *array_of(struct toml *t, struct toml_node *table, str key, struct place at)
{
    str name;
    struct toml_node *array = lookup(t, table, key, &name);
    if (array == NULL) {
        array = enter_node(t, table, name, key, at, YAML_LIST);
    } else if (array->kind != YAML_LIST || array->closed) {
        fail_twice(t, key, at, array);
        return NULL;
    }
    return array;
}

/* "[a.b]" or "[[a.b]]": the table that the lines below it belong to. NULL after a fault. */
static struct toml_node *read_header(struct toml *t, struct toml_node *root)
{
    str key;
    struct place at;
    bool many = str_starts(str_sub(t->text, t->at, t->text.len), STR("[["));
    str end = many ? STR("]]") : STR("]");
    t->at += end.len;
    toml_skip_blanks(t);
    struct toml_node *table = read_path(t, root, 1, &key, &at);
    if (table == NULL) {
        return NULL;
    }
    if (!str_starts(str_sub(t->text, t->at, t->text.len), end)) {
        toml_fail(t, toml_place(t), STR("the header of a table has no end"),
                  many ? STR("add \"]]\"") : STR("add \"]\""));
        return NULL;
    }
    t->at += end.len;
    if (!many) {
        table = table_of(t, table, key, at);
        if (table != NULL && table->headed) {
            fail_twice(t, key, at, table);
            return NULL;
        }
    } else if ((table = array_of(t, table, key, at)) != NULL) {
        struct toml_node *item = toml_node(t, YAML_MAPPING, at);
        item->key_at = at;
        toml_append(table, item);
        table = item;
    }
    if (table != NULL) {
        table->headed = true;
    }
    return table;
}

static bool read_lines(struct toml *t, struct toml_node *root)
{
    struct toml_node *table = root;
    for (toml_skip_space(t); t->at < t->text.len; toml_skip_space(t)) {
        if (toml_peek(t) == '[') {
            table = read_header(t, root);
            if (table == NULL || !expect_line_end(t)) {
                return false;
            }
        } else if (!toml_pair(t, table, 1) || !expect_line_end(t)) {
            return false;
        }
    }
    return true;
}

/* As deep as TOML_MAX_DEPTH. */
static struct yaml value_of(struct arena *a, const struct toml_node *node)
{
    struct yaml v = {.kind = node->kind, .text = node->text, .at = node->at};
    for (const struct toml_node *n = node->first; n != NULL; n = n->next) {
        if (v.kind == YAML_LIST) {
            *ARENA_PUSH(a, struct yaml, &v.items, &v.count) = value_of(a, n);
        } else {
            *ARENA_PUSH(a, struct yaml_pair, &v.pairs, &v.count) =
                (struct yaml_pair){n->key, n->key_at, value_of(a, n)};
        }
    }
    return v;
}

bool toml_parse(struct arena *a, const struct diag_file *file, str bytes, struct yaml *out,
                struct diag *d)
{
    struct toml t = {.arena = a,
                     .diag = d,
                     .file = file,
                     .text = markdown_clean(a, file, bytes, d),
                     .line = 1,
                     .column = 1};
    struct toml_node *root = toml_node(&t, YAML_MAPPING, toml_place(&t));
    bool fine = read_lines(&t, root);
    *out = value_of(a, root);
    return fine;
}
