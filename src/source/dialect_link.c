/* Links of Markdown. */
#include "source/dialect.h"

#include "base/utf8.h"

/* A sign and the first letters of a text, as far as they surely are what the source says. */
static str needle_of(struct dialect *d, const char *sign, str text)
{
    size_t n = 0;
    while (n < text.len && n < 32 && ascii_alnum(text.ptr[n])) {
        n++;
    }
    str parts[] = {str_from(sign), str_sub(text, 0, n)};
    return str_concat(d->arena, parts, 2);
}

/* An autolink begins with "<" and shows its address; a link like that may be written out, too. */
static struct place place_of_link(struct dialect *d, cmark_node *link)
{
    cmark_node *first = cmark_node_first_child(link);
    str text = STR_NONE, address = str_from(cmark_node_get_url(link));
    if (first != NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT) {
        text = dialect_literal(first);
    }
    str written = needle_of(d, "[", text);
    if (text.len == 0 || !str_ends(address, text)) {
        return dialect_locate(d, link, written);
    }
    return dialect_locate_either(d, link, needle_of(d, "<", text), written);
}

/* A bare address, which cmark knows nothing of. */
static struct place place_of_address(struct dialect *d, cmark_node *link)
{
    str shown = dialect_literal(cmark_node_first_child(link));
    struct place at = dialect_find(d, str_sub(shown, 0, shown.len < 64 ? shown.len : 64));
    dialect_end(d, &at, shown.len);
    return at;
}

void dialect_link(struct dialect *d, cmark_node *link)
{
    struct place at;
    bool bare = cmark_node_get_start_line(link) == 0;
    if (bare) {
        at = place_of_address(d, link);
    } else {
        at = place_of_link(d, link);
        dialect_end_by_cmark(d, link, &at);
    }
    struct construct *c = dialect_construct(d, CONSTRUCT_LINK, link, at);
    c->link.bare = bare;
    c->link.destination = str_copy(d->arena, str_from(cmark_node_get_url(link)));
    struct attributes attributes;
    struct place list_at = dialect_list_behind(d, at);
    if (!bare && dialect_take_list(d, link, at, &attributes)) {
        c->link.given = dialect_give(d, "a", &attributes, list_at);
    }
}
