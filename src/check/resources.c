#include "check/resources.h"

#include "base/fs.h"
#include "vocab/media.h"

/* What style sheets and SVG name as fonts. */
struct fonts {
    struct map remote; /* by URLs without fragments */
};

static void tell(struct judge *j, struct package *pkg, const struct item *item, unsigned kind,
                 str a, str b)
{
    say(j, &pkg->facts.subject, item->at, (struct report){.kind = kind, .args = {a, b}});
}

/* Bytes that are none of the images that every reader shows: cut off, another image, or none. */
static void no_image(struct judge *j, struct package *pkg, const struct item *item)
{
    str bytes = item->entry->bytes, foreign = media_sniff_foreign(bytes);
    if (bytes.len < SHORTEST_IMAGE) {
        tell(j, pkg, item, MSG_IMAGE_SHORT, item->href, STR_NONE);
    } else {
        tell(j, pkg, item, MSG_TYPE_WRONG, item->media_type,
             foreign.len > 0 ? foreign : STR("something else"));
    }
    tell(j, pkg, item, MSG_RESOURCE_BROKEN, item->href, STR_NONE);
}

/* Those of which bytes show for certain whether they are images. */
static bool is_certain(const struct item *item)
{
    return html_word_in(item->media_type, "image/jpeg image/png image/gif", true);
}

/* A JPEG's header is looked for anywhere: readers pass over bytes between its segments that are
 * none. */
bool resource_is_cut_off(const struct item *item)
{
    str bytes = item->entry->bytes;
    if (!is_certain(item)) {
        return false;
    }
    struct image_facts facts;
    bool found = media_image_facts(bytes, &facts);
    for (size_t at = 2; !found && at < bytes.len; at++) {
        at = str_find(bytes, '\xFF', at) + 1;
        unsigned marker = at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
        found = marker >= 0xC0 && marker <= 0xC2; /* ITU T.81, B.1.1.3 */
    }
    return !found && (!str_starts(bytes, STR("GIF")) || bytes.len < 13);
}

/* EPUB 3.3, 5.6.2: the media type is that of the bytes. Only what bytes show for certain. */
static void bytes_check(struct judge *j, struct package *pkg, const struct item *item)
{
    if (!is_certain(item)) {
        return;
    }
    str is = media_sniff(item->entry->bytes);
    if (is.len == 0 || item->entry->bytes.len < SHORTEST_IMAGE) {
        no_image(j, pkg, item);
        return;
    }
    if (!str_eq_nocase(is, item->media_type)) {
        tell(j, pkg, item, MSG_TYPE_WRONG, item->media_type, is);
    } else if (resource_is_cut_off(item)) {
        tell(j, pkg, item, MSG_RESOURCE_BROKEN, item->href, STR_NONE);
        return;
    }
    str extension = path_extension(item->path);
    if (extension.len > 0 && media_by_extension(item->path).len > 0 &&
        !media_extension_fits(extension, is)) {
        say(j, &pkg->facts.subject, item->at,
            (struct report){.kind = MSG_MEDIA_EXTENSION,
                            .args = {item->href, is, media_extension(is)}});
    }
}

static const struct {
    enum feature use;
    unsigned property;
    const char *word;
} uses[] = {
    {USES_SCRIPT, ITEM_SCRIPTED, "scripted"}, {USES_SVG, ITEM_SVG, "svg"},
    {USES_MATHML, ITEM_MATHML, "mathml"},     {USES_REMOTE, ITEM_REMOTE, "remote-resources"},
    {USES_SWITCH, ITEM_SWITCH, "switch"},
};

/* The property may be set for SVG that is only referred to. */
static bool holds_svg(const struct item *item)
{
    for (size_t i = 0; i < item->facts->nreferences; i++) {
        str url = item->facts->references[i].url;
        if (str_find_str(url, STR(".svg"), 0) < url.len || str_starts(url, STR("data:image/svg"))) {
            return true;
        }
    }
    return false;
}

/* EPUB 3.3, appendix D.5: properties say what a document makes use of. A style sheet's remote
 * fonts count where the sheet is an item of its own. */
static void properties_check(struct judge *j, struct package *pkg, const struct item *item)
{
    bool svg = item->type == TYPE_SVG;
    bool page = item->type == TYPE_XHTML || svg;
    struct buf unused = {0};
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        bool used = (item->facts->uses & uses[i].use) != 0;
        bool said = (item->properties & uses[i].property) != 0;
        /* Of the house's books every script is told by itself. */
        bool told = used && uses[i].use == USES_SCRIPT && (j->flags & CHECK_HOUSE) != 0;
        if (used == said || told || (svg && uses[i].use == USES_SVG) || (said && !page)) {
            continue;
        }
        bool may = (uses[i].use == USES_SVG && holds_svg(item)) ||
                   (uses[i].use == USES_REMOTE &&
                    (item->facts->uses & (USES_SCRIPT | USES_FORBIDDEN)) != 0);
        if (used) {
            say(j, &item->facts->subject, facts_use_spot(item->facts, uses[i].use),
                (struct report){.kind = MSG_PROPERTY_MISSING,
                                .args = {str_from(uses[i].word), item->href}});
        } else if (uses[i].use == USES_REMOTE && !may) {
            tell(j, pkg, item, MSG_REMOTE_UNUSED, str_from(uses[i].word), item->href);
        } else if (!may) {
            buf_addf(&unused, "%s%s", unused.len > 0 ? " " : "", uses[i].word);
        }
    }
    if (unused.len > 0) {
        tell(j, pkg, item, MSG_PROPERTY_UNUSED, buf_str(&unused), item->href);
    }
    buf_release(&unused);
}

/* Is an image on the network used as a font, so that it is one? */
static bool is_font(const struct fonts *fonts, const struct item *item)
{
    return map_get(&fonts->remote, item->href) != MAP_NONE;
}

/* EPUB 3.3, 3.6: besides sound, film and fonts only what scripts fetch may be on the network. In
 * the spine it is told there. */
static void remote_check(struct judge *j, struct package *pkg, const struct fonts *fonts,
                         const struct item *item)
{
    str type = item->media_type;
    bool media = str_starts(type, STR("audio/")) || str_starts(type, STR("video/")) ||
                 media_is_font(type) || is_font(fonts, item);
    bool known = media_is_core(type) || media_is_image(type) || str_starts(type, STR("text/"));
    bool fetched = pkg->scripted && (item->properties & ITEM_NAV) == 0;
    if (item->spine == NO_ITEM && (pkg->version < 3 || (known && !media && !fetched))) {
        tell(j, pkg, item, MSG_RESOURCE_REMOTE, item->href, STR_NONE);
    }
}

static void resource_check(struct judge *j, struct package *pkg, const struct fonts *fonts,
                           struct item *item)
{
    if (item->remote) {
        remote_check(j, pkg, fonts, item);
        return;
    }
    if (item->path.len == 0) {
        return;
    }
    if (item->entry == NULL) {
        tell(j, pkg, item, MSG_ITEM_MISSING, item->href, STR_NONE);
        return;
    }
    if (!item->encrypted && !item->entry->unread) {
        bytes_check(j, pkg, item);
    }
    if (item->facts != NULL && item->facts->readable && pkg->version >= 3) {
        properties_check(j, pkg, item);
    }
}

static struct fonts fonts_find(struct judge *j, const struct package *pkg)
{
    struct fonts fonts = {0};
    for (size_t i = 0; i < pkg->nitems; i++) {
        const struct facts *f = pkg->items[i].facts;
        for (size_t k = 0; f != NULL && k < f->nreferences; k++) {
            str url, fragment;
            if (f->references[k].kind == REF_FONT) {
                str_cut(f->references[k].url, '#', &url, &fragment);
                map_put(j->arena, &fonts.remote, url, 0);
            }
        }
    }
    return fonts;
}

void resources_check(struct judge *j, struct package *pkg)
{
    struct fonts fonts = {0};
    bool remote = false;
    for (size_t i = 0; i < pkg->nitems; i++) {
        remote = remote || (pkg->items[i].remote && pkg->items[i].type == TYPE_SVG);
    }
    if (remote) {
        fonts = fonts_find(j, pkg);
    }
    for (size_t i = 0; i < pkg->nitems; i++) {
        resource_check(j, pkg, &fonts, &pkg->items[i]);
    }
}
