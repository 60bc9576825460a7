/* Accessibility metadata: computed from what is in the book, nothing claimed that was not seen.
 * EPUB Accessibility 1.1, discovery metadata and conformance reporting. */
#include "render/package_internal.h"
#include "vocab/media.h"
#include "vocab/words.h"

/* What the computation looks at. */
struct seen {
    bool images; /* a cover is one */
    bool all_have_alt;
    bool moving; /* sound, film, or an image that may move */
    bool math;   /* MathML: it can be read aloud, and enlarged */
    bool notes, references, pages;
};

static struct seen look(const struct book *b)
{
    struct seen s = {.images = b->images || b->cover != NULL,
                     .all_have_alt = b->all_images_have_alt,
                     .moving = b->animated,
                     .pages = b->npage_marks > 0,
                     .references = b->nreferences > 0 && b->references_page != NULL};
    for (size_t i = 0; i < b->ndocuments; i++) {
        s.notes = s.notes || b->documents[i]->nnotes > 0;
    }
    for (size_t i = 0; i < b->nresources; i++) {
        str type = b->resources[i]->media_type;
        s.moving = s.moving || media_is_audio(type) || media_is_video(type);
    }
    return s;
}

static void modes(struct xml *x, struct seen s)
{
    package_meta(x, "schema:accessMode", STR("textual"));
    if (s.images) {
        package_meta(x, "schema:accessMode", STR("visual"));
        package_meta(x, "schema:accessModeSufficient", STR("textual,visual"));
    }
    if (!s.images || s.all_have_alt) {
        package_meta(x, "schema:accessModeSufficient", STR("textual"));
    }
}

/* What holds for every book that Octavo makes, and what depends on the book. */
static void features(struct xml *x, struct seen s)
{
    static const str always[] = {
        STR_INIT("ARIA"),
        STR_INIT("displayTransformability"),
        STR_INIT("readingOrder"),
        STR_INIT("structuralNavigation"),
        STR_INIT("tableOfContents"),
        STR_INIT("unlocked"),
    };
    if (s.images && s.all_have_alt) {
        package_meta(x, "schema:accessibilityFeature", STR("alternativeText"));
    }
    if (s.math) {
        package_meta(x, "schema:accessibilityFeature", STR("MathML"));
    }
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        package_meta(x, "schema:accessibilityFeature", always[i]);
    }
    if (s.pages) {
        package_meta(x, "schema:accessibilityFeature", STR("pageBreakMarkers"));
        package_meta(x, "schema:accessibilityFeature", STR("pageNavigation"));
    }
}

static void hazards(struct xml *x, const struct accessibility *given, struct seen s)
{
    static const struct {
        unsigned flag;
        str value;
    } table[] = {
        {HAZARD_FLASHING, STR_INIT("flashing")},
        {HAZARD_MOTION, STR_INIT("motionSimulation")},
        {HAZARD_SOUND, STR_INIT("sound")},
    };
    if (given->hazards_unknown || (!given->hazards_given && s.moving)) {
        package_meta(x, "schema:accessibilityHazard", STR("unknown"));
        return;
    }
    if (given->hazards == 0) {
        package_meta(x, "schema:accessibilityHazard", STR("none"));
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (given->hazards & table[i].flag) {
            package_meta(x, "schema:accessibilityHazard", table[i].value);
        }
    }
}

static void summary_sentence(struct buf *out, const struct words *w, enum word id)
{
    if (out->len > 0) {
        buf_addch(out, ' ');
    }
    buf_add(out, word(w, id));
}

static void summary(struct xml *x, const struct book *b, struct seen s)
{
    const struct words *w = words_for(b->manifest.lang, NULL);
    struct buf text = {0};
    if (b->manifest.accessibility.summary.len > 0) {
        package_meta(x, "schema:accessibilitySummary", b->manifest.accessibility.summary);
        return;
    }
    summary_sentence(&text, w, WORD_SUMMARY_TEXT);
    if (s.images && s.all_have_alt) {
        summary_sentence(&text, w, WORD_SUMMARY_IMAGES);
    }
    if (s.notes) {
        summary_sentence(&text, w, WORD_SUMMARY_NOTES);
    }
    if (s.references) {
        summary_sentence(&text, w, WORD_SUMMARY_REFERENCES);
    }
    package_meta(x, "schema:accessibilitySummary", buf_finish(&text, b->arena));
}

static void with_id(struct xml *x, const char *property, const char *id, const char *refines,
                    str value)
{
    xml_open(x, STR("meta"));
    xml_attr(x, "property", str_from(property));
    xml_attr(x, "id", str_from(id));
    xml_attr_if(x, "refines", str_from(refines));
    xml_text(x, value);
    xml_close(x);
    xml_line(x);
}

/* A claim needs a person's judgement, so it is only the author's. The name refines the claim, and
 * credential and report the name (EPUB Accessibility 1.1, evaluator information). */
static void conformance(struct xml *x, const struct accessibility *a)
{
    if (a->conformance.len == 0 || a->certified_by.len == 0) {
        return;
    }
    with_id(x, "dcterms:conformsTo", "conformance", NULL, a->conformance);
    with_id(x, "a11y:certifiedBy", "certifier", "#conformance", a->certified_by);
    package_refine(x, STR("certifier"), "a11y:certifierCredential", NULL, a->certifier_credential);
    if (a->certifier_report.len > 0) {
        xml_open(x, STR("link"));
        xml_attr(x, "rel", STR("a11y:certifierReport"));
        xml_attr(x, "refines", STR("#certifier"));
        xml_attr(x, "href", a->certifier_report);
        xml_close(x);
        xml_line(x);
    }
}

void package_accessibility(struct xml *x, const struct book *b, const struct publication *p)
{
    struct seen s = look(b);
    s.math = package_holds_math(p);
    modes(x, s);
    features(x, s);
    hazards(x, &b->manifest.accessibility, s);
    summary(x, b, s);
    conformance(x, &b->manifest.accessibility);
}
