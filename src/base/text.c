#include "base/text.h"
#include "base/arena.h"
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool str_eq_nocase(str a, str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (a.ptr[i] != b.ptr[i] && ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

int str_cmp(str a, str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, s.len), suffix);
}

size_t str_find_str(str s, str needle, size_t from)
{
    if (needle.len == 0) {
        return from < s.len ? from : s.len;
    }
    for (size_t at = str_find(s, needle.ptr[0], from); at < s.len;
         at = str_find(s, needle.ptr[0], at + 1)) {
        if (needle.len > s.len - at) {
            return s.len;
        }
        if (memcmp(s.ptr + at, needle.ptr, needle.len) == 0) {
            return at;
        }
    }
    return s.len;
}

str str_trim(str s)
{
    while (s.len > 0 && ascii_space(s.ptr[s.len - 1])) {
        s.len--;
    }
    while (s.len > 0 && ascii_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    return s;
}

bool str_cut(str s, char sep, str *head, str *tail)
{
    size_t at = str_find(s, sep, 0);
    *head = str_sub(s, 0, at);
    *tail = str_sub(s, at + 1, s.len);
    return at < s.len;
}

bool str_word(str *rest, str *word)
{
    str s = *rest;
    while (s.len > 0 && ascii_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    size_t end = 0;
    while (end < s.len && !ascii_space(s.ptr[end])) {
        end++;
    }
    *word = str_sub(s, 0, end);
    *rest = str_sub(s, end, s.len);
    return end > 0;
}

str str_copy(struct arena *a, str s)
{
    char *copy = arena_text(a, s.len);
    if (s.len > 0) {
        memcpy(copy, s.ptr, s.len);
    }
    return (str){copy, s.len};
}

str str_lower(struct arena *a, str s)
{
    char *copy = arena_text(a, s.len);
    for (size_t i = 0; i < s.len; i++) {
        copy[i] = ascii_lower(s.ptr[i]);
    }
    return (str){copy, s.len};
}

str str_concat(struct arena *a, const str *parts, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += parts[i].len;
    }
    char *whole = arena_text(a, len);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0) {
            memcpy(whole + at, parts[i].ptr, parts[i].len);
        }
        at += parts[i].len;
    }
    return (str){whole, len};
}

str str_printf(struct arena *a, const char *fmt, ...)
{
    char shorter[128]; /* most are: then once is enough */
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int len = vsnprintf(shorter, sizeof shorter, fmt, args);
    va_end(args);
    size_t size = len < 0 ? 0 : (size_t)len;
    char *text = arena_text(a, size);
    if (size < sizeof shorter) {
        memcpy(text, shorter, size);
    } else {
        vsnprintf(text, size + 1, fmt, again);
    }
    va_end(again);
    return (str){text, size};
}

str str_digits(uint64_t number, char room[MOST_DIGITS])
{
    char *first = room + MOST_DIGITS;
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return (str){first, (size_t)(room + MOST_DIGITS - first)};
}

str str_decimal(struct arena *a, uint64_t number)
{
    char room[MOST_DIGITS];
    return str_copy(a, str_digits(number, room));
}

static const str *pair_value(const str *pairs, size_t npairs, str name)
{
    for (size_t i = 0; i < npairs; i++) {
        if (str_eq(pairs[2 * i], name)) {
            return &pairs[2 * i + 1];
        }
    }
    return NULL;
}

str str_fill(struct arena *a, str format, const str *pairs, size_t npairs)
{
    struct buf out = {0};
    size_t at = 0;
    while (at < format.len) {
        size_t open = str_find(format, '{', at);
        size_t close = str_find(format, '}', open);
        buf_add(&out, str_sub(format, at, open));
        if (close >= format.len) {
            buf_add(&out, str_sub(format, open, format.len));
            break;
        }
        const str *value = pair_value(pairs, npairs, str_sub(format, open + 1, close));
        if (value != NULL) {
            buf_add(&out, *value);
            at = close + 1;
        } else { /* no name of ours: the brace stands for itself */
            buf_addch(&out, '{');
            at = open + 1;
        }
    }
    return buf_finish(&out, a);
}

bool str_is_ascii(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool str_number(str s, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!ascii_digit(s.ptr[i])) {
            return false;
        }
        uint64_t digit = (uint64_t)(s.ptr[i] - '0');
        if (value > (UINT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = value;
    return s.len > 0 && value <= max;
}

void buf_release(struct buf *b)
{
    mem_free(b->data);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->data != NULL) {
        b->data[0] = '\0';
    }
}

/* To grow is dearer than to begin with more, as malloc has a stock for each thread of what is
 * small, but realloc has none and takes the lock that all threads share. */
#define SMALL ((size_t)128)

void buf_grow(struct buf *b, size_t more)
{
    if (more > SIZE_MAX / 2 - b->len - 1) {
        out_of_memory();
    }
    size_t need = b->len + more + 1;
    size_t cap = b->cap < SMALL ? 2 * SMALL : b->cap * 2;
    b->cap = cap < need ? need : cap;
    b->data = mem_realloc(b->data, b->cap);
}

void buf_add_collapsed(struct buf *b, str text)
{
    size_t from = 0;
    text = str_trim(text);
    buf_reserve(b, text.len);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((unsigned char)c > ' ' || !ascii_space(c)) {
            continue;
        }
        if (c == ' ' && !ascii_space(text.ptr[i + 1])) { /* what is trimmed ends in no space */
            continue;
        }
        buf_add(b, str_sub(text, from, i));
        buf_addch(b, ' ');
        while (ascii_space(text.ptr[i + 1])) {
            i++;
        }
        from = i + 1;
    }
    buf_add(b, str_sub(text, from, text.len));
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    size_t size = len < 0 ? 0 : (size_t)len;
    buf_reserve(b, size);
    vsnprintf(b->data + b->len, size + 1, fmt, again);
    va_end(again);
    b->len += size;
}

/* From here on handing the memory over costs less than a copy. */
#define WORTH_ADOPTING 4096

str buf_finish(struct buf *b, struct arena *a)
{
    str whole = buf_str(b);
    if (whole.len < WORTH_ADOPTING) {
        whole = str_copy(a, whole);
        buf_release(b);
        return whole;
    }
    whole.ptr = mem_realloc(b->data, whole.len + 1); /* what it has too much goes back */
    arena_adopt(a, (char *)whole.ptr);
    *b = (struct buf){0};
    return whole;
}
