/* Code: the info string of a fence, which is its language, alone or among attributes, "{.c #id}";
 * and attributes behind a span. */
#include "source/dialect.h"

#include "messages.h"

/* The language, and what follows it: "c", "{.numbers}" of "c {.numbers}". */
static str split_info(str info, str *rest)
{
    size_t end = 0;
    while (end < info.len && !ascii_space(info.ptr[end]) && info.ptr[end] != '{') {
        end++;
    }
    *rest = str_trim(str_sub(info, end, info.len));
    return str_sub(info, 0, end);
}

/* Takes the first class off a list: that is the language. */
static str first_class(struct attributes *list)
{
    str first = STR_NONE;
    str_word(&list->classes, &first);
    list->classes = str_trim(list->classes);
    return first;
}

/* The place of the list in the line of the fence. */
static struct place place_of_list(struct dialect *d, cmark_node *block)
{
    dialect_enter_block(d, block);
    struct place at = dialect_find(d, STR("{"));
    d->behind = d->found < d->block_end ? d->found : 0;
    return dialect_list_behind(d, at);
}

void dialect_code(struct dialect *d, cmark_node *block)
{
    str info = str_trim(str_from(cmark_node_get_fence_info(block))), list;
    str language = split_info(info, &list);
    struct attributes found;
    if (cmark_node_get_user_data(block) != NULL || !str_starts(list, STR("{"))) {
        return;
    }
    struct place at = place_of_list(d, block);
    if (!str_ends(list, STR("}")) ||
        !attributes_parse(d->arena, str_sub(list, 1, list.len - 1), &found)) {
        if (dialect_is_list_like(list)) {
            diag_report(d->diag, &(struct report){.kind = MSG_LIST_SYNTAX, .at = at});
        }
        return;
    }
    language = str_copy(d->arena, language.len > 0 ? language : first_class(&found));
    cmark_node_set_fence_info(block, language.ptr);
    struct construct *c = dialect_construct(d, CONSTRUCT_CODE, block, at);
    c->code.given = dialect_give(d, "pre", &found, at);
}

void dialect_code_span(struct dialect *d, cmark_node *code)
{
    str text = dialect_literal(code);
    cmark_node *next = cmark_node_next(code);
    struct attributes found;
    size_t n = 0;
    if (next == NULL || cmark_node_get_type(next) != CMARK_NODE_TEXT ||
        !str_starts(dialect_literal(next), STR("{"))) {
        return;
    }
    while (n < text.len && n < 32 && ascii_alnum(text.ptr[n])) {
        n++;
    }
    dialect_locate(d, code, str_sub(text, 0, n));
    struct place at = dialect_find(d, STR("`{"));
    d->behind = d->found < d->block_end ? d->found + 1 : 0;
    struct place list_at = dialect_list_behind(d, at);
    if (dialect_take_list(d, code, at, &found)) {
        struct construct *c = dialect_construct(d, CONSTRUCT_SPAN, code, list_at);
        c->span.element = STR("code");
        c->span.given = dialect_give(d, "code", &found, list_at);
    }
}
