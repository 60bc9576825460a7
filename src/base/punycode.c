#include "base/punycode.h"

#include "base/arena.h"
#include "base/utf8.h"

/* RFC 3492, 5; MAX_LABEL is DNS's (RFC 1035, 2.3.4). */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, FIRST_BIAS = 72, FIRST = 128 };
enum { MAX_LABEL = 63 };

/* 6.1 */
static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    uint32_t k = 0;
    delta = first ? delta / DAMP : delta / 2;
    for (delta += delta / points; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
        delta /= BASE - T_MIN;
    }
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static void add_number(struct buf *out, uint32_t number, uint32_t bias)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (number < t) {
            buf_addch(out, digits[number]);
            return;
        }
        buf_addch(out, digits[t + (number - t) % (BASE - t)]);
        number = (number - t) / (BASE - t);
    }
}

static uint32_t least_from(const uint32_t *points, size_t count, uint32_t from)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        least = points[i] >= from && points[i] < least ? points[i] : least;
    }
    return least;
}

/* 6.3; no number overflows in a label. */
static void encode(struct buf *out, const uint32_t *points, size_t count, uint32_t basic)
{
    uint32_t n = FIRST, delta = 0, bias = FIRST_BIAS;
    for (uint32_t done = basic; done < count; n++, delta++) {
        uint32_t next = least_from(points, count, n);
        delta += (next - n) * (done + 1);
        n = next;
        for (size_t i = 0; i < count; i++) {
            delta += points[i] < n;
            if (points[i] == n) {
                add_number(out, delta, bias);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
        }
    }
}

str punycode(struct arena *a, str text)
{
    uint32_t points[MAX_LABEL], basic = 0;
    size_t count = 0;
    struct buf out = {0};
    for (size_t at = 0; at < text.len;) {
        if (count == MAX_LABEL) {
            buf_release(&out);
            return STR_NONE;
        }
        uint32_t c = utf8_next(text, &at);
        points[count++] = c;
        if (c < FIRST) {
            buf_addch(&out, (char)c);
            basic++;
        }
    }
    if (basic > 0) {
        buf_addch(&out, '-');
    }
    encode(&out, points, count, basic);
    return buf_finish(&out, a);
}
