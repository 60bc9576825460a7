#include "check/ncx.h"

#include "check/schema.h"
#include "check/values.h"

static const struct schema_row rows[] = {
    {"ncx", "version! dir lang", "head docTitle docAuthor navMap pageList navList", false},
    {"head", "", "meta smilCustomTest", false},
    {"meta", "name! content! scheme", "", false},
    {"docTitle", "id", "text audio img", false},
    {"docAuthor", "id", "text audio img", false},
    {"text", "id class", "", true},
    {"navMap", "id", "navInfo navLabel navPoint", false},
    {"navPoint", "id! class playOrder", "navLabel content navPoint", false},
    {"navLabel", "dir lang", "text audio img", false},
    {"content", "id src!", "", false},
    {"pageList", "id class", "navInfo navLabel pageTarget", false},
    {"pageTarget", "id value type! class playOrder", "navLabel content", false},
    {"navList", "id class", "navInfo navLabel navTarget", false},
    {"navTarget", "id! value class playOrder", "navLabel content", false},
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

static void point_check(struct judge *j, struct facts *f, const struct node *n)
{
    static const char *const needed[] = {"navLabel", "content"};
    for (size_t i = 0; i < 2; i++) {
        if (node_child_named(n, NULL, SPACE_NCX, needed[i]) == NULL) {
            str text[] = {STR("holds no "), str_from(needed[i])};
            say(j, &f->subject, n->at,
                (struct report){
                    .kind = MSG_MARKUP_MODEL,
                    .args = {n->name->local, str_concat(j->arena, text, 2), STR("add it")}});
        }
    }
    const str *order = node_attr_in(n, SPACE_NONE, "playOrder");
    str remedy = STR_NONE;
    if (order != NULL && !value_fits(VALUE_POSITIVE, "", STR_NONE, *order, &remedy)) {
        say(j, &f->subject, n->at,
            (struct report){.kind = MSG_MARKUP_VALUE, .args = {STR("playOrder"), *order, remedy}});
    }
}

static void element(struct judge *j, struct facts *f, const struct node *n, str identifier)
{
    const str *id = node_attr(n, ATTR_ID), *src;
    if (id != NULL) {
        facts_anchor(j, f, str_trim(*id), n->at);
    }
    if (node_is(n, SPACE_NCX, "meta")) {
        uid_check(j, f, n, identifier);
    } else if (node_is(n, SPACE_NCX, "navPoint") || node_is(n, SPACE_NCX, "pageTarget")) {
        point_check(j, f, n);
    } else if (node_is(n, SPACE_NCX, "content") && (src = node_attr(n, ATTR_SRC)) != NULL) {
        facts_refer(j, f, REF_NCX, *src, n->at);
    }
}

void ncx_check(struct judge *j, struct parser *p, str identifier, struct facts *f)
{
    struct document doc;
    f->readable = document_parse(p, j, &f->subject, &doc);
    if (!f->readable) {
        return;
    }
    if (!node_is(doc.root, SPACE_NCX, "ncx")) {
        say(j, &f->subject, doc.root->at,
            (struct report){.kind = MSG_MARKUP_ROOT, .args = {doc.root->name->local, STR("ncx")}});
        return;
    }
    schema_check(j, &f->subject, doc.root, SPACE_NCX, rows, sizeof rows / sizeof *rows);
    for (const struct node *n = doc.root; n != NULL; n = node_after(n, doc.root, false)) {
        if (n->name != NULL) {
            element(j, f, n, identifier);
        }
    }
    if (node_child_named(doc.root, NULL, SPACE_NCX, "navMap") == NULL) {
        say(j, &f->subject, doc.root->at,
            (struct report){.kind = MSG_MARKUP_MODEL,
                            .args = {STR("ncx"), STR("holds no navMap"), STR("add it")}});
    }
}
