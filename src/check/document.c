/* Parses with libxml2's SAX2 interface. Start tags are found again in the text by their last "<",
 * which no attribute value may hold; so an offset is all that an element keeps of its place.
 *
 * To look for it backwards is an extension of glibc. */
#define _GNU_SOURCE
#include "check/document.h"

#include "check/check.h"
#include "check/decode.h"
#include "check/names.h"

#include "base/fs.h"
#include "base/memory.h"
#include "base/xml_library.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <pthread.h>
#include <string.h>

#define MAX_ATTRIBUTES   10000u
#define MAX_DECLARATIONS 100u
#define MAX_ELEMENTS     5000000u /* of one document: a gigabyte of tree at most */

/* A parser that has met more of them is not kept: hostile files have names without end. */
#define SPARE_NAMES 1000u

/* Without "NOENT" a value keeps its "&amp;", as "&#38;". What a DTD declares is not expanded for
 * all that, nor fetched: see on_reference. */
#define OPTIONS (XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT)

struct parser {
    struct parser *next; /* of those that are spare */
    xmlParserCtxtPtr ctxt;
    struct pool nodes; /* until the next document */
    struct name_table names;
    struct arena scratch; /* declared entities; released after each document */
    struct map entities;
    xmlEntity opaque; /* stands for every declared entity: one character of text */

    struct judge *judge;
    struct document *out;
    size_t begin; /* where in the text it begins to read */
    struct node *open;
    uint32_t depth, elements, declarations;
    bool failed;
};

/* Offset of the parser in the text. */
static size_t offset_now(const struct parser *p)
{
    const xmlParserInput *in = p->ctxt->input;
    size_t at = in == NULL ? 0 : p->begin + (size_t)in->consumed + (size_t)(in->cur - in->base);
    size_t end = p->out->subject->text.len;
    return at < end ? at : end;
}

/* Apart, as nearly all that is kept stands in the text. */
static __attribute__((noinline)) str keep_copy(struct parser *p, const xmlChar *at, size_t len)
{
    char *copy = pool_take(&p->nodes, len + 1);
    memcpy(copy, at, len);
    copy[len] = '\0';
    return (str){copy, len};
}

/* A view of the text where the parser passes a pointer into its own copy of it, else a copy. */
static inline str keep(struct parser *p, const xmlChar *at, size_t len)
{
    const xmlParserInput *in = p->ctxt->input;
    str text = p->out->subject->text;
    if (in != NULL && at >= in->base && at + len <= in->end) {
        size_t offset = p->begin + (size_t)in->consumed + (size_t)(at - in->base);
        if (offset + len <= text.len && memcmp(text.ptr + offset, at, len) == 0) {
            return (str){text.ptr + offset, len};
        }
    }
    return keep_copy(p, at, len);
}

static str keep_string(struct parser *p, const xmlChar *s)
{
    return s == NULL ? STR_NONE : keep(p, s, strlen((const char *)s));
}

static struct node *node_add(struct parser *p)
{
    struct node *n = pool_take(&p->nodes, sizeof *n);
    memset(n, 0, sizeof *n);
    n->parent = p->open;
    if (p->open == NULL) {
        p->out->root = n;
    } else if (p->open->last == NULL) {
        p->open->first = p->open->last = n;
    } else {
        p->open->last->next = n;
        p->open->last = n;
    }
    return n;
}

static void stop(struct parser *p)
{
    p->failed = true;
    xmlStopParser(p->ctxt);
}

/* Where the tag begins that ends before, or at, an offset. */
static uint32_t tag_before(str text, size_t at)
{
    size_t count = at < text.len ? at + 1 : text.len;
    const char *tag = count > 0 ? memrchr(text.ptr, '<', count) : NULL;
    return tag != NULL ? (uint32_t)(tag - text.ptr) : 0;
}

static uint32_t tag_start(const struct parser *p)
{
    return tag_before(p->out->subject->text, offset_now(p));
}

struct spot node_end(const struct subject *s, const struct node *n)
{
    return (struct spot){tag_before(s->text, n->behind > 0 ? n->behind - 1 : 0), n->at.element};
}

/* All of the text is there. Before 2.11 libxml2 looks for more at each step near its end, unless it
 * knows that there is none, and that what there is was given to it. */
static void on_begin(void *user)
{
#if LIBXML_VERSION < 21100
    const struct parser *p = user;
    xmlParserInputBuffer *in = p->ctxt->input->buf;
    bool whole = in != NULL && in->encoder == NULL;
    if (whole) {
        in->readcallback = NULL;
    }
    p->ctxt->progressive = whole;
#else
    (void)user;
#endif
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int nspaces, const xmlChar **declared, int count, int defaulted,
                     const xmlChar **values)
{
    struct parser *p = user;
    (void)prefix, (void)nspaces, (void)declared;
    count -= defaulted; /* those that a DTD adds stand at the end */
    struct spot at = {tag_start(p), p->elements++};
    if (p->failed) {
        return;
    }
    if (++p->depth > DOCUMENT_MAX_DEPTH) {
        say(p->judge, p->out->subject, at,
            (struct report){.kind = MSG_TOO_DEEP, .args = {STR("this element"), STR("1000")}});
        stop(p);
        return;
    }
    if (p->elements > MAX_ELEMENTS) {
        say(p->judge, p->out->subject, at,
            (struct report){.kind = MSG_TOO_LARGE,
                            .args = {STR("the document"), STR("5,000,000 elements")}});
        stop(p);
        return;
    }
    struct node *n = node_add(p);
    n->name = name_intern(&p->names, (const char *)local, (const char *)uri);
    n->at = at;
    n->nattributes = (uint32_t)count;
    struct attribute *attributes = pool_take(&p->nodes, (size_t)count * sizeof *attributes);
    for (int i = 0; i < count; i++) {
        const xmlChar **v = values + (size_t)i * 5;
        attributes[i].name = name_intern(&p->names, (const char *)v[0], (const char *)v[2]);
        attributes[i].value = keep(p, v[3], (size_t)(v[4] - v[3]));
    }
    n->attributes = attributes;
    p->open = n;
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    struct parser *p = user;
    (void)local, (void)prefix, (void)uri;
    if (!p->failed && p->open != NULL) {
        p->open->behind = (uint32_t)offset_now(p);
        p->open = p->open->parent;
        p->depth--;
    }
}

static void on_text(void *user, const xmlChar *text, int len)
{
    struct parser *p = user;
    int i = 0;
    while (i < len && ascii_space((char)text[i])) {
        i++;
    }
    /* White space goes unless it continues a text. */
    bool after_text = p->open != NULL && p->open->last != NULL && p->open->last->name == NULL;
    if (p->failed || p->open == NULL || (i == len && !after_text)) {
        return;
    }
    size_t end = offset_now(p);
    struct node *n = node_add(p);
    n->text = keep(p, text, (size_t)len);
    n->at = spot_in(
        p->out->subject, n->text,
        (struct spot){(uint32_t)(end > (size_t)len ? end - (size_t)len : 0), p->open->at.element});
    n->at.offset += i < len ? (uint32_t)i : 0; /* the first character that shows */
}

static void on_instruction(void *user, const xmlChar *target, const xmlChar *data)
{
    struct parser *p = user;
    struct instruction *i = pool_take(&p->nodes, sizeof *i);
    *i = (struct instruction){p->out->instructions,
                              keep_string(p, target),
                              keep_string(p, data),
                              {tag_start(p), NO_ELEMENT}};
    p->out->instructions = i;
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    struct parser *p = user;
    p->out->has_doctype = true;
    p->out->doctype = keep_string(p, name);
    p->out->public_id = keep_string(p, public_id);
    p->out->system_id = keep_string(p, system_id);
}

/* XML 4.2.2; EPUB 3.3, 3.6: external entities are not allowed. */
static void on_entity(void *user, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content)
{
    struct parser *p = user;
    (void)type, (void)public_id, (void)content;
    str n = str_copy(&p->scratch, str_from((const char *)name));
    map_put(&p->scratch, &p->entities, n, 0);
    if (system_id != NULL) {
        say(p->judge, p->out->subject, (struct spot){(uint32_t)offset_now(p), NO_ELEMENT},
            (struct report){.kind = MSG_XML_EXTERNAL, .args = {n}});
    }
}

/* Each attribute that a DTD adds is weighed at each element; no book needs many. */
static void on_attribute_declaration(void *user, const xmlChar *element, const xmlChar *name,
                                     int type, int how, const xmlChar *value,
                                     xmlEnumerationPtr words)
{
    struct parser *p = user;
    (void)element, (void)name, (void)type, (void)how, (void)value;
    xmlFreeEnumeration(words);
    if (!p->failed && ++p->declarations > MAX_DECLARATIONS) {
        say(p->judge, p->out->subject, (struct spot){(uint32_t)offset_now(p), NO_ELEMENT},
            (struct report){.kind = MSG_TOO_LARGE,
                            .args = {STR("the DTD"), STR("100 declarations of attributes")}});
        stop(p);
    }
}

static xmlEntityPtr on_reference(void *user, const xmlChar *name)
{
    struct parser *p = user;
    bool known = map_get(&p->entities, str_from((const char *)name)) != MAP_NONE;
    /* A DTD of XHTML declares those of HTML. */
    return known || (p->out->public_id.len > 0 && str_eq(p->out->doctype, STR("html"))) ? &p->opaque
                                                                                        : NULL;
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr;
#else
typedef xmlErrorPtr error_ptr;
#endif

/* Faults that deserve other words than libxml2's. {1} and {2} are its strings. */
static const struct {
    int code;
    const char *text, *remedy;
} faults[] = {
    {XML_ERR_TAG_NAME_MISMATCH, "element \"{1}\" is closed by \"</{2}>\"",
     "close elements in the order in which they were opened, last first"},
    {XML_ERR_TAG_NOT_FINISHED, "element \"{1}\" is not closed", "add \"</{1}>\""},
    {XML_ERR_UNDECLARED_ENTITY, "no entity \"{1}\"", "write the character itself"},
    {XML_WAR_UNDECLARED_ENTITY, "no entity \"{1}\"", "write the character itself"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "an entity reference does not end in \";\"",
     "add it, or write \"&amp;\" for a plain \"&\""},
    {XML_ERR_NAME_REQUIRED, "a \"&\" or \"<\" begins no name", "write \"&amp;\" or \"&lt;\""},
    {XML_ERR_ENTITYREF_NO_NAME, "a \"&\" begins no entity", "write \"&amp;\""},
    {XML_ERR_LT_IN_ATTRIBUTE, "an attribute holds a \"<\"", "write \"&lt;\""},
    {XML_ERR_ATTRIBUTE_REDEFINED, "attribute \"{1}\" stands twice", "keep one of them"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "an attribute's value has no quotes", "add them"},
    {XML_ERR_DOCUMENT_EMPTY, "the file holds no XML", ""},
    {XML_ERR_DOCUMENT_END, "something follows the end of the root element", "delete it"},
    {XML_ERR_INVALID_ENCODING, "these bytes are no UTF-8", "save the file as UTF-8"},
    {XML_ERR_INVALID_CHAR, "a byte or character that XML cannot hold",
     "save the file as UTF-8 without control characters"},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, "prefix \"{1}\" is not declared", "declare its namespace"},
};

static str fault_text(struct arena *a, error_ptr e, str *remedy)
{
    str one = str_from(e->str1), two = str_from(e->str2);
    str pairs[] = {STR("1"), one, STR("2"), two};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (faults[i].code == e->code && (one.len > 0 || strchr(faults[i].text, '{') == NULL)) {
            *remedy = str_fill(a, str_from(faults[i].remedy), pairs, 2);
            return str_fill(a, str_from(faults[i].text), pairs, 2);
        }
    }
    str said = str_trim(str_from(e->message));
    char *text = ARENA_ARRAY(a, char, said.len + 1);
    for (size_t i = 0; i < said.len; i++) {
        text[i] = i == 0 ? ascii_lower(said.ptr[i]) : said.ptr[i];
    }
    return (str){text, said.len};
}

/* Does this make the document unreadable? An undeclared entity of a DTD that is not read does
 * not. */
static bool is_fatal(const struct parser *p, error_ptr e)
{
    if (e->code == XML_WAR_UNDECLARED_ENTITY) {
        return p->out->public_id.len == 0;
    }
    if (e->domain == XML_FROM_NAMESPACE && e->code < XML_NS_ERR_XML_NAMESPACE) {
        return false; /* the spelling of a namespace is not the parser's business */
    }
    return e->level >= XML_ERR_ERROR && e->code != XML_WAR_NS_URI && e->domain != XML_FROM_VALID &&
           e->domain != XML_FROM_DTD;
}

/* Does an end tag of that name close an element around the one that is open? Then it is the end tag
 * of this one that is missing; otherwise that end tag is one too many. */
static bool is_open_above(const struct parser *p, str name)
{
    str prefix, local;
    local = str_cut(name, ':', &prefix, &local) ? local : name;
    for (const struct node *n = p->open == NULL ? NULL : p->open->parent; n != NULL;
         n = n->parent) {
        if (str_eq(n->name->local, local)) {
            return true;
        }
    }
    return false;
}

static void on_fault(void *user, error_ptr e)
{
    struct parser *p = user;
    if (e->code == XML_ERR_NO_MEMORY) {
        out_of_memory();
    }
    if (p->failed || !is_fatal(p, e)) {
        return;
    }
    str remedy = STR_NONE;
    str text = fault_text(p->judge->arena, e, &remedy);
    struct spot at = {(uint32_t)offset_now(p), NO_ELEMENT};
    if (e->code == XML_ERR_TAG_NAME_MISMATCH && is_open_above(p, str_from(e->str2))) {
        at = p->open->at;
    }
    say(p->judge, p->out->subject, at,
        (struct report){.kind = MSG_XML_SYNTAX, .args = {text, remedy}});
    stop(p);
}

static void set_handlers(struct parser *p)
{
    xmlSAXHandler *sax = p->ctxt->sax;
    memset(sax, 0, sizeof *sax);
    sax->initialized = XML_SAX2_MAGIC;
    sax->startDocument = on_begin;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
    sax->processingInstruction = on_instruction;
    sax->internalSubset = on_doctype;
    sax->entityDecl = on_entity;
    sax->attributeDecl = on_attribute_declaration;
    sax->getEntity = on_reference;
    sax->serror = on_fault;
    p->ctxt->userData = p;
}

/* Those that nobody uses. One that knows the names of most elements and attributes already takes no
 * time to be made. */
static struct {
    pthread_mutex_t mutex;
    struct parser *first;
} spare = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static struct parser *take_spare(void)
{
    pthread_mutex_lock(&spare.mutex);
    struct parser *p = spare.first;
    spare.first = p != NULL ? p->next : NULL;
    pthread_mutex_unlock(&spare.mutex);
    return p;
}

static void put_spare(struct parser *p)
{
    xmlCtxtReset(p->ctxt);
    arena_release(&p->scratch);
    pool_release(&p->nodes);
    pthread_mutex_lock(&spare.mutex);
    p->next = spare.first;
    spare.first = p;
    pthread_mutex_unlock(&spare.mutex);
}

static struct parser *make(void)
{
    struct parser *p = mem_calloc(1, sizeof *p);
    p->ctxt = xmlNewParserCtxt();
    if (p->ctxt == NULL) {
        out_of_memory();
    }
    set_handlers(p);
    p->opaque.type = XML_ENTITY_DECL;
    p->opaque.etype = XML_INTERNAL_PREDEFINED_ENTITY;
    p->opaque.content = p->opaque.orig = BAD_CAST DOCUMENT_ENTITY;
    p->opaque.length = 1;
    return p;
}

struct parser *parser_new(void)
{
    xml_library_prepare_thread();
    struct parser *p = take_spare();
    return p != NULL ? p : make();
}

void parser_free(struct parser *p)
{
    if (p->names.count <= SPARE_NAMES) {
        put_spare(p);
        return;
    }
    xmlFreeParserCtxt(p->ctxt);
    pool_release(&p->nodes);
    names_release(&p->names);
    arena_release(&p->scratch);
    mem_free(p);
}

/* libxml2 compares each attribute of a tag with all others; so a tag with very many is refused.
 * They are counted by their "=" and quote. */
static bool has_huge_tag(str text)
{
    size_t count = 0, from = 0;
    if (text.len < MAX_ATTRIBUTES * strlen("a=\"\"")) {
        return false;
    }
    while (from < text.len) {
        size_t at = str_find(text, '=', from);
        bool value = at + 1 < text.len && (text.ptr[at + 1] == '"' || text.ptr[at + 1] == '\'');
        if (str_find(str_sub(text, from, at), '<', 0) < at - from) {
            count = 0;
        }
        count += value;
        if (count > MAX_ATTRIBUTES) {
            return true;
        }
        from = at + 1;
    }
    return false;
}

/* libxml2 takes a NUL for the end of the document, and would not see what follows. */
static bool has_nul(struct judge *j, struct subject *s)
{
    size_t at = str_find(s->text, '\0', 0);
    if (at == s->text.len) {
        return false;
    }
    say(j, s, (struct spot){(uint32_t)at, NO_ELEMENT},
        (struct report){.kind = MSG_XML_SYNTAX,
                        .args = {STR("a NUL byte stands in the document"), STR("delete it")}});
    return true;
}

static bool is_readable(struct judge *j, struct subject *s)
{
    if (!decode(j, s)) {
        return false;
    }
    if (s->text.len > FS_MAX_FILE || has_huge_tag(s->text)) {
        bool tag = s->text.len <= FS_MAX_FILE;
        say(j, s, (struct spot){0, NO_ELEMENT},
            (struct report){.kind = MSG_TOO_LARGE,
                            .args = {tag ? STR("a start tag") : STR("the document"),
                                     tag ? STR("10000 attributes") : STR("1 GiB")}});
        return false;
    }
    return !has_nul(j, s);
}

bool document_parse(struct parser *p, struct judge *j, struct subject *s, struct document *out)
{
    xml_library_prepare_thread();
    *out = (struct document){.subject = s};
    pool_reset(&p->nodes);
    arena_release(&p->scratch);
    p->entities = (struct map){0};
    p->judge = j;
    p->out = out;
    p->open = NULL;
    p->depth = p->elements = p->declarations = 0;
    p->failed = !is_readable(j, s);
    if (!p->failed) {
        p->begin = plain_declaration(s->text);
        xmlCtxtReadMemory(p->ctxt, s->text.ptr + p->begin, (int)(s->text.len - p->begin), NULL,
                          NULL, OPTIONS);
    }
    if (p->failed) {
        out->root = NULL;
    }
    return out->root != NULL;
}
