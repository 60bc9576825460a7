/* The spine (EPUB 3.3, 5.7): in which order the publication is read. */
#include "check/package.h"

static const char *const itemref_words =
    "page-spread-left page-spread-right rendition:align-x-center rendition:flow-auto "
    "rendition:flow-paginated rendition:flow-scrolled-continuous rendition:flow-scrolled-doc "
    "rendition:layout-pre-paginated rendition:layout-reflowable rendition:orientation-auto "
    "rendition:orientation-landscape rendition:orientation-portrait rendition:page-spread-center "
    "rendition:page-spread-left rendition:page-spread-right rendition:spread-auto "
    "rendition:spread-both rendition:spread-landscape rendition:spread-none "
    "rendition:spread-portrait";

/* Properties of which an itemref has one at most (EPUB 3.3, 8.2). */
static const char *const exclusive[] = {
    "rendition:layout-reflowable rendition:layout-pre-paginated",
    "rendition:orientation-landscape rendition:orientation-portrait rendition:orientation-auto",
    "rendition:spread-none rendition:spread-landscape rendition:spread-portrait "
    "rendition:spread-both rendition:spread-auto",
    "rendition:page-spread-center rendition:page-spread-left rendition:page-spread-right "
    "page-spread-left page-spread-right",
    "rendition:flow-paginated rendition:flow-scrolled-continuous rendition:flow-scrolled-doc "
    "rendition:flow-auto",
};

/* EPUB 3.3, 8.2.2.5: a spread may be given with the prefix and without it. */
static bool is_equivalent(str a, str b)
{
    str prefix = STR("rendition:");
    return (str_starts(a, prefix) && str_eq(str_sub(a, prefix.len, a.len), b)) ||
           (str_starts(b, prefix) && str_eq(str_sub(b, prefix.len, b.len), a));
}

static void exclusive_check(struct judge *j, struct package *pkg, const struct node *n, str value)
{
    for (size_t i = 0; i < sizeof exclusive / sizeof *exclusive; i++) {
        str rest = value, word, first = STR_NONE;
        while (str_word(&rest, &word)) {
            if (!html_word_in(word, exclusive[i], false)) {
                continue;
            }
            if (first.len > 0 && !is_equivalent(first, word)) {
                say(j, &pkg->facts.subject, n->at,
                    (struct report){.kind = MSG_PROPERTY_CLASH, .args = {first, word}});
            }
            first = word;
        }
    }
}

static void properties(struct judge *j, struct package *pkg, const struct node *n,
                       struct item *item)
{
    const str *value = node_attr_in(n, SPACE_NONE, "properties");
    if (value == NULL || pkg->version < 3) {
        return;
    }
    package_properties(j, pkg, n, *value, itemref_words);
    exclusive_check(j, pkg, n, *value);
    str rest = *value, word;
    while (str_word(&rest, &word)) {
        if (str_eq(word, STR("rendition:layout-pre-paginated"))) {
            item->fixed = true;
        } else if (str_eq(word, STR("rendition:layout-reflowable"))) {
            item->reflowable = true;
        } else if (str_eq(word, STR("rendition:spread-portrait"))) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_PROPERTY_OLD,
                                .args = {word, STR("rendition:spread-both")}});
        }
    }
}

static bool is_linear(struct judge *j, struct package *pkg, const struct node *n)
{
    const str *linear = node_attr_in(n, SPACE_NONE, "linear");
    if (linear != NULL && !html_word_in(str_trim(*linear), "yes no", false)) {
        say(j, &pkg->facts.subject, n->at,
            (struct report){.kind = MSG_MARKUP_KEYWORD,
                            .args = {STR("linear"), *linear, STR("yes no")}});
    }
    return linear == NULL || !str_eq(str_trim(*linear), STR("no"));
}

static enum message spine_fault(const struct package *pkg, const struct item *item)
{
    bool known = str_starts(item->media_type, STR("image/")) || item->type == TYPE_CSS;
    if (pkg->version < 3 && known) {
        return MSG_OLD_SPINE_TYPE;
    }
    return item->fallback.len > 0 ? MSG_SPINE_FALLBACK : MSG_SPINE_TYPE;
}

static void content_check_of(struct judge *j, struct package *pkg, size_t index)
{
    const struct item *item = &pkg->items[index];
    if (item->content == NO_ITEM && item->media_type.len > 0) {
        say(j, &pkg->facts.subject, item->at,
            (struct report){.kind = spine_fault(pkg, item),
                            .args = {item->href, item->media_type}});
    }
    if (item->remote && !j->alone) {
        say(j, &pkg->facts.subject, item->at,
            (struct report){.kind = MSG_RESOURCE_REMOTE, .args = {item->href}});
    }
}

static bool itemref(struct judge *j, struct package *pkg, const struct node *n)
{
    const str *idref = node_attr_in(n, SPACE_NONE, "idref");
    if (idref == NULL) {
        return false;
    }
    size_t index = map_get(&pkg->by_id, str_trim(*idref));
    if (index == MAP_NONE) {
        pkg->spine_open = true;
        if (pkg->items != NULL) {
            say(j, &pkg->facts.subject, n->at,
                (struct report){.kind = MSG_SPINE_UNKNOWN, .args = {*idref}});
        }
        return false;
    }
    struct item *item = &pkg->items[index];
    bool linear = is_linear(j, pkg, n);
    if (item->spine != NO_ITEM) {
        say(j, &pkg->facts.subject, n->at,
            (struct report){.kind = pkg->version < 3 ? MSG_OLD_SPINE_TWICE : MSG_SPINE_TWICE,
                            .args = {*idref}});
        return linear;
    }
    item->spine = pkg->nspine;
    item->linear = linear;
    pkg->spine[pkg->nspine++] = index;
    properties(j, pkg, n, item);
    content_check_of(j, pkg, index);
    return linear;
}

static size_t find_ncx(const struct package *pkg)
{
    size_t i = 0;
    while (i < pkg->nitems && pkg->items[i].type != TYPE_NCX) {
        i++;
    }
    return i < pkg->nitems ? i : NO_ITEM;
}

/* The toc attribute names the NCX (OPF 2.0.1, 2.4.1; EPUB 3.3, 5.7.1: for EPUB 2 reading systems,
 * which would not find it). */
static void toc_check(struct judge *j, struct package *pkg, const struct node *spine)
{
    const str *toc = node_attr_in(spine, SPACE_NONE, "toc");
    if (toc == NULL) {
        pkg->ncx = pkg->version < 3 ? NO_ITEM : find_ncx(pkg);
        if (pkg->version < 3 || pkg->ncx != NO_ITEM) {
            say(j, &pkg->facts.subject, spine->at,
                (struct report){.kind = MSG_MARKUP_LACKS, .args = {STR("spine"), STR("toc")}});
        }
        return;
    }
    size_t index = map_get(&pkg->by_id, str_trim(*toc));
    if (index == MAP_NONE && pkg->items == NULL) {
        return; /* there is no manifest */
    }
    if (index == MAP_NONE) {
        say(j, &pkg->facts.subject, spine->at,
            (struct report){.kind = MSG_SPINE_UNKNOWN, .args = {*toc}});
    } else if (pkg->items[index].type != TYPE_NCX) {
        say(j, &pkg->facts.subject, pkg->items[index].at,
            (struct report){.kind = MSG_SPINE_TOC, .args = {*toc}});
    } else {
        pkg->ncx = index;
    }
}

void package_spine(struct judge *j, struct package *pkg, const struct node *spine)
{
    size_t count = 0, linear = 0;
    const struct node *n = NULL;
    while ((n = node_child_named(spine, n, SPACE_OPF, "itemref")) != NULL) {
        count++;
    }
    pkg->spine = ARENA_ARRAY(j->arena, size_t, count + 1);
    while ((n = node_child_named(spine, n, SPACE_OPF, "itemref")) != NULL) {
        linear += itemref(j, pkg, n);
    }
    if (linear == 0 && pkg->nspine > 0) {
        say(j, &pkg->facts.subject, spine->at, (struct report){.kind = MSG_SPINE_NOT_LINEAR});
    }
    const str *direction = node_attr_in(spine, SPACE_NONE, "page-progression-direction");
    if (direction != NULL && !html_word_in(*direction, "ltr rtl default", false)) {
        say(j, &pkg->facts.subject, spine->at,
            (struct report){
                .kind = MSG_MARKUP_KEYWORD,
                .args = {STR("page-progression-direction"), *direction, STR("ltr rtl default")}});
    }
    toc_check(j, pkg, spine);
}
