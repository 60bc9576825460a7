/* Where the front matter of a Markdown file ends. What it says is for yaml and manifest. */
#include "source/yaml.h"

/* The next line without its end, and *at moved behind it; false at the end of the bytes. */
static bool next_line(str bytes, size_t *at, str *line)
{
    if (*at >= bytes.len) {
        return false;
    }
    size_t end = str_find(bytes, '\n', *at);
    *line = str_sub(bytes, *at, end);
    *at = end < bytes.len ? end + 1 : end;
    while (line->len > 0 && ascii_space(line->ptr[line->len - 1])) {
        line->len--;
    }
    return true;
}

bool front_matter_split(str bytes, str *yaml, str *body, uint32_t *body_line)
{
    *yaml = STR_NONE;
    *body = bytes;
    *body_line = 1;
    size_t at = 0;
    str line;
    if (!next_line(bytes, &at, &line) || !str_eq(line, STR("---"))) {
        return false;
    }
    size_t begin = at, end = at;
    uint32_t number = 2;
    while (next_line(bytes, &at, &line)) {
        if (str_eq(line, STR("---")) || str_eq(line, STR("..."))) {
            *yaml = str_sub(bytes, begin, end);
            *body = str_sub(bytes, at, bytes.len);
            *body_line = number + 1;
            return true;
        }
        end = at;
        number++;
    }
    return false;
}
