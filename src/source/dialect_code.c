/* The info string of a fence: its language, also where it stands among attributes, "{.c}". */
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

/* The first class of "{.c}", or empty; *more: the list says something else, too. */
static str class_of(struct dialect *d, str list, bool *more)
{
    struct attributes found;
    str inside = str_sub(list, 1, list.len - 1), first = STR_NONE, second;
    *more = !str_ends(list, STR("}")) || !attributes_parse(d->arena, inside, &found);
    if (!*more) {
        bool one = str_word(&found.classes, &first) && !str_word(&found.classes, &second);
        *more = !one || found.id.len > 0 || found.nothers > 0;
    }
    return first;
}

void dialect_code(struct dialect *d, cmark_node *block)
{
    bool more;
    str info = str_trim(str_from(cmark_node_get_fence_info(block))), list;
    str language = split_info(info, &list);
    if (!str_starts(list, STR("{"))) {
        return;
    }
    str first = class_of(d, list, &more);
    if (more || language.len > 0) {
        diag_report(d->diag, &(struct report){.kind = MSG_DIALECT_ATTRIBUTE,
                                              .at = markdown_place(d->markdown, block),
                                              .args = {list, STR("a code block")}});
    }
    str name = str_copy(d->arena, language.len > 0 ? language : first);
    cmark_node_set_fence_info(block, name.ptr);
}
