#include "render/edition.h"

#include "base/arena.h"

static str comma_joined(struct arena *a, str first, str second)
{
    if (first.len == 0 || second.len == 0) {
        return first.len > 0 ? first : second;
    }
    const str parts[] = {first, STR(", "), second};
    return str_concat(a, parts, 3);
}

str version_line(struct arena *a, const struct words *w, str version, str date)
{
    const str pairs[] = {STR("version"), version};
    str shown = version.len > 0 ? word_fill(a, w, WORD_VERSION, pairs, 1) : STR_NONE;
    return comma_joined(a, shown, date.len > 0 ? words_date(a, w, date) : STR_NONE);
}

str edition_line(struct arena *a, const struct words *w, const struct manifest *m)
{
    return comma_joined(a, m->edition, version_line(a, w, m->version, m->date));
}

str licence_name(const struct manifest *m)
{
    return m->license_name.len > 0 ? m->license_name : m->license_url;
}
