/* TeX's tokens, and what is told about them. */
#include "math/math_internal.h"

#include "base/utf8.h"

/* The TeXbook, chapter 8: "%" begins a comment, which ends with the line. That is what authors
 * mean least often, so it is told. */
static void pass_comment(struct reader *r)
{
    size_t from = r->at;
    r->at = str_find(r->tex, '\n', from);
    if (from >= r->commented) {
        r->commented = r->at;
        struct token t = {.text = str_sub(r->tex, from, from + 1), .at = from, .end = from + 1};
        tex_notice(r, t, "begins a comment, which is left out", "write \"\\%\" for per cent");
    }
}

static void token_skip_blanks(struct reader *r)
{
    while (r->at < r->tex.len) {
        if (r->tex.ptr[r->at] == '%') {
            pass_comment(r);
        } else if (ascii_space(r->tex.ptr[r->at])) {
            r->at++;
        } else {
            return;
        }
    }
}

/* "\name", "\name*" for those that have such a form is left to their readers; "\," and the like. */
static void read_command(const struct reader *r, struct token *t)
{
    size_t end = t->at + 1;
    while (end < r->tex.len && ascii_alpha(r->tex.ptr[end])) {
        end++;
    }
    if (end == t->at + 1 && end < r->tex.len) {
        utf8_next(r->tex, &end);
    }
    t->kind = TOKEN_COMMAND;
    t->text = str_sub(r->tex, t->at + 1, end);
    t->end = end;
}

static enum token_kind kind_of(char c)
{
    switch (c) {
    case '{':
        return TOKEN_OPEN;
    case '}':
        return TOKEN_CLOSE;
    case '^':
        return TOKEN_SUP;
    case '_':
        return TOKEN_SUB;
    case '\'':
        return TOKEN_PRIME;
    case '&':
        return TOKEN_TAB;
    default:
        return TOKEN_CHAR;
    }
}

struct token token_peek(struct reader *r)
{
    token_skip_blanks(r);
    struct token t = {.kind = TOKEN_END, .at = r->at, .end = r->at};
    if (r->at >= r->tex.len) {
        return t;
    }
    if (r->tex.ptr[r->at] == '\\') {
        read_command(r, &t);
        return t;
    }
    utf8_next(r->tex, &t.end);
    t.kind = kind_of(r->tex.ptr[r->at]);
    t.text = str_sub(r->tex, t.at, t.end);
    return t;
}

struct token token_take(struct reader *r)
{
    struct token t = token_peek(r);
    r->at = t.end;
    return t;
}

bool token_is(struct token t, const char *command)
{
    return t.kind == TOKEN_COMMAND && str_eq(t.text, str_from(command));
}

static struct math_fault *add(struct reader *r, size_t at, size_t length, str text, str remedy)
{
    struct math *m = r->math;
    bool again = m->nfaults > 0 && m->faults[m->nfaults - 1].at == at;
    if (r->stopped || again) { /* the same, or its consequence */
        return NULL;
    }
    at = at < r->tex.len ? at : r->tex.len; /* a fault at the end has no length */
    length = length < r->tex.len - at ? length : r->tex.len - at;
    struct math_fault *f = ARENA_PUSH(r->arena, struct math_fault, &m->faults, &m->nfaults);
    *f = (struct math_fault){.at = at, .length = length, .text = text, .remedy = remedy};
    return f;
}

void tex_fault(struct reader *r, size_t at, size_t length, str text, str remedy)
{
    if (add(r, at, length, text, remedy) != NULL) {
        r->math->failed = true;
    }
}

static str quoted(struct reader *r, struct token t, const char *words, const char *rest)
{
    str source = str_sub(r->tex, t.at, t.end < t.at + 40 ? t.end : t.at + 40);
    return str_printf(r->arena, "%s\"%.*s\" %s", words, STR_ARG(source), rest);
}

void tex_fault_at(struct reader *r, struct token t, const char *words, const char *rest,
                  const char *remedy)
{
    tex_fault(r, t.at, t.end - t.at, quoted(r, t, words, rest), str_from(remedy));
}

void tex_notice(struct reader *r, struct token t, const char *rest, const char *remedy)
{
    struct math_fault *f = add(r, t.at, t.end - t.at, quoted(r, t, "", rest), str_from(remedy));
    if (f != NULL) {
        f->warning = true;
    }
}
