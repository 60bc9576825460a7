/* Environments: matrices, cases, aligned lines. MathML Core aligns by CSS alone, so cells have
 * classes. */
#include "math/math_internal.h"

#include "base/nearest.h"

enum kind {
    KIND_TABLE,   /* centred columns */
    KIND_CASES,   /* columns aligned left */
    KIND_PAIRS,   /* columns aligned right and left in turn, without room between the two */
    KIND_COLUMNS, /* "{lcr}" says how */
    KIND_PLAIN    /* no table */
};

enum { DISPLAY = 1, SMALL = 2, NUMBER = 4 /* an argument to be passed over */ };

static const struct environment {
    const char *name, *open, *close;
    enum kind kind;
    unsigned flags;
} environments[] = {
    {"matrix", "", "", KIND_TABLE, 0},
    {"pmatrix", "(", ")", KIND_TABLE, 0},
    {"bmatrix", "[", "]", KIND_TABLE, 0},
    {"Bmatrix", "{", "}", KIND_TABLE, 0},
    {"vmatrix", "|", "|", KIND_TABLE, 0},
    {"Vmatrix", "‖", "‖", KIND_TABLE, 0},
    {"smallmatrix", "", "", KIND_TABLE, SMALL},
    {"array", "", "", KIND_COLUMNS, 0},
    {"subarray", "", "", KIND_COLUMNS, 0},
    {"cases", "{", "", KIND_CASES, 0},
    {"dcases", "{", "", KIND_CASES, DISPLAY},
    {"rcases", "", "}", KIND_CASES, 0},
    {"aligned", "", "", KIND_PAIRS, DISPLAY},
    {"align", "", "", KIND_PAIRS, DISPLAY},
    {"align*", "", "", KIND_PAIRS, DISPLAY},
    {"alignedat", "", "", KIND_PAIRS, DISPLAY | NUMBER},
    {"alignat", "", "", KIND_PAIRS, DISPLAY | NUMBER},
    {"alignat*", "", "", KIND_PAIRS, DISPLAY | NUMBER},
    {"flalign", "", "", KIND_PAIRS, DISPLAY},
    {"flalign*", "", "", KIND_PAIRS, DISPLAY},
    {"split", "", "", KIND_PAIRS, DISPLAY},
    {"eqnarray", "", "", KIND_PAIRS, DISPLAY},
    {"eqnarray*", "", "", KIND_PAIRS, DISPLAY},
    {"gathered", "", "", KIND_TABLE, DISPLAY},
    {"gather", "", "", KIND_TABLE, DISPLAY},
    {"gather*", "", "", KIND_TABLE, DISPLAY},
    {"multline", "", "", KIND_TABLE, DISPLAY},
    {"multline*", "", "", KIND_TABLE, DISPLAY},
    {"equation", "", "", KIND_PLAIN, DISPLAY},
    {"equation*", "", "", KIND_PLAIN, DISPLAY},
    {"displaymath", "", "", KIND_PLAIN, DISPLAY},
    {"math", "", "", KIND_PLAIN, 0},
};

enum { NENVIRONMENTS = sizeof environments / sizeof *environments };

static const struct environment *environment_find(str name)
{
    for (size_t i = 0; i < NENVIRONMENTS; i++) {
        if (str_eq(name, str_from(environments[i].name))) {
            return &environments[i];
        }
    }
    return NULL;
}

bool is_break(struct token t)
{
    return token_is(t, "\\") || token_is(t, "cr");
}

void break_take(struct reader *r)
{
    str given;
    token_take(r);
    if (r->at < r->tex.len && r->tex.ptr[r->at] == '*') {
        r->at++;
    }
    /* TeX looks for "[" behind blanks, too; authors mean a bracket of the next line there. */
    if (r->at < r->tex.len && r->tex.ptr[r->at] == '[') {
        size_t end = str_find(r->tex, ']', r->at);
        given = str_trim(str_sub(r->tex, r->at + 1, end));
        bool length = given.len > 0 &&
                      (ascii_digit(given.ptr[0]) || given.ptr[0] == '-' || given.ptr[0] == '.');
        r->at = length && given.len < 12 && end < r->tex.len ? end + 1 : r->at;
    }
}

/* A table while it is read. */
struct table {
    const struct environment *environment;
    const char *columns; /* of KIND_COLUMNS: "l", "c", "r" and "|" */
    struct math_node *node;
    struct math_node *last; /* the last row */
    bool line;              /* \hline stands before the next row */
};

/* Passes "|" of the specification up to the column of this index. */
static char column_of(const struct table *t, size_t index, bool *bar)
{
    const char *at = t->columns;
    *bar = false;
    for (size_t i = 0; *at != '\0'; at++) {
        if (*at == '|') {
            *bar = true;
            continue;
        }
        if (i++ == index) {
            return *at;
        }
        *bar = false;
    }
    return 'c';
}

static const char *alignment_of(const struct table *t, size_t index, bool *bar)
{
    char column = 'c';
    *bar = false;
    switch (t->environment->kind) {
    case KIND_CASES:
        return "left";
    case KIND_PAIRS:
        return index % 2 == 0 ? "math-right" : "math-left";
    case KIND_COLUMNS:
        column = column_of(t, index, bar);
        return column == 'l' ? "left" : column == 'r' ? "right" : "";
    default:
        return "";
    }
}

static void set_classes(struct reader *r, const struct table *t, struct math_node *cell,
                        size_t index)
{
    bool bar;
    const char *alignment = alignment_of(t, index, &bar);
    str classes = str_printf(r->arena, "%s%s%s", alignment, bar ? " math-bar" : "",
                             t->line ? " math-line" : "");
    classes = str_trim(classes);
    if (classes.len > 0) {
        node_attribute(r, cell, "class", str_copy(r->arena, classes).ptr);
    }
}

static void take_lines(struct reader *r, struct table *t)
{
    while (token_is(token_peek(r), "hline")) {
        token_take(r);
        t->line = true;
    }
}

/* Reads one row up to what ends it. */
static struct math_node *read_cells(struct reader *r, struct table *t)
{
    struct math_node *row = node_new(r, "mtr", ATOM_ORD);
    for (size_t index = 0;; index++) {
        bool pair = t->environment->kind == KIND_PAIRS && index % 2 == 1;
        struct math_node *content = pair ? row_read_pair(r) : row_read(r);
        struct math_node *cell = node_fill(r, "mtd", content);
        set_classes(r, t, cell, index);
        node_append(row, cell);
        if (token_peek(r).kind != TOKEN_TAB) {
            return row;
        }
        token_take(r);
    }
}

static bool is_empty(const struct math_node *row)
{
    return row->first == row->last && row->first->first == NULL;
}

static void read_rows(struct reader *r, struct table *t)
{
    for (;;) {
        take_lines(r, t);
        struct math_node *row = read_cells(r, t);
        bool more = is_break(token_peek(r));
        if (more || !is_empty(row) || t->line) { /* "\\" ends the last row, too */
            node_append(t->node, row);
        }
        t->line = false;
        if (!more) {
            return;
        }
        break_take(r);
    }
}

/* Takes "\end{name}"; what else stands there is told. */
static void read_end(struct reader *r, const struct environment *e, struct token begin)
{
    struct token t = token_peek(r);
    str name;
    begin.end = r->tex.len < begin.end ? r->tex.len : begin.end;
    if (!token_is(t, "end")) {
        tex_fault(r, begin.at, begin.end - begin.at,
                  str_printf(r->arena, "\"\\begin{%s}\" is not closed", e->name),
                  str_printf(r->arena, "add \"\\end{%s}\"", e->name));
        return;
    }
    token_take(r);
    if (argument_raw(r, t, &name) && !str_eq(name, str_from(e->name))) {
        t.end = r->at;
        tex_fault_at(r, t, "", "closes another environment",
                     str_printf(r->arena, "write \"\\end{%s}\"", e->name).ptr);
    }
}

static bool read_columns(struct reader *r, struct token begin, struct table *t)
{
    str columns;
    struct token at = token_peek(r);
    if (!argument_raw(r, begin, &columns)) {
        return false;
    }
    struct buf kept = {0};
    for (size_t i = 0; i < columns.len; i++) {
        if (str_has(STR("lcr|"), columns.ptr[i])) {
            buf_addch(&kept, columns.ptr[i]);
        } else if (!ascii_space(columns.ptr[i])) {
            at.end = r->at;
            tex_fault_at(r, at, "columns ", "hold more than l, c, r and |",
                         "write one letter a column");
            break;
        }
    }
    t->columns = buf_finish(&kept, r->arena).ptr;
    t->columns = t->columns != NULL ? t->columns : "";
    return true;
}

static struct math_node *fenced(struct reader *r, const struct environment *e, struct math_node *n)
{
    struct math_node *open = fence_node(r, str_from(e->open), "prefix");
    struct math_node *close = fence_node(r, str_from(e->close), "postfix");
    if (open == NULL && close == NULL) {
        return n;
    }
    struct math_node *row = node_new(r, "mrow", ATOM_ORD);
    if (open != NULL) {
        node_append(row, open);
    }
    node_append(row, n);
    if (close != NULL) {
        node_append(row, close);
    }
    return row;
}

/* Arguments behind \begin{name}. */
static void read_arguments(struct reader *r, struct token begin, struct table *t)
{
    str number;
    t->columns = "";
    if (t->environment->kind == KIND_PAIRS || t->environment->kind == KIND_COLUMNS) {
        struct token open = token_peek(r);
        size_t close = str_find(r->tex, ']', open.at);
        if (open.kind == TOKEN_CHAR && str_eq(open.text, STR("[")) && close == open.at + 2) {
            r->at = close + 1; /* "[t]" */
        }
    }
    if (t->environment->flags & NUMBER) {
        argument_raw(r, begin, &number);
    }
    if (t->environment->kind == KIND_COLUMNS) {
        read_columns(r, begin, t);
    }
}

static struct math_node *read_table(struct reader *r, const struct environment *e,
                                    struct token begin)
{
    struct table t = {.environment = e, .node = node_new(r, "mtable", ATOM_ORD)};
    r->style.display = (e->flags & DISPLAY) != 0;
    r->style.script |= (e->flags & SMALL) != 0;
    r->style.bracket = false;
    read_arguments(r, begin, &t);
    if (e->kind == KIND_PLAIN) {
        return row_read(r);
    }
    if (e->flags & DISPLAY) {
        node_attribute(r, t.node, "displaystyle", "true");
    }
    read_rows(r, &t);
    if (e->flags & SMALL) {
        struct math_node *style = node_with(r, "mstyle", t.node, NULL, NULL);
        node_attribute(r, style, "scriptlevel", "1");
        return style;
    }
    return fenced(r, e, t.node);
}

static void tell_unknown(struct reader *r, struct token t, str name)
{
    struct nearest nearest = {.wanted = name};
    for (size_t i = 0; r->suggest && i < NENVIRONMENTS; i++) {
        nearest_offer(&nearest, str_from(environments[i].name));
    }
    size_t before = r->math->nfaults;
    t.end = r->at;
    tex_fault_at(r, t, "unknown environment ", "in a formula",
                 "octavo-book(5) says which are known");
    if (r->math->nfaults > before) {
        r->math->faults[before].nearest = nearest.best;
    }
}

COMMAND_READER(tex_begin)
{
    str name;
    (void)c;
    if (!argument_raw(r, t, &name)) {
        return NULL;
    }
    static const struct environment unknown = {"", "", "", KIND_TABLE, 0};
    const struct environment *e = environment_find(name);
    if (e == NULL) {
        tell_unknown(r, t, name);
        e = &unknown;
    }
    t.end = r->at;
    struct style saved = r->style;
    struct math_node *n = read_table(r, e, t);
    r->style = saved;
    if (e != &unknown) {
        read_end(r, e, t);
    } else if (token_is(token_peek(r), "end")) {
        argument_raw(r, token_take(r), &name);
    }
    return n;
}

static void add_line(struct reader *r, struct math_node *table, struct math_node *line)
{
    struct math_node *cell = node_fill(r, "mtd", line);
    node_append(table, node_with(r, "mtr", cell, NULL, NULL));
}

struct math_node *table_of_lines(struct reader *r, struct math_node *first)
{
    struct math_node *table = node_new(r, "mtable", ATOM_ORD);
    if (r->style.display) {
        node_attribute(r, table, "displaystyle", "true");
    }
    for (struct math_node *line = first; line != NULL; line = line->next) {
        if (line->next != NULL || line->first != NULL) {
            add_line(r, table, line);
        }
    }
    return table;
}

/* \substack{a \\ b}: what stands below a large operator. */
COMMAND_READER(tex_substack)
{
    (void)c;
    struct token open = token_peek(r);
    if (open.kind != TOKEN_OPEN) {
        tex_fault_at(r, t, "", "lacks its argument", "add it in braces");
        return NULL;
    }
    token_take(r);
    struct math_node *table = node_new(r, "mtable", ATOM_ORD);
    add_line(r, table, row_read(r));
    while (is_break(token_peek(r))) {
        break_take(r);
        add_line(r, table, row_read(r));
    }
    if (token_peek(r).kind == TOKEN_CLOSE) {
        token_take(r);
    } else {
        tex_fault_at(r, open, "brace ", "is not closed", "add \"}\"");
    }
    return table;
}
