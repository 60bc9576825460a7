/* The quotation marks of the languages for which Octavo has no words of its own; the others have
 * theirs in words.def. After the Unicode CLDR's delimiters and the languages' own authorities. */
#include "vocab/quotes.h"

#include "vocab/words.h"

#define NBSP "\xC2\xA0"

/* A tag, and its four signs, by blanks. */
static const struct {
    const char *tag;
    struct quotes quotes;
} table[] = {
#define ROW(tag, a, b, c, d)                                                                       \
    {                                                                                              \
        tag,                                                                                       \
        {                                                                                          \
            STR_INIT(a), STR_INIT(b), STR_INIT(c), STR_INIT(d)                                     \
        }                                                                                          \
    }
    ROW("be", "«", "»", "„", "“"),           ROW("bg", "„", "“", "‚", "‘"),
    ROW("ca", "«", "»", "“", "”"),           ROW("cs", "„", "“", "‚", "‘"),
    ROW("da", "”", "”", "’", "’"),           ROW("de-CH", "«", "»", "‹", "›"),
    ROW("el", "«", "»", "“", "”"),           ROW("es", "«", "»", "“", "”"),
    ROW("et", "„", "“", "«", "»"),           ROW("eu", "«", "»", "“", "”"),
    ROW("fa", "«", "»", "‹", "›"),           ROW("fi", "”", "”", "’", "’"),
    ROW("fr", "«" NBSP, NBSP "»", "“", "”"), ROW("gl", "«", "»", "“", "”"),
    ROW("hr", "„", "“", "‚", "‘"),           ROW("hu", "„", "”", "»", "«"),
    ROW("is", "„", "“", "‚", "‘"),           ROW("it", "«", "»", "“", "”"),
    ROW("ja", "「", "」", "『", "』"),       ROW("lt", "„", "“", "‚", "‘"),
    ROW("nb", "«", "»", "‘", "’"),           ROW("nn", "«", "»", "‘", "’"),
    ROW("no", "«", "»", "‘", "’"),           ROW("pl", "„", "”", "‚", "’"),
    ROW("pt-PT", "«", "»", "“", "”"),        ROW("ro", "„", "”", "«", "»"),
    ROW("ru", "«", "»", "„", "“"),           ROW("sk", "„", "“", "‚", "‘"),
    ROW("sl", "„", "“", "‚", "‘"),           ROW("sq", "„", "“", "‚", "‘"),
    ROW("sr", "„", "“", "‚", "‘"),           ROW("sv", "”", "”", "’", "’"),
    ROW("uk", "«", "»", "„", "“"),           ROW("zh-Hant", "「", "」", "『", "』"),
    ROW("zh-TW", "「", "」", "『", "』"),
#undef ROW
};

static struct quotes of_words(str tag)
{
    struct quotes q = {0};
    str rest = word(words_for(tag, NULL), WORD_QUOTES);
    str_word(&rest, &q.open);
    str_word(&rest, &q.close);
    str_word(&rest, &q.inner_open);
    str_word(&rest, &q.inner_close);
    return q;
}

/* RFC 4647, 3.4, lookup. */
struct quotes quotes_for(str tag)
{
    for (str part = tag; part.len > 0;) {
        for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
            if (str_eq_nocase(part, str_from(table[i].tag))) {
                return table[i].quotes;
            }
        }
        do {
            part.len--;
        } while (part.len > 0 && part.ptr[part.len] != '-');
    }
    return of_words(tag);
}
