/* What lies around the package: META-INF (EPUB 3.3, 4.2.6). Names of entries are
 * the business of those who read and write containers. */
#ifndef CHECK_CONTAINER_H
#define CHECK_CONTAINER_H

#include "check/document.h"

/* Judges META-INF/container.xml; the package document it names first, or NULL. *renditions: how
 * many it names. */
const struct entry *container_check(struct judge *j, struct parser *p, size_t *renditions);

enum { ENCRYPTION_OTHER, ENCRYPTION_FONT /* obfuscated as EPUB 3.3, 4.4 has it */ };

/* Which entries are not what their bytes seem. */
struct encryption {
    struct map paths;
};

/* Judges META-INF/encryption.xml and signatures.xml, if they are there. */
void meta_inf(struct judge *j, struct parser *p, struct encryption *out);

#endif
