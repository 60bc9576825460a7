#include "oracle/texts.h"

#include "base/arena.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool texts_read(struct arena *a, str path, str *bytes)
{
    const char *name = str_copy(a, path).ptr;
    FILE *in = str_eq(path, STR("-")) ? stdin : fopen(name, "rb");
    struct buf all = {0};
    char chunk[65536];
    size_t got = 0;
    if (in == NULL) {
        fprintf(stderr, "oracle: cannot read %s: %s\n", name, strerror(errno));
        return false;
    }
    while ((got = fread(chunk, 1, sizeof chunk, in)) > 0) {
        buf_add(&all, (str){chunk, got});
    }
    if (in != stdin) {
        fclose(in);
    }
    *bytes = buf_finish(&all, a);
    return true;
}

static void add(struct arena *a, struct texts *out, str name, str text)
{
    *ARENA_PUSH(a, struct text, &out->items, &out->count) = (struct text){name, text};
}

/* Tabs are written as arrows there. */
static void add_line(struct buf *out, str line)
{
    const str arrow = STR("\xE2\x86\x92");
    for (size_t at; (at = str_find_str(line, arrow, 0)) < line.len;) {
        buf_add(out, str_sub(line, 0, at));
        buf_addch(out, '\t');
        line = str_sub(line, at + arrow.len, line.len);
    }
    buf_add(out, line);
    buf_addch(out, '\n');
}

void texts_of_spec(struct arena *a, str spec, struct texts *out)
{
    const str fence = STR("````````````````````````````````");
    struct buf example = {0};
    bool inside = false, wanted = false;
    size_t number = 0;
    str line;
    for (str rest = spec; rest.len > 0;) {
        str_cut(rest, '\n', &line, &rest);
        if (str_starts(line, fence)) {
            inside = !inside;
            wanted = inside;
        } else if (inside && wanted && str_eq(line, STR("."))) {
            wanted = false;
            add(a, out, str_printf(a, "example %zu", ++number), buf_finish(&example, a));
        } else if (inside && wanted) {
            add_line(&example, line);
        }
    }
    buf_release(&example);
}

void texts_of_cases(struct arena *a, str cases, struct texts *out)
{
    const str sign = STR("=== ");
    struct buf text = {0};
    str name = STR_NONE, line;
    for (str rest = cases; rest.len > 0;) {
        str_cut(rest, '\n', &line, &rest);
        if (!str_starts(line, sign)) {
            buf_add(&text, line);
            buf_addch(&text, '\n');
            continue;
        }
        if (name.len > 0) {
            add(a, out, name, buf_finish(&text, a));
        }
        buf_clear(&text);
        name = str_sub(line, sign.len, line.len);
    }
    if (name.len > 0) {
        add(a, out, name, buf_finish(&text, a));
    }
    buf_release(&text);
}

bool texts_of_files(struct arena *a, str list, str prefix, struct texts *out)
{
    str line, bytes;
    for (str rest = list; rest.len > 0;) {
        str_cut(rest, '\n', &line, &rest);
        if (!texts_read(a, line, &bytes)) {
            return false;
        }
        str name = str_starts(line, prefix) ? str_sub(line, prefix.len, line.len) : line;
        add(a, out, name, bytes);
    }
    return true;
}
