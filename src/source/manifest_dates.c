/* Dates: the shapes of W3C's date and time formats that the manifest takes, on the calendar. */
#include "base/text.h"
#include "source/manifest_internal.h"

#define SHAPE "write YYYY-MM-DD, YYYY-MM or YYYY"

struct day {
    unsigned year, month, day;
};

static bool is_leap(unsigned year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* A number of exactly so many digits at an offset, from least to most. */
static bool digits_at(str s, size_t at, size_t count, unsigned least, unsigned most, unsigned *out)
{
    uint64_t n;
    str digits = str_sub(s, at, at + count);
    if (digits.len != count || !str_number(digits, most, &n) || n < least) {
        return false;
    }
    *out = (unsigned)n;
    return true;
}

static bool char_at(str s, size_t at, char c)
{
    return at < s.len && s.ptr[at] == c;
}

/* YYYY[-MM[-DD]], the month right but the day not yet compared with it; 0: not given. */
static bool has_date_shape(str s, struct day *d)
{
    *d = (struct day){0};
    return digits_at(s, 0, 4, 1, 9999, &d->year) &&
           (s.len == 4 || (char_at(s, 4, '-') && digits_at(s, 5, 2, 1, 12, &d->month))) &&
           (s.len == 4 || s.len == 7 ||
            (s.len == 10 && char_at(s, 7, '-') && digits_at(s, 8, 2, 1, 31, &d->day)));
}

static bool on_calendar(const struct day *d)
{
    return d->day == 0 || d->day <= days_of(d->year, d->month);
}

/* The next run of digits, whatever stands before it. */
static str next_digits(str *rest)
{
    size_t from = 0;
    while (from < rest->len && !ascii_digit(rest->ptr[from])) {
        from++;
    }
    size_t to = from;
    while (to < rest->len && ascii_digit(rest->ptr[to])) {
        to++;
    }
    str digits = str_sub(*rest, from, to);
    *rest = str_sub(*rest, to, rest->len);
    return digits;
}

/* The date that "2026/1/5" or "5. 1. 2026" means; empty if it is none, or could be two. */
static str date_meant(struct arena *a, str text)
{
    str rest = text;
    str parts[3] = {next_digits(&rest), next_digits(&rest), next_digits(&rest)};
    bool dotted = str_has(text, '.') && parts[2].len == 4;
    uint64_t year, month, day;
    if (!str_number(parts[dotted ? 2 : 0], 9999, &year) || year < 1000 ||
        !str_number(parts[1], 12, &month) || month == 0 ||
        !str_number(parts[dotted ? 0 : 2], 31, &day) || day == 0 || next_digits(&rest).len > 0) {
        return STR_NONE;
    }
    str date = str_printf(a, "%04u-%02u-%02u", (unsigned)year, (unsigned)month, (unsigned)day);
    struct day d;
    return has_date_shape(date, &d) && on_calendar(&d) ? date : STR_NONE;
}

static void refuse_day(struct reading *r, const struct yaml *v, const struct day *d)
{
    complain(r, v, str_printf(r->arena, "%04u-%02u has no day %u", d->year, d->month, d->day),
             str_printf(r->arena, "it has %u days", days_of(d->year, d->month)));
}

void read_date(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    str text;
    struct day d;
    if (!text_of(r, v, &text, SHAPE)) {
        return;
    }
    if (!has_date_shape(text, &d)) {
        bool moving = str_eq_nocase(text, STR("today")) || str_eq_nocase(text, STR("now"));
        str near = may_search(r) ? date_meant(r->arena, text) : STR_NONE;
        refuse_for(r, v, near,
                   moving ? STR("write the day itself, YYYY-MM-DD; the same sources give the same "
                                "book on every day")
                          : STR(SHAPE));
    } else if (!on_calendar(&d)) {
        refuse_day(r, v, &d);
    } else {
        *(str *)key_field(row, out) = text;
    }
}

/* Thh:mm:ssZ from offset 10 on. */
static bool has_time_shape(str s)
{
    unsigned n;
    return s.len == 20 && s.ptr[10] == 'T' && digits_at(s, 11, 2, 0, 23, &n) && s.ptr[13] == ':' &&
           digits_at(s, 14, 2, 0, 59, &n) && s.ptr[16] == ':' && digits_at(s, 17, 2, 0, 59, &n) &&
           s.ptr[19] == 'Z';
}

bool manifest_is_time(str s)
{
    struct day d;
    return has_date_shape(str_sub(s, 0, 10), &d) && d.day > 0 && on_calendar(&d) &&
           has_time_shape(s);
}

/* EPUB 3.3, 5.5.5: dcterms:modified is CCYY-MM-DDThh:mm:ssZ. */
void read_modified(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    const char *remedy = "write YYYY-MM-DD, or YYYY-MM-DDThh:mm:ssZ in UTC";
    str text;
    struct day d;
    if (!text_of(r, v, &text, remedy)) {
        return;
    }
    if (!has_date_shape(str_sub(text, 0, 10), &d) || d.day == 0 ||
        !(text.len == 10 || has_time_shape(text))) {
        refuse(r, v, str_from(remedy));
    } else if (!on_calendar(&d)) {
        refuse_day(r, v, &d);
    } else {
        str zero = text.len == 10 ? STR("T00:00:00Z") : STR_NONE;
        *(str *)key_field(row, out) = str_concat(r->arena, (str[]){text, zero}, 2);
    }
}
