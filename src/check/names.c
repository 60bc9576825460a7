/* Open addressing by the addresses of the strings. */
#include "check/names.h"

#include "base/memory.h"

static const struct {
    const char *uri;
    enum space space;
} spaces[] = {
    {"http://www.w3.org/1999/xhtml", SPACE_HTML},
    {"http://www.w3.org/2000/svg", SPACE_SVG},
    {"http://www.w3.org/1998/Math/MathML", SPACE_MATHML},
    {"http://www.idpf.org/2007/ops", SPACE_EPUB},
    {"http://www.idpf.org/2007/opf", SPACE_OPF},
    {"http://purl.org/dc/elements/1.1/", SPACE_DC},
    {"http://www.daisy.org/z3986/2005/ncx/", SPACE_NCX},
    {"urn:oasis:names:tc:opendocument:xmlns:container", SPACE_CONTAINER},
    {"http://www.w3.org/1999/xlink", SPACE_XLINK},
    {"http://www.w3.org/2001/10/synthesis", SPACE_SSML},
    {"http://www.w3.org/ns/SMIL", SPACE_SMIL},
    {"http://www.daisy.org/z3986/2005/dtbook/", SPACE_DTBOOK},
    {"http://www.w3.org/2001/04/xmlenc#", SPACE_ENCRYPTION},
    {"http://www.idpf.org/2016/encryption#compression", SPACE_COMPRESSION},
    {"http://www.idpf.org/2013/metadata", SPACE_METADATA},
    {"http://www.idpf.org/2013/rendition", SPACE_RENDITION},
    {"http://www.w3.org/XML/1998/namespace", SPACE_XML},
};

static enum space space_of(str uri)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        if (str_eq(uri, str_from(spaces[i].uri))) {
            return spaces[i].space;
        }
    }
    return uri.len == 0 ? SPACE_NONE : SPACE_OTHER;
}

static struct name *name_new(struct name_table *t, const char *local, const char *uri)
{
    struct name *n = pool_take(&t->pool, sizeof *n);
    str l = str_from(local), u = str_from(uri);
    *n = (struct name){.local = l, .uri = u, .space = space_of(u)};
    n->element = n->space == SPACE_HTML ? html_element_find(l) : NULL;
    n->attribute = n->space == SPACE_NONE ? html_attr_find(l) : NULL;
    return n;
}

static size_t slot_of(const struct name_table *t, const char *local, const char *uri)
{
    uintptr_t hash = (uintptr_t)local / 4 * 31 + (uintptr_t)uri / 4 * 17;
    size_t i = (size_t)(hash ^ hash >> 11) & (t->capacity - 1);
    while (t->names[i] != NULL && (t->keys[i][0] != local || t->keys[i][1] != uri)) {
        i = (i + 1) & (t->capacity - 1);
    }
    return i;
}

static void grow(struct name_table *t)
{
    struct name_table old = *t;
    t->capacity = old.capacity == 0 ? 256 : old.capacity * 2;
    t->names = mem_calloc(t->capacity, sizeof *t->names);
    t->keys = mem_calloc(t->capacity, sizeof *t->keys);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.names[i] != NULL) {
            size_t to = slot_of(t, old.keys[i][0], old.keys[i][1]);
            t->names[to] = old.names[i];
            t->keys[to][0] = old.keys[i][0];
            t->keys[to][1] = old.keys[i][1];
        }
    }
    mem_free(old.names);
    mem_free(old.keys);
}

const struct name *name_intern(struct name_table *t, const char *local, const char *uri)
{
    if (t->count * 2 >= t->capacity) {
        grow(t);
    }
    size_t i = slot_of(t, local, uri);
    if (t->names[i] == NULL) {
        t->names[i] = name_new(t, local, uri);
        t->keys[i][0] = local;
        t->keys[i][1] = uri;
        t->count++;
    }
    return t->names[i];
}

void names_release(struct name_table *t)
{
    pool_release(&t->pool);
    mem_free(t->names);
    mem_free(t->keys);
    *t = (struct name_table){0};
}
