/* RFC 3986, 5, as far as a container needs it. */
#include "check/address.h"

#include "base/fs.h"
#include "base/urls.h"

/* What characters are in a path. No URL holds those that are wrong as they are (WHATWG URL, "URL
 * code points", but blanks, which are told apart). */
enum { PLAIN, SPECIAL, WRONG };
static const unsigned char meanings[256] = {
    [':'] = SPECIAL, ['#'] = SPECIAL, ['?'] = SPECIAL, ['%'] = SPECIAL, ['/'] = SPECIAL,
    [' '] = SPECIAL, ['<'] = WRONG,   ['>'] = WRONG,   ['"'] = WRONG,   ['{'] = WRONG,
    ['}'] = WRONG,   ['|'] = WRONG,   ['\\'] = WRONG,  ['^'] = WRONG,   ['`'] = WRONG};

static int meaning_of(char c)
{
    return (unsigned char)c < 0x20 ? WRONG : meanings[(unsigned char)c];
}

static bool is_broken(str url)
{
    for (size_t i = 0; i < url.len; i++) {
        if (meaning_of(url.ptr[i]) == WRONG) {
            return true;
        }
    }
    return false;
}

/* The length of the path in front of a fragment, if each character of its segments means nothing
 * but itself, and none is empty or begins with a dot; else 0. */
static size_t plain_length(str url)
{
    for (size_t i = 0;; i++) {
        size_t begin = i;
        while (i < url.len && meaning_of(url.ptr[i]) == PLAIN) {
            i++;
        }
        if (i == begin || url.ptr[begin] == '.') {
            return 0;
        }
        if (i == url.len || url.ptr[i] == '#') {
            return i;
        }
        if (url.ptr[i] != '/') {
            return 0;
        }
    }
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

/* One of the form "ch1.xhtml#id", as most are, seen from a folder of that form. */
static bool plain_address(struct arena *a, str folder, str url, struct address *r)
{
    size_t path = plain_length(url);
    if (path == 0 || (folder.len > 0 && plain_length(folder) != folder.len)) {
        return false;
    }
    *r = (struct address){.kind = ADDRESS_INSIDE, .has_fragment = path < url.len};
    str slash = folder.len > 0 ? STR("/") : STR_NONE;
    r->path = str_concat(a, (str[]){folder, slash, str_sub(url, 0, path)}, 3);
    r->fragment = url_decode(a, str_sub(url, path + 1, url.len));
    return true;
}

struct address address_of(struct arena *a, str from, str url)
{
    struct address r;
    str folder = path_folder(from);
    if (plain_address(a, folder, url, &r)) {
        return r;
    }
    r = (struct address){.kind = ADDRESS_INSIDE, .scheme = url_scheme(url)};
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
