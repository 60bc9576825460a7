#include "model/names.h"
#include "base/arena.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "vocab/media.h"
#include "vocab/unicode.h"

/* Longest name, without the digest that may follow it. */
#define NAME_MAX_BYTES 60
#define NAME_DIGEST    8

/* The same of ASCII alone, with no call for each character. */
static str plain_slug_of(struct arena *a, str text)
{
    char *out = arena_alloc(a, text.len + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = ascii_lower(text.ptr[i]);
        if (ascii_alnum(c) || c == '_' || c == '-') {
            out[len++] = c;
        } else if (c == ' ') {
            out[len++] = '-';
        }
    }
    return len > 0 ? (str){out, len} : STR("section");
}

str slug_of(struct arena *a, str text)
{
    struct buf out = {0};
    if (str_is_ascii(text)) {
        return plain_slug_of(a, text);
    }
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (c == ' ') {
            buf_addch(&out, '-');
        } else if (c != UTF8_INVALID) {
            c = unicode_lower(c);
            if (c == '-' || unicode_slug_char(c)) {
                utf8_add(&out, c);
            }
        }
    }
    if (out.len == 0) {
        buf_add(&out, STR("section"));
    }
    return buf_finish(&out, a);
}

/* Latin letters that Unicode does not take apart. */
static const struct {
    uint32_t letter;
    const char *base;
} latin[] = {
    {0xC6, "AE"}, {0xD0, "D"},   {0xD8, "O"},   {0xDE, "TH"},   {0xDF, "ss"},
    {0xE6, "ae"}, {0xF0, "d"},   {0xF8, "o"},   {0xFE, "th"},   {0x141, "L"},
    {0x142, "l"}, {0x152, "OE"}, {0x153, "oe"}, {0x1E9E, "SS"},
};

static str latin_base(uint32_t c)
{
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++) {
        if (latin[i].letter == c) {
            return str_from(latin[i].base);
        }
    }
    return STR_NONE;
}

/* A name in the making: what was kept, and whether a letter or digit was lost. */
struct naming {
    struct buf kept;
    bool lower, lost;
};

static bool is_kept(uint32_t c)
{
    return c < 0x80 && (ascii_alnum((char)c) || c == '_' || c == '-' || c == '.');
}

static bool is_separator(uint32_t c)
{
    return c == ':' || c == '/' || unicode_blank(c);
}

static void keep(struct naming *n, str ascii)
{
    for (size_t i = 0; i < ascii.len; i++) {
        buf_addch(&n->kept, n->lower ? ascii_lower(ascii.ptr[i]) : ascii.ptr[i]);
    }
}

static void name_character(struct naming *n, uint32_t c)
{
    char ascii = (char)c;
    if (is_separator(c)) {
        buf_addch(&n->kept, '-');
    } else if (is_kept(c)) {
        keep(n, (str){&ascii, 1});
    } else if (latin_base(c).len > 0) {
        keep(n, latin_base(c));
    } else if (c >= 0x80 && unicode_slug_char(c) && !unicode_mark(c)) {
        n->lost = true;
    }
}

static bool is_edge(char c)
{
    return c == '-' || c == '.';
}

static str without_edges(str s)
{
    while (s.len > 0 && is_edge(s.ptr[0])) {
        s = str_sub(s, 1, s.len);
    }
    while (s.len > 0 && is_edge(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

/* Cuts to the longest name; *lost if a letter or digit goes. */
static str shortened(str name, bool *lost)
{
    for (size_t i = NAME_MAX_BYTES; i < name.len; i++) {
        *lost = *lost || ascii_alnum(name.ptr[i]);
    }
    return without_edges(str_sub(name, 0, NAME_MAX_BYTES));
}

/* Is the text a name as it stands? */
static bool is_name(str text, bool lower)
{
    if (text.len == 0 || text.len > NAME_MAX_BYTES || is_edge(text.ptr[0]) ||
        is_edge(text.ptr[text.len - 1])) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!is_kept((unsigned char)c) || (lower && c != ascii_lower(c))) {
            return false;
        }
    }
    return true;
}

str name_of(struct arena *a, str text, bool lower)
{
    if (is_name(text, lower)) {
        return str_copy(a, text);
    }
    struct naming n = {.lower = lower};
    str apart = str_is_ascii(text) ? text : unicode_decompose(a, text);
    for (size_t at = 0; at < apart.len;) {
        uint32_t c = utf8_next(apart, &at);
        if (c != UTF8_INVALID) {
            name_character(&n, c);
        }
    }
    str name = shortened(without_edges(buf_str(&n.kept)), &n.lost);
    char hex[65] = "";
    if (n.lost) {
        sha256_of(text, hex);
    }
    const str parts[] = {
        name, name.len > 0 && n.lost ? STR("-") : STR_NONE, {hex, n.lost ? NAME_DIGEST : 0}};
    str made = str_concat(a, parts, 3);
    buf_release(&n.kept);
    return made;
}

str id_of(struct arena *a, str text, bool lower)
{
    str name = name_of(a, text, lower);
    if (name.len > 0 && (ascii_alpha(name.ptr[0]) || name.ptr[0] == '_')) {
        return name;
    }
    return str_concat(a, (str[]){STR("_"), name}, 2);
}

/* taken holds under each name the number to try next for it, so that a thousand equal names cost
 * a thousand steps, not half a million. */
str name_free(struct arena *a, struct map *taken, str wanted, unsigned first)
{
    return file_name_free(a, taken, wanted, STR_NONE, first);
}

str file_name_free(struct arena *a, struct map *taken, str stem, str extension, unsigned first)
{
    str wanted = extension.len > 0 ? str_concat(a, (str[]){stem, extension}, 2) : stem;
    str key = extension.len > 0 ? str_lower(a, wanted) : wanted;
    size_t before = taken->count, number = map_put(a, taken, key, first);
    if (taken->count > before) {
        return wanted;
    }
    for (;; number++) {
        str tried = str_printf(a, "%.*s-%zu%.*s", STR_ARG(stem), number, STR_ARG(extension));
        str tried_key = extension.len > 0 ? str_lower(a, tried) : tried;
        if (map_get(taken, tried_key) == MAP_NONE) {
            map_set(a, taken, tried_key, first);
            map_set(a, taken, key, number + 1);
            return tried;
        }
    }
}

/* The name of a file or folder without a number that only orders it: "01-basics" -> "basics". */
static str without_number(str name)
{
    size_t digits = 0;
    while (digits < name.len && ascii_digit(name.ptr[digits])) {
        digits++;
    }
    size_t end = digits;
    while (end < name.len &&
           (is_edge(name.ptr[end]) || name.ptr[end] == '_' || name.ptr[end] == ' ')) {
        end++;
    }
    return digits > 0 && end > digits && end < name.len ? str_sub(name, end, name.len) : name;
}

bool is_index(str path)
{
    str stem = path_stem(path);
    return str_eq_nocase(stem, STR("index")) || str_eq_nocase(stem, STR("README"));
}

/* The folders of a path without their numbers, each with "/" behind it. */
static void add_folders(struct buf *out, str folder)
{
    str part;
    while (folder.len > 0) {
        str_cut(folder, '/', &part, &folder);
        buf_add(out, without_number(part));
        buf_addch(out, '/');
    }
}

str document_name(struct arena *a, str path)
{
    struct buf out = {0};
    str stem = without_number(path_stem(path));
    add_folders(&out, path_folder(path));
    if (out.len > 0 && is_index(stem)) {
        out.len--;
    } else {
        buf_add(&out, stem);
    }
    str name = name_of(a, buf_str(&out), true);
    buf_release(&out);
    return name.len > 0 ? name : STR("chapter");
}

str path_words(struct arena *a, str path)
{
    str folder = path_folder(path);
    str part = is_index(path) && folder.len > 0 ? path_name(folder) : path_stem(path);
    str words = str_copy(a, without_number(part));
    char *at = arena_alloc(a, words.len + 1, 1);
    for (size_t i = 0; i < words.len; i++) {
        at[i] = words.ptr[i] == '-' || words.ptr[i] == '_' ? ' ' : words.ptr[i];
    }
    str spaced = str_trim((str){at, words.len});
    return spaced.len > 0 ? spaced : words;
}

static const str dropped_folders[] = {STR_INIT("images"), STR_INIT("img"), STR_INIT("figures"),
                                      STR_INIT("media"), STR_INIT("assets")};

static bool is_dropped(str folder)
{
    for (size_t i = 0; i < sizeof dropped_folders / sizeof *dropped_folders; i++) {
        if (str_eq_nocase(folder, dropped_folders[i])) {
            return true;
        }
    }
    return false;
}

static str media_folder(str type)
{
    if (media_is_image(type)) {
        return STR("images/");
    }
    if (media_is_font(type)) {
        return STR("fonts/");
    }
    return str_eq(type, STR("text/css")) ? STR("styles/") : STR("media/");
}

static void add_part(struct arena *a, struct buf *out, str part)
{
    str name = name_of(a, part, true);
    if (out->len > 0 && name.len > 0) {
        buf_addch(out, '-');
    }
    buf_add(out, name);
}

str media_stem(struct arena *a, str path, str media_type)
{
    struct buf out = {0};
    str folder = path_folder(path), part, rest;
    str_cut(folder, '/', &part, &rest);
    if (is_dropped(part)) {
        folder = rest;
    }
    while (folder.len > 0) {
        str_cut(folder, '/', &part, &folder);
        add_part(a, &out, part);
    }
    add_part(a, &out, path_stem(path));
    str stem = buf_finish(&out, a);
    return str_concat(a, (str[]){media_folder(media_type), stem.len > 0 ? stem : STR("file")}, 2);
}

str media_suffix(struct arena *a, str media_type)
{
    return str_concat(a, (str[]){STR("."), media_extension(media_type)}, 2);
}
