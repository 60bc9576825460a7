/* Collections (EPUB 3.3, 5.8), and those of the role "preview" (EPUB Previews 1.0). */
#include "check/address.h"
#include "check/package.h"
#include "check/schema.h"
#include "check/values.h"

static void tell(struct judge *j, struct package *pkg, struct spot at, struct report r)
{
    say(j, &pkg->facts.subject, at, r);
}

/* EPUB 3.3, 5.5.2: what collections say of themselves is not empty either. */
static void metadata(struct judge *j, struct package *pkg, const struct node *c)
{
    for (const struct node *n = c; n != NULL; n = node_after(n, c, false)) {
        if (n->name != NULL && n->name->space == SPACE_DC && node_text(j->arena, n).len == 0) {
            tell(j, pkg, n->at, (struct report){.kind = MSG_META_EMPTY, .args = {n->name->local}});
        }
    }
}

/* EPUB 3.3, 5.8.1: a collection's role is a name or an absolute URL. */
static void role_check(struct judge *j, struct package *pkg, const struct node *c)
{
    const str *role = node_attr_in(c, SPACE_NONE, "role");
    str rest = role == NULL ? STR_NONE : *role, word, scheme, tail;
    while (str_word(&rest, &word)) {
        bool url = str_cut(word, ':', &scheme, &tail);
        if (!url && !schema_is_names(word)) {
            tell(j, pkg, c->at,
                 (struct report){.kind = MSG_MARKUP_VALUE,
                                 .args = {STR("role"), word, STR("write a name or a URL")}});
        } else if (url && (scheme.len == 0 || !str_starts(tail, STR("//")) || tail.len < 3 ||
                           str_has(tail, '[') || str_has(tail, '%') || tail.ptr[2] == '/')) {
            tell(j, pkg, c->at, (struct report){.kind = MSG_COLLECTION_ROLE, .args = {word}});
        }
    }
}

/* EPUB 3.3, 5.8.1: collections, links or both. */
static void content_check(struct judge *j, struct package *pkg, const struct node *c)
{
    if (node_child_named(c, NULL, SPACE_OPF, "collection") == NULL &&
        node_child_named(c, NULL, SPACE_OPF, "link") == NULL) {
        tell(j, pkg, node_end(&pkg->facts.subject, c),
             (struct report){
                 .kind = MSG_MARKUP_MODEL,
                 .args = {c->name->local, STR("holds no collection or link"), STR("add it here")}});
    }
}

/* EPUB 3.3, 4.2.5: what a link names is in the container. */
static void link_check(struct judge *j, struct package *pkg, const struct node *n)
{
    const str *href = node_attr(n, ATTR_HREF);
    if (href == NULL || j->alone) {
        return;
    }
    struct address to = address_of(j->arena, pkg->facts.subject.entry->path, str_trim(*href));
    if (to.kind == ADDRESS_INSIDE && publication_find(j->publication, to.path) == NULL) {
        tell(j, pkg, n->at, (struct report){.kind = MSG_LINK_MISSING, .args = {*href}});
    }
}

static bool has_role(const struct node *c, str wanted)
{
    const str *role = node_attr_in(c, SPACE_NONE, "role");
    return role != NULL && value_has_word(*role, wanted);
}

static bool is_page(struct judge *j, const struct package *pkg, str href)
{
    struct address to = address_of(j->arena, pkg->facts.subject.entry->path, href);
    size_t item = to.kind == ADDRESS_INSIDE ? map_get(&pkg->by_path, to.path) : MAP_NONE;
    return item != MAP_NONE && item_is_content(pkg, &pkg->items[item]);
}

/* EPUB Previews 1.0, 2.2: one manifest, and links to content documents. */
static void preview_check(struct judge *j, struct package *pkg, const struct node *c)
{
    const struct node *n = NULL;
    size_t manifests = 0;
    while ((n = node_child_named(c, n, SPACE_OPF, "collection")) != NULL) {
        manifests += has_role(n, STR("manifest"));
    }
    if (manifests != 1) {
        tell(j, pkg, c->at,
             (struct report){.kind = MSG_COLLECTION_PREVIEW,
                             .args = {manifests == 0 ? STR("no") : STR("more than one")}});
    }
    while ((n = node_child_named(c, n, SPACE_OPF, "link")) != NULL) {
        const str *href = node_attr(n, ATTR_HREF);
        if (href != NULL && !is_page(j, pkg, str_trim(*href))) {
            tell(j, pkg, n->at, (struct report){.kind = MSG_COLLECTION_PAGE, .args = {*href}});
        }
    }
}

void package_collections(struct judge *j, struct package *pkg, const struct node *root)
{
    const struct node *top = NULL;
    while ((top = node_child_named(root, top, SPACE_OPF, "collection")) != NULL) {
        metadata(j, pkg, top);
        role_check(j, pkg, top);
        if (has_role(top, STR("manifest"))) {
            tell(j, pkg, top->at, (struct report){.kind = MSG_COLLECTION_MANIFEST});
        }
        for (const struct node *n = top; n != NULL; n = node_after(n, top, false)) {
            if (node_is(n, SPACE_OPF, "collection")) {
                content_check(j, pkg, n);
            } else if (node_is(n, SPACE_OPF, "link") &&
                       node_is(n->parent, SPACE_OPF, "collection")) {
                link_check(j, pkg, n);
            }
        }
        if (has_role(top, STR("preview"))) {
            preview_check(j, pkg, top);
        }
    }
}
