#include "check/doctype.h"

static const struct spot start = {0, NO_ELEMENT};

static void tell(struct judge *j, const struct document *doc, enum message kind)
{
    str id = doc->public_id.len > 0   ? doc->public_id
             : doc->system_id.len > 0 ? doc->system_id
                                      : doc->doctype;
    say(j, doc->subject, start, (struct report){.kind = kind, .args = {id}});
}

void doctype_check(struct judge *j, const struct document *doc, const char *public_id,
                   const char *system_id)
{
    bool external = doc->public_id.len > 0 || doc->system_id.len > 0;
    bool known =
        str_eq(doc->public_id, str_from(public_id)) && str_eq(doc->system_id, str_from(system_id));
    bool foreign = j->old && doc->has_doctype && !str_eq(doc->doctype, doc->root->name->local);
    foreign = foreign || (j->old && public_id != NULL && doc->has_doctype && !known);
    bool nameless = j->old && doc->public_id.len == 0; /* a DTD that no catalogue knows */
    if (foreign || (external && nameless && !known) ||
        (external && !known && (!j->old || public_id != NULL))) {
        tell(j, doc, j->old ? MSG_OLD_DOCTYPE : MSG_XML_DOCTYPE);
    }
}

void doctype_check_package(struct judge *j, const struct document *doc)
{
    bool oeb = str_eq(doc->public_id, STR("+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN"));
    if (!j->old) {
        doctype_check(j, doc, NULL, NULL);
    } else if (!oeb && doc->has_doctype &&
               (doc->public_id.len > 0 || doc->system_id.len > 0 ||
                !str_eq(doc->doctype, doc->root->name->local))) {
        tell(j, doc, MSG_OLD_PACKAGE_DOCTYPE);
    }
}

void doctype_check_html(struct judge *j, const struct document *doc)
{
    if (!doc->has_doctype || !node_is_tag(doc->root, TAG_HTML)) {
        return;
    }
    if (j->old) {
        bool bare = doc->public_id.len == 0 && doc->system_id.len == 0 &&
                    !str_eq(doc->doctype, STR("html")); /* names no version */
        if (!bare && !str_eq(doc->public_id, STR("-//W3C//DTD XHTML 1.1//EN"))) {
            tell(j, doc, MSG_OLD_DOCTYPE);
        }
        return;
    }
    bool legacy = str_eq(doc->system_id, STR("about:legacy-compat"));
    if (doc->public_id.len > 0 || (doc->system_id.len > 0 && !legacy)) {
        tell(j, doc, MSG_MARKUP_DOCTYPE);
    }
}
