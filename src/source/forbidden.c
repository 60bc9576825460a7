/* XML 1.0, production Char, for text that is not a file's. */
#include "source/forbidden.h"
#include "base/utf8.h"

bool forbidden_drop(struct arena *a, str text, str *copy, str *name)
{
    size_t at = 0;
    uint32_t c = 0;
    if (utf8_check(text, &at, &c) == UTF8_FINE) {
        *copy = str_copy(a, text);
        return false;
    }
    *name = str_printf(a, "U+%04X", (unsigned)c);
    struct buf b = {0};
    for (size_t from = 0; from < text.len; from = at) {
        at = from;
        utf8_check(text, &at, &c);
        buf_add(&b, str_sub(text, from, at));
        if (at < text.len) {
            utf8_next(text, &at);
        }
    }
    *copy = buf_finish(&b, a);
    return true;
}
