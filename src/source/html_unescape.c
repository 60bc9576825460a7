/* Character references (HTML, 13.2.5.72 on). The 2231 names are cmark's: each that occurs is asked
 * of it once. */
#include "source/html.h"

#include "base/utf8.h"
#include "source/tree_internal.h"

/* More names than HTML has; what comes then is none. */
enum { MAX_NAMES = 4096, MAX_NAME = 40 };

/* The text of a paragraph that is "&name;". */
static str ask_cmark(struct arena *a, str reference)
{
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, tree_memory());
    cmark_parser_feed(parser, reference.ptr, reference.len);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_node *paragraph = cmark_node_first_child(root);
    cmark_node *text = paragraph != NULL ? cmark_node_first_child(paragraph) : NULL;
    str found = text != NULL ? str_copy(a, str_from(cmark_node_get_literal(text))) : reference;
    cmark_node_free(root);
    return found;
}

/* reference is "&name;"; an unknown one stands for itself. */
static str named(struct html_reader *r, str reference)
{
    if (reference.len > MAX_NAME) {
        return reference;
    }
    size_t index = map_get(&r->references, reference);
    if (index == MAP_NONE) {
        if (r->ntexts == MAX_NAMES) {
            return reference;
        }
        str key = str_copy(r->arena, reference);
        index = r->ntexts;
        *ARENA_PUSH(r->arena, str, &r->texts, &r->ntexts) = ask_cmark(r->arena, key);
        map_put(r->arena, &r->references, key, index);
    }
    return r->texts[index];
}

/* The digits of "&#65;" or "&#x41;"; false if there are none. */
static bool numeric(str digits, uint32_t *c)
{
    bool hex = digits.len > 0 && (digits.ptr[0] == 'x' || digits.ptr[0] == 'X');
    uint32_t value = 0;
    for (size_t i = hex; i < digits.len; i++) {
        char d = ascii_lower(digits.ptr[i]);
        bool letter = hex && d >= 'a' && d <= 'f';
        if (!ascii_digit(d) && !letter) {
            return false;
        }
        value = value * (hex ? 16 : 10) + (uint32_t)(letter ? d - 'a' + 10 : d - '0');
        value = value > 0x10FFFF ? 0x110000 : value;
    }
    *c = value == 0 ? 0xFFFD : value;
    return digits.len > hex;
}

/* The reference at s.ptr[0], which is "&": its length without ";", or 0 if it is none. */
static size_t reference_length(str s)
{
    size_t n = 1;
    if (n < s.len && s.ptr[n] == '#') {
        n++;
    }
    while (n < s.len && ascii_alnum(s.ptr[n])) {
        n++;
    }
    return n < s.len && s.ptr[n] == ';' && n > 1 ? n : 0;
}

str html_unescape(struct html_reader *r, str text)
{
    size_t at = str_find(text, '&', 0), kept = 0;
    if (at == text.len) {
        return text;
    }
    struct buf out = {0};
    for (; at < text.len; at = str_find(text, '&', at + 1)) {
        size_t n = reference_length(str_sub(text, at, text.len));
        if (n == 0) {
            continue;
        }
        uint32_t c;
        buf_add(&out, str_sub(text, kept, at));
        kept = at + n + 1;
        if (text.ptr[at + 1] != '#') {
            buf_add(&out, named(r, str_sub(text, at, kept)));
        } else if (numeric(str_sub(text, at + 2, at + n), &c)) {
            utf8_add(&out, c);
        } else {
            buf_add(&out, str_sub(text, at, kept));
        }
    }
    buf_add(&out, str_sub(text, kept, text.len));
    return buf_finish(&out, r->arena);
}
