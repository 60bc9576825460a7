#include "base/nearest.h"

#define LONGEST 64

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: edits and swaps of neighbours, three rows at a time. */
static size_t distance(str a, str b)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.len; j++) {
        above[j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char x = ascii_lower(a.ptr[i - 1]), y = ascii_lower(b.ptr[j - 1]);
            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == ascii_lower(b.ptr[j - 2]) &&
                y == ascii_lower(a.ptr[i - 2])) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b.len];
}

/* How many bytes both begin with: "autor" is rather "author" than "actor". */
static size_t shared(str a, str b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && ascii_lower(a.ptr[i]) == ascii_lower(b.ptr[i])) {
        i++;
    }
    return i;
}

void nearest_offer(struct nearest *n, str candidate)
{
    if (candidate.len == 0 || candidate.len > LONGEST || n->wanted.len > LONGEST) {
        return;
    }
    size_t longer = candidate.len > n->wanted.len ? candidate.len : n->wanted.len;
    size_t allowed = longer / 3 > 0 ? longer / 3 : 1;
    size_t shorter = candidate.len + n->wanted.len - longer;
    if (longer - shorter > allowed) {
        return;
    }
    size_t d = distance(n->wanted, candidate);
    bool nearer = n->best.len == 0 || d < n->distance ||
                  (d == n->distance && shared(n->wanted, candidate) > shared(n->wanted, n->best));
    if (d <= allowed && nearer) {
        n->best = candidate;
        n->distance = d;
    }
}
