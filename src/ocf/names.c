/* Names of entries: three questions, the answer to each a message of its own. */
#include "ocf/names.h"

#include "messages.h"
#include "vocab/file_names.h"
#include "vocab/unicode.h"

#define MAX_FILE_NAME 255

static void report(struct diag *d, struct place at, enum message kind, str name)
{
    diag_report(d, &(struct report){.kind = kind, .at = at, .args = {name}});
}

/* False if these are no characters at all. */
static bool judge_characters(str name, struct place at, struct diag *d)
{
    struct file_name found = file_name_of(name);
    if (found.invalid) {
        report(d, at, MSG_OCF_NAME_UTF8, name);
        return false;
    }
    if (found.forbidden) {
        report(d, at, MSG_OCF_NAME_UNSAFE, name);
    }
    if (found.space) {
        report(d, at, MSG_OCF_NAME_SPACE, name);
    }
    if (found.foreign) {
        report(d, at, MSG_OCF_NAME_ASCII, name);
    }
    return true;
}

/* Every segment of the path on its own. False if the path leads nowhere or out of the container. */
static bool judge_path(str name, struct place at, struct diag *d)
{
    bool dot = false, too_long = false;
    str rest = name, segment;
    bool more = true;
    while (more) {
        more = str_cut(rest, '/', &segment, &rest);
        if (segment.len == 0 || str_eq(segment, STR(".")) || str_eq(segment, STR(".."))) {
            report(d, at, MSG_OCF_NAME_PATH, name);
            return false;
        }
        dot = dot || str_ends(segment, STR("."));
        too_long = too_long || segment.len > MAX_FILE_NAME;
    }
    if (dot) {
        report(d, at, MSG_OCF_NAME_DOT, name);
    }
    if (too_long) {
        report(d, at, MSG_OCF_NAME_LONG, name);
    }
    return true;
}

/* EPUB 3.3, 4.2.3: unique also after canonical normalisation and full case folding. */
static void judge_uniqueness(struct map *seen, struct arena *a, str name, struct place at,
                             struct diag *d)
{
    size_t count = seen->count;
    map_put(a, seen, unicode_fold(a, name), 0);
    if (seen->count == count) {
        report(d, at, MSG_OCF_NAME_TWICE, name);
    }
}

bool names_admit(struct map *seen, struct arena *a, str name, struct place at, struct diag *d)
{
    if (!judge_path(name, at, d)) {
        return false;
    }
    if (judge_characters(name, at, d)) {
        judge_uniqueness(seen, a, name, at, d);
    }
    return true;
}
