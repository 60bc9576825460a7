/* One walk against a table. A content model is matched greedily: the models of these vocabularies
 * never need to look ahead. */
#include "check/schema.h"

#include "check/values.h"

#include <pthread.h>

#define MAX_PARTICLES 8

/* A part of a content model. */
struct particle {
    str *names;
    size_t nnames;
    bool needed, many;
};

enum type { TYPE_ANY, TYPE_ID, TYPE_NAMES, TYPE_MEDIA, TYPE_LANGUAGE, TYPE_NUMBER, TYPE_WORDS };

struct rule {
    str name, words; /* words: by "|" */
    enum type type;
    bool needed;
};

/* A row of a table, taken apart. */
struct row {
    str element;
    struct rule *rules; /* of its attributes */
    size_t nrules;
    struct particle model[MAX_PARTICLES];
    size_t nparticles;
    bool text, any, open, dublin; /* any: "*", open: "any:*", dublin: "dc:*" */
};

struct table {
    const struct schema_row *of;
    struct row *rows;
    struct table *next;
};

/* All tables that were needed so far; each is taken apart once, and stays. */
static struct {
    pthread_mutex_t mutex;
    struct arena arena;
    struct table *first;
} tables = {.mutex = PTHREAD_MUTEX_INITIALIZER};

struct schema {
    const struct row *rows;
    size_t count;
    const struct name **names; /* of the elements of each row, once one was met */
    struct judge *judge;
    struct subject *subject;
    enum space space;
    bool strange; /* a child that has no business there may stand for one of many */
};

/* How far a particle of a model is met. excused: told already that it is not where it belongs. */
struct met {
    bool seen, excused;
};

static void tell(struct schema *s, struct spot at, enum message kind, str a, str b, str c)
{
    say(s->judge, s->subject, at, (struct report){.kind = kind, .args = {a, b, c}});
}

static const struct {
    const char *word, *remedy;
} types[] = {
    [TYPE_ID] = {"%id", "write a name that begins with a letter"},
    [TYPE_NAMES] = {"%names", "write names"},
    [TYPE_MEDIA] = {"%type", "write a media type such as \"text/css\""},
    [TYPE_LANGUAGE] = {"%lang", "write a language tag such as \"en\""},
    [TYPE_NUMBER] = {"%number", "write a number"},
};

static enum type type_of(str words)
{
    for (size_t i = TYPE_ID; i < TYPE_WORDS; i++) {
        if (str_eq(words, str_from(types[i].word))) {
            return (enum type)i;
        }
    }
    return words.len > 0 ? TYPE_WORDS : TYPE_ANY;
}

static void read_rules(struct arena *a, struct row *row, const char *attributes)
{
    str rest = str_from(attributes), word;
    while (str_word(&rest, &word)) {
        struct rule *rule = ARENA_PUSH(a, struct rule, &row->rules, &row->nrules);
        rule->needed = str_ends(word, STR("!"));
        word = rule->needed ? str_sub(word, 0, word.len - 1) : word;
        str_cut(word, '=', &rule->name, &rule->words);
        rule->type = type_of(rule->words);
    }
}

static void read_particle(struct arena *a, struct particle *p, str word)
{
    char last = word.ptr[word.len - 1];
    bool marked = last == '?' || last == '*' || last == '+';
    str names = marked ? str_sub(word, 0, word.len - 1) : word; /* by "|" */
    if (str_starts(names, STR("("))) {
        names = str_sub(names, 1, names.len - 1);
    }
    p->needed = !marked || last == '+';
    p->many = last == '*' || last == '+';
    while (names.len > 0) {
        str *name = ARENA_PUSH(a, str, &p->names, &p->nnames);
        str_cut(names, '|', name, &names);
    }
}

static void read_model(struct arena *a, struct row *row, str children)
{
    str rest = children, word;
    while (row->nparticles < MAX_PARTICLES && str_word(&rest, &word)) {
        read_particle(a, &row->model[row->nparticles++], word);
    }
    row->any = str_eq(children, STR("*"));
    row->open = str_ends(children, STR("any:*"));
    row->dublin = row->open || str_ends(children, STR("dc:*"));
}

static struct table *read_table(struct arena *a, const struct schema_row *rows, size_t count)
{
    struct table *table = ARENA_NEW(a, struct table);
    table->of = rows;
    table->rows = ARENA_ARRAY(a, struct row, count);
    for (size_t i = 0; i < count; i++) {
        struct row *row = &table->rows[i];
        row->element = str_from(rows[i].element);
        row->text = rows[i].text;
        read_rules(a, row, rows[i].attributes);
        read_model(a, row, str_from(rows[i].children));
    }
    return table;
}

static const struct row *rows_of(const struct schema_row *rows, size_t count)
{
    pthread_mutex_lock(&tables.mutex);
    struct table *table = tables.first;
    while (table != NULL && table->of != rows) {
        table = table->next;
    }
    if (table == NULL) {
        table = read_table(&tables.arena, rows, count);
        table->next = tables.first;
        tables.first = table;
    }
    pthread_mutex_unlock(&tables.mutex);
    return table->rows;
}

/* The row of the elements of a name, or NULL. */
static const struct row *row_for(struct schema *s, const struct name *name)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->names[i] == name) {
            return &s->rows[i];
        }
    }
    for (size_t i = 0; i < s->count; i++) {
        if (str_eq(name->local, s->rows[i].element)) {
            s->names[i] = name;
            return &s->rows[i];
        }
    }
    return NULL;
}

/* words: by "|" */
static bool is_one_of(str word, str words)
{
    str rest = words, one;
    while (rest.len > 0) {
        str_cut(rest, '|', &one, &rest);
        if (str_eq(one, word)) {
            return true;
        }
    }
    return false;
}

static bool takes(const struct particle *p, str name)
{
    for (size_t i = 0; i < p->nnames; i++) {
        if (str_eq(p->names[i], name)) {
            return true;
        }
    }
    return false;
}

/* The letters beyond ASCII are taken as they come, byte by byte: no book depends on which of them
 * are names. */
static bool is_name_start(char c)
{
    return ascii_alpha(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool all_name_chars(str value, bool colon)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (!is_name_start(c) && !ascii_digit(c) && c != '-' && c != '.' && !(colon && c == ':')) {
            return false;
        }
    }
    return value.len > 0;
}

bool schema_is_name(str value)
{
    return value.len > 0 && is_name_start(value.ptr[0]) && all_name_chars(value, false);
}

bool schema_is_names(str value)
{
    str rest = value, word;
    bool any = false;
    while (str_word(&rest, &word)) {
        any = true;
        if (!all_name_chars(word, true)) {
            return false;
        }
    }
    return any;
}

/* XML Schema, nonNegativeInteger. */
static bool is_number(str value)
{
    size_t from = str_starts(value, STR("+"));
    for (size_t i = from; i < value.len; i++) {
        if (!ascii_digit(value.ptr[i])) {
            return false;
        }
    }
    return value.len > from;
}

static bool value_is(str value, const struct rule *rule)
{
    switch (rule->type) {
    case TYPE_ID:
        return schema_is_name(str_trim(value));
    case TYPE_NAMES:
        return schema_is_names(value);
    case TYPE_MEDIA:
        return value_is_media_type(str_trim(value));
    case TYPE_LANGUAGE:
        return value.len == 0 ||
               (str_trim(value).len > 0 && value_is_old_language(str_trim(value)));
    case TYPE_NUMBER:
        return is_number(str_trim(value));
    case TYPE_WORDS:
        return is_one_of(str_trim(value), rule->words);
    default:
        return true;
    }
}

static void value_check(struct schema *s, const struct node *n, str value, const struct rule *rule)
{
    if (value_is(value, rule)) {
        return;
    }
    str remedy = rule->type == TYPE_WORDS
                     ? str_printf(s->judge->arena, "use one of: %.*s", STR_ARG(rule->words))
                     : str_from(types[rule->type].remedy);
    tell(s, attribute_spot(s->subject, n, value), MSG_MARKUP_VALUE, rule->name, value, remedy);
}

/* The attribute's name as the tables have it. */
static str label_of(struct arena *a, const struct name *name)
{
    static const struct {
        enum space space;
        const char *prefix;
    } prefixes[] = {
        {SPACE_XML, "xml:"}, {SPACE_EPUB, "epub:"}, {SPACE_OPF, "opf:"}, {SPACE_XLINK, "xlink:"}};
    for (size_t i = 0; name->space != SPACE_NONE && i < sizeof prefixes / sizeof *prefixes; i++) {
        if (name->space == prefixes[i].space) {
            str parts[] = {str_from(prefixes[i].prefix), name->local};
            return str_concat(a, parts, 2);
        }
    }
    return name->local;
}

static const struct rule *rule_of(const struct row *row, str label)
{
    for (size_t i = 0; i < row->nrules; i++) {
        if (str_eq(row->rules[i].name, label)) {
            return &row->rules[i];
        }
    }
    return NULL;
}

static void lacks_check(struct schema *s, const struct node *n, const struct row *row)
{
    for (size_t k = 0; k < row->nrules; k++) {
        bool found = !row->rules[k].needed;
        for (uint32_t i = 0; !found && i < n->nattributes; i++) {
            found = str_eq(label_of(s->judge->arena, n->attributes[i].name), row->rules[k].name);
        }
        if (!found) {
            tell(s, n->at, MSG_MARKUP_LACKS, n->name->local, row->rules[k].name, STR_NONE);
        }
    }
}

static void attributes(struct schema *s, const struct node *n, const struct row *row)
{
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct attribute *a = &n->attributes[i];
        str label = label_of(s->judge->arena, a->name);
        bool data = a->name->space == SPACE_NONE && str_starts(label, STR("data-")) &&
                    (!s->judge->old || s->space == SPACE_NCX) && s->space != SPACE_CONTAINER;
        if (data || a->name->space == SPACE_RENDITION ||
            str_eq(a->name->uri, STR("http://www.w3.org/2001/XMLSchema-instance"))) {
            continue;
        }
        const struct rule *rule = a->name->space == SPACE_OTHER ? NULL : rule_of(row, label);
        if (rule == NULL) {
            tell(s, attribute_spot(s->subject, n, a->value), MSG_MARKUP_ATTRIBUTE, label,
                 n->name->local, STR_NONE);
        } else {
            value_check(s, n, a->value, rule);
        }
    }
    lacks_check(s, n, row);
}

static bool occurs(const struct schema *s, const struct node *parent, const struct particle *p)
{
    for (const struct node *c = node_child(parent); c != NULL; c = node_sibling(c)) {
        if (c->name->space == s->space && takes(p, c->name->local)) {
            return true;
        }
    }
    return false;
}

/* "holds no title or name", or behind what list has already. */
static void list_missing(struct buf *list, const struct particle *p)
{
    buf_addf(list, "%s", list->len > 0 ? ", " : "holds no ");
    for (size_t i = 0; i < p->nnames && i < 3; i++) {
        buf_addf(list, "%s%.*s", i > 0 ? " or " : "", STR_ARG(p->names[i]));
    }
    buf_addf(list, "%s", p->nnames > 3 ? " or the like" : "");
}

/* What the model needs from *from* to *to*, and has not got: told at the place where it ought to
 * be, before a child, or (NULL) at the end. What stands elsewhere in the parent is told there, as
 * being out of its order. */
static bool missing(struct schema *s, const struct node *n, const struct row *row, struct met *met,
                    size_t from, size_t to, const struct node *before)
{
    struct buf list = {0};
    bool moved = false;
    for (size_t i = from; i < to; i++) {
        const struct particle *p = &row->model[i];
        if (!p->needed || met[i].seen || (s->strange && p->nnames > 1)) {
            continue;
        }
        met[i] = (struct met){.seen = true, .excused = true};
        if (occurs(s, n, p)) {
            moved = true;
        } else {
            list_missing(&list, p);
        }
    }
    if (list.len > 0) {
        tell(s, before != NULL ? before->at : node_end(s->subject, n), MSG_MARKUP_MODEL,
             n->name->local, buf_str(&list), STR("add it here"));
        buf_release(&list);
    }
    return moved;
}

/* A child that fits nowhere into what is left of the model. */
static void misfit(struct schema *s, const struct node *n, const struct node *c,
                   const struct row *row, struct met *met)
{
    bool known = false;
    for (size_t i = 0; i < row->nparticles; i++) {
        if (takes(&row->model[i], c->name->local)) {
            known = true;
            if (met[i].excused) {
                met[i].excused = false;
                return;
            }
        }
    }
    s->strange = s->strange || !known;
    tell(s, c->at, known ? MSG_MARKUP_ORDER : MSG_MARKUP_CHILD, c->name->local, n->name->local,
         STR_NONE);
}

/* An element that fits into the model at i, or behind it, or not at all. */
static void child(struct schema *s, const struct node *n, const struct node *c,
                  const struct row *row, struct met *met, size_t *at)
{
    size_t to = *at;
    while (to < row->nparticles &&
           ((met[to].seen && !row->model[to].many) || !takes(&row->model[to], c->name->local))) {
        to++;
    }
    if (to == row->nparticles) {
        misfit(s, n, c, row, met);
        return;
    }
    if (missing(s, n, row, met, *at, to, c)) {
        tell(s, c->at, MSG_MARKUP_ORDER, c->name->local, n->name->local, STR_NONE);
    }
    met[to].seen = true;
    *at = to;
}

static void children(struct schema *s, const struct node *n, const struct row *row)
{
    struct met met[MAX_PARTICLES] = {0};
    size_t at = 0;
    s->strange = false;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->name == NULL) {
            if (!row->text && str_trim(c->text).len > 0) {
                tell(s, c->at, MSG_MARKUP_TEXT, n->name->local, STR_NONE, STR_NONE);
            }
        } else if (row->any || (row->dublin && c->name->space == SPACE_DC)) {
            continue;
        } else if ((row->open && c->name->space != s->space) ||
                   (s->space == SPACE_HTML && c->name->space == SPACE_SVG) ||
                   (s->space == SPACE_ENCRYPTION &&
                    str_eq(c->name->uri, STR("http://www.w3.org/2000/09/xmldsig#")))) {
            continue;
        } else if (c->name->space != s->space) {
            tell(s, c->at, MSG_MARKUP_CHILD, c->name->local, n->name->local, STR_NONE);
        } else {
            child(s, n, c, row, met, &at);
        }
    }
    if (!row->any) {
        missing(s, n, row, met, 0, row->nparticles, NULL);
    }
}

void schema_check(struct judge *j, struct subject *subject, const struct node *root,
                  enum space space, const struct schema_row *rows, size_t count)
{
    struct schema s = {.judge = j,
                       .subject = subject,
                       .space = space,
                       .rows = rows_of(rows, count),
                       .count = count,
                       .names = ARENA_ARRAY(j->arena, const struct name *, count)};
    bool skip = false;
    for (const struct node *n = root; n != NULL; n = node_after(n, root, skip)) {
        skip = false;
        if (n->name == NULL || n->name->space != space) {
            continue;
        }
        const struct row *row = row_for(&s, n->name);
        if (row != NULL) {
            skip = row->any;
            attributes(&s, n, row);
            children(&s, n, row);
        }
    }
}
