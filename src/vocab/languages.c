/* Language tags. Shape is RFC 5646's; of the registry only ISO 639-1 is known, since a wrong code
 * of two letters ("uk" for English) is the mistake that people make. */
#include "vocab/languages.h"

#include <stdlib.h>

struct language {
    char code[3];
    const char *name; /* in English */
};

/* ISO 639-1, by code. */
static const struct language languages[] = {
    {"aa", "Afar"},
    {"ab", "Abkhazian"},
    {"ae", "Avestan"},
    {"af", "Afrikaans"},
    {"ak", "Akan"},
    {"am", "Amharic"},
    {"an", "Aragonese"},
    {"ar", "Arabic"},
    {"as", "Assamese"},
    {"av", "Avaric"},
    {"ay", "Aymara"},
    {"az", "Azerbaijani"},
    {"ba", "Bashkir"},
    {"be", "Belarusian"},
    {"bg", "Bulgarian"},
    {"bh", "Bihari languages"},
    {"bi", "Bislama"},
    {"bm", "Bambara"},
    {"bn", "Bengali"},
    {"bo", "Tibetan"},
    {"br", "Breton"},
    {"bs", "Bosnian"},
    {"ca", "Catalan"},
    {"ce", "Chechen"},
    {"ch", "Chamorro"},
    {"co", "Corsican"},
    {"cr", "Cree"},
    {"cs", "Czech"},
    {"cu", "Church Slavic"},
    {"cv", "Chuvash"},
    {"cy", "Welsh"},
    {"da", "Danish"},
    {"de", "German"},
    {"dv", "Divehi"},
    {"dz", "Dzongkha"},
    {"ee", "Ewe"},
    {"el", "Greek"},
    {"en", "English"},
    {"eo", "Esperanto"},
    {"es", "Spanish"},
    {"et", "Estonian"},
    {"eu", "Basque"},
    {"fa", "Persian"},
    {"ff", "Fulah"},
    {"fi", "Finnish"},
    {"fj", "Fijian"},
    {"fo", "Faroese"},
    {"fr", "French"},
    {"fy", "Western Frisian"},
    {"ga", "Irish"},
    {"gd", "Gaelic"},
    {"gl", "Galician"},
    {"gn", "Guarani"},
    {"gu", "Gujarati"},
    {"gv", "Manx"},
    {"ha", "Hausa"},
    {"he", "Hebrew"},
    {"hi", "Hindi"},
    {"ho", "Hiri Motu"},
    {"hr", "Croatian"},
    {"ht", "Haitian"},
    {"hu", "Hungarian"},
    {"hy", "Armenian"},
    {"hz", "Herero"},
    {"ia", "Interlingua"},
    {"id", "Indonesian"},
    {"ie", "Interlingue"},
    {"ig", "Igbo"},
    {"ii", "Nuosu"},
    {"ik", "Inupiaq"},
    {"io", "Ido"},
    {"is", "Icelandic"},
    {"it", "Italian"},
    {"iu", "Inuktitut"},
    {"ja", "Japanese"},
    {"jv", "Javanese"},
    {"ka", "Georgian"},
    {"kg", "Kongo"},
    {"ki", "Kikuyu"},
    {"kj", "Kuanyama"},
    {"kk", "Kazakh"},
    {"kl", "Kalaallisut"},
    {"km", "Khmer"},
    {"kn", "Kannada"},
    {"ko", "Korean"},
    {"kr", "Kanuri"},
    {"ks", "Kashmiri"},
    {"ku", "Kurdish"},
    {"kv", "Komi"},
    {"kw", "Cornish"},
    {"ky", "Kirghiz"},
    {"la", "Latin"},
    {"lb", "Luxembourgish"},
    {"lg", "Ganda"},
    {"li", "Limburgan"},
    {"ln", "Lingala"},
    {"lo", "Lao"},
    {"lt", "Lithuanian"},
    {"lu", "Luba-Katanga"},
    {"lv", "Latvian"},
    {"mg", "Malagasy"},
    {"mh", "Marshallese"},
    {"mi", "Maori"},
    {"mk", "Macedonian"},
    {"ml", "Malayalam"},
    {"mn", "Mongolian"},
    {"mr", "Marathi"},
    {"ms", "Malay"},
    {"mt", "Maltese"},
    {"my", "Burmese"},
    {"na", "Nauru"},
    {"nb", "Norwegian Bokmål"},
    {"nd", "Ndebele"},
    {"ne", "Nepali"},
    {"ng", "Ndonga"},
    {"nl", "Dutch"},
    {"nn", "Norwegian Nynorsk"},
    {"no", "Norwegian"},
    {"nr", "Ndebele"},
    {"nv", "Navajo"},
    {"ny", "Chichewa"},
    {"oc", "Occitan"},
    {"oj", "Ojibwa"},
    {"om", "Oromo"},
    {"or", "Oriya"},
    {"os", "Ossetian"},
    {"pa", "Panjabi"},
    {"pi", "Pali"},
    {"pl", "Polish"},
    {"ps", "Pushto"},
    {"pt", "Portuguese"},
    {"qu", "Quechua"},
    {"rm", "Romansh"},
    {"rn", "Rundi"},
    {"ro", "Romanian"},
    {"ru", "Russian"},
    {"rw", "Kinyarwanda"},
    {"sa", "Sanskrit"},
    {"sc", "Sardinian"},
    {"sd", "Sindhi"},
    {"se", "Northern Sami"},
    {"sg", "Sango"},
    {"si", "Sinhala"},
    {"sk", "Slovak"},
    {"sl", "Slovenian"},
    {"sm", "Samoan"},
    {"sn", "Shona"},
    {"so", "Somali"},
    {"sq", "Albanian"},
    {"sr", "Serbian"},
    {"ss", "Swati"},
    {"st", "Sotho"},
    {"su", "Sundanese"},
    {"sv", "Swedish"},
    {"sw", "Swahili"},
    {"ta", "Tamil"},
    {"te", "Telugu"},
    {"tg", "Tajik"},
    {"th", "Thai"},
    {"ti", "Tigrinya"},
    {"tk", "Turkmen"},
    {"tl", "Tagalog"},
    {"tn", "Tswana"},
    {"to", "Tonga"},
    {"tr", "Turkish"},
    {"ts", "Tsonga"},
    {"tt", "Tatar"},
    {"tw", "Twi"},
    {"ty", "Tahitian"},
    {"ug", "Uighur"},
    {"uk", "Ukrainian"},
    {"ur", "Urdu"},
    {"uz", "Uzbek"},
    {"ve", "Venda"},
    {"vi", "Vietnamese"},
    {"vo", "Volapük"},
    {"wa", "Walloon"},
    {"wo", "Wolof"},
    {"xh", "Xhosa"},
    {"yi", "Yiddish"},
    {"yo", "Yoruba"},
    {"za", "Zhuang"},
    {"zh", "Chinese"},
    {"zu", "Zulu"},
};
#define NLANGUAGES (sizeof languages / sizeof *languages)

/* What is written instead of a language's code: codes of countries, and codes that ISO 639-1 has
 * withdrawn. */
static const struct {
    char wrong[3], right[3];
} mistakes[] = {
    {"at", "de"}, {"cn", "zh"}, {"cz", "cs"}, {"dk", "da"}, {"gb", "en"},
    {"gr", "el"}, {"in", "id"}, {"iw", "he"}, {"ji", "yi"}, {"jp", "ja"},
    {"mo", "ro"}, {"sh", "sr"}, {"ua", "uk"}, {"us", "en"}, {"vn", "vi"},
};

/* RFC 5646, 2.1, irregular: tags that do not follow the grammar. The regular ones do. */
static const char *const irregular[] = {
    "en-GB-oed", "i-ami", "i-bnn",     "i-default", "i-enochian", "i-hak",
    "i-klingon", "i-lux", "i-mingo",   "i-navajo",  "i-pwn",      "i-tao",
    "i-tay",     "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE",
};

static const char *const rtl_languages[] = {"ar", "ckb", "dv", "fa", "he",
                                            "ps", "sd",  "ug", "ur", "yi"};
static const char *const rtl_scripts[] = {"Arab", "Hebr", "Syrc", "Thaa"};

static bool is_one_of(str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq_nocase(s, str_from(list[i]))) {
            return true;
        }
    }
    return false;
}
#define IS_ONE_OF(s, list) is_one_of((s), (list), sizeof(list) / sizeof *(list))

/* A walk over the subtags of a tag. */
struct walk {
    str part, rest;
    bool more; /* rest holds another subtag, perhaps an empty one */
    bool done;
};

static void advance(struct walk *w)
{
    w->done = !w->more;
    w->part = STR_NONE;
    if (w->more) {
        w->more = str_cut(w->rest, '-', &w->part, &w->rest);
    }
}

static bool all(str s, bool (*is)(char))
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is(s.ptr[i])) {
            return false;
        }
    }
    return true;
}

/* Is the current subtag of from to to characters of that class? */
static bool at(const struct walk *w, size_t from, size_t to, bool (*is)(char))
{
    return w->part.len >= from && w->part.len <= to && all(w->part, is);
}

static bool at_variant(const struct walk *w)
{
    return at(w, 5, 8, ascii_alnum) || (at(w, 4, 4, ascii_alnum) && ascii_digit(w->part.ptr[0]));
}

/* A singleton and the subtags that belong to it, each of shortest to 8 characters. */
static bool take_extension(struct walk *w, size_t shortest)
{
    advance(w);
    if (!at(w, shortest, 8, ascii_alnum)) {
        return false;
    }
    while (at(w, shortest, 8, ascii_alnum)) {
        advance(w);
    }
    return true;
}

static bool at_private_use(const struct walk *w)
{
    return w->part.len == 1 && ascii_lower(w->part.ptr[0]) == 'x';
}

/* langtag = language ["-" script] ["-" region] *("-" variant) *("-" extension) ["-" privateuse] */
static bool take_language(struct walk *w, str *script)
{
    bool extended = at(w, 2, 3, ascii_alpha);
    if (!at(w, 2, 8, ascii_alpha)) {
        return false;
    }
    advance(w);
    for (int i = 0; extended && i < 3 && at(w, 3, 3, ascii_alpha); i++) {
        advance(w);
    }
    if (at(w, 4, 4, ascii_alpha)) {
        *script = w->part;
        advance(w);
    }
    if (at(w, 2, 2, ascii_alpha) || at(w, 3, 3, ascii_digit)) {
        advance(w);
    }
    while (at_variant(w)) {
        advance(w);
    }
    while (at(w, 1, 1, ascii_alnum) && !at_private_use(w)) {
        if (!take_extension(w, 2)) {
            return false;
        }
    }
    return true;
}

/* RFC 5646, 2.1: is tag well-formed, and which script does it name? */
static bool well_formed(str tag, str *script)
{
    *script = STR_NONE;
    if (str_has(tag, '-') && IS_ONE_OF(tag, irregular)) { /* none is without */
        return true;
    }
    struct walk w = {.rest = tag, .more = true};
    advance(&w);
    if (!at_private_use(&w) && !take_language(&w, script)) {
        return false;
    }
    return (!at_private_use(&w) || take_extension(&w, 1)) && w.done;
}

static int by_code(const void *key, const void *row)
{
    const char *a = key, *b = ((const struct language *)row)->code;
    return a[0] != b[0] ? a[0] - b[0] : a[1] - b[1];
}

static bool in_iso_639_1(str code)
{
    const char key[2] = {ascii_lower(code.ptr[0]), ascii_lower(code.ptr[1])};
    return bsearch(key, languages, NLANGUAGES, sizeof *languages, by_code) != NULL;
}

enum language_fault language_check(str tag)
{
    str script;
    if (!well_formed(tag, &script)) {
        return LANGUAGE_BAD_SHAPE;
    }
    str primary = language_primary(tag);
    return primary.len == 2 && !in_iso_639_1(primary) ? LANGUAGE_UNKNOWN : LANGUAGE_FINE;
}

str language_primary(str tag)
{
    return str_sub(tag, 0, str_find(tag, '-', 0));
}

bool language_is_rtl(str tag)
{
    str script;
    if (well_formed(tag, &script) && script.len > 0) {
        return IS_ONE_OF(script, rtl_scripts);
    }
    return IS_ONE_OF(language_primary(tag), rtl_languages);
}

str language_meant(str word)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        if (str_eq_nocase(word, str_from(mistakes[i].wrong))) {
            return str_from(mistakes[i].right);
        }
    }
    for (size_t i = 0; i < NLANGUAGES; i++) {
        if (str_eq_nocase(word, str_from(languages[i].name))) {
            return str_from(languages[i].code);
        }
    }
    return STR_NONE;
}
