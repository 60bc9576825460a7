/* Names of entries: three questions, the answer to each a message of its own. */
#include "ocf/names.h"

#include "base/utf8.h"
#include "messages.h"
#include "vocab/unicode.h"

#define MAX_FILE_NAME 255

struct range {
    uint32_t first, last;
};

/* EPUB 3.3, 4.2.3 (but for the slash, which parts names). Sorted. */
static const struct range forbidden[] = {
    {0x00, 0x1F},     {'"', '"'},       {'*', '*'},          {':', ':'},   {'<', '<'},
    {'>', '?'},       {'\\', '\\'},     {'|', '|'},          {0x7F, 0x9F}, {0xE000, 0xF8FF},
    {0xFDD0, 0xFDEF}, {0xFFF0, 0xFFFF}, {0xF0000, 0x10FFFF},
};

static bool is_forbidden(uint32_t c)
{
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        if (c <= forbidden[i].last) {
            return c >= forbidden[i].first || (c & 0xFFFE) == 0xFFFE;
        }
    }
    return (c & 0xFFFE) == 0xFFFE; /* the last two of each plane */
}

/* What the characters of a name show. */
struct characters {
    bool invalid, forbidden, space, foreign; /* foreign: beyond ASCII */
};

static struct characters characters_of(str name)
{
    struct characters found = {0};
    for (size_t at = 0; at < name.len;) {
        uint32_t c = utf8_next(name, &at);
        found.invalid = found.invalid || c == UTF8_INVALID;
        found.forbidden = found.forbidden || (c != UTF8_INVALID && is_forbidden(c));
        found.space = found.space || c == ' ' || c == 0xA0 || c == 0x3000;
        found.foreign = found.foreign || c > 0x7F;
    }
    return found;
}

static void report(struct diag *d, struct place at, enum message kind, str name)
{
    diag_report(d, &(struct report){.kind = kind, .at = at, .args = {name}});
}

/* False if these are no characters at all. */
static bool judge_characters(str name, struct place at, struct diag *d)
{
    struct characters found = characters_of(name);
    if (found.invalid) {
        report(d, at, MSG_OCF_NAME_UTF8, name);
        return false;
    }
    if (found.forbidden) {
        report(d, at, MSG_OCF_NAME_UNSAFE, name);
    }
    if (found.space) {
        report(d, at, MSG_OCF_NAME_SPACE, name);
    }
    if (found.foreign) {
        report(d, at, MSG_OCF_NAME_ASCII, name);
    }
    return true;
}

/* Every segment of the path on its own. False if the path leads nowhere or out of the container. */
static bool judge_path(str name, struct place at, struct diag *d)
{
    bool dot = false, too_long = false;
    str rest = name, segment;
    bool more = true;
    while (more) {
        more = str_cut(rest, '/', &segment, &rest);
        if (segment.len == 0 || str_eq(segment, STR(".")) || str_eq(segment, STR(".."))) {
            report(d, at, MSG_OCF_NAME_PATH, name);
            return false;
        }
        dot = dot || str_ends(segment, STR("."));
        too_long = too_long || segment.len > MAX_FILE_NAME;
    }
    if (dot) {
        report(d, at, MSG_OCF_NAME_DOT, name);
    }
    if (too_long) {
        report(d, at, MSG_OCF_NAME_LONG, name);
    }
    return true;
}

/* EPUB 3.3, 4.2.3: unique also after canonical normalisation and full case folding. */
static void judge_uniqueness(struct map *seen, struct arena *a, str name, struct place at,
                             struct diag *d)
{
    size_t count = seen->count;
    map_put(a, seen, unicode_fold(a, name), 0);
    if (seen->count == count) {
        report(d, at, MSG_OCF_NAME_TWICE, name);
    }
}

bool names_admit(struct map *seen, struct arena *a, str name, struct place at, struct diag *d)
{
    if (!judge_path(name, at, d)) {
        return false;
    }
    if (judge_characters(name, at, d)) {
        judge_uniqueness(seen, a, name, at, d);
    }
    return true;
}
