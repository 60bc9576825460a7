#include "check/overlay.h"

#include "check/address.h"
#include "check/clock.h"
#include "check/doctype.h"
#include "check/schema.h"

static const struct schema_row rows[] = {
    {"smil", "version=3.0! id=%id epub:prefix", "head? body", false},
    {"head", "", "metadata?", false},
    {"metadata", "", "*", false},
    {"body", "id=%id epub:type=%names epub:textref", "(seq|par)+", false},
    {"seq", "id=%id epub:type=%names epub:textref!", "(seq|par)+", false},
    {"par", "id=%id epub:type=%names", "text audio?", false},
    {"text", "id=%id src!", "", false},
    {"audio", "id=%id src! clipBegin clipEnd", "", false},
};

struct overlay {
    struct judge *judge;
    struct facts *facts;
    struct prefixes prefixes;
};

static void tell(struct overlay *o, const struct node *n, struct report r)
{
    say(o->judge, &o->facts->subject, n->at, r);
}

static bool clock_of(struct overlay *o, const struct node *n, const char *name, double *seconds)
{
    const str *value = node_attr_in(n, SPACE_NONE, name);
    if (value == NULL) {
        return false;
    }
    if (!clock_read(*value, seconds)) {
        tell(o, n,
             (struct report){
                 .kind = MSG_MARKUP_VALUE,
                 .args = {str_from(name), *value, STR("write a time such as \"0:32:29.5\"")}});
        return false;
    }
    return true;
}

static void audio(struct overlay *o, const struct node *n)
{
    const str *src = node_attr_in(n, SPACE_NONE, "src");
    double begin = 0, end = 0;
    bool begins = clock_of(o, n, "clipBegin", &begin), ends = clock_of(o, n, "clipEnd", &end);
    if (ends && (begins || node_attr_in(n, SPACE_NONE, "clipBegin") == NULL)) {
        if (begin > end) {
            tell(o, n, (struct report){.kind = MSG_CLIP_BACKWARDS});
        } else if (begin >= end) {
            tell(o, n, (struct report){.kind = MSG_CLIP_EMPTY});
        }
    }
    if (src == NULL) {
        return;
    }
    if (str_has(*src, '#')) {
        tell(o, n, (struct report){.kind = MSG_AUDIO_FRAGMENT, .args = {*src}});
        return;
    }
    facts_refer(o->judge, o->facts, REF_MEDIA_AUDIO, *src, n->at);
}

static void element(struct overlay *o, const struct node *n)
{
    const str *id = node_attr(n, ATTR_ID), *type = node_attr_in(n, SPACE_EPUB, "type");
    const str *text = node_attr_in(n, SPACE_EPUB, "textref");
    if (id != NULL) {
        facts_anchor(o->judge, o->facts, str_trim(*id), n->at);
    }
    if (type != NULL) {
        prefixes_check(&o->prefixes, o->judge, &o->facts->subject, *type, n->at);
    }
    if (text != NULL) {
        facts_refer(o->judge, o->facts, REF_MEDIA_TEXT, *text, n->at);
    }
    if (node_is(n, SPACE_SMIL, "audio")) {
        audio(o, n);
    } else if (node_is(n, SPACE_SMIL, "text") && node_attr_in(n, SPACE_NONE, "src") != NULL) {
        facts_refer(o->judge, o->facts, REF_MEDIA_TEXT, *node_attr_in(n, SPACE_NONE, "src"), n->at);
    }
}

void overlay_check(struct judge *j, struct parser *p, struct facts *f)
{
    struct overlay o = {.judge = j, .facts = f};
    struct document doc;
    f->readable = document_parse(p, j, &f->subject, &doc);
    if (!f->readable) {
        return;
    }
    doctype_check(j, &doc, NULL, NULL);
    const str *prefix = node_attr_in(doc.root, SPACE_EPUB, "prefix");
    if (prefix != NULL) {
        prefixes_declare(&o.prefixes, j, &f->subject, *prefix, doc.root->at);
    }
    if (!node_is(doc.root, SPACE_SMIL, "smil")) {
        tell(
            &o, doc.root,
            (struct report){.kind = MSG_MARKUP_ROOT, .args = {doc.root->name->local, STR("smil")}});
        f->readable = false;
        return;
    }
    schema_check(j, &f->subject, doc.root, SPACE_SMIL, rows, sizeof rows / sizeof *rows);
    for (const struct node *n = doc.root; n != NULL; n = node_after(n, doc.root, false)) {
        if (n->name != NULL) {
            element(&o, n);
        }
    }
}

/* Instead of the overlay that speaks of a document: several do, and that was told. */
#define SEVERAL (MAP_NONE - 1)

/* EPUB 3.3, 9.3.5.1: an overlay speaks of the document that names it, and of no other. */
static void texts_of(struct judge *j, struct package *pkg, struct item *overlay, struct map *seen)
{
    size_t index = (size_t)(overlay - pkg->items);
    for (size_t i = 0; i < overlay->facts->nreferences; i++) {
        const struct reference *r = &overlay->facts->references[i];
        if (r->kind != REF_MEDIA_TEXT) {
            continue;
        }
        struct address to = address_of(j->arena, overlay->path, r->url);
        size_t item = to.kind == ADDRESS_INSIDE ? map_get(&pkg->by_path, to.path) : MAP_NONE;
        if (item == MAP_NONE) {
            continue;
        }
        size_t first = map_put(j->arena, seen, to.path, index);
        if (pkg->items[item].overlay.len == 0) {
            say(j, &overlay->facts->subject, r->at,
                (struct report){.kind = MSG_OVERLAY_UNNAMED, .args = {pkg->items[item].href}});
        } else if (first != index) {
            say(j, &overlay->facts->subject, r->at,
                (struct report){.kind = MSG_OVERLAY_TWICE, .args = {pkg->items[item].href}});
            map_set(j->arena, seen, to.path, SEVERAL);
        }
    }
}

void overlays_join(struct judge *j, struct package *pkg)
{
    struct map seen = {0};
    bool any = false;
    for (size_t i = 0; i < pkg->nitems; i++) {
        struct item *item = &pkg->items[i];
        if (item->type == TYPE_SMIL && item->facts != NULL && item->facts->readable) {
            any = true;
            texts_of(j, pkg, item, &seen);
        }
    }
    for (size_t i = 0; any && i < pkg->nitems; i++) {
        struct item *item = &pkg->items[i];
        if (item->overlay.len == 0) {
            continue;
        }
        size_t by = map_get(&seen, item->path), named = map_get(&pkg->by_id, item->overlay);
        const struct facts *overlay = named == MAP_NONE ? NULL : pkg->items[named].facts;
        if (overlay != NULL && overlay->readable && by != named && by != SEVERAL) {
            say(j, &pkg->facts.subject, item->at,
                (struct report){.kind = by == MAP_NONE ? MSG_OVERLAY_ABSENT : MSG_OVERLAY_OTHER,
                                .args = {item->href, item->overlay}});
        }
        bool styled =
            item->facts == NULL || !item->facts->readable || (item->facts->uses & USES_STYLE) != 0;
        if (!styled && (pkg->active_class || pkg->playback_class)) {
            say(j, &pkg->facts.subject, item->at,
                (struct report){.kind = MSG_OVERLAY_NO_STYLE, .args = {item->href}});
        }
    }
}
