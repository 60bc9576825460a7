/* Sections are those of EPUB Multiple-Rendition Publications 1.1, by their names. */
#include "check/renditions.h"

#include "check/address.h"
#include "check/facts.h"
#include "check/package.h"
#include "check/schema.h"
#include "check/values.h"

static void value_say(struct judge *j, struct subject *s, const struct node *n,
                      const struct attribute *a, const char *remedy)
{
    str parts[] = {STR("rendition:"), a->name->local};
    say(j, s, attribute_spot(s, n, a->value),
        (struct report){.kind = MSG_MARKUP_VALUE,
                        .args = {str_concat(j->arena, parts, 2), a->value, str_from(remedy)}});
}

/* The one media type that may stand in a query is "all". */
static bool query_fits(str query)
{
    str rest = query, word;
    if (!str_word(&rest, &word)) {
        return true;
    }
    if (html_word_in(word, "not only", true) && !str_word(&rest, &word)) {
        return true;
    }
    return str_starts(word, STR("(")) || str_eq_nocase(word, STR("all"));
}

/* "The rendition:media attribute": queries with commas between, but for those in parentheses. */
static bool is_media(str value)
{
    size_t from = 0, depth = 0;
    for (size_t i = 0; i <= value.len; i++) {
        char c = i < value.len ? value.ptr[i] : ',';
        depth += c == '(';
        depth -= c == ')' && depth > 0;
        if (c == ',' && (depth == 0 || i == value.len)) {
            if (!query_fits(str_sub(value, from, i))) {
                return false;
            }
            from = i + 1;
        }
    }
    return true;
}

/* "The rendition:accessMode attribute": one or more, each once. */
static bool is_modes(struct arena *a, str value)
{
    struct map seen = {0};
    str rest = value, word;
    size_t count = 0;
    for (; str_word(&rest, &word); count++) {
        if (!html_word_in(word, "auditory tactile textual visual", false) ||
            map_put(a, &seen, word, count) != count) {
            return false;
        }
    }
    return count > 0;
}

/* "Rendition selection attributes", and the label, which is none. */
static void selection(struct judge *j, struct subject *s, const struct node *n,
                      const struct attribute *a)
{
    str name = a->name->local, value = str_trim(a->value);
    if (str_eq(name, STR("layout")) && !html_word_in(value, "reflowable pre-paginated", false)) {
        value_say(j, s, n, a, "write \"reflowable\" or \"pre-paginated\"");
    } else if (str_eq(name, STR("language")) && (value.len == 0 || !value_is_language(value))) {
        value_say(j, s, n, a, "write a language tag such as \"en\"");
    } else if (str_eq(name, STR("accessMode")) && !is_modes(j->arena, value)) {
        value_say(j, s, n, a, "write some of: auditory tactile textual visual");
    } else if (str_eq(name, STR("media")) && !is_media(value)) {
        value_say(j, s, n, a, "ask for features such as \"(min-width: 800px)\", for no medium");
    } else if (!html_word_in(name, "accessMode label language layout media", false)) {
        str parts[] = {STR("rendition:"), name};
        say(j, s, attribute_spot(s, n, a->value),
            (struct report){.kind = MSG_MARKUP_ATTRIBUTE,
                            .args = {str_concat(j->arena, parts, 2), n->name->local}});
    }
}

bool rendition_attributes(struct judge *j, struct subject *s, const struct node *rootfile)
{
    bool any = false;
    for (uint32_t i = 0; i < rootfile->nattributes; i++) {
        const struct attribute *a = &rootfile->attributes[i];
        if (a->name->space == SPACE_RENDITION) {
            selection(j, s, rootfile, a);
            any = true;
        }
    }
    return any;
}

/* "Container identification". */
static void mapping_type_check(struct judge *j, struct subject *s, const struct node *n)
{
    const str *type = node_attr_in(n, SPACE_NONE, "media-type");
    str wanted = STR("application/xhtml+xml");
    if (type == NULL) {
        say(j, s, n->at,
            (struct report){.kind = MSG_MARKUP_LACKS, .args = {STR("link"), STR("media-type")}});
    } else if (!str_eq(str_trim(*type), wanted)) {
        say(j, s, attribute_spot(s, n, *type),
            (struct report){.kind = MSG_MARKUP_KEYWORD,
                            .args = {STR("media-type"), *type, wanted}});
    }
}

/* The path, if the file is there; if not, that is told of each link of the container. */
static str mapping_path(struct judge *j, const struct node *n)
{
    const str *href = node_attr_in(n, SPACE_NONE, "href");
    if (href == NULL) {
        return STR_NONE;
    }
    struct address to = address_of(j->arena, STR(""), str_copy(j->arena, str_trim(*href)));
    bool there = to.kind == ADDRESS_INSIDE && publication_find(j->publication, to.path) != NULL;
    return there ? to.path : STR_NONE;
}

str rendition_mapping(struct judge *j, struct subject *s, const struct node *root)
{
    const struct node *links = node_child_named(root, NULL, SPACE_CONTAINER, "links"), *n = NULL;
    str first = STR_NONE;
    size_t count = 0;
    while (links != NULL && (n = node_child_named(links, n, SPACE_CONTAINER, "link")) != NULL) {
        const str *rel = node_attr_in(n, SPACE_NONE, "rel");
        if (rel == NULL || !value_has_word(*rel, STR("mapping"))) {
            continue;
        }
        mapping_type_check(j, s, n);
        str path = mapping_path(j, n);
        first = ++count == 1 ? path : first;
        if (count == 2) {
            say(j, s, n->at, (struct report){.kind = MSG_RENDITION_MAPPINGS});
        }
    }
    return first;
}

/* "The metadata.xml file": the metadata of a package document, where only an identifier and the
 * last modification are needed. */
static const struct schema_row metadata_rows[] = {
    {"metadata", "unique-identifier=%id! prefix id=%id dir xml:lang version", "(meta|link)* dc:*",
     false},
    {"meta", "property! refines scheme=%names id=%id dir xml:lang", "", true},
    {"link", "href! rel=%names! media-type=%type refines properties hreflang id=%id", "", false},
};

struct overall {
    struct judge *judge;
    struct facts facts;
    const struct node *root;
    size_t identifiers, modified;
    bool unique;
};

static void overall_say(struct overall *o, const struct node *n, struct report r)
{
    say(o->judge, &o->facts.subject, n->at, r);
}

static void statement(struct overall *o, const struct node *n)
{
    bool identifier = node_is(n, SPACE_DC, "identifier"), meta = node_is(n, SPACE_METADATA, "meta");
    const str *id = node_attr(n, ATTR_ID), *property = node_attr(n, ATTR_PROPERTY);
    const str *unique = node_attr_in(o->root, SPACE_NONE, "unique-identifier");
    str value = node_text(o->judge->arena, n);
    if ((meta || n->name->space == SPACE_DC) && value.len == 0) {
        str what = meta && property != NULL ? *property : n->name->local;
        overall_say(o, n, (struct report){.kind = MSG_META_EMPTY, .args = {what}});
    }
    o->identifiers += identifier;
    o->unique = o->unique || (identifier && id != NULL && unique != NULL &&
                              str_eq(str_trim(*id), str_trim(*unique)));
    if (meta && property != NULL && str_eq(str_trim(*property), STR("dcterms:modified"))) {
        o->modified += node_attr_in(n, SPACE_NONE, "refines") == NULL;
        if (value.len > 0 && !value_is_modified(value)) {
            overall_say(o, n,
                        (struct report){.kind = MSG_MARKUP_VALUE,
                                        .args = {STR("dcterms:modified"), value,
                                                 STR("write CCYY-MM-DDThh:mm:ssZ")}});
        }
    }
}

static void refines_check(struct overall *o, const struct node *n)
{
    const str *refines = node_attr_in(n, SPACE_NONE, "refines");
    str id = refines == NULL ? STR_NONE : str_trim(*refines);
    if (str_starts(id, STR("#")) && facts_find(&o->facts, str_sub(id, 1, id.len)) == MAP_NONE) {
        overall_say(o, n, (struct report){.kind = MSG_REFINES_UNKNOWN, .args = {id}});
    }
}

static void overall_totals(struct overall *o)
{
    const str *unique = node_attr_in(o->root, SPACE_NONE, "unique-identifier");
    str lacks = o->identifiers == 0 ? STR("dc:identifier")
                : o->modified == 0  ? STR("dcterms:modified")
                                    : STR_NONE;
    if (lacks.len > 0) {
        overall_say(o, o->root, (struct report){.kind = MSG_METADATA_LACKS, .args = {lacks}});
    }
    if (o->modified > 1) {
        overall_say(o, o->root,
                    (struct report){.kind = MSG_META_TWICE, .args = {STR("dcterms:modified")}});
    }
    if (unique != NULL && o->identifiers > 0 && !o->unique) {
        overall_say(o, o->root, (struct report){.kind = MSG_UNIQUE_UNKNOWN, .args = {*unique}});
    }
}

void rendition_metadata(struct judge *j, struct parser *p, const struct entry *e)
{
    struct overall o = {.judge = j, .facts = {.subject = subject_of(e)}};
    struct subject *s = &o.facts.subject;
    struct document doc;
    if (e->unread || !document_parse(p, j, s, &doc)) {
        return;
    }
    o.root = doc.root;
    if (!node_is(doc.root, SPACE_METADATA, "metadata")) {
        overall_say(&o, doc.root,
                    (struct report){.kind = MSG_MARKUP_ROOT,
                                    .args = {doc.root->name->local, STR("metadata")}});
        return;
    }
    schema_check(j, s, doc.root, SPACE_METADATA, metadata_rows,
                 sizeof metadata_rows / sizeof *metadata_rows);
    package_dublin_core(j, s, doc.root);
    for (const struct node *n = doc.root; n != NULL; n = node_after(n, doc.root, false)) {
        const str *id = n->name == NULL ? NULL : node_attr(n, ATTR_ID);
        if (id != NULL && str_trim(*id).len > 0) {
            facts_anchor(j, &o.facts, str_trim(*id), n->at);
        }
    }
    for (const struct node *n = node_child(doc.root); n != NULL; n = node_sibling(n)) {
        statement(&o, n);
        refines_check(&o, n);
    }
    overall_totals(&o);
}

/* "EPUB rendition mapping document definition". */
static const struct schema_row mapping_rows[] = {
    {"body", "", "nav+", false}, {"nav", "epub:type!", "ul+", false},      {"ul", "", "li+", false},
    {"li", "", "a", false},      {"a", "href! epub:rendition", "", false},
};

static bool says_version(const struct node *head)
{
    const struct node *n = NULL;
    while (head != NULL && (n = node_child_named(head, n, SPACE_HTML, "meta")) != NULL) {
        const str *name = node_attr(n, ATTR_NAME), *content = node_attr(n, ATTR_CONTENT);
        if (name != NULL && content != NULL &&
            str_eq(*name, STR("epub.multiple.renditions.version")) &&
            str_eq(*content, STR("1.0"))) {
            return true;
        }
    }
    return false;
}

static size_t resource_maps(const struct node *body)
{
    const struct node *n = NULL;
    size_t count = 0;
    while (body != NULL && (n = node_child_named(body, n, SPACE_HTML, "nav")) != NULL) {
        const str *type = node_attr_in(n, SPACE_EPUB, "type");
        count += type != NULL && value_has_word(*type, STR("resource-map"));
    }
    return count;
}

static void model_say(struct judge *j, struct subject *s, struct spot at, const char *element,
                      const char *fault, const char *remedy)
{
    say(j, s, at,
        (struct report){.kind = MSG_MARKUP_MODEL,
                        .args = {str_from(element), str_from(fault), str_from(remedy)}});
}

void rendition_mapping_document(struct judge *j, struct parser *p, const struct entry *e)
{
    struct subject s = subject_of(e);
    struct document doc;
    if (e->unread || !document_parse(p, j, &s, &doc)) {
        return;
    }
    if (!node_is_tag(doc.root, TAG_HTML)) {
        say(j, &s, doc.root->at,
            (struct report){.kind = MSG_MARKUP_ROOT, .args = {doc.root->name->local, STR("html")}});
        return;
    }
    schema_check(j, &s, doc.root, SPACE_HTML, mapping_rows,
                 sizeof mapping_rows / sizeof *mapping_rows);
    const struct node *head = node_child_named(doc.root, NULL, SPACE_HTML, "head");
    const struct node *body = node_child_named(doc.root, NULL, SPACE_HTML, "body");
    if (!says_version(head)) {
        model_say(j, &s, head != NULL ? head->at : doc.root->at, "head", "tells no version",
                  "add <meta name=\"epub.multiple.renditions.version\" content=\"1.0\"/>");
    }
    if (resource_maps(body) != 1) {
        model_say(j, &s, body != NULL ? body->at : doc.root->at, "body",
                  "holds no \"resource-map\", or several",
                  "write one <nav epub:type=\"resource-map\">");
    }
}
