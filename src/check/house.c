#include "check/house.h"

#include "check/walk.h"

#include "vocab/media.h"

#include "base/urls.h"

/* Elements that e-readers do not run or do not show. */
static const char *const avoided[TAGS] = {
    [TAG_SCRIPT] = "most readers run no scripts",
    [TAG_FORM] = "readers cannot send forms",
    [TAG_INPUT] = "readers cannot send forms",
    [TAG_BUTTON] = "readers cannot send forms",
    [TAG_SELECT] = "readers cannot send forms",
    [TAG_TEXTAREA] = "readers cannot send forms",
    [TAG_IFRAME] = "readers do not show other documents inside",
    [TAG_OBJECT] = "use img, audio or video",
    [TAG_EMBED] = "use img, audio or video",
    [TAG_BASE] = "readers resolve links in different ways then",
};

static void avoided_check(struct walk *w, const struct node *n, unsigned tag)
{
    if (avoided[tag] != NULL) {
        walk_say(w, n,
                 (struct report){.kind = MSG_HOUSE_ELEMENT,
                                 .args = {n->name->local, str_from(avoided[tag])}});
    }
}

/* Both language attributes: some readers know only one of them. */
static void language_check_of(struct walk *w, const struct node *n)
{
    const str *plain = node_attr(n, ATTR_LANG), *xml = node_attr_in(n, SPACE_XML, "lang");
    if (plain == NULL || xml == NULL) {
        walk_say(w, n, (struct report){.kind = MSG_HOUSE_LANGUAGE});
    }
}

static void script_say(struct walk *w, struct spot at, const char *before, str name,
                       const char *behind)
{
    str parts[] = {str_from(before), name, str_from(behind)};
    say(w->judge, w->document->subject, at,
        (struct report){.kind = MSG_HTML_FORBIDDEN,
                        .args = {str_concat(w->judge->arena, parts, 3),
                                 STR("many readers run no scripts; remove it")}});
}

/* Scripts of SVG, event handlers and "javascript:" addresses of all vocabularies. */
static void scripts_check(struct walk *w, const struct node *n)
{
    if (node_is(n, SPACE_SVG, "script")) {
        script_say(w, n->at, "element \"", n->name->local, "\"");
    }
    for (uint32_t i = 0; i < n->nattributes; i++) {
        const struct attribute *a = &n->attributes[i];
        struct spot at = n->at;
        if (a->name->space == SPACE_NONE && attribute_is_event(a->name->local)) {
            at = attribute_spot(w->document->subject, n, a->value);
            script_say(w, at, "attribute \"", a->name->local, "\"");
        } else if (str_eq(a->name->local, STR("href")) &&
                   url_scheme_is(url_scheme(str_trim(a->value)), "javascript")) {
            at = attribute_spot(w->document->subject, n, a->value);
            script_say(w, at, "a \"javascript:\" address", STR_NONE, "");
        }
    }
}

void house_element(struct walk *w, const struct node *n)
{
    const struct html_element *kind = n->name->element;
    scripts_check(w, n);
    if (kind == NULL) {
        return;
    }
    if (kind->tag == TAG_IMG && node_attr(n, ATTR_ALT) == NULL) {
        const str *src = node_attr(n, ATTR_SRC);
        walk_say(w, n,
                 (struct report){.kind = MSG_IMAGE_ALT, .args = {src == NULL ? STR_NONE : *src}});
    } else if (kind->tag == TAG_HTML) {
        language_check_of(w, n);
    } else if (kind->tag == TAG_STYLE) {
        walk_say(w, n, (struct report){.kind = MSG_HOUSE_STYLE});
    }
    if (kind->tag == TAG_BODY &&
        (node_attr(n, ATTR_ROLE) != NULL || node_attr_in(n, SPACE_EPUB, "type") != NULL)) {
        walk_say(w, n, (struct report){.kind = MSG_HOUSE_BODY});
    }
    avoided_check(w, n, kind->tag);
}

/* Send to Kindle and Kobo trip over anything else. */
static bool is_plain_name(str path)
{
    for (size_t i = 0; i < path.len; i++) {
        if (!ascii_alnum(path.ptr[i]) && !str_has(STR("-_./"), path.ptr[i])) {
            return false;
        }
    }
    return true;
}

static void tell(struct judge *j, const struct package *pkg, struct spot at, unsigned kind, str a)
{
    struct subject s = pkg->facts.subject;
    say(j, &s, at, (struct report){.kind = kind, .args = {a}});
}

static void item_house(struct judge *j, const struct package *pkg, const struct item *i)
{
    if (i->path.len > 0 && !is_plain_name(i->path)) {
        tell(j, pkg, i->at, MSG_HOUSE_NAME, i->path);
    }
    if ((i->properties & ITEM_NAV) != 0 && i->spine != NO_ITEM) {
        tell(j, pkg, i->at, MSG_HOUSE_NAV_SPINE, i->href);
    }
    if ((i->properties & ITEM_COVER) != 0 && i->type != TYPE_JPEG && i->type != TYPE_PNG) {
        tell(j, pkg, i->at, MSG_COVER_TYPE, i->href);
    }
}

void house_check(struct judge *j, const struct package *pkg)
{
    struct spot top = {0, 0};
    for (size_t i = 0; i < pkg->nitems; i++) {
        item_house(j, pkg, &pkg->items[i]);
    }
    if (pkg->ncx == NO_ITEM) {
        tell(j, pkg, top, MSG_HOUSE_NO_NCX, STR_NONE);
    }
}
