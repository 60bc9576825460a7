/* RFC 3986, 5, as far as a container needs it. */
#include "check/address.h"

#include "base/fs.h"
#include "base/urls.h"

/* Characters that no URL holds as they are (WHATWG URL, "URL code points", but blanks, which are
 * told apart). */
static bool is_broken(str url)
{
    static const bool wrong[256] = {
        ['<'] = true, ['>'] = true,  ['"'] = true, ['{'] = true, ['}'] = true,
        ['|'] = true, ['\\'] = true, ['^'] = true, ['`'] = true};
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.ptr[i];
        if (wrong[c] || c < 0x20) {
            return true;
        }
    }
    return false;
}

static enum address_kind kind_of(str url, str scheme)
{
    if (url_scheme_is(scheme, "http") || url_scheme_is(scheme, "https")) {
        return is_broken(url) || str_has(url, ' ') || !url_has_host(url) ? ADDRESS_BROKEN
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
    if (str_starts(rest, STR("/"))) {
        r.kind = ADDRESS_OUTSIDE; /* EPUB 3.3, 4.2.5: readers put the root where they like */
        return r;
    }
    resolve(a, &r, from, rest);
    return r;
}

bool address_is_absolute(str url)
{
    return str_starts(url, STR("/"));
}

str data_type(str url)
{
    str head = str_sub(url, 5, str_find(url, ',', 5)), parameters;
    str_cut(head, ';', &head, &parameters);
    head = str_trim(head);
    return head.len > 0 ? head : STR("text/plain");
}
