#include "model/hosts.h"

#include "base/arena.h"
#include "base/punycode.h"
#include "base/urls.h"
#include "vocab/unicode.h"

static str label_in_ascii(struct arena *a, str label)
{
    if (str_is_ascii(label)) {
        return label;
    }
    str parts[] = {STR("xn--"), punycode(a, label)};
    return parts[1].len > 0 ? str_concat(a, parts, 2) : STR_NONE;
}

/* False if a label has no name in ASCII. */
static bool in_ascii(struct arena *a, str host, str *out)
{
    struct buf name = {0};
    str label, rest = host;
    bool fine = true;
    for (bool more = true; more;) {
        more = str_cut(rest, '.', &label, &rest);
        str ascii = label_in_ascii(a, label);
        fine &= ascii.len > 0 || label.len == 0;
        buf_add(&name, ascii);
        buf_add(&name, more ? STR(".") : STR_NONE);
    }
    *out = buf_finish(&name, a);
    return fine;
}

bool host_settle(struct arena *a, str address, str *out)
{
    size_t from, to;
    *out = address;
    if (!url_host(address, &from, &to)) {
        return false;
    }
    bool number = address.ptr[from] == '[';
    to = from + (number ? to - from : str_find(str_sub(address, from, to), ':', 0));
    str host = url_decode(a, str_sub(address, from, to));
    if (!str_is_ascii(host) && !in_ascii(a, unicode_lower_composed(a, host), &host)) {
        return false;
    }
    if (str_eq(host, str_sub(address, from, to))) {
        return url_has_host(address);
    }
    str parts[] = {str_sub(address, 0, from), host, str_sub(address, to, address.len)};
    *out = str_concat(a, parts, 3);
    return url_has_host(*out);
}
