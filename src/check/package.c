/* The frame of the package document: its root, its order, its ids. */
#include "check/package.h"

#include "check/address.h"
#include "check/doctype.h"
#include "check/schema.h"
#include "check/values.h"

/* EPUB 3.3, 5.3 to 5.8. */
static const struct schema_row rows[] = {
    {"package", "version! unique-identifier=%id! prefix dir id=%id xml:lang",
     "metadata manifest spine guide? bindings? collection*", false},
    {"metadata", "", "(meta|link)* dc:*", false},
    {"meta", "property refines scheme=%names id=%id dir name content xml:lang", "", true},
    {"link", "href! rel=%names media-type=%type refines properties hreflang id=%id", "", false},
    {"manifest", "id=%id", "item+", false},
    {"item",
     "id=%id! href! media-type=%type! fallback=%id media-overlay=%id "
     "properties=%names",
     "", false},
    {"spine", "id=%id toc=%id page-progression-direction", "itemref+", false},
    {"itemref", "idref! id=%id linear properties=%names", "", false},
    {"guide", "", "reference+", false},
    {"reference", "type! title href!", "", false},
    {"bindings", "", "mediaType+", false},
    {"mediaType", "media-type=%type! handler!", "", false},
    {"collection", "id=%id role! dir xml:lang", "metadata? collection* link*", false},
};

/* EPUB 3.3, 5.5.3. */
static const struct schema_row dublin_rows[] = {
    {"identifier", "id=%id", "", true},
    {"language", "id=%id", "", true},
    {"contributor", "id=%id dir xml:lang", "", true},
    {"coverage", "id=%id dir xml:lang", "", true},
    {"creator", "id=%id dir xml:lang", "", true},
    {"date", "id=%id dir xml:lang", "", true},
    {"description", "id=%id dir xml:lang", "", true},
    {"format", "id=%id dir xml:lang", "", true},
    {"publisher", "id=%id dir xml:lang", "", true},
    {"relation", "id=%id dir xml:lang", "", true},
    {"rights", "id=%id dir xml:lang", "", true},
    {"source", "id=%id dir xml:lang", "", true},
    {"subject", "id=%id dir xml:lang", "", true},
    {"title", "id=%id dir xml:lang", "", true},
    {"type", "id=%id dir xml:lang", "", true},
};

/* OPF 2.0.1, 2. */
static const struct schema_row old_rows[] = {
    {"package", "version! unique-identifier=%id! id=%id", "metadata manifest spine tours? guide?",
     false},
    {"metadata", "id=%id", "(meta|dc-metadata|x-metadata)* dc:* any:*", false},
    {"meta", "name! content! scheme id=%id xml:lang", "", false},
    {"manifest", "id=%id", "item+", false},
    {"item",
     "id=%id! href! media-type=%type! fallback=%id fallback-style=%id required-namespace "
     "required-modules",
     "", false},
    {"spine", "id=%id toc=%id", "itemref+", false},
    {"itemref", "idref! id=%id linear", "", false},
    {"guide", "id=%id", "reference+", false},
    {"reference", "type! title href! id=%id", "", false},
};

static const struct schema_row old_dublin_rows[] = {
    {"contributor", "id=%id opf:role opf:file-as xml:lang", "", true},
    {"coverage", "id=%id xml:lang", "", true},
    {"creator", "id=%id opf:role opf:file-as xml:lang", "", true},
    {"date", "id=%id opf:event", "", true},
    {"description", "id=%id xml:lang", "", true},
    {"format", "id=%id", "", true},
    {"identifier", "id=%id opf:scheme", "", true},
    {"language", "id=%id", "", true},
    {"publisher", "id=%id xml:lang", "", true},
    {"relation", "id=%id xml:lang", "", true},
    {"rights", "id=%id xml:lang", "", true},
    {"source", "id=%id xml:lang", "", true},
    {"subject", "id=%id xml:lang", "", true},
    {"title", "id=%id xml:lang", "", true},
    {"type", "id=%id", "", true},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

void package_dublin_core(struct judge *j, struct subject *s, const struct node *root)
{
    schema_check(j, s, root, SPACE_DC, dublin_rows, COUNT(dublin_rows));
}

static void schema(struct judge *j, struct package *pkg, const struct node *root)
{
    struct subject *s = &pkg->facts.subject;
    if (pkg->version < 3) {
        schema_check(j, s, root, SPACE_OPF, old_rows, COUNT(old_rows));
        schema_check(j, s, root, SPACE_DC, old_dublin_rows, COUNT(old_dublin_rows));
        return;
    }
    schema_check(j, s, root, SPACE_OPF, rows, COUNT(rows));
    package_dublin_core(j, s, root);
}

/* EPUB 3.0.1, Publications, 3.4.16, which EPUB 3.3 deprecates: a scripted document shows what is of
 * a foreign type. */
static void bindings_check(struct judge *j, struct package *pkg, const struct node *bindings)
{
    const struct node *n = NULL;
    if (bindings == NULL) {
        return;
    }
    say(j, &pkg->facts.subject, bindings->at, (struct report){.kind = MSG_BINDINGS_DEPRECATED});
    while ((n = node_child_named(bindings, n, SPACE_OPF, "mediaType")) != NULL) {
        const str *type = node_attr_in(n, SPACE_NONE, "media-type");
        const str *handler = node_attr_in(n, SPACE_NONE, "handler");
        size_t item = handler == NULL ? MAP_NONE : map_get(&pkg->by_id, str_trim(*handler));
        if (type != NULL) {
            map_put(j->arena, &pkg->bound, str_copy(j->arena, str_trim(*type)), 0);
        }
        if (item != MAP_NONE && !j->alone && (pkg->items[item].properties & ITEM_SCRIPTED) == 0) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_BINDING_PLAIN, .args = {pkg->items[item].href}});
        }
    }
}

/* OPF 2.0.1, 2.6: one entry of a type for a place. */
static void guide_twice(struct judge *j, struct package *pkg, const struct node *n,
                        struct map *seen)
{
    const str *href = node_attr(n, ATTR_HREF), *type = node_attr(n, ATTR_TYPE);
    if (type == NULL) {
        return;
    }
    str parts[] = {str_trim(*type), STR(" "), str_trim(*href)};
    str key = str_concat(j->arena, parts, 3);
    size_t before = seen->count;
    map_put(j->arena, seen, key, 0);
    if (seen->count == before) {
        say(j, &pkg->facts.subject, n->at,
            (struct report){.kind = MSG_GUIDE_TWICE, .args = {parts[0], parts[2]}});
    }
}

/* EPUB 2 (OPF 2.0.1, 2.6); in EPUB 3 the guide is legacy, but what it names is still there. */
static void guide_check(struct judge *j, struct package *pkg, const struct node *guide)
{
    const struct node *n = NULL;
    struct map seen = {0};
    while (guide != NULL && (n = node_child_named(guide, n, SPACE_OPF, "reference")) != NULL) {
        const str *href = node_attr(n, ATTR_HREF);
        if (href == NULL) {
            continue;
        }
        facts_refer(j, &pkg->facts, REF_OTHER, *href, n->at);
        guide_twice(j, pkg, n, &seen);
        struct address to = address_of(j->arena, pkg->facts.subject.entry->path, str_trim(*href));
        bool file = to.kind == ADDRESS_INSIDE && !to.has_query;
        size_t index = file ? map_get(&pkg->by_path, to.path) : MAP_NONE;
        if (index == MAP_NONE) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_GUIDE_UNLISTED, .args = {*href}});
        } else if (!item_is_content(pkg, &pkg->items[index])) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_GUIDE_TYPE,
                                .args = {*href, pkg->items[index].media_type}});
        }
    }
}

/* XML ids are unique after white space is trimmed. */
static void ids(struct judge *j, struct package *pkg, const struct node *root)
{
    for (const struct node *n = root; n != NULL; n = node_after(n, root, false)) {
        const str *id = n->name == NULL ? NULL : node_attr(n, ATTR_ID);
        if (id != NULL && str_trim(*id).len > 0) {
            facts_anchor(j, &pkg->facts, str_trim(*id), n->at);
        }
        const str *lang = n->name == NULL ? NULL : node_attr_in(n, SPACE_XML, "lang");
        if (lang != NULL && !value_is_language(*lang)) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_LANGUAGE_SHAPE, .args = {*lang}});
        }
        const str *dir = n->name == NULL ? NULL : node_attr(n, ATTR_DIR);
        if (dir != NULL && !html_word_in(*dir, "ltr rtl auto", false)) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_MARKUP_KEYWORD,
                                .args = {STR("dir"), *dir, STR("ltr rtl auto")}});
        }
    }
}

static bool root_check(struct judge *j, struct package *pkg, const struct node *root)
{
    struct subject *s = &pkg->facts.subject;
    bool oeb = str_eq(root->name->uri, STR("http://openebook.org/namespaces/oeb-package/1.0/"));
    if (!str_eq(root->name->local, STR("package")) || (root->name->space != SPACE_OPF && !oeb)) {
        say(j, s, root->at,
            (struct report){.kind = MSG_MARKUP_ROOT, .args = {root->name->local, STR("package")}});
        return false;
    }
    const str *version = node_attr_in(root, SPACE_NONE, "version");
    if (version == NULL) {
        say(j, s, root->at, (struct report){.kind = MSG_PACKAGE_NO_VERSION});
        return false;
    }
    bool old =
        str_starts(str_trim(*version), STR("2.")) || str_starts(str_trim(*version), STR("1."));
    pkg->version = old ? 2 : 3;
    uint64_t minor;
    str number = str_trim(*version);
    bool fine = old ? str_number(str_sub(number, 2, number.len), UINT32_MAX, &minor)
                    : str_eq(number, STR("3.0"));
    if (!fine) {
        say(j, s, root->at,
            (struct report){
                .kind = MSG_MARKUP_VALUE,
                .args = {STR("version"), *version, old ? STR("write 2.0") : STR("write 3.0")}});
    }
    const str *prefix = node_attr(root, ATTR_PREFIX);
    pkg->prefixes.package = true;
    if (prefix != NULL && !old) {
        prefixes_declare(&pkg->prefixes, j, s, *prefix, root->at);
    }
    return true;
}

void package_check(struct judge *j, struct parser *p, const struct entry *e, struct package *out)
{
    struct document doc;
    *out = (struct package){.facts = {.subject = subject_of(e)}, .nav = NO_ITEM, .ncx = NO_ITEM};
    if (!document_parse(p, j, &out->facts.subject, &doc) || !root_check(j, out, doc.root)) {
        return;
    }
    static const char *const names[] = {"metadata", "manifest", "spine"};
    const struct node *part[3];
    out->read = true;
    j->old = out->version < 3;
    doctype_check_package(j, &doc);
    schema(j, out, doc.root);
    ids(j, out, doc.root);
    for (size_t i = 0; i < 3; i++) {
        part[i] = node_child_named(doc.root, NULL, SPACE_OPF, names[i]);
    }
    if (part[1] != NULL) {
        package_manifest(j, out, part[1]);
    } else {
        out->manifest_open = true;
    }
    if (part[2] != NULL) {
        package_spine(j, out, part[2]);
    }
    if (part[0] != NULL) {
        metadata_check(j, out, doc.root, part[0]);
    }
    bindings_check(j, out, node_child_named(doc.root, NULL, SPACE_OPF, "bindings"));
    package_collections(j, out, doc.root);
    guide_check(j, out, node_child_named(doc.root, NULL, SPACE_OPF, "guide"));
}

void package_properties(struct judge *j, struct package *pkg, const struct node *n, str value,
                        const char *words)
{
    struct subject *s = &pkg->facts.subject;
    str rest = value, word, prefix, local;
    while (str_word(&rest, &word)) {
        bool cut = str_cut(word, ':', &prefix, &local);
        bool closed = !cut || (html_word_in(prefix, "a11y media rendition", false) &&
                               local.len > 0 && !prefix_declared(&pkg->prefixes, prefix));
        if (closed && !html_word_in(word, words, false)) {
            say(j, s, spot_in(s, word, n->at),
                (struct report){.kind = MSG_PROPERTY_UNKNOWN, .args = {word}});
        }
    }
    prefixes_check(&pkg->prefixes, j, s, value, n->at);
}

bool item_is_content(const struct package *pkg, const struct item *i)
{
    return i->type == TYPE_XHTML || i->type == TYPE_SVG ||
           (pkg->version < 3 &&
            (i->type == TYPE_DTBOOK || i->type == TYPE_OEB_DOCUMENT || i->type == TYPE_HTML));
}
