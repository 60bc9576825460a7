/* Names in a reference: family name first, then initials without full stops, as medical journals
 * write them. CSL 1.0.2, Names: particles and suffixes. */
#include "render/entry_internal.h"

#include "base/arena.h"
#include "base/utf8.h"

static void add_word(struct buf *out, str word)
{
    if (word.len > 0) {
        if (out->len > 0) {
            buf_addch(out, ' ');
        }
        buf_add(out, word);
    }
}

/* A particle that ends in an apostrophe or hyphen is not parted from the name ("d'Alembert"). */
static void add_family(struct buf *out, const struct item_name *name)
{
    str particle = str_trim(name->non_dropping);
    bool joined = str_ends(particle, STR("'")) || str_ends(particle, STR("’")) ||
                  str_ends(particle, STR("-"));
    add_word(out, particle);
    if (joined) {
        buf_add(out, str_trim(name->family));
    } else {
        add_word(out, str_trim(name->family));
    }
}

str name_family(struct arena *a, const struct item_name *name)
{
    struct buf out = {0};
    if (name->literal.len > 0) {
        return markup_dropped(a, name->literal);
    }
    add_family(&out, name);
    if (out.len == 0) {
        add_word(&out, str_trim(name->given));
    }
    return buf_finish(&out, a);
}

static bool is_part_end(char c)
{
    return c == ' ' || c == '.' || c == '-';
}

/* Written as initials already: "MJ". */
static bool is_initials(str part)
{
    for (size_t i = 0; i < part.len; i++) {
        if (part.ptr[i] < 'A' || part.ptr[i] > 'Z') {
            return false;
        }
    }
    return part.len <= 3;
}

/* "Mary D. Salter" -> "MDS"; "Jean-Paul" -> "JP". A part in lower case is a particle. */
static str initials(struct arena *a, str given)
{
    struct buf out = {0};
    size_t at = 0;
    while (at < given.len) {
        size_t from = at;
        while (at < given.len && !is_part_end(given.ptr[at])) {
            at++;
        }
        str part = str_sub(given, from, at++);
        if (part.len == 0) {
            continue;
        }
        if (is_initials(part)) {
            buf_add(&out, part);
        } else if (part.ptr[0] >= 'a' && part.ptr[0] <= 'z') {
            add_word(&out, part);
        } else {
            size_t end = 0;
            utf8_next(part, &end);
            buf_add(&out, str_sub(part, 0, end));
        }
    }
    return buf_finish(&out, a);
}

/* Scripts whose given names are shortened to initials: Latin, Greek, Cyrillic, Armenian. */
static bool has_initials(uint32_t first)
{
    return first < 0x0590 || (first >= 0x1E00 && first < 0x2000);
}

str name_inverted(struct arena *a, const struct item_name *name)
{
    struct buf out = {0};
    str given = str_trim(name->given);
    size_t at = 0;
    if (name->literal.len > 0) {
        return markup_dropped(a, name->literal);
    }
    uint32_t first = given.len > 0 ? utf8_next(given, &at) : 0;
    add_family(&out, name);
    if (has_initials(first)) {
        add_word(&out, out.len > 0 ? initials(a, given) : given);
    } else if (first >= 0x2E80) { /* East Asian: no space between */
        buf_add(&out, given);
    } else {
        add_word(&out, given);
    }
    add_word(&out, str_trim(name->dropping));
    add_word(&out, str_trim(name->suffix));
    return buf_finish(&out, a);
}

#define ALL_NAMES   6 /* up to so many, all are named */
#define FIRST_NAMES 3 /* of more, so many */

str names_listed(struct arena *a, const struct item_names *names, const struct words *w)
{
    struct buf out = {0};
    size_t shown = names->count > ALL_NAMES ? FIRST_NAMES : names->count;
    for (size_t i = 0; i < shown; i++) {
        str name = name_inverted(a, &names->names[i]);
        if (name.len > 0) {
            buf_add(&out, out.len > 0 ? STR(", ") : STR_NONE);
            buf_add(&out, name);
        }
    }
    if (shown < names->count) {
        buf_add(&out, STR(", "));
        buf_add(&out, word(w, WORD_ET_AL));
    }
    return buf_finish(&out, a);
}
