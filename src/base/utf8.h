/* Characters: UTF-8 in and out, and what XML 1.0 accepts as a character. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/text.h"

#include <stdint.h>

#define UTF8_INVALID UINT32_MAX

/* As below, of a byte that is not ASCII. */
uint32_t utf8_next_long(str s, size_t *at);

/* The code point at s.ptr[*at], and moves *at behind it. UTF8_INVALID for a byte that starts no
 * valid sequence (overlong, surrogate, above U+10FFFF, cut off); *at then moves by one.
 * *at must be < s.len. */
static inline uint32_t utf8_next(str s, size_t *at)
{
    unsigned char first = (unsigned char)s.ptr[*at];
    if (first >= 0x80) {
        return utf8_next_long(s, at);
    }
    ++*at;
    return first;
}

/* Where the character begins that has a byte at this offset. */
static inline size_t utf8_begin(str s, size_t at)
{
    while (at > 0 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

/* Appends a code point; U+FFFD for one that UTF-8 cannot hold. */
void utf8_add(struct buf *b, uint32_t c);

/* Number of code points in s; an invalid byte counts as one. */
size_t utf8_count(str s);

/* The offset of the first byte at or after at that is not of ASCII, or is a control character but
 * DEL and the line feed; s.len if there is none. */
size_t utf8_pass_plain(str s, size_t at);

/* XML 1.0, production Char. */
bool utf8_is_xml(uint32_t c);

enum utf8_fault { UTF8_FINE, UTF8_BAD_SEQUENCE, UTF8_BAD_CHARACTER };

/* XML 1.0, production Char: looks for the first byte at or after *at that is no valid UTF-8 or
 * starts a character XML forbids (C0 controls but tab, LF, CR; U+FFFE, U+FFFF). On a fault *at is
 * its offset and *c, for a bad character, its code point. */
enum utf8_fault utf8_check(str s, size_t *at, uint32_t *c);

#endif
