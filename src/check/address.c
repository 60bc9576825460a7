/* RFC 3986, 5, as far as a container needs it. */
#include "check/address.h"

#include "base/fs.h"
#include "base/urls.h"

/* Characters that no URL holds as they are (WHATWG URL, "URL code points", but blanks, which are
 * told apart). */
static bool is_broken(str url)
{
    for (size_t i = 0; i < url.len; i++) {
        if (str_has(STR("<>\"{}|\\^`"), url.ptr[i]) || (unsigned char)url.ptr[i] < 0x20) {
            return true;
        }
    }
    return false;
}

/* http and https have an authority with a host; its port is a number. */
static bool host_is_broken(str url, str scheme)
{
    str rest = str_sub(url, scheme.len + 1, url.len);
    if (!str_starts(rest, STR("//"))) {
        return true;
    }
    size_t end = 2;
    while (end < rest.len && !str_has(STR("/?#"), rest.ptr[end])) {
        end++;
    }
    str host = str_sub(rest, 2, end);
    size_t at = str_find(host, '@', 0);
    host = at < host.len ? str_sub(host, at + 1, host.len) : host;
    if (str_starts(host, STR("["))) {
        return str_find(host, ']', 0) == host.len;
    }
    size_t colon = str_find(host, ':', 0);
    for (size_t i = colon + 1; i < host.len; i++) {
        if (!ascii_digit(host.ptr[i])) {
            return true;
        }
    }
    str name = str_sub(host, 0, colon);
    for (size_t i = 0; i < name.len; i++) {
        if (str_has(STR(" <>[]%,;!*()"), name.ptr[i])) {
            return true;
        }
    }
    return name.len == 0;
}

static enum address_kind kind_of(str url, str scheme)
{
    if (url_scheme_is(scheme, "http") || url_scheme_is(scheme, "https")) {
        return is_broken(url) || str_has(url, ' ') || host_is_broken(url, scheme) ? ADDRESS_BROKEN
                                                                                  : ADDRESS_REMOTE;
    }
    if (str_eq(scheme, STR("//"))) {
        return ADDRESS_REMOTE;
    }
    if (url_scheme_is(scheme, "data")) {
        return ADDRESS_DATA;
    }
    return url_scheme_is(scheme, "file") ? ADDRESS_FILE : ADDRESS_OTHER;
}

static void resolve(struct arena *a, struct address *r, str from, str path)
{
    if (path.len == 0) {
        r->path = from;
        return;
    }
    if (!url_path(a, path_folder(from), path, &r->path)) {
        r->kind = ADDRESS_OUTSIDE;
    }
}

struct address address_of(struct arena *a, str from, str url)
{
    struct address r = {.kind = ADDRESS_INSIDE, .scheme = url_scheme(url)};
    str rest = url, fragment, query;
    if (r.scheme.len > 0) {
        r.kind = kind_of(url, r.scheme);
        return r;
    }
    r.has_fragment = str_cut(rest, '#', &rest, &fragment);
    r.fragment = r.has_fragment ? url_decode(a, fragment) : STR_NONE;
    r.has_query = str_cut(rest, '?', &rest, &query);
    r.has_space = str_has(rest, ' ');
    if (is_broken(rest)) {
        r.kind = ADDRESS_BROKEN;
        return r;
    }
    resolve(a, &r, from, rest);
    return r;
}

str data_type(str url)
{
    str head = str_sub(url, 5, str_find(url, ',', 5)), parameters;
    str_cut(head, ';', &head, &parameters);
    head = str_trim(head);
    return head.len > 0 ? head : STR("text/plain");
}
