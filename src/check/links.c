#include "check/links.h"

#include "check/address.h"

#include "base/urls.h"

#include "vocab/media.h"

/* What a kind of reference may point at. */
enum link_flag {
    TO_PAGE = 1 << 0,  /* leads the reader on: content documents in the spine */
    REMOTE = 1 << 1,   /* may be on the network (EPUB 3.3, 3.6) */
    RESOURCE = 1 << 2, /* is a resource of the publication: must be in the manifest */
    FALLBACK = 1 << 3, /* a foreign resource needs a fallback (EPUB 3.3, 3.3) */
    NAV = 1 << 4,      /* of the navigation document: the link itself was followed already */
    LOOSE = 1 << 5     /* never opened by a reader by itself */
};

static const unsigned flags_of[] = {
    [REF_LINK] = TO_PAGE | LOOSE,
    [REF_CITE] = LOOSE,
    [REF_STYLE] = RESOURCE,
    [REF_IMPORT] = RESOURCE,
    [REF_FONT] = RESOURCE | REMOTE,
    [REF_CSS] = RESOURCE | FALLBACK,
    [REF_IMAGE] = RESOURCE | FALLBACK,
    [REF_SOURCE] = RESOURCE | FALLBACK,
    [REF_CHOICE] = RESOURCE | FALLBACK,
    [REF_AUDIO] = RESOURCE | REMOTE | FALLBACK,
    [REF_VIDEO] = RESOURCE | REMOTE | FALLBACK,
    [REF_TRACK] = RESOURCE,
    [REF_EMBED] = RESOURCE | FALLBACK,
    [REF_FRAME] = RESOURCE | FALLBACK,
    [REF_SCRIPT] = RESOURCE,
    [REF_USE] = RESOURCE,
    [REF_PAINT] = RESOURCE,
    [REF_FILL] = RESOURCE,
    [REF_CLIP] = RESOURCE,
    [REF_OTHER] = LOOSE,
    [REF_NAV_TOC] = NAV | TO_PAGE,
    [REF_NAV_PAGES] = NAV | TO_PAGE,
    [REF_NAV_LANDMARKS] = NAV | TO_PAGE,
    [REF_NCX] = TO_PAGE,
    [REF_MEDIA_TEXT] = RESOURCE,
    [REF_MEDIA_AUDIO] = RESOURCE | REMOTE,
};

struct link {
    struct judge *judge;
    struct package *pkg;
    struct item *from;
    const struct reference *ref;
    unsigned flags;
    struct address to;
};

static void tell(const struct link *l, unsigned kind, str a, str b)
{
    say(l->judge, &l->from->facts->subject, l->ref->at,
        (struct report){.kind = kind, .args = {a, b}});
}

static struct item *item_of(const struct link *l, str path)
{
    size_t index = map_get(&l->pkg->by_path, path);
    return index == MAP_NONE ? NULL : &l->pkg->items[index];
}

static str plain_type(str type)
{
    str head = type, tail;
    str_cut(type, ';', &head, &tail);
    return str_trim(head);
}

/* With its parameters, since Opus has one, or without. OPS 2.0.1, 1.3.7 does not know WebP yet. */
static bool is_core(const struct link *l, str type)
{
    return (media_is_core(type) || media_is_core(plain_type(type))) &&
           !(l->judge->old && str_eq_nocase(plain_type(type), STR("image/webp")));
}

/* Films are exempt, whatever lists their parts too; but no sound that is played as one. */
static bool is_exempt(const struct link *l, str type)
{
    return str_starts(type, STR("video/")) ||
           (l->ref->kind == REF_VIDEO && !str_starts(type, STR("audio/")));
}

/* EPUB 3.3, 3.3: foreign resources; 3.5.2: in a picture those that say their type are passed over
 * by readers. */
static void foreign_check(const struct link *l, str type, bool fallback)
{
    if ((l->flags & FALLBACK) == 0 || type.len == 0 || is_core(l, type) || is_exempt(l, type)) {
        return;
    }
    if (l->ref->kind == REF_SOURCE) {
        tell(l, MSG_FOREIGN_PICTURE, l->ref->url, type);
    } else if (l->ref->kind == REF_CHOICE) {
        if (l->ref->type.len == 0) {
            tell(l, MSG_FOREIGN_CHOICE, l->ref->url, type);
        }
    } else if (!fallback && !l->ref->has_fallback) {
        tell(l, MSG_FOREIGN, l->ref->url, type);
    }
}

/* Types that every reader knows, in a place where they mean nothing. */
static void kind_check(const struct link *l, const struct item *item)
{
    str type = item->media_type;
    enum reference_kind kind = l->ref->kind;
    bool image =
        kind == REF_IMAGE && !str_starts(type, STR("image/")) && !str_starts(type, STR("video/"));
    bool style = (kind == REF_STYLE || kind == REF_IMPORT) && item->type != TYPE_CSS;
    if ((image || style) && media_is_core(type) && !item->core_fallback) {
        tell(l, image ? MSG_FOREIGN : MSG_STYLE_TYPE_WRONG, l->ref->url, type);
    }
}

/* EPUB 3.3, 9.2.2.6: sound in a core media type. */
static void audio_check(const struct link *l, const struct item *item)
{
    if (l->ref->kind != REF_MEDIA_AUDIO) {
        return;
    }
    str type = plain_type(item->media_type);
    if (type.len > 0 && !(media_is_core(type) && str_starts(type, STR("audio/")))) {
        tell(l, MSG_AUDIO_TYPE, l->ref->url, type);
    }
}

/* The type that the markup gives. */
static void said_check(const struct link *l, const struct item *item)
{
    str said = plain_type(l->ref->type), is = plain_type(item->media_type);
    if (said.len > 0 && is.len > 0 && !str_eq_nocase(said, is)) {
        tell(l, MSG_TYPE_DIFFERS, said, is);
    }
}

static void type_check(const struct link *l, const struct item *item)
{
    bool resource = (l->flags & RESOURCE) != 0 && l->ref->kind != REF_SCRIPT;
    bool old = item->type == TYPE_OEB_CSS; /* of that its item tells */
    if (resource && !old && l->ref->type.len > 0) {
        said_check(l, item);
    }
    bool bound = map_get(&l->pkg->bound, item->media_type) != MAP_NONE;
    foreign_check(l, item->media_type, item->core_fallback || bound);
    kind_check(l, item);
}

/* A fragment that is no id: a media fragment, a CFI, a view of an SVG, a text fragment. */
static bool is_scheme_fragment(str fragment)
{
    return str_has(fragment, '=') || str_has(fragment, '(') || str_starts(fragment, STR(":~:"));
}

/* In XHTML only a CFI, or another scheme with brackets, is no id. */
static bool is_id(const struct link *l, const struct item *item)
{
    str fragment = l->to.fragment;
    bool page = l->ref->kind == REF_LINK && item->type == TYPE_XHTML;
    return page ? !str_has(fragment, '(') : !is_scheme_fragment(fragment);
}

/* SVG 2, 16.2.1: an id, a view, a part of time or space. */
static bool is_svg_fragment(str fragment)
{
    return !is_scheme_fragment(fragment) || str_starts(fragment, STR("svgView(")) ||
           str_starts(fragment, STR("xywh=")) || str_starts(fragment, STR("t="));
}

/* EPUB 3.3, 9.2.2.2: an overlay should speak of an element by its id. */
static void overlay_fragment_check(const struct link *l, const struct item *item)
{
    if (l->ref->kind != REF_MEDIA_TEXT) {
        return;
    }
    bool svg = item->type == TYPE_SVG;
    if (svg ? !is_svg_fragment(l->to.fragment) : is_scheme_fragment(l->to.fragment)) {
        tell(l, svg ? MSG_OVERLAY_SVG_FRAGMENT : MSG_OVERLAY_FRAGMENT, l->to.fragment, STR_NONE);
    }
}

/* SVG 2: paint comes from gradients and patterns, clips from clip paths; and none of these is a
 * place to read on. */
static bool kind_fits(enum reference_kind ref, enum anchor_kind anchor)
{
    switch (ref) {
    case REF_FILL:
        return anchor == ANCHOR_PAINT;
    case REF_CLIP:
        return anchor == ANCHOR_CLIP;
    case REF_USE:
        return anchor <= ANCHOR_SYMBOL;
    case REF_LINK:
    case REF_NCX:
        return anchor < ANCHOR_SYMBOL;
    default:
        return true;
    }
}

/* The anchor of that id, or MAP_NONE; it is kept in mind that it was asked for. */
static size_t ask(struct package *pkg, const struct facts *f, str id)
{
    size_t anchor = facts_find(f, id);
    if (anchor == MAP_NONE) {
        atomic_store(&pkg->vain, true);
    } else if (f->asked != NULL) {
        atomic_store(&f->asked[anchor], true);
    }
    return anchor;
}

static void fragment_check(const struct link *l, const struct item *item)
{
    overlay_fragment_check(l, item);
    bool image =
        l->ref->kind == REF_IMAGE || l->ref->kind == REF_SOURCE || l->ref->kind == REF_CHOICE;
    if (image && l->to.fragment.len > 0 && str_starts(item->media_type, STR("image/")) &&
        item->type != TYPE_SVG) {
        tell(l, MSG_IMAGE_FRAGMENT, l->ref->url, STR_NONE);
    }
    if (l->ref->kind == REF_USE && l->to.fragment.len == 0) {
        tell(l, MSG_USE_NO_FRAGMENT, l->ref->url, STR_NONE);
        return;
    }
    if (l->ref->kind == REF_STYLE && l->to.has_fragment) {
        tell(l, MSG_STYLE_FRAGMENT, l->ref->url, STR_NONE);
        return;
    }
    if (l->ref->kind == REF_PAINT || l->to.fragment.len == 0 || item->facts == NULL ||
        !item->facts->readable || !item_is_content(l->pkg, item) || !is_id(l, item)) {
        return;
    }
    size_t anchor = ask(l->pkg, item->facts, l->to.fragment);
    if (anchor == MAP_NONE && l->ref->kind == REF_CLIP) {
        return; /* CSS Masking 1, 3: such a clip is none */
    }
    if (anchor == MAP_NONE) {
        tell(l, MSG_FRAGMENT_UNKNOWN, l->to.fragment, item->path);
    } else if (!kind_fits(l->ref->kind, item->facts->anchors[anchor].kind)) {
        tell(l, MSG_FRAGMENT_KIND, l->ref->url, STR_NONE);
    }
}

static void page_check(const struct link *l, const struct item *item)
{
    if (item->content == NO_ITEM) {
        tell(l, MSG_LINK_NO_PAGE, l->ref->url, item->media_type);
    } else if (item->spine == NO_ITEM && !l->pkg->spine_open) {
        tell(l, MSG_LINK_NO_SPINE, l->ref->url, STR_NONE);
    }
}

static bool same_file(const struct link *l)
{
    return str_eq(l->to.path, l->from->path);
}

static void inside(const struct link *l)
{
    if (l->to.has_query) {
        tell(l, MSG_URL_QUERY, l->ref->url, STR_NONE);
        return;
    }
    if (l->to.has_space) {
        tell(l, MSG_URL_BROKEN, l->ref->url, STR_NONE);
    }
    const struct entry *package = l->pkg->facts.subject.entry;
    if (l->judge->alone || (package != NULL && str_eq(l->to.path, package->path))) {
        return; /* by a CFI the package document leads into a publication (EPUB CFI 1.1, 2.2) */
    }
    struct item *item = item_of(l, l->to.path);
    if (item == NULL && same_file(l)) {
        item = l->from;
    }
    if (item == NULL) {
        bool there = publication_find(l->judge->publication, l->to.path) != NULL;
        bool known = map_get(&l->pkg->metadata_links, l->to.path) != MAP_NONE;
        if (!there) {
            tell(l, MSG_TARGET_MISSING, l->ref->url, STR_NONE);
        } else if (l->pkg->manifest_open) {
            return; /* told of its item, perhaps */
        } else if (!known && (l->flags & LOOSE) == 0) {
            tell(l, MSG_TARGET_UNLISTED, l->ref->url, STR_NONE);
        } else if (!known && l->ref->kind == REF_LINK) {
            tell(l, MSG_TARGET_UNLISTED, l->ref->url, STR_NONE);
        }
        return;
    }
    if (item->entry == NULL) {
        return; /* the manifest says so already */
    }
    if ((l->flags & TO_PAGE) != 0) {
        page_check(l, item);
    }
    type_check(l, item);
    audio_check(l, item);
    fragment_check(l, item);
}

static bool is_remote_type(str type)
{
    return str_starts(type, STR("audio/")) || str_starts(type, STR("video/"));
}

/* EPUB 3.3, 3.6: sound, film and fonts may be on the network, if the manifest says so. */
static void remote(const struct link *l)
{
    str url, fragment;
    str_cut(l->ref->url, '#', &url, &fragment);
    const struct item *item = item_of(l, url);
    if ((l->flags & NAV) != 0) {
        tell(l, MSG_NAV_REMOTE, l->ref->url, STR_NONE);
        return;
    }
    bool media = item != NULL && is_remote_type(item->media_type);
    bool typed = is_remote_type(l->ref->type);
    if ((l->flags & RESOURCE) == 0) {
        if (item != NULL && !media && !media_is_font(item->media_type) &&
            l->ref->kind == REF_LINK) {
            tell(l, MSG_RESOURCE_REMOTE, l->ref->url, STR_NONE);
        }
        return;
    }
    if ((l->flags & REMOTE) == 0 && !(l->ref->kind == REF_EMBED && (media || typed))) {
        tell(l, MSG_RESOURCE_REMOTE, l->ref->url, STR_NONE);
        facts_use(l->from->facts, USES_FORBIDDEN, l->ref->at);
        return;
    }
    facts_use(l->from->facts, USES_REMOTE, l->ref->at);
    if (url_scheme_is(l->to.scheme, "http")) {
        tell(l, MSG_REMOTE_HTTP, l->ref->url, STR_NONE);
    }
    if (item == NULL) {
        tell(l, MSG_TARGET_UNLISTED, l->ref->url, STR_NONE);
    }
}

/* RFC 7595: schemes that are in common use and registered. */
static bool is_registered(str scheme)
{
    return html_word_in(scheme,
                        "about acct bitcoin blob calendar cid data dav dns doi example facetime "
                        "feed file ftp geo git go gopher gtalk h323 http https iax im imap info "
                        "irc ircs isbn itms jar javascript ldap ldaps magnet mailto maps market "
                        "message mid mms news nfs nntp opaquelocktoken openid pop pres rtmp rtsp "
                        "sftp sip sips skype sms smb ssh stun tag tel telnet tftp tip tn3270 "
                        "turn turns urn view-source vnc webcal ws wss xmpp x-devonthink kindle "
                        "ibooks itms-apps itms-books calibre signal whatsapp tg viber spotify "
                        "callto fax modem prospero wais z39.50r z39.50s zoomus",
                        true);
}

/* Does the place want a file of the container, or of the network? */
static bool needs_file(const struct link *l)
{
    return (l->flags & RESOURCE) != 0 || l->ref->kind == REF_NCX;
}

static void outside(const struct link *l)
{
    switch (l->to.kind) {
    case ADDRESS_OUTSIDE:
        if (!l->judge->alone || address_is_absolute(l->ref->url)) {
            tell(l, MSG_URL_OUTSIDE, l->ref->url, STR_NONE);
        }
        break;
    case ADDRESS_DATA:
        if (l->judge->old || l->ref->kind == REF_NCX) {
            return; /* EPUB 3.3, 3.7 speaks of its own documents only */
        }
        if ((l->flags & TO_PAGE) != 0 || l->ref->kind == REF_MEDIA_TEXT) {
            tell(l, MSG_URL_DATA, STR("data:..."), STR_NONE);
        } else {
            foreign_check(l, data_type(l->ref->url), false);
        }
        break;
    case ADDRESS_FILE:
        tell(l, MSG_URL_FILE, l->ref->url, STR_NONE);
        break;
    case ADDRESS_BROKEN:
        if (l->ref->kind == REF_NCX && l->to.scheme.len > 0) {
            return; /* of the network, as any other address there */
        }
        tell(l, MSG_URL_BROKEN, l->ref->url, STR_NONE);
        break;
    case ADDRESS_OTHER:
        if (l->ref->kind == REF_PAINT) {
            return; /* a gradient that takes nothing over */
        }
        if (needs_file(l)) {
            tell(l, MSG_TARGET_MISSING, l->ref->url, STR_NONE);
        } else if (!is_registered(l->to.scheme) && l->ref->kind == REF_LINK) {
            tell(l, MSG_URL_SCHEME, l->to.scheme, STR_NONE);
        }
        break;
    default:
        break;
    }
}

static void follow(struct judge *j, struct package *pkg, struct item *from,
                   const struct reference *ref)
{
    if ((flags_of[ref->kind] & NAV) != 0 && url_scheme(ref->url).len == 0) {
        return; /* the same link was followed as an ordinary one */
    }
    struct link l = {
        j, pkg, from, ref, flags_of[ref->kind], address_of(j->arena, from->path, ref->url)};
    if (j->old && ref->kind == REF_CITE) {
        return; /* in EPUB 2 no reference of the publication */
    }
    bool empty = ref->url.len == 0;
    bool wanted = (j->old && (l.flags & RESOURCE) != 0) || ref->kind == REF_NCX ||
                  ref->kind == REF_STYLE || ref->kind == REF_MEDIA_TEXT ||
                  ref->kind == REF_MEDIA_AUDIO;
    if (empty && wanted) {
        tell(&l, MSG_TARGET_MISSING, ref->url, STR_NONE);
    }
    if (empty && ref->kind != REF_NAV_TOC) {
        return; /* the document itself, or told by the rules of markup */
    }
    if (l.to.kind == ADDRESS_REMOTE) {
        if (!j->alone) {
            remote(&l);
        }
    } else if ((l.flags & NAV) != 0) {
        return; /* as above */
    } else if (l.to.kind == ADDRESS_INSIDE) {
        inside(&l);
    } else {
        outside(&l);
    }
}

/* EPUB 3.3, 7.4.2: the toc goes in the order of the spine and of each document. */
static void order_check(struct judge *j, struct package *pkg, struct item *nav)
{
    size_t last_spine = 0, last_place = 0;
    struct facts *f = nav->facts;
    for (size_t i = 0; i < f->nreferences; i++) {
        const struct reference *r = &f->references[i];
        if (r->kind != REF_NAV_TOC) {
            continue;
        }
        struct address to = address_of(j->arena, nav->path, r->url);
        size_t index = to.kind == ADDRESS_INSIDE ? map_get(&pkg->by_path, to.path) : MAP_NONE;
        if (index == MAP_NONE || pkg->items[index].spine == NO_ITEM ||
            pkg->items[index].facts == NULL) {
            continue;
        }
        size_t place = to.fragment.len == 0 ? 0 : ask(pkg, pkg->items[index].facts, to.fragment);
        if (place == MAP_NONE) {
            continue;
        }
        place += to.fragment.len > 0;
        size_t spine = pkg->items[index].spine;
        if (spine < last_spine || (spine == last_spine && place < last_place)) {
            say(j, &f->subject, r->at, (struct report){.kind = MSG_NAV_ORDER, .args = {r->url}});
        }
        last_spine = spine;
        last_place = place;
    }
}

void links_check(struct judge *j, struct package *pkg, struct item *item)
{
    for (size_t i = 0; i < item->facts->nreferences; i++) {
        follow(j, pkg, item, &item->facts->references[i]);
    }
    if (pkg->nav != NO_ITEM && item == &pkg->items[pkg->nav]) {
        order_check(j, pkg, item);
    }
}

/* The documents of the spine that are not read in order, and how many of them nothing has led to so
 * far. */
struct apart {
    struct map reached; /* path -> 0 or 1 */
    size_t left;
    bool lost; /* some link leads nowhere: who knows where it ought to */
};

static struct apart set_apart(struct judge *j, const struct package *pkg)
{
    struct apart apart = {0};
    for (size_t i = 0; i < pkg->nspine; i++) {
        const struct item *item = &pkg->items[pkg->spine[i]];
        if (!item->linear && item->path.len > 0 &&
            map_get(&apart.reached, item->path) == MAP_NONE) {
            map_put(j->arena, &apart.reached, item->path, 0);
            apart.left++;
        }
    }
    return apart;
}

/* Follows what leads the reader on, until all are reached. */
static void reach_from(struct judge *j, const struct package *pkg, const struct item *item,
                       struct apart *apart)
{
    const struct facts *f = item->facts;
    for (size_t i = 0; f != NULL && apart->left > 0 && i < f->nreferences; i++) {
        if ((flags_of[f->references[i].kind] & TO_PAGE) == 0) {
            continue;
        }
        struct address to = address_of(j->arena, item->path, f->references[i].url);
        apart->lost = apart->lost || to.kind == ADDRESS_BROKEN || to.kind == ADDRESS_OUTSIDE ||
                      (to.kind == ADDRESS_INSIDE && map_get(&pkg->by_path, to.path) == MAP_NONE);
        if (map_get(&apart->reached, to.path) == 0) {
            map_set(j->arena, &apart->reached, to.path, 1);
            apart->left--;
        }
    }
}

void reach_check(struct judge *j, struct package *pkg)
{
    struct apart apart = set_apart(j, pkg);
    for (size_t i = 0; apart.left > 0 && i < pkg->nitems; i++) {
        reach_from(j, pkg, &pkg->items[i], &apart);
    }
    if (apart.left == 0 || apart.lost || pkg->scripted) {
        return; /* who knows what a script leads to, or a document that cannot be read? */
    }
    for (size_t i = 0; i < pkg->nspine; i++) {
        const struct item *item = &pkg->items[pkg->spine[i]];
        if (!item->linear && item->path.len > 0 && map_get(&apart.reached, item->path) == 0) {
            say(j, &pkg->facts.subject, item->at,
                (struct report){.kind = MSG_UNREACHABLE, .args = {item->href}});
        }
    }
}

/* OPF 2.0.1, 2.6: what the guide names is there. The files were looked for when it was read. */
void guide_links_check(struct judge *j, struct package *pkg)
{
    struct item package = {.path = pkg->facts.subject.entry->path, .facts = &pkg->facts};
    for (size_t i = 0; i < pkg->facts.nreferences; i++) {
        const struct reference *r = &pkg->facts.references[i];
        struct link l = {j, pkg, &package, r, LOOSE, address_of(j->arena, package.path, r->url)};
        struct item *item = l.to.kind == ADDRESS_INSIDE ? item_of(&l, l.to.path) : NULL;
        if (item != NULL && item->entry != NULL) {
            fragment_check(&l, item);
        }
    }
}
