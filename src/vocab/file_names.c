/* The characters of names in a container. */
#include "vocab/file_names.h"

#include "base/utf8.h"

struct range {
    uint32_t first, last;
};

/* EPUB 3.3, 4.2.3 (but for the slash, which parts names). Sorted. */
static const struct range forbidden[] = {
    {0x00, 0x1F},     {'"', '"'},       {'*', '*'},          {':', ':'},   {'<', '<'},
    {'>', '?'},       {'\\', '\\'},     {'|', '|'},          {0x7F, 0x9F}, {0xE000, 0xF8FF},
    {0xFDD0, 0xFDEF}, {0xFFF0, 0xFFFF}, {0xF0000, 0x10FFFF},
};

static bool is_forbidden(uint32_t c)
{
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        if (c <= forbidden[i].last) {
            return c >= forbidden[i].first || (c & 0xFFFE) == 0xFFFE;
        }
    }
    return (c & 0xFFFE) == 0xFFFE; /* the last two of each plane */
}

struct file_name file_name_of(str name)
{
    struct file_name found = {0};
    for (size_t at = 0; at < name.len;) {
        uint32_t c = utf8_next(name, &at);
        found.invalid = found.invalid || c == UTF8_INVALID;
        found.forbidden = found.forbidden || (c != UTF8_INVALID && is_forbidden(c));
        found.space = found.space || c == ' ' || c == 0xA0 || c == 0x3000;
        found.foreign = found.foreign || c > 0x7F;
    }
    return found;
}
