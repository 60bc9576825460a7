/* URLs as they stand in a publication (EPUB 3.3, 4.2.5, 4.2.6): what they point at. */
#ifndef CHECK_ADDRESS_H
#define CHECK_ADDRESS_H

#include "base/text.h"

#include <stdbool.h>

enum address_kind {
    ADDRESS_INSIDE,  /* path (and fragment) inside the container */
    ADDRESS_OUTSIDE, /* a path that leaves the container */
    ADDRESS_REMOTE,  /* http, https */
    ADDRESS_DATA,
    ADDRESS_FILE,
    ADDRESS_OTHER, /* mailto:, urn: ... */
    ADDRESS_BROKEN /* no URL */
};

struct address {
    enum address_kind kind;
    str scheme;   /* as written */
    str path;     /* decoded, from the root of the container */
    str fragment; /* decoded; empty if none */
    bool has_fragment, has_query;
    bool has_space; /* a blank that is not escaped */
};

/* Resolves url seen from the entry of that path. */
struct address address_of(struct arena *a, str from, str url);

/* Does the path begin at the root? One that leaves the container by ".." does so only if it is
 * known where the document lies. */
bool address_is_absolute(str url);

/* The media type of a data: URL. */
str data_type(str url);

#endif
