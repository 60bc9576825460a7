/* What the author says of the book's accessibility; all else of it is computed from the book. */
#include "base/nearest.h"
#include "source/manifest_internal.h"

#define STANDARD "EPUB Accessibility 1.1 - WCAG 2."

/* The source format's words, and those of schema.org that pandoc hands through. A hazard that is
 * denied counts only if all three are. */
static const struct hazard_word {
    const char *word;
    unsigned is, is_not;
    bool unknown;
} hazard_words[] = {
    {"none", 0, HAZARD_FLASHING | HAZARD_MOTION | HAZARD_SOUND, false},
    {"unknown", 0, 0, true},
    {"flashing", HAZARD_FLASHING, 0, false},
    {"motion-simulation", HAZARD_MOTION, 0, false},
    {"sound", HAZARD_SOUND, 0, false},
    {"motionSimulation", HAZARD_MOTION, 0, false},
    {"noFlashingHazard", 0, HAZARD_FLASHING, false},
    {"noMotionSimulationHazard", 0, HAZARD_MOTION, false},
    {"noSoundHazard", 0, HAZARD_SOUND, false},
};

static const struct hazard_word *hazard_find(struct reading *r, const struct yaml *v)
{
    struct nearest near = {.wanted = str_trim(v->text)};
    for (size_t i = 0; v->kind == YAML_SCALAR && i < sizeof hazard_words / sizeof *hazard_words;
         i++) {
        if (str_eq_nocase(near.wanted, str_from(hazard_words[i].word))) {
            return &hazard_words[i];
        }
        nearest_offer(&near, str_from(hazard_words[i].word));
    }
    refuse_for(r, v, near.best,
               STR("write none, unknown, or a list of flashing, motion-simulation and sound"));
    return NULL;
}

void read_hazards(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct accessibility *x = key_field(row, out);
    unsigned is = 0, is_not = 0;
    bool unknown = false;
    for (size_t i = 0; i < value_count(v); i++) {
        const struct hazard_word *w =
            is_blank(value_at(v, i)) ? NULL : hazard_find(r, value_at(v, i));
        if (w != NULL) {
            is |= w->is;
            is_not |= w->is_not;
            unknown = unknown || w->unknown;
            x->hazards_given = true;
        }
    }
    if ((is & is_not) != 0 || (is != 0 && unknown)) {
        complain(r, v, STR("these hazards contradict each other"),
                 STR("\"none\" and \"unknown\" stand alone"));
        x->hazards_given = false;
        return;
    }
    x->hazards = is;
    x->hazards_unknown =
        x->hazards_given && is == 0 && is_not != (HAZARD_FLASHING | HAZARD_MOTION | HAZARD_SOUND);
}

/* "A", "AA", "AAA", or the whole string of EPUB Accessibility 1.1, 4.3.2. */
static str conformance_of(struct reading *r, str text)
{
    static const char *const levels[] = {"A", "AA", "AAA"};
    for (size_t i = 0; i < 3; i++) {
        if (str_eq_nocase(text, str_from(levels[i]))) {
            return str_printf(r->arena, STANDARD "2 Level %s", levels[i]);
        }
        for (char minor = '0'; minor <= '2'; minor++) {
            str whole = str_printf(r->arena, STANDARD "%c Level %s", minor, levels[i]);
            if (str_eq(text, whole)) {
                return whole;
            }
        }
    }
    return STR_NONE;
}

static void read_conformance(struct reading *r, const struct key_row *row, const struct yaml *v,
                             void *out)
{
    const char *remedy = "write A, AA or AAA, or \"" STANDARD "2 Level AA\"";
    str text;
    if (!text_of(r, v, &text, remedy)) {
        return;
    }
    str conformance = conformance_of(r, text);
    if (conformance.len > 0) {
        *(str *)key_field(row, out) = conformance;
    } else {
        refuse(r, v, str_from(remedy));
    }
}

#define AT(member) offsetof(struct accessibility, member)

static const struct key_row rows[] = {
    {.name = "summary", .read = read_text, .at = AT(summary)},
    {.name = "hazards", .read = read_hazards, .at = 0},
    {.name = "conformance", .read = read_conformance, .at = AT(conformance)},
    {.name = "certified-by", .read = read_text, .at = AT(certified_by)},
    {.name = "certifier-credential", .read = read_text, .at = AT(certifier_credential)},
    {.name = "certifier-report", .read = read_text, .at = AT(certifier_report)},
};
static const struct key_table keys = {rows, sizeof rows / sizeof *rows, false};

void read_accessibility(struct reading *r, const struct key_row *row, const struct yaml *v,
                        void *out)
{
    if (v->kind != YAML_MAPPING) {
        refuse(r, v,
               STR("write {summary: ..., hazards: ..., conformance: ..., certified-by: ...}"));
        return;
    }
    struct accessibility *x = key_field(row, out);
    keys_read(r, &keys, v, x);
    if (!lacks(v, STR("conformance")) && lacks(v, STR("certified-by"))) {
        complain(r, yaml_get(v, STR("conformance")),
                 STR("\"conformance\" without \"certified-by\""),
                 STR("say who tested the book, or leave the claim out"));
        x->conformance = STR_NONE;
    }
}
