/* What an author writes as the target of a link or an image, taken apart (RFC 3986). */
#ifndef BASE_URLS_H
#define BASE_URLS_H

#include "base/text.h"

#include <stdbool.h>

/* The scheme without its colon, "http" of "http://x"; "//" for a network path; empty for a path
 * inside the book. */
str url_scheme(str url);

/* Are the two schemes the same? Case does not matter. */
bool url_scheme_is(str scheme, const char *name);

/* The host of "http://user@host:80/path", with its port: [*from, *to). False if there is none. */
bool url_host(str url, size_t *from, size_t *to);

/* Has it a host that there can be (WHATWG URL, "forbidden domain code point")? Its port is a
 * number. A host of other letters than ASCII's passes. */
bool url_has_host(str url);

/* %41 -> A. What is no escape stays. A view of s itself if there is nothing to undo. */
str url_decode(struct arena *a, str s);

/* A target inside the book, seen from a file of the book: its path from the root, decoded and
 * without "." and "..". from: the folder of the file that names it. "/x" counts from the root.
 * False if it leaves the root. */
bool url_path(struct arena *a, str from, str path, str *out);

#endif
