/* The words of words.def, one table a language. */
#include "vocab/words.h"
#include "base/arena.h"

static const char *const english[WORDS] = {
#define WORD(id, en, de) [WORD_##id] = (en),
#include "vocab/words.def"
#undef WORD
};

static const char *const german[WORDS] = {
#define WORD(id, en, de) [WORD_##id] = (de),
#include "vocab/words.def"
#undef WORD
};

/* The first is what every other language falls back to. */
static const struct words tables[] = {
    {"en", english},
    {"de", german},
};

static const struct words *words_of(str tag)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (str_eq_nocase(tag, str_from(tables[i].language))) {
            return &tables[i];
        }
    }
    return NULL;
}

/* RFC 4647, 3.4, lookup: the tag is cut from its end until a table has it. */
const struct words *words_for(str tag, bool *missing)
{
    const struct words *found = words_of(tag);
    while (found == NULL && str_has(tag, '-')) {
        do {
            tag.len--;
        } while (tag.ptr[tag.len] != '-');
        found = words_of(tag);
    }
    if (missing != NULL) {
        *missing = found == NULL;
    }
    return found != NULL ? found : &tables[0];
}

str word(const struct words *w, enum word id)
{
    return str_from(w->text[id]);
}

str word_fill(struct arena *a, const struct words *w, enum word id, const str *pairs, size_t npairs)
{
    return str_fill(a, word(w, id), pairs, npairs);
}

/* All names but the last, with commas between. */
static str enumerated(struct arena *a, const str *names, size_t count)
{
    struct buf b = {0};
    for (size_t i = 0; i < count; i++) {
        buf_add(&b, i > 0 ? STR(", ") : STR_NONE);
        buf_add(&b, names[i]);
    }
    return buf_finish(&b, a);
}

str words_list(struct arena *a, const struct words *w, const str *names, size_t count)
{
    if (count < 2) {
        return count == 1 ? names[0] : STR_NONE;
    }
    const str pairs[] = {STR("a"), enumerated(a, names, count - 1), STR("b"), names[count - 1]};
    return word_fill(a, w, WORD_AND, pairs, 2);
}

/* The number-th of the months' names; empty if there is none. */
static str month_name(const struct words *w, uint64_t number)
{
    str rest = word(w, WORD_MONTHS), name = STR_NONE;
    while (number > 0 && str_word(&rest, &name)) {
        number--;
    }
    return number == 0 ? name : STR_NONE;
}

str words_date(struct arena *a, const struct words *w, str date)
{
    uint64_t month = 0, day = 0;
    bool has_day = date.len == 10;
    if ((!has_day && date.len != 7) || !str_number(str_sub(date, 5, 7), 12, &month) || month == 0 ||
        (has_day && !str_number(str_sub(date, 8, 10), 31, &day))) {
        return date;
    }
    const str pairs[] = {STR("year"),  str_sub(date, 0, 4),
                         STR("month"), month_name(w, month),
                         STR("day"),   str_printf(a, "%u", (unsigned)day)};
    return word_fill(a, w, has_day ? WORD_DATE : WORD_DATE_MONTH, pairs, 3);
}
