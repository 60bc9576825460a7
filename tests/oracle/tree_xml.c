#include "base/arena.h"
#include "oracle/tree.h"

#include <libxml/parser.h>
#include <string.h>

static const void *from(const xmlNode *node)
{
    while (node != NULL && node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE &&
           node->type != XML_CDATA_SECTION_NODE) {
        node = node->next;
    }
    return node;
}

static const void *first(const void *node)
{
    const xmlNode *n = node;
    return n->type == XML_ELEMENT_NODE ? from(n->children) : NULL;
}

static const void *next(const void *node)
{
    return from(((const xmlNode *)node)->next);
}

static str name(const void *node)
{
    const xmlNode *n = node;
    return n->type == XML_ELEMENT_NODE ? str_from((const char *)n->name) : STR_NONE;
}

static str text(const void *node)
{
    return str_from((const char *)((const xmlNode *)node)->content);
}

/* "epub:type" is asked for as such. */
static bool has_name(const xmlAttr *attribute, const char *name)
{
    const char *colon = strchr(name, ':');
    const xmlNs *ns = attribute->ns;
    if (strcmp((const char *)attribute->name, colon != NULL ? colon + 1 : name) != 0) {
        return false;
    }
    return (colon == NULL) == (ns == NULL) &&
           (ns == NULL || strncmp((const char *)ns->prefix, name, (size_t)(colon - name)) == 0);
}

static str attribute(const void *node, const char *name)
{
    for (const xmlAttr *a = ((const xmlNode *)node)->properties; a != NULL; a = a->next) {
        if (has_name(a, name)) {
            const char *value = a->children != NULL ? (const char *)a->children->content : "";
            return str_from(value != NULL ? value : "");
        }
    }
    return STR_NONE;
}

static void free_xml(struct tree *t)
{
    xmlFreeDoc(t->parsed);
}

bool tree_of_xhtml(struct arena *a, str xhtml, struct tree *out)
{
    const str parts[] = {STR("<body xmlns=\"http://www.w3.org/1999/xhtml\""
                             " xmlns:epub=\"http://www.idpf.org/2007/ops\">"),
                         xhtml, STR("</body>")};
    str whole = str_concat(a, parts, 3);
    xmlDoc *doc = xmlReadMemory(whole.ptr, (int)whole.len, "ours.xhtml", NULL,
                                XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (doc == NULL) {
        return false;
    }
    *out =
        (struct tree){doc, xmlDocGetRootElement(doc), first, next, name, text, attribute, free_xml};
    return true;
}
