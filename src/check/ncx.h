/* The NCX (OPF 2.0.1, 2.4.1; DAISY 3, 8), for reading systems that know no navigation document. */
#ifndef CHECK_NCX_H
#define CHECK_NCX_H

#include "check/document.h"
#include "check/facts.h"

/* Judges the NCX of f->subject and fills f. identifier: the publication's. */
void ncx_check(struct judge *j, struct parser *p, str identifier, struct facts *f);

#endif
