/* One walk against a table. A content model is matched greedily: the models of these vocabularies
 * never need to look ahead. */
#include "check/schema.h"

#include "base/utf8.h"
#include "check/values.h"

#define MAX_PARTICLES 8

/* A part of a content model. */
struct particle {
    str names; /* by "|" */
    bool needed, many;
    bool seen, excused; /* excused: told already that it is not where it belongs */
};

struct rule {
    str name, type;
    bool needed;
};

/* A row of the table, taken apart when the first element of a name comes. */
struct row {
    const struct name *name; /* of the elements */
    const struct schema_row *of;
    struct rule *rules; /* of its attributes */
    size_t nrules;
    struct particle model[MAX_PARTICLES];
    size_t nparticles;
    bool any, open, dublin; /* "*", "any:*", "dc:*" */
    struct row *next;
};

struct schema {
    const struct schema_row *table;
    size_t count;
    struct row *rows; /* that were taken apart */
    struct judge *judge;
    struct subject *subject;
    enum space space;
    bool strange; /* a child that has no business there may stand for one of many */
};

static void tell(struct schema *s, struct spot at, enum message kind, str a, str b, str c)
{
    say(s->judge, s->subject, at, (struct report){.kind = kind, .args = {a, b, c}});
}

static void read_rules(struct arena *a, struct row *row)
{
    str rest = str_from(row->of->attributes), word;
    while (str_word(&rest, &word)) {
        struct rule *rule = ARENA_PUSH(a, struct rule, &row->rules, &row->nrules);
        rule->needed = str_ends(word, STR("!"));
        word = rule->needed ? str_sub(word, 0, word.len - 1) : word;
        str_cut(word, '=', &rule->name, &rule->type);
    }
}

static void read_model(struct row *row)
{
    str children = str_from(row->of->children), rest = children, word;
    while (row->nparticles < MAX_PARTICLES && str_word(&rest, &word)) {
        char last = word.ptr[word.len - 1];
        bool marked = last == '?' || last == '*' || last == '+';
        str names = marked ? str_sub(word, 0, word.len - 1) : word;
        if (str_starts(names, STR("("))) {
            names = str_sub(names, 1, names.len - 1);
        }
        row->model[row->nparticles++] = (struct particle){
            .names = names, .needed = !marked || last == '+', .many = last == '*' || last == '+'};
    }
    row->any = str_eq(children, STR("*"));
    row->open = str_ends(children, STR("any:*"));
    row->dublin = row->open || str_ends(children, STR("dc:*"));
}

static struct row *read_row(struct schema *s, const struct name *name, const struct schema_row *of)
{
    struct row *row = ARENA_NEW(s->judge->arena, struct row);
    row->name = name;
    row->of = of;
    read_rules(s->judge->arena, row);
    read_model(row);
    row->next = s->rows;
    s->rows = row;
    return row;
}

/* The row of the elements of a name, or NULL. */
static const struct row *row_for(struct schema *s, const struct name *name)
{
    for (const struct row *row = s->rows; row != NULL; row = row->next) {
        if (row->name == name) {
            return row;
        }
    }
    for (size_t i = 0; i < s->count; i++) {
        if (str_eq(name->local, str_from(s->table[i].element))) {
            return read_row(s, name, &s->table[i]);
        }
    }
    return NULL;
}

static bool is_one_of(str name, str names)
{
    str rest = names, one;
    while (rest.len > 0) {
        str_cut(rest, '|', &one, &rest);
        if (str_eq(one, name)) {
            return true;
        }
    }
    return false;
}

static bool is_name_start(uint32_t c)
{
    return c == '_' || c >= 0x80 || (c < 0x80 && ascii_alpha((char)c));
}

static bool is_name_char(uint32_t c)
{
    return is_name_start(c) || c == '-' || c == '.' || (c < 0x80 && ascii_digit((char)c));
}

/* The letters beyond ASCII are taken as they come: no book depends on which of them are names. */
static bool all_name_chars(str value, bool colon)
{
    for (size_t at = 0; at < value.len;) {
        uint32_t c = utf8_next(value, &at);
        if (!is_name_char(c) && !(colon && c == ':')) {
            return false;
        }
    }
    return value.len > 0;
}

bool schema_is_name(str value)
{
    size_t at = 0;
    return value.len > 0 && is_name_start(utf8_next(value, &at)) && all_name_chars(value, false);
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

static bool value_is(str value, str type)
{
    if (str_eq(type, STR("%id"))) {
        return schema_is_name(str_trim(value));
    }
    if (str_eq(type, STR("%names"))) {
        return schema_is_names(value);
    }
    if (str_eq(type, STR("%type"))) {
        return value_is_media_type(str_trim(value));
    }
    if (str_eq(type, STR("%lang"))) {
        return value.len == 0 ||
               (str_trim(value).len > 0 && value_is_old_language(str_trim(value)));
    }
    if (str_eq(type, STR("%number"))) {
        return is_number(str_trim(value));
    }
    return is_one_of(str_trim(value), type);
}

static void value_check(struct schema *s, const struct node *n, str name, str value, str type)
{
    if (type.len == 0 || value_is(value, type)) {
        return;
    }
    str remedy = str_eq(type, STR("%id"))       ? STR("write a name that begins with a letter")
                 : str_eq(type, STR("%names"))  ? STR("write names")
                 : str_eq(type, STR("%type"))   ? STR("write a media type such as \"text/css\"")
                 : str_eq(type, STR("%lang"))   ? STR("write a language tag such as \"en\"")
                 : str_eq(type, STR("%number")) ? STR("write a number")
                                                : type;
    tell(s, attribute_spot(s->subject, n, value), MSG_MARKUP_VALUE, name, value,
         type.ptr[0] == '%' ? remedy
                            : str_printf(s->judge->arena, "use one of: %.*s", STR_ARG(type)));
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
            value_check(s, n, label, a->value, rule->type);
        }
    }
    lacks_check(s, n, row);
}

static bool occurs(const struct schema *s, const struct node *parent, str names)
{
    for (const struct node *c = node_child(parent); c != NULL; c = node_sibling(c)) {
        if (c->name->space == s->space && is_one_of(c->name->local, names)) {
            return true;
        }
    }
    return false;
}

/* What the model needs from *from* to *to*, and has not got: told at the place where it ought to
 * be. What stands elsewhere in the parent is told there, as being out of its order. */
static bool missing(struct schema *s, const struct node *n, struct particle *model, size_t from,
                    size_t to, struct spot at)
{
    struct buf list = {0};
    bool moved = false;
    for (size_t i = from; i < to; i++) {
        bool one_of_many = s->strange && str_has(model[i].names, '|');
        if (!model[i].needed || model[i].seen || one_of_many) {
            continue;
        }
        model[i].seen = model[i].excused = true;
        if (occurs(s, n, model[i].names)) {
            moved = true;
            continue;
        }
        buf_addf(&list, "%s", list.len > 0 ? ", " : "holds no ");
        str rest = model[i].names, one;
        unsigned told = 0;
        while (rest.len > 0 && told < 3) {
            str_cut(rest, '|', &one, &rest);
            buf_addf(&list, "%s%.*s", told++ > 0 ? " or " : "", STR_ARG(one));
        }
        buf_addf(&list, "%s", rest.len > 0 ? " or the like" : "");
    }
    if (list.len > 0) {
        tell(s, at, MSG_MARKUP_MODEL, n->name->local, buf_str(&list), STR("add it here"));
    }
    buf_release(&list);
    return moved;
}

/* An element that fits into the model at i, or behind it, or not at all. */
static void child(struct schema *s, const struct node *n, const struct node *c,
                  struct particle *model, size_t count, size_t *at)
{
    size_t to = *at;
    while (to < count &&
           !(is_one_of(c->name->local, model[to].names) && (model[to].many || !model[to].seen))) {
        to++;
    }
    if (to == count) {
        bool known = false;
        for (size_t i = 0; i < count; i++) {
            if (is_one_of(c->name->local, model[i].names)) {
                known = true;
                if (model[i].excused) {
                    model[i].excused = false;
                    return;
                }
            }
        }
        s->strange = s->strange || !known;
        tell(s, c->at, known ? MSG_MARKUP_ORDER : MSG_MARKUP_CHILD, c->name->local, n->name->local,
             STR_NONE);
        return;
    }
    if (missing(s, n, model, *at, to, c->at)) {
        tell(s, c->at, MSG_MARKUP_ORDER, c->name->local, n->name->local, STR_NONE);
    }
    model[to].seen = true;
    *at = to;
}

static void children(struct schema *s, const struct node *n, const struct row *row)
{
    struct particle model[MAX_PARTICLES];
    size_t count = row->nparticles, at = 0;
    memcpy(model, row->model, count * sizeof *model);
    s->strange = false;
    for (const struct node *c = n->first; c != NULL; c = c->next) {
        if (c->name == NULL) {
            if (!row->of->text && str_trim(c->text).len > 0) {
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
            child(s, n, c, model, count, &at);
        }
    }
    if (!row->any) {
        missing(s, n, model, 0, count, node_end(s->subject, n));
    }
}

void schema_check(struct judge *j, struct subject *subject, const struct node *root,
                  enum space space, const struct schema_row *rows, size_t count)
{
    struct schema s = {
        .judge = j, .subject = subject, .space = space, .table = rows, .count = count};
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
