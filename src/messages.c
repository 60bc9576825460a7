#include "messages.h"

const struct diag_kind messages[MESSAGES] = {
#define FREE  false
#define FIXED true
#define DIAG(id, name, level, fixed, code, text, remedy)                                           \
    [MSG_##id] = {name, DIAG_##level, fixed, code, text, remedy},
#include "diag.def"
#undef DIAG
#undef FREE
#undef FIXED
};
