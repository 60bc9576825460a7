/* The levels of messages (source format, part 5). They are read before all other keys: what these
 * say hangs on them. */
#include "messages.h"
#include "source/manifest_internal.h"
#include "source/short.h"

static void report_name(struct reading *r, const struct yaml_pair *pair, const char *before,
                        const char *behind, str nearest, str remedy)
{
    str name = short_text(r->arena, pair->key);
    str fault = str_printf(r->arena, "%s\"%.*s\"%s", before, STR_ARG(name), behind);
    diag_report(r->diag, &(struct report){.kind = MSG_VALUE,
                                          .at = pair->key_at,
                                          .args = {fault, remedy},
                                          .nearest = nearest});
}

static void report_unknown(struct reading *r, const struct yaml_pair *pair)
{
    str nearest = may_search(r) ? diag_nearest_name(r->diag, pair->key) : STR_NONE;
    r->searches++;
    report_name(r, pair, "no message has the name ", "", nearest,
                STR("the name stands in brackets behind each message"));
}

static void set_level(struct reading *r, const struct yaml_pair *pair)
{
    static const char *const words[] = {"error", "warning", "note", NULL};
    enum diag_level level;
    int i = choose(r, &pair->value, words);
    if (i < 0 || !diag_level_named(str_from(words[i]), &level)) {
        return;
    }
    switch (diag_set_level(r->diag, pair->key, level, DIAG_BY_FILE)) {
    case DIAG_UNKNOWN:
        report_unknown(r, pair);
        break;
    case DIAG_HELD:
        report_name(r, pair, "", " cannot be lowered", STR_NONE,
                    STR("no book can be made with what it tells of"));
        break;
    case DIAG_SET:
        break;
    }
}

static void read_levels(struct reading *r, const struct yaml *v)
{
    if (v->kind != YAML_MAPPING) {
        refuse(r, v, STR("write names with their levels, such as {link-target: warning}"));
        return;
    }
    for (size_t i = 0; i < v->count; i++) {
        r->key = v->pairs[i].key;
        r->key_at = v->pairs[i].key_at;
        if (!str_starts(r->key, STR("x-"))) {
            set_level(r, &v->pairs[i]);
        }
    }
}

void diagnostics_read(struct reading *r, const struct yaml *top)
{
    for (size_t i = 0; i < top->count; i++) {
        const struct yaml_pair *pair = &top->pairs[i];
        if (str_eq(pair->key, STR("diagnostics")) && !is_blank(&pair->value)) {
            r->key = pair->key;
            r->key_at = pair->key_at;
            read_levels(r, &pair->value);
        }
    }
}

void read_early(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    (void)r, (void)row, (void)v, (void)out;
}
