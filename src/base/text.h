/* Strings: a borrowed view (str) and an owning builder (struct buf).
 *
 * A view never owns, need not end in NUL, and may be empty (ptr NULL). Views returned by functions
 * that take an arena live as long as that arena and end in NUL. All text is bytes, UTF-8 by
 * convention; see utf8.h for characters. Nothing here looks at the locale. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

typedef struct str {
    const char *ptr;
    size_t len;
} str;

/* A view of a string literal. STR_INIT is its form for static initialisers. */
#define STR(lit) ((str){(lit), sizeof(lit) - 1})
#define STR_INIT(lit)                                                                              \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }
#define STR_NONE ((str){NULL, 0})

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).len, ((s).len > 0 ? (s).ptr : "")

/* NULL gives an empty view. */
static inline str str_from(const char *cstr)
{
    return cstr == NULL ? STR_NONE : (str){cstr, strlen(cstr)};
}
/* [from, to), clipped to s */
static inline str str_sub(str s, size_t from, size_t to)
{
    to = to < s.len ? to : s.len;
    from = from < to ? from : to;
    return (str){s.ptr == NULL ? NULL : s.ptr + from, to - from};
}

static inline bool str_eq(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
bool str_eq_nocase(str a, str b); /* ASCII case ignored */
int str_cmp(str a, str b);        /* by bytes, as memcmp, the shorter first */
static inline bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}
bool str_ends(str s, str suffix);
/* Offset of the first c (of needle) at or after from; s.len if there is none. */
static inline size_t str_find(str s, char c, size_t from)
{
    const char *found = from < s.len ? (const char *)memchr(s.ptr + from, c, s.len - from) : NULL;
    return found == NULL ? s.len : (size_t)(found - s.ptr);
}
static inline bool str_has(str s, char c)
{
    return str_find(s, c, 0) < s.len;
}
size_t str_find_str(str s, str needle, size_t from);

str str_trim(str s); /* ASCII white space off both ends */
/* Splits at the first sep: true if there was one. Without one, *head is s and *tail empty. */
bool str_cut(str s, char sep, str *head, str *tail);
/* Takes the next run of bytes that are not ASCII white space; false at the end. */
bool str_word(str *rest, str *word);

/* Copies: in the arena, NUL-terminated. */
str str_copy(struct arena *a, str s);
str str_lower(struct arena *a, str s); /* ASCII letters only */
str str_concat(struct arena *a, const str *parts, size_t count);
str str_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A number in decimal digits, as "%u" has it: in room, where it does not end in NUL; in the arena.
 */
#define MOST_DIGITS 20
str str_digits(uint64_t number, char room[MOST_DIGITS]);
str str_decimal(struct arena *a, uint64_t number);

/* A template with {name} or {1} replaced: pairs are name, value, name, value ...; a name that is
 * not given stays as written. */
str str_fill(struct arena *a, str format, const str *pairs, size_t npairs);

/* A decimal number without sign, nothing else in s; false if it is none or above max. */
bool str_number(str s, uint64_t max, uint64_t *out);

/* Has it no byte above 0x7F? */
bool str_is_ascii(str s);

static inline bool ascii_space(char c)
{
    return (unsigned char)c <= ' ' && (c == ' ' || (c >= '\t' && c <= '\r'));
}
static inline bool ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool ascii_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool ascii_alnum(char c)
{
    return ascii_alpha(c) || ascii_digit(c);
}
static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* A builder. Owns heap memory; .data ends in NUL after the first addition. A zeroed struct buf
 * is empty. */
struct buf {
    char *data;
    size_t len, cap;
};

void buf_release(struct buf *b);           /* frees; empty and usable afterwards */
void buf_clear(struct buf *b);             /* empties, keeps the memory */
void buf_grow(struct buf *b, size_t more); /* buf_reserve where there is no room */
/* Room for more bytes and a NUL. */
static inline void buf_reserve(struct buf *b, size_t more)
{
    if (more >= b->cap - b->len) { /* of an empty buffer both are 0 */
        buf_grow(b, more);
    }
}
static inline void buf_add(struct buf *b, str s)
{
    buf_reserve(b, s.len);
    if (s.len > 0) {
        memcpy(b->data + b->len, s.ptr, s.len);
    }
    b->len += s.len;
    b->data[b->len] = '\0';
}
/* White space trimmed, and each run of it a space. */
void buf_add_collapsed(struct buf *b, str text);
static inline void buf_addch(struct buf *b, char c)
{
    buf_add(b, (str){&c, 1});
}
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Borrowed, until the next change. */
static inline str buf_str(const struct buf *b)
{
    return (str){b->data, b->len};
}
str buf_finish(struct buf *b, struct arena *a); /* into the arena; b is then released */

#endif
