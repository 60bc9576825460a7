/* Identifiers: ISBN, UUID and DOI are recognised and written as URNs are; all else stays. */
#include "base/text.h"
#include "source/manifest_internal.h"

/* An identifier as the author gives it. */
struct given {
    str text, scheme;
};

/* pandoc's names of schemes with their codes of ONIX list 5; any other is proprietary, 01. */
static const struct {
    str scheme;
    const char *code;
} onix_codes[] = {
    {STR_INIT("ISBN-10"), "02"},
    {STR_INIT("GTIN-13"), "03"},
    {STR_INIT("UPC"), "04"},
    {STR_INIT("ISMN-10"), "05"},
    {STR_INIT("DOI"), "06"},
    {STR_INIT("LCCN"), "13"},
    {STR_INIT("GTIN-14"), "14"},
    {STR_INIT("ISBN-13"), "15"},
    {STR_INIT("URN"), "22"},
    {STR_INIT("OCLC"), "23"},
    {STR_INIT("ISMN-13"), "25"},
    {STR_INIT("ISBN-A"), "26"},
    {STR_INIT("JP"), "27"},
    {STR_INIT("OLCC"), "28"},
    {STR_INIT("Legal deposit number"), "17"},
};

static str onix_of(str scheme)
{
    for (size_t i = 0; i < sizeof onix_codes / sizeof *onix_codes; i++) {
        if (str_eq_nocase(scheme, onix_codes[i].scheme)) {
            return str_from(onix_codes[i].code);
        }
    }
    return scheme.len > 0 ? STR("01") : STR_NONE;
}

/* Takes a prefix off, in any case; and the colon and spaces behind it. */
static bool take_prefix(str *s, str prefix)
{
    if (!str_eq_nocase(str_sub(*s, 0, prefix.len), prefix)) {
        return false;
    }
    *s = str_trim(str_sub(*s, prefix.len, s->len));
    if (str_starts(*s, STR(":"))) {
        *s = str_trim(str_sub(*s, 1, s->len));
    }
    return true;
}

/* Digits (and a last X) without the hyphens and spaces between them. */
struct digits {
    char text[14];
    size_t count;
};

/* False if there are other characters, or more than an ISBN has. */
static bool digits_from(struct digits *d, str s)
{
    d->count = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i] == 'x' ? 'X' : s.ptr[i];
        if (c == '-' || c == ' ') {
            continue;
        }
        if ((!ascii_digit(c) && c != 'X') || d->count == 13) {
            return false;
        }
        d->text[d->count++] = c;
    }
    d->text[d->count] = '\0';
    return true;
}

/* ISO 2108, annex C: the weighted sum of a right ISBN is divisible by 10 (or 11, with X = 10). */
static bool is_isbn(const struct digits *d)
{
    unsigned sum = 0;
    if (d->count != 10 && d->count != 13) {
        return false;
    }
    for (unsigned i = 0; i < d->count; i++) {
        bool x = d->text[i] == 'X';
        if (x && (d->count == 13 || i != 9)) {
            return false;
        }
        unsigned value = x ? 10 : (unsigned)(d->text[i] - '0');
        sum += value * (d->count == 10 ? 10 - i : i % 2 == 0 ? 1 : 3);
    }
    return sum % (d->count == 10 ? 11 : 10) == 0;
}

static bool begins_as_isbn(const struct digits *d)
{
    str s = str_from(d->text);
    return d->count == 13 && (str_starts(s, STR("978")) || str_starts(s, STR("979")));
}

static void refuse_isbn(struct reading *r, const struct yaml *v, const struct digits *d, bool clean)
{
    bool length = clean && (d->count == 10 || d->count == 13);
    refuse(r, v,
           length ? STR("a digit of this ISBN is wrong: its check digit does not fit; compare "
                        "it with the original")
                  : STR("an ISBN has 10 or 13 digits"));
}

/* An ISBN, said to be one or looking like one. Its scheme, if any, becomes that of its length. */
static bool read_isbn(struct reading *r, const struct yaml *v, struct given *g)
{
    struct digits d;
    str text = g->text;
    bool meant = take_prefix(&text, STR("urn:isbn"));
    meant = take_prefix(&text, STR("isbn-13")) || take_prefix(&text, STR("isbn-10")) ||
            take_prefix(&text, STR("isbn")) || meant;
    bool by_scheme = str_eq_nocase(g->scheme, STR("ISBN")) ||
                     str_eq_nocase(g->scheme, STR("ISBN-10")) ||
                     str_eq_nocase(g->scheme, STR("ISBN-13"));
    bool clean = digits_from(&d, text);
    if (!meant && !by_scheme &&
        !(clean && g->scheme.len == 0 && (begins_as_isbn(&d) || is_isbn(&d)))) {
        return false;
    }
    if (!clean || !is_isbn(&d)) {
        refuse_isbn(r, v, &d, clean);
        g->text = STR_NONE;
        return true;
    }
    g->text = str_printf(r->arena, "urn:isbn:%s", d.text);
    if (by_scheme) {
        g->scheme = d.count == 10 ? STR("ISBN-10") : STR("ISBN-13");
    }
    return true;
}

/* RFC 4122, 3: hexadecimal digits in groups of 8, 4, 4, 4 and 12. */
static bool is_uuid(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        char c = ascii_lower(s.ptr[i]);
        if (hyphen ? c != '-' : !ascii_digit(c) && !(c >= 'a' && c <= 'f')) {
            return false;
        }
    }
    return s.len == 36;
}

/* Hyphens where a UUID has them, whatever stands between. */
static bool looks_like_uuid(str s)
{
    return s.len == 36 && s.ptr[8] == '-' && s.ptr[13] == '-' && s.ptr[18] == '-' &&
           s.ptr[23] == '-';
}

static bool read_uuid(struct reading *r, const struct yaml *v, struct given *g)
{
    str text = g->text;
    bool meant = take_prefix(&text, STR("urn:uuid")) || take_prefix(&text, STR("uuid")) ||
                 str_eq_nocase(g->scheme, STR("UUID"));
    if (!meant && !looks_like_uuid(text)) {
        return false;
    }
    if (is_uuid(text)) {
        const str parts[] = {STR("urn:uuid:"), str_lower(r->arena, text)};
        g->text = str_concat(r->arena, parts, 2);
    } else {
        refuse(r, v,
               STR("a UUID is 32 digits or letters a to f, in groups of 8-4-4-4-12; or leave "
                   "the key out, and one is derived"));
        g->text = STR_NONE;
    }
    return true;
}

/* ISO 26324: "10.", a registrant's number, "/", and a name. */
static bool is_doi(str s)
{
    size_t slash = str_find(s, '/', 0);
    if (!str_starts(s, STR("10.")) || slash < 4 || slash + 1 >= s.len || str_has(s, ' ')) {
        return false;
    }
    for (size_t i = 3; i < slash; i++) {
        if (!ascii_digit(s.ptr[i]) && s.ptr[i] != '.') {
            return false;
        }
    }
    return true;
}

static bool read_doi(struct reading *r, const struct yaml *v, struct given *g)
{
    str text = g->text;
    bool meant = take_prefix(&text, STR("https://doi.org/")) ||
                 take_prefix(&text, STR("http://doi.org/")) ||
                 take_prefix(&text, STR("https://dx.doi.org/")) ||
                 take_prefix(&text, STR("http://dx.doi.org/")) || take_prefix(&text, STR("doi")) ||
                 str_eq_nocase(g->scheme, STR("DOI"));
    if (!meant && !is_doi(text)) {
        return false;
    }
    if (is_doi(text)) {
        g->text = str_concat(r->arena, (str[]){STR("doi:"), text}, 2);
    } else {
        refuse(r, v, STR("a DOI looks like 10.1000/182"));
        g->text = STR_NONE;
    }
    return true;
}

static const struct key_row given_rows[] = {
    {.name = "text", .read = read_text, .at = offsetof(struct given, text)},
    {.name = "scheme", .read = read_text, .at = offsetof(struct given, scheme)},
};
static const struct key_table given_keys = {given_rows, 2, false};

/* What the author gave, and the value to speak of; empty text: nothing usable, and told. */
static const struct yaml *read_given(struct reading *r, const struct yaml *v, struct given *g)
{
    if (v->kind != YAML_MAPPING) {
        text_of(r, v, &g->text, "write a text, or {text: ..., scheme: ...}");
        return v;
    }
    keys_read(r, &given_keys, v, g);
    const struct yaml *text = yaml_get(v, STR("text"));
    if (lacks(v, STR("text"))) {
        complain(r, v, STR("an identifier without text"), STR("add \"text: ...\""));
    }
    return text != NULL ? text : v;
}

void read_identifiers(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    for (size_t i = 0; i < value_count(v); i++) {
        const struct yaml *item = value_at(v, i);
        struct given g = {0};
        if (is_blank(item)) {
            continue;
        }
        const struct yaml *said = read_given(r, item, &g);
        if (g.text.len > 0 && !read_isbn(r, said, &g) && !read_uuid(r, said, &g)) {
            read_doi(r, said, &g);
        }
        if (g.text.len > 0) {
            struct identifier **items = key_field(row, out);
            *ARENA_PUSH(r->arena, struct identifier, items, key_count(row, out)) =
                (struct identifier){g.text, onix_of(g.scheme)};
        }
    }
}

static bool is_urn(str s)
{
    return str_eq_nocase(str_sub(s, 0, 4), STR("urn:")) && str_find(s, ':', 4) > 4 &&
           str_find(s, ':', 4) + 1 < s.len;
}

void read_page_source(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    static const char remedy[] = "write none, or the ISBN or URN of the printed book";
    struct given g = {0};
    struct placed *source = key_field(row, out);
    text_of(r, v, &g.text, remedy);
    if (g.text.len == 0) {
        return;
    }
    bool known = str_eq(g.text, STR("none")) || is_urn(g.text) || read_isbn(r, v, &g);
    if (!known) {
        refuse(r, v, str_from(remedy));
    } else if (g.text.len > 0) {
        *source = (struct placed){g.text, v->at};
    }
}
