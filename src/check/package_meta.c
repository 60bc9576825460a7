/* The meta elements (EPUB 3.3, 5.5.5 and appendix D.3): a table of properties. */
#include "check/metadata.h"

#include "check/clock.h"
#include "check/values.h"

/* Properties of the default vocabulary and of rendition: and media:, with what they may refine. */
struct meta_row {
    str property;
    const char *extends; /* names of elements and properties; "*" any; "" nothing: no refines */
    bool refines;        /* must refine something */
    bool once;           /* once for a thing refined (or for the publication) */
    const char *values;  /* NULL: any text */
};

static const struct meta_row metas[] = {
    {STR_INIT("alternate-script"), "*", true, false, NULL},
    {STR_INIT("authority"), "subject", true, true, NULL},
    {STR_INIT("belongs-to-collection"), "belongs-to-collection", false, false, NULL},
    {STR_INIT("collection-type"), "belongs-to-collection", true, true, NULL},
    {STR_INIT("display-seq"), "*", true, true, NULL},
    {STR_INIT("file-as"), "*", true, true, NULL},
    {STR_INIT("group-position"), "*", true, true, NULL},
    {STR_INIT("identifier-type"), "identifier source", true, true, NULL},
    {STR_INIT("meta-auth"), "*", false, false, NULL},
    {STR_INIT("role"), "creator contributor publisher", true, false, NULL},
    {STR_INIT("source-of"), "source", true, true, "pagination"},
    {STR_INIT("term"), "subject", true, true, NULL},
    {STR_INIT("title-type"), "title", true, true, NULL},
    {STR_INIT("pageBreakSource"), "", false, false, NULL},
    {STR_INIT("rendition:layout"), "", false, true, "reflowable pre-paginated"},
    {STR_INIT("rendition:orientation"), "", false, true, "landscape portrait auto"},
    {STR_INIT("rendition:spread"), "", false, true, "none landscape portrait both auto"},
    {STR_INIT("rendition:flow"), "", false, true,
     "paginated scrolled-continuous scrolled-doc auto"},
    {STR_INIT("rendition:viewport"), "*", false, true, NULL},
    {STR_INIT("media:active-class"), "", false, true, NULL},
    {STR_INIT("media:playback-active-class"), "", false, true, NULL},
    {STR_INIT("media:duration"), "*", false, true, NULL},
    {STR_INIT("media:narrator"), "*", false, false, NULL},
};

static const char *const default_words =
    "alternate-script authority belongs-to-collection collection-type display-seq file-as "
    "group-position identifier-type meta-auth pageBreakSource role source-of term title-type "
    "a11y:certifiedBy a11y:certifierCredential a11y:certifierReport a11y:exemption "
    "media:active-class media:duration media:narrator media:playback-active-class "
    "rendition:flow rendition:layout rendition:orientation rendition:spread rendition:viewport";

/* EPUB 3.3, 5.5.4.4: refinements do not go in circles. Each element is coloured by the walk that
 * came first upon it, so all walks together are linear. */
static void circle_check(struct metadata *m, const struct node *n)
{
    size_t colour = ++m->colour;
    for (const struct node *at = metadata_refined(m, n); at != NULL; at = metadata_refined(m, at)) {
        const str *id = node_attr(at, ATTR_ID);
        size_t index = map_get(&m->by_id, str_trim(*id));
        if (m->colours[index] == colour) {
            metadata_say(m, n, (struct report){.kind = MSG_REFINES_ROUND});
        }
        if (m->colours[index] != 0) {
            return;
        }
        m->colours[index] = colour;
    }
}

static const struct meta_row *row_of(str property)
{
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
        if (str_eq(property, metas[i].property)) {
            return &metas[i];
        }
    }
    return NULL;
}

static str property_of(const struct node *n)
{
    const str *p = node_attr(n, ATTR_PROPERTY);
    return p == NULL ? STR_NONE : str_trim(*p);
}

static bool extends(const struct meta_row *row, const struct node *target)
{
    str name = node_is(target, SPACE_OPF, "meta") ? property_of(target) : target->name->local;
    return str_eq(str_from(row->extends), STR("*")) || html_word_in(name, row->extends, false);
}

static bool is_second(struct metadata *m, const struct node *n, const struct meta_row *row)
{
    const str *refines = node_attr_in(n, SPACE_NONE, "refines");
    str parts[] = {row->property, STR(" "), refines == NULL ? STR("") : str_trim(*refines)};
    str key = str_concat(m->judge->arena, parts, 3);
    return map_put(m->judge->arena, &m->once, key, n->at.offset) != n->at.offset;
}

/* Does refines name a file, and no element of the metadata? */
static bool names_file(const struct node *n)
{
    const str *refines = node_attr_in(n, SPACE_NONE, "refines");
    return refines != NULL && !str_starts(str_trim(*refines), STR("#"));
}

static void meta_place(struct metadata *m, const struct node *n, const struct meta_row *row)
{
    bool refines = node_attr_in(n, SPACE_NONE, "refines") != NULL;
    const struct node *target = metadata_refined(m, n);
    str property = row->property;
    if (refines && str_eq(str_from(row->extends), STR(""))) {
        metadata_say(m, n,
                     (struct report){.kind = MSG_META_REFINES, .args = {property, STR("nothing")}});
    } else if ((!refines && row->refines) || (target != NULL && !extends(row, target)) ||
               (refines && names_file(n) && row->refines &&
                !str_eq(str_from(row->extends), STR("*")))) {
        str what = str_eq(str_from(row->extends), STR("*")) ? STR("an element of the metadata")
                                                            : str_from(row->extends);
        metadata_say(m, n, (struct report){.kind = MSG_META_REFINES, .args = {property, what}});
    }
    if (row->once && is_second(m, n, row)) {
        metadata_say(m, n, (struct report){.kind = MSG_META_TWICE, .args = {property}});
    }
}

static void bad_value(struct metadata *m, const struct node *n, str property, str value, str remedy)
{
    metadata_say(m, n,
                 (struct report){.kind = MSG_MARKUP_VALUE, .args = {property, value, remedy}});
}

/* EPUB 3.3, 9.3.2: the name alone, no selector. */
static bool is_class(str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (str_has(STR(".#*>+~[](){}:,;@&|=\"'"), word.ptr[i])) {
            return false;
        }
    }
    return true;
}

static void media_value(struct metadata *m, const struct node *n, str property, str value)
{
    double seconds = 0;
    if (str_eq(property, STR("media:duration"))) {
        if (!clock_read(value, &seconds)) {
            bad_value(m, n, property, value, STR("write a time such as \"0:32:29\""));
        }
        const str *refines = node_attr_in(n, SPACE_NONE, "refines");
        bool total = refines == NULL;
        if (refines != NULL) {
            map_put(m->judge->arena, &m->timed, str_trim(*refines), 0);
        }
        *(total ? &m->total : &m->sum) += seconds;
        m->any_duration = m->any_duration || total;
        return;
    }
    m->pkg->active_class = m->pkg->active_class || str_eq(property, STR("media:active-class"));
    m->pkg->playback_class =
        m->pkg->playback_class || str_eq(property, STR("media:playback-active-class"));
    str rest = value, word;
    if (str_ends(property, STR("-class")) && str_word(&rest, &word) &&
        (str_trim(rest).len > 0 || !is_class(word))) {
        bad_value(m, n, property, value, STR("name one class, without \".\""));
    }
}

/* The language that is in force at an element, or NULL. */
static const str *language_at(const struct node *n)
{
    const str *lang = NULL;
    while (n != NULL && (lang = node_attr_in(n, SPACE_XML, "lang")) == NULL) {
        n = n->parent;
    }
    return lang;
}

/* EPUB 3.3, D.3 (alternate-script): in another language or script than what it refines. */
static void script_check(struct metadata *m, const struct node *n)
{
    const struct node *target = metadata_refined(m, n);
    const str *own = language_at(n), *other = target == NULL ? NULL : language_at(target);
    if (own != NULL && other != NULL && str_eq_nocase(str_trim(*own), str_trim(*other))) {
        metadata_say(m, n, (struct report){.kind = MSG_SCRIPT_SAME, .args = {str_trim(*own)}});
    }
}

static bool is_dimension(str part, const char *name)
{
    str key, number;
    uint64_t pixels;
    return str_cut(str_trim(part), '=', &key, &number) && str_eq(key, str_from(name)) &&
           str_number(number, UINT32_MAX, &pixels);
}

/* EPUB 3.2, Packages, D.4 (rendition:viewport), which EPUB 3.3 deprecates. */
static bool is_viewport(str value)
{
    str first, second;
    return str_cut(value, ',', &first, &second) &&
           ((is_dimension(first, "width") && is_dimension(second, "height")) ||
            (is_dimension(first, "height") && is_dimension(second, "width")));
}

static void meta_value(struct metadata *m, const struct node *n, const struct meta_row *row,
                       str value)
{
    str property = row->property;
    if (row->values != NULL && value.len > 0 && !html_word_in(value, row->values, false)) {
        metadata_say(m, n,
                     (struct report){.kind = MSG_MARKUP_KEYWORD,
                                     .args = {property, value, str_from(row->values)}});
    }
    if (str_starts(property, STR("media:"))) {
        media_value(m, n, property, value);
    } else if (str_eq(property, STR("rendition:layout"))) {
        m->pkg->fixed = str_eq(value, STR("pre-paginated"));
    } else if (str_eq(property, STR("rendition:spread")) && str_eq(value, STR("portrait"))) {
        metadata_say(m, n,
                     (struct report){.kind = MSG_PROPERTY_OLD,
                                     .args = {STR("rendition:spread portrait"), STR("both")}});
    } else if (str_eq(property, STR("rendition:viewport"))) {
        if (value.len > 0 && !is_viewport(value)) {
            bad_value(m, n, property, value, STR("write \"width=W, height=H\""));
        }
        metadata_say(m, n,
                     (struct report){.kind = MSG_PROPERTY_OLD,
                                     .args = {property, STR("the viewport of each page")}});
    } else if (str_eq(property, STR("alternate-script"))) {
        script_check(m, n);
    } else if (str_eq(property, STR("meta-auth"))) {
        metadata_say(m, n, (struct report){.kind = MSG_META_OLD, .args = {property}});
    }
}

/* EPUB 3.3, 5.5.5: dcterms:modified. */
static void modified_check(struct metadata *m, const struct node *n, str value)
{
    m->modified += node_attr_in(n, SPACE_NONE, "refines") == NULL;
    if (!value_is_modified(value)) {
        bad_value(m, n, STR("dcterms:modified"), value, STR("write CCYY-MM-DDThh:mm:ssZ"));
    }
}

/* EPUB 3.3, 5.5.5: there is no default vocabulary of schemes. */
static void scheme_check(struct metadata *m, const struct node *n)
{
    const str *scheme = node_attr_in(n, SPACE_NONE, "scheme");
    str rest = scheme == NULL ? STR_NONE : *scheme, word, second;
    if (!str_word(&rest, &word)) {
        return;
    }
    if (str_word(&rest, &second)) {
        metadata_say(m, n, (struct report){.kind = MSG_PROPERTY_LIST, .args = {*scheme}});
    } else if (!str_has(word, ':')) {
        metadata_say(m, n, (struct report){.kind = MSG_PROPERTY_UNKNOWN, .args = {word}});
    } else {
        prefixes_check(&m->pkg->prefixes, m->judge, &m->pkg->facts.subject, word, n->at);
    }
}

void metadata_meta(struct metadata *m, const struct node *n)
{
    if (node_attr(n, ATTR_PROPERTY) == NULL) {
        const char *lacks = node_attr(n, ATTR_NAME) == NULL      ? "property"
                            : node_attr(n, ATTR_CONTENT) == NULL ? "content"
                                                                 : NULL;
        if (lacks != NULL) {
            metadata_say(
                m, n,
                (struct report){.kind = MSG_MARKUP_LACKS, .args = {STR("meta"), str_from(lacks)}});
        }
        return;
    }
    static const enum attr of_old[] = {ATTR_NAME, ATTR_CONTENT};
    for (size_t i = 0; i < 2; i++) {
        if (node_attr(n, of_old[i]) != NULL) {
            str name = str_from(html_attr_of(of_old[i])->name);
            metadata_say(
                m, n, (struct report){.kind = MSG_MARKUP_ATTRIBUTE, .args = {name, STR("meta")}});
        }
    }
    str property = property_of(n), value = node_text(m->judge->arena, n), word, rest = property;
    if (!str_word(&rest, &word)) {
        bad_value(m, n, STR("property"), property, STR("name a property"));
        return;
    }
    if (str_trim(rest).len > 0) {
        metadata_say(m, n, (struct report){.kind = MSG_PROPERTY_LIST, .args = {property}});
        return;
    }
    const struct meta_row *row = row_of(property);
    if (row != NULL) {
        meta_place(m, n, row); /* weighs more than how it names what it refines */
    }
    metadata_refines(m, n);
    circle_check(m, n);
    scheme_check(m, n);
    package_properties(m->judge, m->pkg, n, property, default_words);
    if (value.len == 0) {
        metadata_say(m, n, (struct report){.kind = MSG_META_EMPTY, .args = {property}});
    }
    if (row != NULL) {
        meta_value(m, n, row, value);
    } else if (str_eq(property, STR("dcterms:modified"))) {
        modified_check(m, n, value);
    }
}

/* EPUB 3.3, 5.5.3.2.9. */
void metadata_subjects(struct metadata *m)
{
    struct map authorities = {0}, terms = {0};
    const struct node *n = NULL;
    for (int round = 0; round < 2; round++) {
        while ((n = node_child_named(m->top, n, SPACE_OPF, "meta")) != NULL) {
            str property = property_of(n);
            bool term = str_eq(property, STR("term"));
            const str *refines = node_attr_in(n, SPACE_NONE, "refines");
            if ((!term && !str_eq(property, STR("authority"))) || refines == NULL) {
                continue;
            }
            str key = str_trim(*refines);
            if (round == 0) {
                map_put(m->judge->arena, term ? &terms : &authorities, key, 0);
            } else if (map_get(term ? &authorities : &terms, key) == MAP_NONE) {
                const struct node *subject = metadata_refined(m, n);
                metadata_say(
                    m, subject == NULL ? n : subject,
                    (struct report){.kind = MSG_SUBJECT_HALF,
                                    .args = {property, term ? STR("authority") : STR("term")}});
            }
        }
    }
}
