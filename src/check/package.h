/* The package document (EPUB 3.3, 5): what it lists, and whether it is sound in itself. */
#ifndef CHECK_PACKAGE_H
#define CHECK_PACKAGE_H

#include "check/document.h"
#include "check/facts.h"
#include "check/prefixes.h"

enum item_property {
    ITEM_NAV = 1 << 0,
    ITEM_COVER = 1 << 1,
    ITEM_MATHML = 1 << 2,
    ITEM_SVG = 1 << 3,
    ITEM_SCRIPTED = 1 << 4,
    ITEM_REMOTE = 1 << 5,
    ITEM_SWITCH = 1 << 6
};

/* The media types that rules speak of by name. */
enum item_type {
    TYPE_OTHER,
    TYPE_XHTML,
    TYPE_SVG,
    TYPE_CSS,
    TYPE_NCX,
    TYPE_SMIL,
    TYPE_DTBOOK,
    TYPE_HTML,
    TYPE_OEB_DOCUMENT,
    TYPE_OEB_CSS,
    TYPE_JPEG,
    TYPE_PNG,
    ITEM_TYPES
};

#define NO_ITEM SIZE_MAX

struct item {
    str id, href, path, media_type; /* path: in the container; empty if it is not in there */
    str fallback, overlay;          /* ids */
    enum item_type type;            /* that of media_type, whose parameters do not count */
    struct spot at;
    unsigned properties; /* enum item_property */
    bool remote;         /* on the network */
    bool encrypted;      /* its bytes cannot be judged */
    bool shared;         /* an earlier rendition holds it too */
    bool fixed;          /* fixed layout */
    bool reflowable;     /* whatever the package says */
    bool linear;
    size_t spine;         /* position in it, or NO_ITEM */
    size_t fallback_item; /* the item it falls back to, or NO_ITEM */
    size_t content; /* it, or the first it falls back to that is a content document; or NO_ITEM */
    bool core_fallback;  /* does it fall back to a core media type? */
    struct entry *entry; /* NULL if missing */
    struct facts *facts; /* of content documents, styles and NCX; NULL for others */
};

/* An item outside the spine that a link of the metadata names. */
struct linked_item {
    size_t item;
    struct spot at;
};

struct package {
    struct facts facts;
    bool read;        /* else nothing is known */
    unsigned version; /* 2 or 3 */
    struct item *items;
    size_t nitems;
    struct map by_id, by_path; /* -> index of item */
    size_t *spine;             /* items in reading order */
    size_t nspine;
    bool spine_open;    /* it names something that is no item: which document, who knows */
    bool manifest_open; /* an item does not say which file it is; or there is no manifest */
    str identifier;     /* the unique one's value, trimmed */
    size_t nav, ncx;    /* items, or NO_ITEM */
    bool fixed;         /* fixed layout by default */
    atomic_bool vain;   /* something asked for an anchor that is not there */
    bool scripted;      /* some document holds a script, or cannot be read */
    bool active_class, playback_class;
    struct prefixes prefixes;
    struct map bound;          /* media types that the bindings name a handler for */
    struct map metadata_links; /* paths that link elements name */
    struct linked_item *linked;
    size_t nlinked;
};

/* Reads and judges the package document e. */
void package_check(struct judge *j, struct parser *p, const struct entry *e, struct package *out);

/* Judges the attributes of Dublin Core's elements below root, and what they hold (EPUB 3.3, 5.5.3).
 */
void package_dublin_core(struct judge *j, struct subject *s, const struct node *root);

/* Reads what lies in the document: rooms of their own. */
void metadata_check(struct judge *j, struct package *pkg, const struct node *root,
                    const struct node *metadata);
/* After all items were judged: what the metadata links is in the manifest only if the publication
 * makes use of it (EPUB 3.3, 5.5.7). */
void metadata_links_join(struct judge *j, struct package *pkg);
void package_manifest(struct judge *j, struct package *pkg, const struct node *manifest);
void package_spine(struct judge *j, struct package *pkg, const struct node *spine);
void package_collections(struct judge *j, struct package *pkg, const struct node *root);

/* A set of properties: unknown ones are told. words: those of the default vocabulary and, with
 * their prefixes, of the closed ones (EPUB 3.3, D.3 to D.9). */
void package_properties(struct judge *j, struct package *pkg, const struct node *n, str value,
                        const char *words);

/* EPUB 3.3, 3.2.2: XHTML or SVG; in EPUB 2 also DTBook and HTML. */
bool item_is_content(const struct package *pkg, const struct item *i);

#endif
