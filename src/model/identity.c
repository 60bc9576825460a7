#include "model/identity.h"
#include "base/digest.h"
#include "vocab/languages.h"

#include <stdio.h>

#define SECONDS_OF_DAY 86400

/* UUIDv5 of the URL name space and "octavo:work". */
static const uint8_t work_space[16] = {0xD6, 0x8B, 0x2B, 0xCC, 0x2A, 0xB3, 0x53, 0xCE,
                                       0x9B, 0xA7, 0x9D, 0xDB, 0xA9, 0x21, 0x7D, 0xA4};

str identity_derived(struct arena *a, str title, str creator, str lang)
{
    struct buf name = {0};
    char uuid[37];
    buf_add_collapsed(&name, title);
    buf_addch(&name, '\n');
    buf_add_collapsed(&name, creator);
    buf_addch(&name, '\n');
    buf_add(&name, str_lower(a, language_primary(str_trim(lang))));
    uuid5(work_space, buf_str(&name), uuid);
    buf_release(&name);
    return str_printf(a, "urn:uuid:%s", uuid);
}

static str first_creator(const struct manifest *m)
{
    return m->npeople > 0 && !m->people[0].contributor ? m->people[0].name : STR_NONE;
}

str identity_of(struct arena *a, const struct manifest *m, str title, const struct ledger *l)
{
    bool known = l != NULL && l->identifier.len > 0;
    return m->nidentifiers > 0 ? m->identifiers[0].text
           : known             ? l->identifier
                               : identity_derived(a, title, first_creator(m), m->lang);
}

/* Days since 1970-01-01 in the Gregorian calendar (months counted from March, so that the leap day
 * is the last of its year). */
static int64_t days_of(unsigned year, unsigned month, unsigned day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

str time_text(struct arena *a, int64_t seconds)
{
    int64_t of_day = (seconds % SECONDS_OF_DAY + SECONDS_OF_DAY) % SECONDS_OF_DAY;
    int64_t z = (seconds - of_day) / SECONDS_OF_DAY + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t march = (5 * of_year + 2) / 153;
    int64_t day = of_year - (153 * march + 2) / 5 + 1;
    int64_t month = march < 10 ? march + 3 : march - 9;
    return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)(year + era * 400 + (month <= 2)),
                      (int)month, (int)day, (int)(of_day / 3600), (int)(of_day / 60 % 60),
                      (int)(of_day % 60));
}

/* A part of YYYY[-MM[-DD]]; 1 if it is missing. */
static unsigned date_part(str date, size_t from, size_t to)
{
    uint64_t number = 1;
    if (date.len >= to) {
        str_number(str_sub(date, from, to), 9999, &number);
    }
    return (unsigned)number;
}

/* The later of the day so far and a date. */
static void take_date(str date, int64_t *day, bool *dated)
{
    if (date.len < 4) {
        return;
    }
    int64_t given = days_of(date_part(date, 0, 4), date_part(date, 5, 7), date_part(date, 8, 10));
    if (!*dated || given > *day) {
        *day = given;
    }
    *dated = true;
}

static int64_t second_of_day(const char digest[65])
{
    uint64_t number = 0;
    for (size_t i = 0; i < 8; i++) {
        char c = digest[i];
        number = number * 16 + (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return (int64_t)(number % SECONDS_OF_DAY);
}

/* "CCYY-MM-DDThh:mm:ssZ" as seconds since 1970; false if it is none. */
static bool seconds_of(str time, int64_t *out)
{
    uint64_t hour = 0, minute = 0, second = 0;
    if (time.len != 20 || !str_number(str_sub(time, 11, 13), 23, &hour) ||
        !str_number(str_sub(time, 14, 16), 59, &minute) ||
        !str_number(str_sub(time, 17, 19), 59, &second)) {
        return false;
    }
    int64_t day = days_of(date_part(time, 0, 4), date_part(time, 5, 7), date_part(time, 8, 10));
    *out = day * SECONDS_OF_DAY + (int64_t)(hour * 3600 + minute * 60 + second);
    return true;
}

/* With a ledger the time only grows. */
static int64_t after_ledger(const struct ledger *l, int64_t time)
{
    int64_t last;
    return l != NULL && seconds_of(l->modified, &last) && time <= last ? last + 1 : time;
}

struct dating dating_of(const struct manifest *m, const struct ledger *l, int64_t epoch)
{
    struct dating out = {
        .modified = m->modified, .day = days_of(1980, 1, 1), .ledger = l, .epoch = epoch};
    take_date(m->date, &out.day, &out.dated);
    for (size_t i = 0; i < m->nchanges; i++) {
        take_date(m->changes[i].date, &out.day, &out.dated);
    }
    return out;
}

bool dating_needs_digest(const struct dating *dating)
{
    return dating->ledger != NULL || (dating->modified.len == 0 && dating->epoch < 0);
}

/* Is it the same content as in the edition before, which keeps its time? */
static bool is_kept(const struct dating *dating, const char digest[65])
{
    const struct ledger *l = dating->ledger;
    return l != NULL && l->modified.len > 0 && str_eq(l->digest, str_from(digest));
}

str modified_of(struct arena *a, const struct dating *dating, const char digest[65])
{
    if (dating->modified.len > 0) {
        return dating->modified;
    }
    if (is_kept(dating, digest)) {
        return dating->ledger->modified;
    }
    if (dating->epoch >= 0) {
        return time_text(a, dating->epoch);
    }
    int64_t time = dating->day * SECONDS_OF_DAY + second_of_day(digest);
    return time_text(a, after_ledger(dating->ledger, time));
}

bool dating_is_missing(const struct dating *dating, const char digest[65])
{
    return dating->modified.len == 0 && dating->epoch < 0 && !dating->dated &&
           !is_kept(dating, digest);
}
