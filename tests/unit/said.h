/* What was reported, in a form that a table of tests can hold: "2:1 key-unknown, 3:4
 * value-invalid", in the order in which users see it; a message that concerns the whole file is "-
 * NAME". */
#ifndef SAID_H
#define SAID_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"

/* One line as diag_tell_text writes it: FILE[:LINE:COL]: LEVEL: TEXT [NAME], FILE being "f". */
static inline void said_line(struct buf *out, str line)
{
    size_t level = str_find_str(line, STR(": "), 0), name = line.len;
    while (name > 0 && line.ptr[name - 1] != '[') {
        name--;
    }
    str place = level > 2 ? str_sub(line, 2, level) : STR("-");
    buf_add(out, out->len > 0 ? STR(", ") : STR_NONE);
    buf_addf(out, "%.*s %.*s", STR_ARG(place), STR_ARG(str_sub(line, name, line.len - 1)));
}

static inline str said(struct arena *a, struct diag *d)
{
    struct buf text = {0}, out = {0};
    diag_tell_text(d, &(struct diag_style){.verbose = true}, &text);
    str rest = buf_str(&text), line;
    while (rest.len > 0) {
        str_cut(rest, '\n', &line, &rest);
        if (str_starts(line, STR("f:"))) {
            said_line(&out, line);
        }
    }
    buf_release(&text);
    return buf_finish(&out, a);
}

#endif
