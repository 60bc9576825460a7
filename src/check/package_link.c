/* The link elements (EPUB 3.3, 5.5.6 and appendix D.4). */
#include "check/address.h"
#include "check/metadata.h"
#include "check/values.h"

static const char *const link_words =
    "acquire alternate marc21xml-record mods-record onix-record record voicing xml-signature "
    "xmp-record a11y:certifierCredential a11y:certifierReport";

static struct address address_in(const struct metadata *m, str href)
{
    return address_of(m->judge->arena, m->pkg->facts.subject.entry->path, str_trim(href));
}

/* Does the link name something in the container, which must say its type in any case? */
static bool is_inside(const struct metadata *m, const struct node *n)
{
    const str *href = node_attr(n, ATTR_HREF);
    return href != NULL && address_in(m, *href).kind == ADDRESS_INSIDE;
}

static void link_relation(struct metadata *m, const struct node *n, str word)
{
    const str *type = node_attr_in(n, SPACE_NONE, "media-type");
    if (html_word_in(word, "marc21xml-record mods-record onix-record xmp-record xml-signature",
                     false)) {
        metadata_say(m, n,
                     (struct report){.kind = MSG_PROPERTY_OLD, .args = {word, STR("record")}});
    }
    bool refines = node_attr_in(n, SPACE_NONE, "refines") != NULL;
    if (str_eq(word, STR("voicing"))) {
        if (!refines) {
            metadata_say(m, n,
                         (struct report){.kind = MSG_META_REFINES,
                                         .args = {word, STR("an element of the metadata")}});
        }
        if (type == NULL) {
            if (!is_inside(m, n)) {
                metadata_say(m, n, (struct report){.kind = MSG_LINK_VOICING_TYPE});
            }
        } else if (!str_starts(*type, STR("audio/"))) {
            metadata_say(m, n, (struct report){.kind = MSG_LINK_VOICING_AUDIO, .args = {*type}});
        }
    } else if (str_eq(word, STR("record"))) {
        if (type == NULL && !is_inside(m, n)) {
            metadata_say(m, n, (struct report){.kind = MSG_LINK_VOICING_TYPE});
        }
        if (refines) {
            metadata_say(m, n,
                         (struct report){.kind = MSG_META_REFINES, .args = {word, STR("nothing")}});
        }
    }
}

static void link_target(struct metadata *m, const struct node *n, str href)
{
    struct judge *j = m->judge;
    struct address to = address_in(m, href);
    if (to.has_query && to.kind == ADDRESS_INSIDE) {
        metadata_say(m, n, (struct report){.kind = MSG_URL_QUERY, .args = {href}});
    }
    if (to.kind == ADDRESS_DATA) {
        metadata_say(m, n, (struct report){.kind = MSG_URL_DATA, .args = {href}});
    } else if (to.kind == ADDRESS_BROKEN) {
        metadata_say(m, n, (struct report){.kind = MSG_URL_BROKEN, .args = {href}});
    } else if (to.kind == ADDRESS_OUTSIDE && (!j->alone || address_is_absolute(href))) {
        metadata_say(m, n, (struct report){.kind = MSG_URL_OUTSIDE, .args = {href}});
    } else if (to.kind == ADDRESS_FILE) {
        metadata_say(m, n, (struct report){.kind = MSG_URL_FILE, .args = {href}});
    } else if (href.len == 0) {
        return;
    } else if (to.kind == ADDRESS_INSIDE && str_eq(to.path, m->pkg->facts.subject.entry->path)) {
        metadata_say(m, n, (struct report){.kind = MSG_LINK_PACKAGE, .args = {href}});
    } else if (to.kind == ADDRESS_INSIDE) {
        map_put(j->arena, &m->pkg->metadata_links, to.path, 0);
        size_t item = map_get(&m->pkg->by_path, to.path);
        if (item != MAP_NONE && m->pkg->items[item].spine == NO_ITEM && !j->alone) {
            *ARENA_PUSH(j->arena, struct linked_item, &m->pkg->linked, &m->pkg->nlinked) =
                (struct linked_item){item, n->at};
        }
        if (node_attr_in(n, SPACE_NONE, "media-type") == NULL) {
            metadata_say(m, n, (struct report){.kind = MSG_LINK_TYPE, .args = {href}});
        }
        if (!j->alone && publication_find(j->publication, to.path) == NULL) {
            metadata_say(m, n, (struct report){.kind = MSG_LINK_MISSING, .args = {href}});
        }
    }
}

void metadata_link(struct metadata *m, const struct node *n)
{
    const str *rel = node_attr(n, ATTR_REL), *href = node_attr(n, ATTR_HREF);
    const str *lang = node_attr(n, ATTR_HREFLANG);
    const str *properties = node_attr_in(n, SPACE_NONE, "properties");
    metadata_refines(m, n);
    if (rel == NULL) {
        metadata_say(m, n,
                     (struct report){.kind = MSG_MARKUP_LACKS, .args = {STR("link"), STR("rel")}});
    } else {
        package_properties(m->judge, m->pkg, n, *rel, link_words);
        str rest = *rel, word;
        if (value_has_word(*rel, STR("alternate")) && !str_eq(str_trim(*rel), STR("alternate"))) {
            metadata_say(m, n, (struct report){.kind = MSG_LINK_ALTERNATE});
        }
        while (str_word(&rest, &word)) {
            link_relation(m, n, word);
        }
    }
    if (href != NULL) {
        link_target(m, n, str_trim(*href));
    }
    if (lang != NULL && !value_is_language(*lang)) {
        metadata_say(m, n, (struct report){.kind = MSG_LANGUAGE_SHAPE, .args = {*lang}});
    }
    if (properties != NULL && str_trim(*properties).len == 0) {
        metadata_say(m, n,
                     (struct report){
                         .kind = MSG_MARKUP_VALUE,
                         .args = {STR("properties"), *properties, STR("leave the attribute out")}});
    } else if (properties != NULL) {
        package_properties(m->judge, m->pkg, n, *properties, "onix");
    }
}

/* What of the items content refers to: by their indexes. */
static bool *used_items(struct judge *j, const struct package *pkg)
{
    bool *used = ARENA_ARRAY(j->arena, bool, pkg->nitems + 1);
    for (size_t i = 0; i < pkg->nitems; i++) {
        const struct item *item = &pkg->items[i];
        for (size_t k = 0; item->facts != NULL && k < item->facts->nreferences; k++) {
            struct address to = address_of(j->arena, item->path, item->facts->references[k].url);
            size_t index = to.kind == ADDRESS_INSIDE ? map_get(&pkg->by_path, to.path) : MAP_NONE;
            if (index != MAP_NONE && index != i) {
                used[index] = true;
            }
        }
        if (item->fallback_item != NO_ITEM) {
            used[item->fallback_item] = true;
        }
    }
    return used;
}

void metadata_links_join(struct judge *j, struct package *pkg)
{
    const bool *used = pkg->nlinked == 0 ? NULL : used_items(j, pkg);
    for (size_t i = 0; i < pkg->nlinked; i++) {
        const struct item *item = &pkg->items[pkg->linked[i].item];
        if (!used[pkg->linked[i].item] && (item->properties & ITEM_NAV) == 0) {
            say(j, &pkg->facts.subject, pkg->linked[i].at,
                (struct report){.kind = MSG_LINK_ITEM, .args = {item->href}});
        }
    }
}
