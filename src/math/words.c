/* Words in formulas: \text{...}, and the names of functions. */
#include "math/math_internal.h"

/* Text while it is read: pieces in a row, the last one still open. */
struct words {
    struct math_node *row;
    struct buf piece;
    const char *class_name;
};

/* Blanks at the ends of an mtext are trimmed by readers, so they are made firm. */
static void end_piece(struct reader *r, struct words *w)
{
    str text = buf_str(&w->piece);
    if (text.len > 0) {
        bool before = text.ptr[0] == ' ', behind = text.ptr[text.len - 1] == ' ';
        str inside = str_trim(text), firm = STR("\xC2\xA0");
        bool blank = inside.len == 0;
        str parts[] = {before ? firm : STR_NONE, inside, behind && !blank ? firm : STR_NONE};
        struct math_node *n = node_token(r, "mtext", str_concat(r->arena, parts, 3), ATOM_ORD);
        if (w->class_name != NULL) {
            node_attribute(r, n, "class", w->class_name);
        }
        node_append(w->row, n);
    }
    buf_clear(&w->piece);
}

static void add(struct words *w, str text)
{
    bool blank = text.len == 1 && ascii_space(text.ptr[0]);
    if (!blank) {
        buf_add(&w->piece, text);
    } else if (w->piece.len == 0 || w->piece.data[w->piece.len - 1] != ' ') {
        buf_addch(&w->piece, ' ');
    }
}

/* "$...$" within text is a formula again. */
static void formula(struct reader *r, struct words *w, size_t open)
{
    size_t close = open + 1;
    while (close < r->tex.len && r->tex.ptr[close] != '$') {
        close += r->tex.ptr[close] == '\\' ? 2 : 1;
    }
    if (close >= r->tex.len) {
        tex_fault(r, open, 1, STR("formula \"$\" in text is not closed"), STR("add \"$\""));
        r->at = r->tex.len;
        return;
    }
    str whole = r->tex;
    r->tex = str_sub(whole, 0, close);
    r->at = open + 1;
    struct math_node *row = row_read(r);
    struct token t = token_peek(r);
    if (t.kind != TOKEN_END) {
        tex_fault_at(r, t, "", "closes nothing", "delete it");
    }
    r->tex = whole;
    r->at = close + 1;
    node_append(w->row, node_single(row));
}

/* A command within text: a sign, a space, or text in another style. */
static void command(struct reader *r, struct words *w)
{
    struct token t = token_take(r);
    if (t.text.len == 1 && str_has(STR(" ,;:>!/-"), t.text.ptr[0])) {
        add(w, str_has(STR("!/-"), t.text.ptr[0]) ? STR_NONE : STR(" "));
        return;
    }
    const struct symbol *s = symbol_find(t.text);
    if (s != NULL) {
        buf_add(&w->piece, str_from(s->text));
        r->at += r->at < r->tex.len && r->tex.ptr[r->at] == ' ' && t.text.len > 1;
        return;
    }
    end_piece(r, w);
    struct math_node *n = command_read(r, t);
    if (n != NULL) {
        node_append(w->row, n);
    }
}

/* Reads up to the brace that closes, which it takes; false if there is none. */
static bool read_words(struct reader *r, struct words *w)
{
    size_t depth = 1;
    while (r->at < r->tex.len) {
        size_t at = r->at;
        char c = r->tex.ptr[at];
        if (c == '\\' && at + 1 < r->tex.len) {
            command(r, w);
            continue;
        }
        r->at++;
        if (c == '$') {
            end_piece(r, w);
            formula(r, w, at);
        } else if (c == '{' || c == '}') {
            depth += c == '{' ? 1 : (size_t)-1;
            if (depth == 0) {
                return true;
            }
        } else {
            add(w, c == '~' ? STR("\xC2\xA0") : str_sub(r->tex, at, at + 1));
        }
    }
    return false;
}

/* value: 0 plain, else the class below. */
COMMAND_READER(tex_text)
{
    static const char *const classes[] = {NULL, "math-bold", "math-italic", "math-mono",
                                          "math-sans"};
    struct token open = token_peek(r);
    if (open.kind != TOKEN_OPEN) {
        tex_fault_at(r, t, "", "lacks its argument", "add it in braces");
        return NULL;
    }
    token_take(r);
    struct words w = {.row = node_new(r, "mrow", ATOM_ORD), .class_name = classes[c->value]};
    if (reader_enter(r, open.at) && !read_words(r, &w)) {
        tex_fault_at(r, open, "brace ", "is not closed", "add \"}\"");
    }
    r->depth--;
    end_piece(r, &w);
    buf_release(&w.piece);
    return node_single(w.row);
}

COMMAND_READER(tex_function)
{
    (void)t;
    struct math_node *n = node_token(r, "mi", str_from(c->text), ATOM_OP);
    n->flags = (unsigned char)(NAME | c->value);
    return n;
}

/* \operatorname{arg\,max}, with "*" as \lim. */
COMMAND_READER(tex_operator_name)
{
    unsigned limits = c->value;
    if (r->at < r->tex.len && r->tex.ptr[r->at] == '*') {
        limits = LIMITS;
        r->at++;
    }
    struct style saved = r->style;
    r->style.letters = LETTERS_ROMAN;
    struct math_node *n = argument_read(r, t);
    r->style = saved;
    n->atom = ATOM_OP;
    n->flags = (unsigned char)(NAME | limits);
    return n;
}
