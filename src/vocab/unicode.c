/* The only file that knows libutf8proc. It is asked character by character, so that it needs no
 * memory of its own and hostile input costs no more than its length. */
#include "vocab/unicode.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <utf8proc.h>

#include <string.h>

/* UAX #15, 13: text has no longer runs of combining marks; longer ones are sorted in pieces. */
#define LONGEST_RUN 30

/* No character decomposes or folds to more (UAX #15, table 5, holds for each step). */
#define LONGEST_MAPPING 32

struct points {
    int32_t *at;
    size_t count, capacity;
};

uint32_t unicode_lower(uint32_t c)
{
    return c > 0x10FFFF ? c : (uint32_t)utf8proc_tolower((int32_t)c);
}

static utf8proc_category_t category(uint32_t c)
{
    return c > 0x10FFFF ? UTF8PROC_CATEGORY_CN : utf8proc_category((int32_t)c);
}

bool unicode_letter(uint32_t c)
{
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

bool unicode_mark(uint32_t c)
{
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME;
}

bool unicode_punctuation(uint32_t c)
{
    if (c < 0x80) {
        return c > ' ' && c < 0x7F && !ascii_alnum((char)c);
    }
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

bool unicode_space(uint32_t c)
{
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP;
}

bool unicode_blank(uint32_t c)
{
    return c < 0x80 ? ascii_space((char)c) : unicode_space(c);
}

/* Other_Alphabetic (PropList.txt) outside letters, marks and numbers: circled and squared
 * letters. */
static bool other_alphabetic(uint32_t c)
{
    return (c >= 0x24B6 && c <= 0x24E9) || (c >= 0x1F130 && c <= 0x1F149) ||
           (c >= 0x1F150 && c <= 0x1F169) || (c >= 0x1F170 && c <= 0x1F189);
}

bool unicode_slug_char(uint32_t c)
{
    if (c < 0x80) {
        return ascii_alnum((char)c) || c == '_';
    }
    switch (category(c)) {
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return unicode_letter(c) || unicode_mark(c) || other_alphabetic(c);
    }
}

static void push(struct arena *a, struct points *p, const int32_t *c, size_t n)
{
    if (p->count + n > p->capacity) {
        size_t capacity = p->capacity * 2 + LONGEST_MAPPING;
        p->at = arena_grow(a, p->at, p->count, capacity, sizeof *p->at, _Alignof(int32_t));
        p->capacity = capacity;
    }
    memcpy(p->at + p->count, c, n * sizeof *c);
    p->count += n;
}

static struct points map_points(struct arena *a, str s, utf8proc_option_t options)
{
    struct points p = {0};
    int32_t mapped[LONGEST_MAPPING];
    p.at = ARENA_ARRAY(a, int32_t, s.len + 1);
    p.capacity = s.len;
    for (size_t i = 0; i < s.len;) {
        uint32_t c = utf8_next(s, &i);
        int boundary = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char(c == UTF8_INVALID ? 0xFFFD : (int32_t)c,
                                                     mapped, LONGEST_MAPPING, options, &boundary);
        if (n > 0 && n <= LONGEST_MAPPING) {
            push(a, &p, mapped, (size_t)n);
        }
    }
    return p;
}

static int combining_class(int32_t c)
{
    return c < 0x300 ? 0 : utf8proc_get_property(c)->combining_class;
}

/* The Canonical Ordering Algorithm (Unicode, 3.11), by insertion. */
static void order_marks(struct points *p)
{
    size_t run = 0;
    for (size_t i = 0; i < p->count; i++) {
        int32_t c = p->at[i];
        int class = combining_class(c);
        run = class == 0 || run == LONGEST_RUN ? 0 : run + 1;
        size_t to = i;
        while (run > 1 && to > i + 1 - run && combining_class(p->at[to - 1]) > class) {
            p->at[to] = p->at[to - 1];
            to--;
        }
        p->at[to] = c;
    }
}

static str encode(struct arena *a, const int32_t *at, size_t count)
{
    char *out = ARENA_ARRAY(a, char, 4 * count + 1);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += (size_t)utf8proc_encode_char(at[i], (utf8proc_uint8_t *)out + len);
    }
    return (str){out, len};
}

str unicode_decompose(struct arena *a, str s)
{
    if (str_is_ascii(s)) {
        return str_copy(a, s);
    }
    struct points p = map_points(a, s, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
    order_marks(&p);
    return encode(a, p.at, p.count);
}

static str composed(struct arena *a, struct points *p)
{
    order_marks(p);
    utf8proc_ssize_t n = utf8proc_normalize_utf32(p->at, (utf8proc_ssize_t)p->count,
                                                  UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    return encode(a, p->at, n < 0 ? 0 : (size_t)n);
}

str unicode_lower_composed(struct arena *a, str s)
{
    if (str_is_ascii(s)) {
        return str_lower(a, s);
    }
    struct points p = map_points(a, s, UTF8PROC_DECOMPOSE | UTF8PROC_STABLE);
    for (size_t i = 0; i < p.count; i++) {
        p.at[i] = (utf8proc_int32_t)unicode_lower((uint32_t)p.at[i]);
    }
    return composed(a, &p);
}

str unicode_fold(struct arena *a, str s)
{
    if (str_is_ascii(s)) {
        return str_lower(a, s);
    }
    struct points p = map_points(a, s, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE);
    return composed(a, &p);
}
