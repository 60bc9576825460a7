/* Character references (HTML, 13.2.5.72 on). The 2231 names are cmark's: each that occurs is asked
 * of it once. */
#include "source/html_internal.h"

#include "base/utf8.h"
#include "messages.h"
#include "source/tree_internal.h"

#include <stdlib.h>

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

/* HTML, 13.2.5.80: what numbers of C1 controls stand for, which are windows-1252. */
static const uint16_t windows[] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                   0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                   0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static uint32_t meant(uint32_t c)
{
    if (c >= 0x80 && c <= 0x9F) {
        return windows[c - 0x80];
    }
    return c == 0 ? 0xFFFD : c;
}

/* Names that HTML takes without ";", too. Sorted. */
static const char *const loose_names[] = {
    "AElig",  "AMP",    "Aacute", "Acirc",  "Agrave", "Aring",  "Atilde", "Auml",   "COPY",
    "Ccedil", "ETH",    "Eacute", "Ecirc",  "Egrave", "Euml",   "GT",     "Iacute", "Icirc",
    "Igrave", "Iuml",   "LT",     "Ntilde", "Oacute", "Ocirc",  "Ograve", "Oslash", "Otilde",
    "Ouml",   "QUOT",   "REG",    "THORN",  "Uacute", "Ucirc",  "Ugrave", "Uuml",   "Yacute",
    "aacute", "acirc",  "acute",  "aelig",  "agrave", "amp",    "aring",  "atilde", "auml",
    "brvbar", "ccedil", "cedil",  "cent",   "copy",   "curren", "deg",    "divide", "eacute",
    "ecirc",  "egrave", "eth",    "euml",   "frac12", "frac14", "frac34", "gt",     "iacute",
    "icirc",  "iexcl",  "igrave", "iquest", "iuml",   "laquo",  "lt",     "macr",   "micro",
    "middot", "nbsp",   "not",    "ntilde", "oacute", "ocirc",  "ograve", "ordf",   "ordm",
    "oslash", "otilde", "ouml",   "para",   "plusmn", "pound",  "quot",   "raquo",  "reg",
    "sect",   "shy",    "sup1",   "sup2",   "sup3",   "szlig",  "thorn",  "times",  "uacute",
    "ucirc",  "ugrave", "uml",    "uuml",   "yacute", "yen",    "yuml"};

enum { LOOSE_MAX = 6, LOOSE_MIN = 2 };

static int compare_loose(const void *key, const void *row)
{
    return str_cmp(*(const str *)key, str_from(*(const char *const *)row));
}

/* The length of the longest of those names that letters begins with; 0 if there is none. */
static size_t loose_length(str letters)
{
    for (size_t n = letters.len < LOOSE_MAX ? letters.len : LOOSE_MAX; n >= LOOSE_MIN; n--) {
        str name = str_sub(letters, 0, n);
        if (bsearch(&name, loose_names, sizeof loose_names / sizeof *loose_names,
                    sizeof *loose_names, compare_loose) != NULL) {
            return n;
        }
    }
    return 0;
}

/* A reference: its source, and what it stands for. */
struct reference {
    size_t length; /* 0: it is none */
    bool loose;    /* without ";" */
    uint32_t c;    /* what a number stands for */
    str text;      /* what a name stands for */
};

static size_t run_of(str s, size_t from)
{
    size_t n = from;
    while (n < s.len && ascii_alnum(s.ptr[n])) {
        n++;
    }
    return n;
}

static bool is_digit(char c, bool hex)
{
    char lower = ascii_lower(c);
    return ascii_digit(c) || (hex && lower >= 'a' && lower <= 'f');
}

/* "&#65;" or "&#x41;". */
static struct reference number(str s)
{
    struct reference r = {0};
    size_t end = 2;
    bool hex = end < s.len && (s.ptr[end] == 'x' || s.ptr[end] == 'X');
    uint32_t value = 0;
    size_t first = end += hex;
    for (; end < s.len && is_digit(s.ptr[end], hex); end++) {
        char d = ascii_lower(s.ptr[end]);
        value = value * (hex ? 16 : 10) + (uint32_t)(ascii_digit(d) ? d - '0' : d - 'a' + 10);
        value = value > 0x10FFFF ? 0x110000 : value;
    }
    if (end > first) {
        r.c = meant(value);
        r.loose = end >= s.len || s.ptr[end] != ';';
        r.length = end + !r.loose;
    }
    return r;
}

static struct reference name(struct html_reader *reader, str s, bool in_value)
{
    struct reference r = {0};
    size_t end = run_of(s, 1);
    if (end < s.len && end > 1 && s.ptr[end] == ';') {
        str whole = str_sub(s, 0, end + 1);
        r.text = named(reader, whole);
        if (!str_eq(r.text, whole)) {
            r.length = end + 1;
            return r;
        }
    }
    size_t n = loose_length(str_sub(s, 1, end));
    char next = 1 + n < s.len ? s.ptr[1 + n] : ' ';
    if (n > 0 && !(in_value && (next == '=' || ascii_alnum(next)))) {
        str parts[] = {str_sub(s, 0, n + 1), STR(";")};
        r.text = named(reader, str_concat(reader->arena, parts, 2));
        r.length = n + 1;
        r.loose = true;
    }
    return r;
}

str html_unescape(struct html_reader *reader, str text, bool in_value, size_t *loose)
{
    size_t at = str_find(text, '&', 0), kept = 0;
    *loose = text.len;
    if (at == text.len) {
        return text;
    }
    struct buf out = {0};
    for (; at < text.len; at = str_find(text, '&', at < kept ? kept : at + 1)) {
        str rest = str_sub(text, at, text.len);
        bool numbered = rest.len > 1 && rest.ptr[1] == '#';
        struct reference r = numbered ? number(rest) : name(reader, rest, in_value);
        if (r.length == 0) {
            continue;
        }
        buf_add(&out, str_sub(text, kept, at));
        kept = at + r.length;
        if (numbered) {
            utf8_add(&out, r.c);
        } else {
            buf_add(&out, r.text);
        }
        if (r.loose && *loose == text.len) {
            *loose = at;
        }
    }
    buf_add(&out, str_sub(text, kept, text.len));
    return buf_finish(&out, reader->arena);
}

void html_tell_loose(struct scan *s, str text, size_t loose, struct place at)
{
    size_t end = loose + 1;
    end += end < text.len && text.ptr[end] == '#';
    end = run_of(text, end);
    str reference = str_sub(text, loose, end < loose + MAX_NAME ? end : loose + MAX_NAME);
    scan_report(
        s, MSG_HTML_REPAIRED, at,
        str_printf(s->reader->arena, "character reference \"%.*s\" has no end", STR_ARG(reference)),
        STR("add \";\", or write \"&amp;\""));
}
