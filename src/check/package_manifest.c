/* The manifest (EPUB 3.3, 5.6): what is in the publication. */
#include "check/package.h"

#include "check/address.h"

#include "vocab/file_names.h"
#include "vocab/media.h"

static const char *const item_words = "cover-image mathml nav remote-resources scripted svg switch";

static const struct {
    const char *word;
    enum item_property property;
} properties[] = {
    {"nav", ITEM_NAV},       {"cover-image", ITEM_COVER}, {"mathml", ITEM_MATHML},
    {"svg", ITEM_SVG},       {"scripted", ITEM_SCRIPTED}, {"remote-resources", ITEM_REMOTE},
    {"switch", ITEM_SWITCH},
};

static const char *const types[ITEM_TYPES] = {
    [TYPE_XHTML] = "application/xhtml+xml",
    [TYPE_SVG] = "image/svg+xml",
    [TYPE_CSS] = "text/css",
    [TYPE_NCX] = "application/x-dtbncx+xml",
    [TYPE_SMIL] = "application/smil+xml",
    [TYPE_DTBOOK] = "application/x-dtbook+xml",
    [TYPE_HTML] = "text/html",
    [TYPE_OEB_DOCUMENT] = "text/x-oeb1-document",
    [TYPE_OEB_CSS] = "text/x-oeb1-css",
    [TYPE_JPEG] = "image/jpeg",
    [TYPE_PNG] = "image/png",
};

static enum item_type type_of(str media_type)
{
    str plain, parameters;
    str_cut(media_type, ';', &plain, &parameters);
    plain = str_trim(plain);
    for (size_t i = TYPE_OTHER + 1; i < ITEM_TYPES; i++) {
        if (str_eq_nocase(plain, str_from(types[i]))) {
            return (enum item_type)i;
        }
    }
    return TYPE_OTHER;
}

static str value_of(struct judge *j, const struct package *pkg, const struct node *n,
                    const char *name)
{
    const str *v = node_attr_in(n, SPACE_NONE, name);
    return v == NULL ? STR_NONE : subject_keep(j->arena, &pkg->facts.subject, str_trim(*v));
}

static unsigned property_bits(str value)
{
    unsigned bits = 0;
    str rest = value, word;
    while (str_word(&rest, &word)) {
        for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
            bits |= str_eq(word, str_from(properties[i].word)) ? properties[i].property : 0U;
        }
    }
    return bits;
}

static void tell(struct judge *j, struct package *pkg, const struct item *i, unsigned kind)
{
    say(j, &pkg->facts.subject, i->at, (struct report){.kind = kind, .args = {i->href}});
}

/* EPUB 3.3, 4.2.3. Of a container, its entries tell. */
static void name_check(struct judge *j, struct package *pkg, const struct item *i, str path)
{
    struct file_name name = file_name_of(path);
    if (name.forbidden) {
        tell(j, pkg, i, MSG_OCF_NAME_UNSAFE);
    }
    if (name.space) {
        tell(j, pkg, i, MSG_OCF_NAME_SPACE);
    }
}

/* EPUB 3.3, 5.6.2: what an href may be. */
static void href_check(struct judge *j, struct package *pkg, struct item *i)
{
    struct address to = address_of(j->arena, pkg->facts.subject.entry->path, i->href);
    if (to.has_fragment) {
        tell(j, pkg, i, MSG_ITEM_FRAGMENT);
    }
    if (to.has_query && to.kind == ADDRESS_INSIDE) {
        tell(j, pkg, i, MSG_URL_QUERY);
    }
    if (to.has_space) {
        tell(j, pkg, i, MSG_URL_BROKEN);
    }
    if (j->alone && to.kind == ADDRESS_INSIDE) {
        name_check(j, pkg, i, to.path);
    }
    switch (to.kind) {
    case ADDRESS_INSIDE:
        i->path = to.path;
        if (to.path.len == 0) {
            tell(j, pkg, i, MSG_ITEM_MISSING);
        }
        if (str_starts(to.path, STR("META-INF/")) || str_eq(to.path, STR("mimetype"))) {
            tell(j, pkg, i, MSG_ITEM_META_INF);
        }
        break;
    case ADDRESS_OUTSIDE:
        if (!j->alone || address_is_absolute(i->href)) {
            tell(j, pkg, i, MSG_URL_OUTSIDE);
        }
        break;
    case ADDRESS_DATA:
        tell(j, pkg, i, MSG_URL_DATA);
        break;
    case ADDRESS_FILE:
        tell(j, pkg, i, MSG_URL_FILE);
        break;
    case ADDRESS_BROKEN:
        tell(j, pkg, i, MSG_URL_BROKEN);
        break;
    case ADDRESS_OTHER:
        tell(j, pkg, i, MSG_ITEM_MISSING);
        break;
    default:
        i->remote = true;
    }
}

static void register_item(struct judge *j, struct package *pkg, size_t index)
{
    struct item *i = &pkg->items[index];
    if (i->id.len > 0) {
        map_put(j->arena, &pkg->by_id, i->id, index);
    }
    str key = i->remote ? i->href : i->path;
    if (key.len == 0) {
        return;
    }
    if (str_eq(i->path, pkg->facts.subject.entry->path)) {
        tell(j, pkg, i, MSG_ITEM_SELF);
    }
    if (map_put(j->arena, &pkg->by_path, key, index) != index) {
        tell(j, pkg, i, MSG_ITEM_TWICE);
    }
}

/* EPUB 3.3, appendix D.5: what each property applies to. */
static void type_check(struct judge *j, struct package *pkg, const struct item *i)
{
    if ((i->properties & ITEM_NAV) != 0 && i->type != TYPE_XHTML) {
        say(j, &pkg->facts.subject, i->at,
            (struct report){.kind = MSG_ITEM_PROPERTY_TYPE, .args = {STR("nav"), i->media_type}});
    }
    static const struct {
        const char *word;
        enum item_property property;
        bool svg;
    } of_pages[] = {{"mathml", ITEM_MATHML, true},
                    {"scripted", ITEM_SCRIPTED, true},
                    {"svg", ITEM_SVG, true},
                    {"switch", ITEM_SWITCH, false}};
    bool svg = i->type == TYPE_SVG, page = i->type == TYPE_XHTML;
    for (size_t k = 0; k < sizeof of_pages / sizeof *of_pages; k++) {
        if ((i->properties & of_pages[k].property) != 0 && !page && !(svg && of_pages[k].svg)) {
            say(j, &pkg->facts.subject, i->at,
                (struct report){.kind = MSG_ITEM_PROPERTY_TYPE,
                                .args = {str_from(of_pages[k].word), i->media_type}});
        }
    }
    if ((i->properties & ITEM_REMOTE) != 0 && !svg &&
        (media_is_image(i->media_type) || media_is_audio(i->media_type) ||
         media_is_video(i->media_type) || media_is_font(i->media_type))) {
        say(j, &pkg->facts.subject, i->at,
            (struct report){.kind = MSG_ITEM_PROPERTY_TYPE,
                            .args = {STR("remote-resources"), i->media_type}});
    }
    if ((i->properties & ITEM_COVER) != 0 && !str_starts(i->media_type, STR("image/"))) {
        say(j, &pkg->facts.subject, i->at,
            (struct report){.kind = MSG_ITEM_PROPERTY_TYPE,
                            .args = {STR("cover-image"), i->media_type}});
    }
}

/* OPF 2.0.1, 1.3.7 and 2.3. */
static void old_type_check(struct judge *j, struct package *pkg, const struct item *i)
{
    if (i->type == TYPE_HTML) {
        tell(j, pkg, i, MSG_OLD_HTML_TYPE);
    } else if (i->type == TYPE_OEB_DOCUMENT || i->type == TYPE_OEB_CSS) {
        tell(j, pkg, i, MSG_OLD_OEB_TYPE);
    }
}

/* OPF 2.0.1, 2.3.1.2: an island of foreign XML may name the style sheet that shows it. */
static void fallback_styles_check(struct judge *j, struct package *pkg, const struct node *manifest)
{
    const struct node *n = NULL;
    while ((n = node_child_named(manifest, n, SPACE_OPF, "item")) != NULL) {
        const str *style = node_attr_in(n, SPACE_NONE, "fallback-style");
        if (style != NULL && map_get(&pkg->by_id, str_trim(*style)) == MAP_NONE) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_FALLBACK_STYLE_UNKNOWN, .args = {*style}});
        }
    }
}

static void item_read(struct judge *j, struct package *pkg, const struct node *n, size_t index)
{
    struct item *i = &pkg->items[index];
    *i = (struct item){
        .id = value_of(j, pkg, n, "id"),
        .href = value_of(j, pkg, n, "href"),
        .media_type = value_of(j, pkg, n, "media-type"),
        .fallback = value_of(j, pkg, n, "fallback"),
        .overlay = value_of(j, pkg, n, "media-overlay"),
        .at = n->at,
        .spine = NO_ITEM,
        .fallback_item = NO_ITEM,
        .content = NO_ITEM,
    };
    i->type = type_of(i->media_type);
    str words = value_of(j, pkg, n, "properties");
    i->properties = property_bits(words);
    if (node_attr_in(n, SPACE_NONE, "href") != NULL) {
        href_check(j, pkg, i);
    }
    pkg->manifest_open = pkg->manifest_open || (i->path.len == 0 && !i->remote);
    if (pkg->version >= 3) {
        package_properties(j, pkg, n, words, item_words);
        type_check(j, pkg, i);
    }
    if (pkg->version < 3) {
        old_type_check(j, pkg, i);
    }
    register_item(j, pkg, index);
    if (i->path.len > 0) {
        i->entry = publication_find(j->publication, i->path);
    }
}

/* EPUB 3.3, 5.6.2.1: chains of fallbacks end. Each item is coloured by the walk that came first
 * upon it, so all walks together are linear. */
static void fallbacks_check(struct judge *j, struct package *pkg)
{
    size_t *colour = ARENA_ARRAY(j->arena, size_t, pkg->nitems + 1);
    for (size_t i = 0; i < pkg->nitems; i++) {
        struct item *item = &pkg->items[i];
        if (item->fallback.len == 0) {
            continue;
        }
        size_t to = map_get(&pkg->by_id, item->fallback);
        if (to == MAP_NONE) {
            say(j, &pkg->facts.subject, item->at,
                (struct report){.kind = MSG_FALLBACK_UNKNOWN, .args = {item->fallback}});
        } else {
            item->fallback_item = to;
        }
    }
    for (size_t i = 0; i < pkg->nitems; i++) {
        size_t at = i;
        while (at != NO_ITEM && colour[at] == 0) {
            colour[at] = i + 1;
            size_t next = pkg->items[at].fallback_item;
            if (next != NO_ITEM && colour[next] == i + 1) {
                say(j, &pkg->facts.subject, pkg->items[at].at,
                    (struct report){.kind = MSG_FALLBACK_ROUND});
                pkg->items[at].fallback_item = NO_ITEM;
                break;
            }
            at = next;
        }
    }
}

/* What each chain leads to, from its end: an item whose fallback is known is known itself, so the
 * walk back along the chain visits each item once. */
static void chain_follow(struct package *pkg, size_t first, bool *known, size_t *chain)
{
    size_t length = 0;
    for (size_t at = first; at != NO_ITEM && !known[at]; at = pkg->items[at].fallback_item) {
        chain[length++] = at;
        known[at] = true;
    }
    while (length > 0) {
        struct item *item = &pkg->items[chain[--length]];
        const struct item *next =
            item->fallback_item == NO_ITEM ? NULL : &pkg->items[item->fallback_item];
        item->content = item_is_content(pkg, item) ? (size_t)(item - pkg->items)
                        : next != NULL             ? next->content
                                                   : NO_ITEM;
        item->core_fallback =
            next != NULL && (next->core_fallback || media_is_core(next->media_type));
    }
}

static void chains_follow(struct judge *j, struct package *pkg)
{
    bool *known = ARENA_ARRAY(j->arena, bool, pkg->nitems + 1);
    size_t *chain = ARENA_ARRAY(j->arena, size_t, pkg->nitems + 1);
    for (size_t i = 0; i < pkg->nitems; i++) {
        chain_follow(pkg, i, known, chain);
    }
}

static void overlays_check(struct judge *j, struct package *pkg)
{
    for (size_t i = 0; i < pkg->nitems; i++) {
        struct item *item = &pkg->items[i];
        if (item->overlay.len == 0) {
            continue;
        }
        if (!item_is_content(pkg, item)) {
            say(j, &pkg->facts.subject, item->at,
                (struct report){.kind = MSG_MARKUP_VALUE,
                                .args = {STR("media-overlay"), item->overlay,
                                         STR("only XHTML and SVG documents have one")}});
            continue;
        }
        size_t to = map_get(&pkg->by_id, item->overlay);
        if (to == MAP_NONE || pkg->items[to].type != TYPE_SMIL) {
            say(j, &pkg->facts.subject, item->at,
                (struct report){.kind = MSG_MARKUP_VALUE,
                                .args = {STR("media-overlay"), item->overlay,
                                         STR("name an item of type application/smil+xml")}});
        }
    }
}

/* EPUB 3.3, 5.6.2: one navigation document, one cover image at most. */
static void singles_check(struct judge *j, struct package *pkg, const struct node *manifest)
{
    size_t navs = 0, covers = 0;
    for (size_t i = 0; i < pkg->nitems; i++) {
        navs += (pkg->items[i].properties & ITEM_NAV) != 0;
        covers += (pkg->items[i].properties & ITEM_COVER) != 0;
        if ((pkg->items[i].properties & ITEM_NAV) != 0 && pkg->nav == NO_ITEM) {
            pkg->nav = i;
        }
    }
    if (pkg->version >= 3 && navs != 1) {
        say(j, &pkg->facts.subject, manifest->at,
            (struct report){.kind = navs == 0 ? MSG_NAV_ABSENT : MSG_NAV_TWICE});
    }
    if (covers > 1) {
        say(j, &pkg->facts.subject, manifest->at, (struct report){.kind = MSG_COVER_TWICE});
    }
}

void package_manifest(struct judge *j, struct package *pkg, const struct node *manifest)
{
    size_t count = 0;
    const struct node *n = NULL;
    while ((n = node_child_named(manifest, n, SPACE_OPF, "item")) != NULL) {
        count++;
    }
    pkg->items = ARENA_ARRAY(j->arena, struct item, count + 1);
    map_reserve(j->arena, &pkg->by_id, count);
    map_reserve(j->arena, &pkg->by_path, count);
    while ((n = node_child_named(manifest, n, SPACE_OPF, "item")) != NULL) {
        item_read(j, pkg, n, pkg->nitems++);
    }
    fallbacks_check(j, pkg);
    if (pkg->version < 3) {
        fallback_styles_check(j, pkg, manifest);
    }
    chains_follow(j, pkg);
    overlays_check(j, pkg);
    singles_check(j, pkg, manifest);
}
