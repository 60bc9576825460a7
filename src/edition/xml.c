#include "edition/xml.h"

#include "base/fs.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/xml_library.h"
#include "source/html.h"

#include <libxml/parser.h>

#include <string.h>

/* As in check/document.c. */
enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_NOENT };

/* More attributes than this, of one tag, are not looked at; a longer tag is not read. */
enum { MOST_ATTRIBUTES = 64, LONGEST_TAG = 256 << 10 };

struct reader {
    xmlParserCtxtPtr ctxt;
    const struct xml_events *events;
    void *user;
    size_t depth;
};

static str view(const xmlChar *s)
{
    return s != NULL ? str_from((const char *)s) : STR_NONE;
}

/* Of each attribute libxml2 gives five pointers: name, prefix, URI, begin and end of the value. */
static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int nspaces, const xmlChar **spaces, int count, int defaulted,
                     const xmlChar **values)
{
    struct reader *r = user;
    struct xml_attribute attributes[MOST_ATTRIBUTES];
    size_t n = (size_t)count < MOST_ATTRIBUTES ? (size_t)count : MOST_ATTRIBUTES;
    (void)prefix, (void)uri, (void)nspaces, (void)spaces, (void)defaulted;
    if (++r->depth > XML_EVENTS_MAX_DEPTH) {
        xmlStopParser(r->ctxt);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const xmlChar **v = values + 5 * i;
        attributes[i] = (struct xml_attribute){
            .prefix = view(v[1]),
            .name = view(v[0]),
            .value = {(const char *)v[3], (size_t)(v[4] - v[3])},
        };
    }
    r->events->start(r->user, &(struct xml_tag){view(name), attributes, n});
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reader *r = user;
    (void)prefix, (void)uri;
    r->depth--;
    r->events->end(r->user, view(name));
}

static void on_text(void *user, const xmlChar *text, int len)
{
    struct reader *r = user;
    r->events->text(r->user, (str){(const char *)text, (size_t)len});
}

/* No entity but XML's own is known, so none is expanded. */
static xmlEntityPtr on_reference(void *user, const xmlChar *name)
{
    (void)user, (void)name;
    return NULL;
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr;
#else
typedef xmlErrorPtr error_ptr;
#endif

static void on_fault(void *user, error_ptr fault)
{
    (void)user;
    if (fault->code == XML_ERR_NO_MEMORY) {
        out_of_memory();
    }
}

static void set_handlers(xmlSAXHandler *sax)
{
    memset(sax, 0, sizeof *sax);
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
    sax->getEntity = on_reference;
    sax->serror = on_fault;
}

str xml_value(const struct xml_tag *tag, str name)
{
    for (size_t i = 0; i < tag->nattributes; i++) {
        if (str_eq(tag->attributes[i].name, name)) {
            return tag->attributes[i].value;
        }
    }
    return STR_NONE;
}

/* libxml2 compares each attribute of a tag with all others, so a tag that could hold very many is
 * not read. */
static bool has_huge_tag(str text)
{
    size_t from = str_find(text, '<', 0);
    while (from < text.len) {
        size_t next = str_find(text, '<', from + 1);
        if (next - from > LONGEST_TAG &&
            str_find(str_sub(text, from, next), '>', 0) > LONGEST_TAG) {
            return true;
        }
        from = next;
    }
    return false;
}

/* The end of a reference by name, "&eacute;", or from if there is none. */
static size_t named_end(str text, size_t from)
{
    size_t end = from + 1;
    while (end < text.len && ascii_alnum(text.ptr[end])) {
        end++;
    }
    return end > from + 1 && end < text.len && text.ptr[end] == ';' ? end + 1 : from;
}

static bool is_known_to_xml(str reference)
{
    static const str known[] = {STR_INIT("&amp;"), STR_INIT("&lt;"), STR_INIT("&gt;"),
                                STR_INIT("&quot;"), STR_INIT("&apos;")};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (str_eq(reference, known[i])) {
            return true;
        }
    }
    return false;
}

/* What a name of HTML stands for, by numbers, which need no DTD: "&#233;". Another name stays. */
static void add_numbers(struct html_reader *html, str reference, struct buf *out)
{
    size_t loose;
    str meant = html_unescape(html, reference, false, &loose);
    if (str_eq(meant, reference) || loose < reference.len) {
        buf_add(out, reference);
        return;
    }
    for (size_t at = 0; at < meant.len;) {
        buf_addf(out, "&#%u;", (unsigned)utf8_next(meant, &at));
    }
}

/* EPUB 2 has the names of XHTML's DTD, which is not read. */
static str without_names(struct arena *a, str bytes)
{
    struct html_reader html = {.arena = a};
    struct buf out = {0};
    size_t kept = 0;
    for (size_t at = str_find(bytes, '&', 0); at < bytes.len; at = str_find(bytes, '&', at + 1)) {
        size_t end = named_end(bytes, at);
        if (end > at && !is_known_to_xml(str_sub(bytes, at, end))) {
            buf_add(&out, str_sub(bytes, kept, at));
            add_numbers(&html, str_sub(bytes, at, end), &out);
            kept = end;
        }
    }
    if (kept == 0) {
        return bytes;
    }
    buf_add(&out, str_sub(bytes, kept, bytes.len));
    return buf_finish(&out, a);
}

static bool parse(str bytes, const struct xml_events *events, void *user)
{
    struct reader r = {.events = events, .user = user};
    if (bytes.len == 0 || bytes.len > FS_MAX_FILE || has_huge_tag(bytes)) {
        return false;
    }
    xml_library_prepare_thread();
    r.ctxt = xmlNewParserCtxt();
    if (r.ctxt == NULL) {
        out_of_memory();
    }
    set_handlers(r.ctxt->sax);
    r.ctxt->userData = &r;
    xmlDocPtr nothing = xmlCtxtReadMemory(r.ctxt, bytes.ptr, (int)bytes.len, NULL, NULL, OPTIONS);
    bool fine = r.ctxt->wellFormed != 0 && r.depth == 0;
    xmlFreeDoc(nothing);
    xmlFreeParserCtxt(r.ctxt);
    return fine;
}

bool xml_read(str bytes, const struct xml_events *events, void *user)
{
    struct arena scratch = {0};
    bool fine = parse(without_names(&scratch, bytes), events, user);
    arena_release(&scratch);
    return fine;
}
