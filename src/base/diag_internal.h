/* What a list of messages is made of, for those who put it away. */
#ifndef BASE_DIAG_INTERNAL_H
#define BASE_DIAG_INTERNAL_H

#include "base/diag.h"

struct diag_row {
    const struct diag_kind *kind;
    struct diag_tally *tally; /* of its kind */
    struct place at;
    const char *code;
    str text, remedy;
    struct related related;
    size_t said; /* order of saying, which settles ties */
    bool once;
    struct place until;
};

struct diag_tally {
    unsigned said, repeated;
    enum diag_level level;
    enum diag_authority by; /* who set the level */
};

#endif
