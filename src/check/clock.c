#include "check/clock.h"

/* A number with a fraction, without sign. */
static bool number(str s, double *out)
{
    double value = 0, unit = 1;
    bool point = false;
    if (s.len == 0 || s.len > 40 || !ascii_digit(s.ptr[0])) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '.' && !point && i + 1 < s.len) {
            point = true;
        } else if (ascii_digit(s.ptr[i])) {
            unit = point ? unit / 10 : unit;
            value = point ? value + (s.ptr[i] - '0') * unit : value * 10 + (s.ptr[i] - '0');
        } else {
            return false;
        }
    }
    *out = value;
    return true;
}

static bool with_unit(str value, double *seconds)
{
    static const struct {
        str unit;
        double seconds;
    } units[] = {{STR_INIT("ms"), 0.001},
                 {STR_INIT("min"), 60},
                 {STR_INIT("h"), 3600},
                 {STR_INIT("s"), 1},
                 {STR_INIT(""), 1}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (str_ends(value, units[i].unit)) {
            bool fine = number(str_sub(value, 0, value.len - units[i].unit.len), seconds);
            *seconds *= units[i].seconds;
            return fine;
        }
    }
    return false;
}

bool clock_read(str value, double *seconds)
{
    str rest = str_trim(value), part;
    double total = 0, number_of = 0;
    size_t parts = 0;
    *seconds = 0;
    if (!str_has(rest, ':')) {
        return with_unit(rest, seconds);
    }
    for (bool more = true; more; parts++) {
        more = str_cut(rest, ':', &part, &rest);
        bool first_of_three = parts == 0 && more && str_has(rest, ':');
        if (!number(part, &number_of) || (more && str_has(part, '.')) || parts > 2 ||
            (!first_of_three && (number_of >= 60 || str_find(part, '.', 0) != 2))) {
            return false;
        }
        total = total * 60 + number_of;
    }
    *seconds = total;
    return true;
}
