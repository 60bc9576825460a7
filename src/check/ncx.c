#include "check/ncx.h"

#include "check/doctype.h"
#include "check/schema.h"

/* ANSI/NISO Z39.86-2005, 8. */
static const struct schema_row rows[] = {
    {"ncx", "version=2005-1 dir xml:lang=%lang",
     "head docTitle docAuthor* navMap pageList? navList*", false},
    {"head", "", "(meta|smilCustomTest)*", false},
    {"meta", "name! content! scheme", "", false},
    {"smilCustomTest", "id=%id! defaultState=true|false override=visible|hidden bookStruct", "",
     false},
    {"docTitle", "id=%id", "text audio? img?", false},
    {"docAuthor", "id=%id", "text audio? img?", false},
    {"text", "id=%id class", "", true},
    {"audio", "id=%id class src! clipBegin! clipEnd!", "", false},
    {"img", "id=%id class src!", "", false},
    {"navMap", "id=%id", "navInfo* navLabel* navPoint+", false},
    {"navPoint", "id=%id! class playOrder", "navLabel+ content navPoint*", false},
    {"navInfo", "dir=ltr|rtl xml:lang=%lang", "text? audio? img?", false},
    {"navLabel", "dir=ltr|rtl xml:lang=%lang", "text audio? img?", false},
    {"content", "id=%id src!", "", false},
    {"pageList", "id=%id class", "navInfo* navLabel* pageTarget+", false},
    {"pageTarget", "id=%id value type=front|normal|special! class playOrder", "navLabel+ content",
     false},
    {"navList", "id=%id class", "navInfo* navLabel+ navTarget+", false},
    {"navTarget", "id=%id! value class playOrder", "navLabel+ content", false},
};

static void uid_check(struct judge *j, struct facts *f, const struct node *n, str identifier)
{
    const str *name = node_attr(n, ATTR_NAME), *content = node_attr(n, ATTR_CONTENT);
    if (name == NULL || content == NULL || !str_eq(*name, STR("dtb:uid")) || identifier.len == 0) {
        return;
    }
    if (!str_eq(str_trim(*content), identifier)) {
        say(j, &f->subject, n->at,
            (struct report){.kind = MSG_NCX_IDENTIFIER, .args = {*content, identifier}});
    }
}

/* A point that has a place in the reading order. */
struct point {
    const struct node *node;
    str target;
    uint64_t order;
};

struct points {
    struct point *all;
    size_t count;
    struct map orders, targets; /* -> index */
};

static void point_say(struct judge *j, struct facts *f, const struct point *p, const char *what)
{
    say(j, &f->subject, p->node->at,
        (struct report){
            .kind = MSG_NCX_ORDER,
            .args = {str_printf(j->arena, "%llu", (unsigned long long)p->order), str_from(what)}});
}

static str order_key(const uint64_t *order)
{
    return (str){(const char *)order, sizeof *order};
}

static void point_read(struct judge *j, struct facts *f, struct points *points,
                       const struct node *n)
{
    const str *order = node_attr_in(n, SPACE_NONE, "playOrder"), *src = NULL;
    const struct node *content = node_child_named(n, NULL, SPACE_NCX, "content");
    uint64_t number;
    if (order == NULL) {
        return;
    }
    if (!str_number(str_trim(*order), UINT32_MAX, &number)) {
        say(j, &f->subject, n->at,
            (struct report){.kind = MSG_MARKUP_VALUE,
                            .args = {STR("playOrder"), *order, STR("write a whole number")}});
        return;
    }
    src = content == NULL ? NULL : node_attr(content, ATTR_SRC);
    struct point *p = ARENA_PUSH(j->arena, struct point, &points->all, &points->count);
    *p = (struct point){n, src == NULL ? STR_NONE : str_trim(*src), number};
    map_put(j->arena, &points->orders, str_copy(j->arena, order_key(&number)), points->count - 1);
    if (p->target.len > 0) {
        map_put(j->arena, &points->targets, p->target, points->count - 1);
    }
}

/* Z39.86-2005, 8.4.1.4: from 1 without gaps; the same number for the same target only. Some tools
 * begin with 0, which neither readers nor EPUBCheck mind. */
static void order_check(struct judge *j, struct facts *f, const struct points *points)
{
    for (size_t i = 0; i < points->count; i++) {
        const struct point *p = &points->all[i];
        size_t same = map_get(&points->orders, order_key(&p->order));
        uint64_t before = p->order - 1;
        size_t first = p->target.len > 0 ? map_get(&points->targets, p->target) : i;
        if (p->order > 1 && map_get(&points->orders, order_key(&before)) == MAP_NONE) {
            point_say(j, f, p, "follows no number");
        } else if (same != i && !str_eq(points->all[same].target, p->target)) {
            point_say(j, f, p, "is that of another target");
        } else if (points->all[first].order != p->order) {
            point_say(j, f, p, "is not that of the same target above");
        }
    }
}

static void element(struct judge *j, struct facts *f, struct points *points, const struct node *n,
                    str identifier)
{
    const str *id = node_attr(n, ATTR_ID), *src;
    if (id != NULL) {
        facts_anchor(j, f, str_trim(*id), n->at);
    }
    if (node_is(n, SPACE_NCX, "meta")) {
        uid_check(j, f, n, identifier);
    } else if (node_is(n, SPACE_NCX, "navPoint") || node_is(n, SPACE_NCX, "pageTarget") ||
               node_is(n, SPACE_NCX, "navTarget")) {
        point_read(j, f, points, n);
    } else if (node_is(n, SPACE_NCX, "content") && (src = node_attr(n, ATTR_SRC)) != NULL) {
        facts_refer(j, f, REF_NCX, *src, n->at);
    }
}

#define PUBLIC_ID "-//NISO//DTD ncx 2005-1//EN"

/* The version goes without saying where the DTD that fixes it is named. */
static void version_check(struct judge *j, struct facts *f, const struct document *doc)
{
    if (node_attr_in(doc->root, SPACE_NONE, "version") == NULL &&
        !str_eq(doc->public_id, STR(PUBLIC_ID))) {
        say(j, &f->subject, doc->root->at,
            (struct report){.kind = MSG_MARKUP_LACKS, .args = {STR("ncx"), STR("version")}});
    }
}

void ncx_check(struct judge *j, struct parser *p, str identifier, struct facts *f)
{
    struct document doc;
    struct points points = {0};
    f->readable = document_parse(p, j, &f->subject, &doc);
    if (!f->readable) {
        return;
    }
    doctype_check(j, &doc, PUBLIC_ID, "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd");
    if (!node_is(doc.root, SPACE_NCX, "ncx")) {
        say(j, &f->subject, doc.root->at,
            (struct report){.kind = MSG_MARKUP_ROOT, .args = {doc.root->name->local, STR("ncx")}});
        f->readable = false;
        return;
    }
    version_check(j, f, &doc);
    schema_check(j, &f->subject, doc.root, SPACE_NCX, rows, sizeof rows / sizeof *rows);
    for (const struct node *n = doc.root; n != NULL; n = node_after(n, doc.root, false)) {
        if (n->name != NULL) {
            element(j, f, &points, n, identifier);
        }
    }
    order_check(j, f, &points);
}
