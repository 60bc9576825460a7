/* What lies around the package: META-INF (EPUB 3.3, 4.2.6). Names of entries are
 * the business of those who read and write containers. */
#ifndef CHECK_CONTAINER_H
#define CHECK_CONTAINER_H

#include "check/document.h"

#include "base/map.h"

/* A fault that is none in EPUB 2. */
struct held {
    struct spot at;
    struct report report;
};

/* The package documents of a container, one for each rendition; those that are there. */
struct renditions {
    const struct entry **packages;
    size_t count;
    struct map paths; /* theirs */
    size_t named;     /* how many are named, there or not */
    struct subject subject;
    struct spot second; /* the one too many in EPUB 2 */
    str mapping;        /* the path of the mapping document, or empty */
    struct held *held;
    size_t nheld;
};

/* Judges META-INF/container.xml. */
void container_check(struct judge *j, struct parser *p, struct renditions *out);

/* Tells what was held back until the version of EPUB is known; 0: it never will be. */
void container_conclude(struct judge *j, struct renditions *list, unsigned version);

enum { ENCRYPTION_OTHER, ENCRYPTION_FONT /* obfuscated as EPUB 3.3, 4.4 has it */ };

/* Which entries are not what their bytes seem. */
struct encryption {
    struct map paths;
};

/* Judges META-INF/encryption.xml and signatures.xml, if they are there. */
void meta_inf(struct judge *j, struct parser *p, const struct renditions *list,
              struct encryption *out);

#endif
