/* Small grammars, each read by a cursor. */
#include "check/values.h"

#include "vocab/languages.h"

static bool digits(str *s, size_t least, size_t most, unsigned *number)
{
    size_t n = 0;
    unsigned value = 0;
    while (n < s->len && n < most && ascii_digit(s->ptr[n])) {
        value = value * 10 + (unsigned)(s->ptr[n++] - '0');
    }
    if (number != NULL) {
        *number = value;
    }
    *s = n >= least ? str_sub(*s, n, s->len) : *s;
    return n >= least;
}

static bool one(str *s, const char *any)
{
    if (s->len == 0 || !str_has(str_from(any), s->ptr[0])) {
        return false;
    }
    *s = str_sub(*s, 1, s->len);
    return true;
}

static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool month_day(str *s, unsigned year)
{
    unsigned month, day;
    return digits(s, 2, 2, &month) && month >= 1 && month <= 12 && one(s, "-") &&
           digits(s, 2, 2, &day) && day >= 1 && day <= days_of(year, month);
}

static bool date(str *s)
{
    unsigned year;
    return digits(s, 4, 9, &year) && year > 0 && one(s, "-") && month_day(s, year);
}

static bool time_of_day(str *s)
{
    unsigned hour, minute, second;
    if (!digits(s, 2, 2, &hour) || hour > 23 || !one(s, ":") || !digits(s, 2, 2, &minute) ||
        minute > 59) {
        return false;
    }
    if (!one(s, ":")) {
        return true;
    }
    if (!digits(s, 2, 2, &second) || second > 59) {
        return false;
    }
    return !one(s, ".") || digits(s, 1, 3, NULL);
}

static bool zone(str *s)
{
    unsigned hour, minute;
    if (one(s, "Z")) {
        return true;
    }
    return one(s, "+-") && digits(s, 2, 2, &hour) && hour <= 23 && (one(s, ":"), true) &&
           digits(s, 2, 2, &minute) && minute <= 59;
}

bool value_is_moment(str value)
{
    str s = value;
    if (!date(&s)) {
        return false;
    }
    return s.len == 0 || (one(&s, "T ") && time_of_day(&s) && zone(&s) && s.len == 0);
}

bool value_is_modified(str value)
{
    return value.len == 20 && value.ptr[10] == 'T' && value.ptr[19] == 'Z' &&
           value_is_moment(value);
}

static bool is_local_moment(str s)
{
    return date(&s) && one(&s, "T ") && time_of_day(&s) && s.len == 0;
}

static bool is_month_or_year(str s)
{
    unsigned year, month;
    if (!digits(&s, 4, 9, &year) || year == 0) {
        return false;
    }
    return s.len == 0 ||
           (one(&s, "-") && digits(&s, 2, 2, &month) && month >= 1 && month <= 12 && s.len == 0);
}

/* HTML, 2.3.5.3: the hyphens of ISO 8601 may stand before it. */
static bool is_yearless(str s)
{
    if (str_starts(s, STR("--"))) {
        s = str_sub(s, 2, s.len);
    }
    return month_day(&s, 4) && s.len == 0;
}

static bool is_week(str s)
{
    unsigned year, week;
    return digits(&s, 4, 9, &year) && year > 0 && one(&s, "-") && one(&s, "W") &&
           digits(&s, 2, 2, &week) && week >= 1 && week <= 53 && s.len == 0;
}

static bool is_time(str s)
{
    return time_of_day(&s) && s.len == 0;
}
static bool is_zone(str s)
{
    return zone(&s) && s.len == 0;
}

/* "P4DT18M3.5S": days, then hours, minutes, seconds behind "T". */
static bool is_period(str s)
{
    static const char units[] = "HMS";
    size_t parts = 0, unit = 0;
    if (!one(&s, "P")) {
        return false;
    }
    if (digits(&s, 1, 20, NULL)) {
        if (!one(&s, "D")) {
            return false;
        }
        parts++;
    }
    if (!one(&s, "T")) {
        return parts > 0 && s.len == 0;
    }
    for (parts = 0; digits(&s, 1, 20, NULL); parts++) {
        bool fraction = one(&s, ".");
        if (fraction && !digits(&s, 1, 3, NULL)) {
            return false;
        }
        while (unit < 3 && s.len > 0 && s.ptr[0] != units[unit]) {
            unit++;
        }
        if (unit >= 3 || s.len == 0 || (fraction && units[unit] != 'S')) {
            return false;
        }
        unit++;
        s = str_sub(s, 1, s.len);
    }
    return parts > 0 && s.len == 0;
}

/* "4h 18m 3s": a number and a unit, several times. */
static bool is_components(str s)
{
    static const char units[] = "wdhms";
    bool seen[5] = {false};
    size_t parts = 0;
    while ((s = str_trim(s)).len > 0) {
        if (!digits(&s, 1, 20, NULL)) {
            return false;
        }
        bool fraction = one(&s, ".");
        if (fraction && !digits(&s, 1, 3, NULL)) {
            return false;
        }
        s = str_trim(s);
        char unit = s.len > 0 ? ascii_lower(s.ptr[0]) : '\0';
        size_t u = 0;
        while (units[u] != '\0' && units[u] != unit) {
            u++;
        }
        if (units[u] == '\0' || seen[u] || (fraction && unit != 's')) {
            return false;
        }
        seen[u] = true;
        s = str_sub(s, 1, s.len);
        parts++;
    }
    return parts > 0;
}

bool value_is_datetime(str value)
{
    static bool (*const forms[])(str) = {value_is_moment, is_local_moment, is_month_or_year,
                                         is_yearless,     is_week,         is_time,
                                         is_zone,         is_period,       is_components};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (forms[i](value)) {
            return true;
        }
    }
    return false;
}

bool value_is_number(str value)
{
    str s = value;
    one(&s, "-");
    bool any = digits(&s, 1, 1000, NULL);
    if (one(&s, ".")) {
        any = digits(&s, 1, 1000, NULL);
    }
    if (!any) {
        return false;
    }
    if (one(&s, "eE")) {
        one(&s, "+-");
        if (!digits(&s, 1, 10, NULL)) {
            return false;
        }
    }
    return s.len == 0;
}

static bool is_integer(str value, bool negative, bool zero)
{
    str s = value;
    bool minus = one(&s, "-");
    if ((minus && !negative) || s.len == 0) {
        return false;
    }
    bool above = false;
    for (size_t i = 0; i < s.len; i++) {
        if (!ascii_digit(s.ptr[i])) {
            return false;
        }
        above = above || s.ptr[i] != '0';
    }
    return zero || above;
}

/* HTML, 2.3.4.1: readers pass a "+" over; tabindex may have it for EPUBCheck as well. */
static str unsigned_part(str name, str value)
{
    bool plus = str_eq(name, STR("tabindex")) && str_starts(value, STR("+")) &&
                !str_starts(value, STR("+-"));
    return plus ? str_sub(value, 1, value.len) : value;
}

static bool is_token(str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!ascii_alnum(c) && (c <= ' ' || c == 0x7F || str_has(STR("()<>@,;:\\\"/[]?="), c))) {
            return false;
        }
    }
    return s.len > 0;
}

bool value_is_media_type(str value)
{
    str type, subtype, parameters;
    str_cut(value, ';', &value, &parameters);
    return str_cut(value, '/', &type, &subtype) && is_token(type) && is_token(str_trim(subtype));
}

bool value_is_language(str value)
{
    return value.len == 0 || language_check(value) != LANGUAGE_BAD_SHAPE;
}

bool value_is_old_language(str value)
{
    str rest = value, part;
    bool more = value.len > 0;
    for (bool first = true; more; first = false) {
        more = str_cut(rest, '-', &part, &rest);
        for (size_t i = 0; i < part.len; i++) {
            if (!ascii_alpha(part.ptr[i]) && (first || !ascii_digit(part.ptr[i]))) {
                return false;
            }
        }
        if (part.len == 0 || part.len > 8) {
            return false;
        }
    }
    return true;
}

bool value_has_word(str value, str word)
{
    str rest = value, w;
    while (str_word(&rest, &w)) {
        if (str_eq_nocase(w, word)) {
            return true;
        }
    }
    return false;
}

static bool all_in(str value, const char *words)
{
    str rest = value, w;
    while (str_word(&rest, &w)) {
        if (!html_word_in(w, words, true)) {
            return false;
        }
    }
    return true;
}

/* What each type of value wants, in words; NULL: its keywords. */
static const char *const wanted[] = {
    [VALUE_NONEMPTY] = "write something",
    [VALUE_BOOLEAN] = "repeat the attribute's name as its value",
    [VALUE_INTEGER] = "write a whole number",
    [VALUE_COUNT] = "write a whole number without sign or unit",
    [VALUE_POSITIVE] = "write a whole number above 0",
    [VALUE_NUMBER] = "write a number",
    [VALUE_URL_NONEMPTY] = "name a file",
    [VALUE_LANGUAGE] = "write a language tag such as \"en\" or \"en-GB\"",
    [VALUE_DATETIME] = "write a date or time such as \"2026-01-15\" or \"09:30\"",
    [VALUE_MOMENT] = "write a date such as \"2026-01-15\"",
    [VALUE_MEDIA_TYPE] = "write a media type such as \"text/css\"",
    [VALUE_HASH_NAME] = "write \"#\" and the name of a map",
    [VALUE_ROLE] = NULL,
};

static bool fits(enum html_value type, const char *words, str name, str value)
{
    switch (type) {
    case VALUE_NONEMPTY:
    case VALUE_URL_NONEMPTY:
        return str_trim(value).len > 0;
    case VALUE_BOOLEAN:
        return value.len == 0 || str_eq_nocase(value, name);
    case VALUE_KEYWORD:
        return html_word_in(value, words, true);
    case VALUE_EXACT:
        return html_word_in(value, words, false);
    case VALUE_KEYWORDS:
        return all_in(value, words);
    case VALUE_INTEGER:
        return is_integer(unsigned_part(name, str_trim(value)), true, true);
    case VALUE_COUNT:
        return is_integer(str_trim(value), false, true);
    case VALUE_POSITIVE:
        return is_integer(str_trim(value), false, false);
    case VALUE_NUMBER:
        return value_is_number(str_trim(value));
    case VALUE_LANGUAGE:
        return value_is_language(value);
    case VALUE_MEDIA_TYPE:
        return value_is_media_type(str_trim(value));
    case VALUE_HASH_NAME:
        return value.len > 1 && value.ptr[0] == '#';
    case VALUE_DATETIME:
        return value_is_datetime(value);
    case VALUE_MOMENT:
        return value_is_moment(value);
    default:
        return true;
    }
}

bool value_fits(enum html_value type, const char *words, str name, str value, str *remedy)
{
    if (fits(type, words, name, value)) {
        return true;
    }
    bool listed = type == VALUE_KEYWORD || type == VALUE_EXACT || type == VALUE_KEYWORDS;
    *remedy = listed ? str_from(words) : str_from(wanted[type]);
    return false;
}
