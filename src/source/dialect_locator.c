/* Where in a work: the locator at the front of what follows a citation's key. It begins with a
 * digit, or with one of the terms below (those of CSL's locators, as English and German write
 * them); it is kept as the author wrote it. */
#include "source/dialect.h"

static const char *const terms[] = {
    /* English */
    "book",
    "bk.",
    "chapter",
    "chapters",
    "chap.",
    "chaps.",
    "column",
    "columns",
    "col.",
    "cols.",
    "figure",
    "figures",
    "fig.",
    "figs.",
    "folio",
    "folios",
    "fol.",
    "fols.",
    "issue",
    "number",
    "numbers",
    "no.",
    "nos.",
    "line",
    "lines",
    "l.",
    "ll.",
    "note",
    "notes",
    "n.",
    "nn.",
    "opus",
    "op.",
    "opp.",
    "page",
    "pages",
    "p.",
    "pp.",
    "paragraph",
    "paragraphs",
    "para.",
    "paras.",
    "part",
    "parts",
    "pt.",
    "pts.",
    "section",
    "sections",
    "sec.",
    "secs.",
    "s.v.",
    "s.vv.",
    "verse",
    "verses",
    "v.",
    "vv.",
    "volume",
    "volumes",
    "vol.",
    "vols.",
    "\xC2\xB6",
    "\xC2\xB6\xC2\xB6",
    "\xC2\xA7",
    "\xC2\xA7\xC2\xA7",
    /* German */
    "Seite",
    "Seiten",
    "S.",
    "Kapitel",
    "Kap.",
    "Abschnitt",
    "Abschn.",
    "Absatz",
    "Abs.",
    "Abbildung",
    "Abb.",
    "Band",
    "Bd.",
    "Nr.",
    "Zeile",
    "Z.",
    "Teil",
    "Tl.",
    "Vers",
};

static bool is_term(str word)
{
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        if (str_eq_nocase(word, str_from(terms[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_roman(str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!str_has(STR("ivxlcdmIVXLCDM"), word.ptr[i])) {
            return false;
        }
    }
    return word.len > 0;
}

static bool has_digit(str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (ascii_digit(word.ptr[i])) {
            return true;
        }
    }
    return false;
}

/* "27", "27-29,", "xii", "A3", "12f.": after a term roman numerals count too. */
static bool is_number(str word, bool after_term)
{
    while (word.len > 0 && str_has(STR(",;:"), word.ptr[word.len - 1])) {
        word.len--;
    }
    if (str_has(word, SPAN_INLINE)) {
        return false;
    }
    return has_digit(word) || (after_term && is_roman(word));
}

/* The length of text up to the end of its first word. */
static size_t word_end(str text, str *word)
{
    str rest = text;
    return str_word(&rest, word) ? (size_t)(word->ptr - text.ptr) + word->len : 0;
}

/* Numbers, and more terms and joining signs between them. Returns where the last number ends. */
static size_t numbers_end(str text, size_t from, bool after_term)
{
    size_t end = from, at = from;
    str word;
    for (size_t n; (n = word_end(str_sub(text, at, text.len), &word)) > 0; at += n) {
        if (is_number(word, after_term)) {
            end = at + n;
        } else if (is_term(word)) {
            after_term = true;
        } else if (!str_eq(word, STR("&")) && !str_eq(word, STR("-")) &&
                   !str_eq(word, STR("\xE2\x80\x93"))) {
            break;
        }
    }
    return end;
}

/* "{...}" says outright what the locator is. */
static bool split_braces(str text, str *locator, str *suffix)
{
    size_t close = str_find(text, '}', 0);
    if (!str_starts(text, STR("{")) || close == text.len ||
        str_has(str_sub(text, 0, close), SPAN_INLINE)) {
        return false;
    }
    *locator = str_trim(str_sub(text, 1, close));
    *suffix = str_trim(str_sub(text, close + 1, text.len));
    return true;
}

void locator_split(str rest, str *locator, str *suffix)
{
    str text = str_trim(rest), word;
    if (str_starts(text, STR(","))) {
        text = str_trim(str_sub(text, 1, text.len));
    }
    if (split_braces(text, locator, suffix)) {
        return;
    }
    size_t term = word_end(text, &word);
    bool labelled = term > 0 && is_term(word);
    size_t end = numbers_end(text, labelled ? term : 0, labelled);
    if (end == 0 || (labelled && end == term) || (!labelled && !is_number(word, false))) {
        *locator = STR_NONE;
        *suffix = str_trim(rest);
        return;
    }
    *locator = str_trim(str_sub(text, 0, end));
    *suffix = str_trim(str_sub(text, end, text.len));
    if (str_ends(*locator, STR(","))) { /* it parts the locator from a suffix */
        *locator = str_sub(*locator, 0, locator->len - 1);
    }
}
