/* Code of Rust as mdBook shows it: "rust,ignore" is Rust, and lines that only the compiler needs
 * are hidden. */
#include "source/dialect.h"

static str first_word(str info)
{
    size_t end = 0;
    while (end < info.len && !ascii_space(info.ptr[end]) && info.ptr[end] != ',') {
        end++;
    }
    return str_sub(info, 0, end);
}

/* "# x" and "#" are hidden, "##" stands for "#", "#[x]" and "#!" are what they are. */
static void add_line(struct buf *out, str line)
{
    size_t at = 0;
    while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t')) {
        at++;
    }
    str rest = str_sub(line, at, line.len);
    bool marked = str_starts(rest, STR("#"));
    if (marked && (rest.len == 1 || ascii_space(rest.ptr[1]))) {
        return;
    }
    buf_add(out, str_sub(line, 0, at));
    buf_add(out, str_starts(rest, STR("##")) ? str_sub(rest, 1, rest.len) : rest);
}

void dialect_rust(struct dialect *d, cmark_node *block)
{
    str info = str_copy(d->arena, str_trim(str_from(cmark_node_get_fence_info(block))));
    str language = first_word(info), text = dialect_literal(block);
    if (language.len > 0 && str_has(info, ',')) {
        cmark_node_set_fence_info(block, str_copy(d->arena, language).ptr);
    }
    if (!str_eq(language, STR("rust")) || !str_has(text, '#')) {
        return;
    }
    struct buf out = {0};
    for (size_t at = 0, end; at < text.len; at = end) {
        end = str_find(text, '\n', at);
        end += end < text.len;
        add_line(&out, str_sub(text, at, end));
    }
    cmark_node_set_literal(block, buf_finish(&out, d->arena).ptr);
}
