/* Author's text in messages. */
#include "source/short.h"
#include "base/arena.h"
#include "base/utf8.h"

#define SHORT_MAX 60

str short_text(struct arena *a, str text)
{
    str whole = str_trim(text), s = whole;
    if (s.len > SHORT_MAX) {
        s.len = utf8_begin(whole, SHORT_MAX);
    }
    struct buf b = {0};
    for (size_t i = 0; i < s.len; i++) {
        buf_addch(&b, ascii_space(s.ptr[i]) ? ' ' : s.ptr[i]);
    }
    buf_add(&b, s.len < whole.len ? STR("...") : STR_NONE);
    return buf_finish(&b, a);
}
