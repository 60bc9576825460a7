#include "messages.h"

const struct diag_kind messages[MESSAGES] = {
#define DIAG(id, name, level, hold, code, text, remedy)                                            \
    [MSG_##id] = {name, DIAG_##level, DIAG_##hold, code, text, remedy},
#include "diag.def"
#undef DIAG
};
