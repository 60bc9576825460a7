#include "base/utf8.h"

#include <string.h>

/* What a lead byte says: how many bytes follow, and the smallest code point that needs them. */
static unsigned followers(unsigned char lead, uint32_t *bits, uint32_t *least)
{
    if (lead >= 0xC2 && lead <= 0xDF) {
        *bits = lead & 0x1Fu;
        *least = 0x80;
        return 1;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        *bits = lead & 0x0Fu;
        *least = 0x800;
        return 2;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *bits = lead & 0x07u;
        *least = 0x10000;
        return 3;
    }
    return 0;
}

uint32_t utf8_next_long(str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    size_t left = s.len - *at;
    uint32_t c = 0, least = 0;
    *at += 1;
    unsigned more = followers(p[0], &c, &least);
    if (more == 0 || more >= left) {
        return UTF8_INVALID;
    }
    for (unsigned i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return UTF8_INVALID;
        }
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        return UTF8_INVALID;
    }
    *at += more;
    return c;
}

void utf8_add(struct buf *b, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        c = 0xFFFD;
    }
    char bytes[4];
    size_t n = 0;
    if (c < 0x80) {
        bytes[n++] = (char)c;
    } else if (c < 0x800) {
        bytes[n++] = (char)(0xC0 | c >> 6);
        bytes[n++] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        bytes[n++] = (char)(0xE0 | c >> 12);
        bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[n++] = (char)(0x80 | (c & 0x3F));
    } else {
        bytes[n++] = (char)(0xF0 | c >> 18);
        bytes[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[n++] = (char)(0x80 | (c & 0x3F));
    }
    buf_add(b, (str){bytes, n});
}

size_t utf8_count(str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.len; count++) {
        utf8_next(s, &at);
    }
    return count;
}

static inline bool is_plain(char c)
{
    return (signed char)c >= 0x20 || c == '\n'; /* above 0x7F it is negative */
}

/* So many bytes are looked at together: without a branch, for the compiler to find. */
#define MANY 32

static bool are_plain(const char *bytes)
{
    unsigned char other = 0;
    for (size_t i = 0; i < MANY; i++) {
        other |= !is_plain(bytes[i]);
    }
    return other == 0;
}

/* The same of eight, as one number: the high bit of each byte is its answer. */
static bool is_plain_word(const char *bytes)
{
    uint64_t word, high = UINT64_C(0x8080808080808080);
    memcpy(&word, bytes, sizeof word);
    uint64_t no_control = (word & ~high) + UINT64_C(0x6060606060606060);
    uint64_t no_feed = ((word & ~high) ^ UINT64_C(0x0A0A0A0A0A0A0A0A)) + ~high;
    return (~word & (no_control | ~no_feed) & high) == high;
}

size_t utf8_pass_plain(str s, size_t at)
{
    while (s.len - at >= MANY && are_plain(s.ptr + at)) {
        at += MANY;
    }
    while (s.len - at >= sizeof(uint64_t) && is_plain_word(s.ptr + at)) {
        at += sizeof(uint64_t);
    }
    while (at < s.len && is_plain(s.ptr[at])) {
        at++;
    }
    return at;
}

bool utf8_is_xml(uint32_t c)
{
    return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
}

enum utf8_fault utf8_check(str s, size_t *at, uint32_t *c)
{
    size_t i = *at;
    while ((i = utf8_pass_plain(s, i)) < s.len) {
        *at = i;
        *c = utf8_next(s, &i);
        if (*c == UTF8_INVALID) {
            return UTF8_BAD_SEQUENCE;
        }
        if (!utf8_is_xml(*c)) {
            return UTF8_BAD_CHARACTER;
        }
    }
    *at = s.len;
    return UTF8_FINE;
}
