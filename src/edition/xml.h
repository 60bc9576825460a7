/* XML as events, for rooms that only read: the names of HTML are known, other entities are
 * not, nothing is fetched, depth is bounded. Home of libxml2 in edition/. */
#ifndef EDITION_XML_H
#define EDITION_XML_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

#define XML_EVENTS_MAX_DEPTH 1000

struct xml_attribute {
    str prefix, name, value; /* "epub", "type", "tip" */
};

struct xml_tag {
    str name; /* local name */
    const struct xml_attribute *attributes;
    size_t nattributes;
};

struct xml_events {
    void (*start)(void *user, const struct xml_tag *tag);
    void (*text)(void *user, str text);
    void (*end)(void *user, str name);
};

/* The value of an attribute by local name; empty if it is not there. */
str xml_value(const struct xml_tag *tag, str name);

/* True if the bytes were read to their end. Views given to the events are good until they return.
 */
bool xml_read(str bytes, const struct xml_events *events, void *user);

#endif
