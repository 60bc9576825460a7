/* What one entry shows, for the rules that need the whole: its ids, its references, and what it
 * makes use of. Lives in the judge's arena, beyond the document it was read from. */
#ifndef CHECK_FACTS_H
#define CHECK_FACTS_H

#include "check/judge.h"
#include "base/digest.h"
#include "base/map.h"

#include <stdatomic.h>

enum reference_kind {
    REF_LINK,   /* a, area: to a place where one may read on */
    REF_CITE,   /* cite, longdesc and the like: something readers never open by themselves */
    REF_STYLE,  /* link rel="stylesheet", xml-stylesheet */
    REF_IMPORT, /* @import */
    REF_FONT,   /* url() in @font-face */
    REF_CSS,    /* any other url() */
    REF_IMAGE,  /* img, svg:image, poster, input */
    REF_SOURCE, /* an image of picture: no manifest fallback counts */
    REF_AUDIO,  /* audio, and its sources */
    REF_VIDEO,  /* video, and its sources */
    REF_TRACK,
    REF_EMBED, /* object, embed: anything */
    REF_FRAME, /* iframe */
    REF_SCRIPT,
    REF_USE,     /* svg:use and its like: a fragment is wanted */
    REF_PAINT,   /* svg: hrefs to parts of the document */
    REF_FILL,    /* svg: fill="url(#a)", stroke */
    REF_CLIP,    /* svg: clip-path */
    REF_OTHER,   /* other links of head */
    REF_NAV_TOC, /* links of the navigation document */
    REF_NAV_PAGES,
    REF_NAV_LANDMARKS,
    REF_NCX,
    REF_MEDIA_TEXT, /* media overlays */
    REF_MEDIA_AUDIO,
    REF_CHOICE /* a source of picture: readers choose among those of types that they know */
};

struct reference {
    str url;  /* as written, ends trimmed */
    str type; /* the media type that the markup gives, or empty */
    struct spot at;
    enum reference_kind kind;
    bool has_fallback; /* the markup has other content to fall back to */
};

/* What an element with an id is good for: those of HTML that may have a label and those that are
 * headers of a table are places like others; those of SVG are only there to be used. */
enum anchor_kind {
    ANCHOR_PLAIN,
    ANCHOR_FIELD,
    ANCHOR_HEADER,
    ANCHOR_SYMBOL,
    ANCHOR_PAINT,
    ANCHOR_CLIP
};

struct anchor {
    str id;
    struct spot at;
    enum anchor_kind kind;
};

enum feature {
    USES_SCRIPT = 1 << 0,
    USES_SVG = 1 << 1,
    USES_MATHML = 1 << 2,
    USES_REMOTE = 1 << 3,
    USES_SWITCH = 1 << 4,
    USES_STYLE = 1 << 5,    /* has any style: linked, inline or an attribute */
    USES_FORBIDDEN = 1 << 6 /* something on the network that may not be there */
};
#define FEATURES 7

struct facts {
    struct subject subject;
    bool readable;                 /* else nothing is known of its ids */
    bool picture;                  /* an SVG document: the house's rules for text are not for it */
    unsigned uses;                 /* enum feature */
    struct spot used_at[FEATURES]; /* where each of these is first, in the order of the enum */
    struct reference *references;
    size_t nreferences, references_capacity;
    struct anchor *anchors; /* in document order, so an index is a position */
    size_t nanchors, anchors_capacity;
    struct map ids;         /* -> index of anchor, while the entry is judged; then facts_find */
    const uint32_t *sorted; /* the indexes by the anchors' ids; NULL: look in ids */
    atomic_bool *asked;  /* of each anchor: does anything refer to it? NULL: no one wants to know */
    struct digest face;  /* stands for all of it but places and anchors, if it is known */
    struct digest named; /* likewise for the anchors */
    str unread;          /* what all but these two is still to be read from; or empty */
};

/* Adds a reference; the url is trimmed and kept. Returns it until the next is added. */
struct reference *facts_refer(struct judge *j, struct facts *f, enum reference_kind kind, str url,
                              struct spot at);

/* Makes use of a feature. */
void facts_use(struct facts *f, enum feature feature, struct spot at);

/* Where it does so first. */
struct spot facts_use_spot(const struct facts *f, enum feature feature);

/* Adds an id; one that is there already is told. kind: see anchor_kind; plain without. */
void facts_anchor(struct judge *j, struct facts *f, str id, struct spot at);
void facts_anchor_kind(struct judge *j, struct facts *f, str id, struct spot at,
                       enum anchor_kind kind);

/* The index of the anchor of that id, or MAP_NONE. */
size_t facts_find(const struct facts *f, str id);

#endif
